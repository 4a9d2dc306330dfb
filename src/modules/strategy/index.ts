import type { Module } from '../../module.ts';
import type { ThreadRegistry } from '../../thread/kinds.ts';
import { addOutcome } from './add-outcome/route.tsx';
import { agreePlan } from './agree-plan/route.tsx';
import { answerCommitment } from './answer-commitment/route.tsx';
import { addStrategyKinds } from './kinds.ts';
import { listCommitments } from './list-commitments/route.tsx';
import { listPlans } from './list-plans/route.tsx';
import { listPriorities } from './list-priorities/route.tsx';
import { manageEvidence } from './manage-evidence/route.tsx';
import { manageVoices } from './manage-voices/route.tsx';
import { notices } from './messages.ts';
import { myOrganisation } from './my-organisation/route.tsx';
import { offerCommitment } from './offer-commitment/route.tsx';
import { publishPriority } from './publish-priority/route.tsx';
import { raiseObjection } from './raise-objection/route.tsx';
import { recordReading } from './record-reading/route.tsx';
import { replyToObjection } from './reply-to-objection/route.tsx';
import { reportCommitment } from './report-commitment/route.tsx';
import { showCommitment } from './show-commitment/route.tsx';
import { showPlan } from './show-plan/route.tsx';
import { showPriority } from './show-priority/route.tsx';
import { writePlan } from './write-plan/route.tsx';
import { writePriority } from './write-priority/route.tsx';

const slices = [
  listPriorities,
  writePriority,
  showPriority,
  publishPriority,
  manageEvidence,
  manageVoices,
  addOutcome,
  recordReading,
  raiseObjection,
  replyToObjection,
  listPlans,
  writePlan,
  showPlan,
  agreePlan,
  listCommitments,
  offerCommitment,
  showCommitment,
  answerCommitment,
  reportCommitment,
  myOrganisation,
];

/** The agreed part of the thread: priorities, outcomes, plans, commitments. `registry` is asked how statements stand. */
export function strategyModule(registry: ThreadRegistry): Module {
  return {
    name: 'strategy',
    thread: addStrategyKinds,
    routes: (app, context) => {
      for (const slice of slices) slice({ app, context, registry });
    },
    notices,
  };
}

// What other modules may ask.
export { commitmentsWhere, type Commitment, type CommitmentFilter } from './store/commitments.ts';
export { allOutcomes, outcomesByIds, outcomesOf, type Outcome } from './store/outcomes.ts';
export { allPlans, type Plan } from './store/plans.ts';
export { allPriorities, prioritiesOf, type Priority } from './store/priorities.ts';
export { commitmentStanding, groupOf } from './domain/commitment.ts';
export { outcomeProgress } from './domain/outcome.ts';

// What the seed and imports write with, under any scope that has the rights.
export { addEvidence, addVoice } from './store/evidence.ts';
export { changePriorityStatus, createPriority } from './store/priority-writes.ts';
export { createOutcome, recordReading } from './store/outcomes.ts';
export { raiseObjection, replyToObjection } from './store/objections.ts';
export { changePlanStatus, createPlan } from './store/plans.ts';
export { addNote, moveCommitment, offerCommitment } from './store/commitment-writes.ts';
export type { Doing } from '../../kernel/doing.ts';
