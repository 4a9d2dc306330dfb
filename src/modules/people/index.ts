import type { Module } from '../../module.ts';
import type { ThreadRegistry } from '../../thread/kinds.ts';
import { agreements } from './agreements/route.tsx';
import { addToFamily } from './add-to-family/route.tsx';
import { answerSame } from './answer-same/route.tsx';
import { answerByLink } from './answer-by-link/route.tsx';
import { addPerson } from './add-person/route.tsx';
import { cannotCarryOn } from './cannot-carry-on/route.tsx';
import { answerCorrections } from './answer-correction/route.tsx';
import { askByWord } from './ask-by-word/route.tsx';
import { askCorrections } from './ask-correction/route.tsx';
import { askErasures } from './ask-erasure/route.tsx';
import { askForHelp } from './ask-for-help/route.tsx';
import { careOfPeople } from './care-of-people/route.tsx';
import { decideErasures } from './decide-erasure/route.tsx';
import { decideSharing } from './decide-sharing/route.tsx';
import { editContingency } from './edit-contingency/route.tsx';
import { editCircle } from './edit-circle/route.tsx';
import { editFamilyMember } from './edit-family-member/route.tsx';
import { editGoal } from './edit-goal/route.tsx';
import { editParticulars } from './edit-particulars/route.tsx';
import { editPerson } from './edit-person/route.tsx';
import { editStep } from './edit-step/route.tsx';
import { editWords } from './edit-words/route.tsx';
import { addPeopleKinds } from './kinds.ts';
import { linkRecord } from './link-record/route.tsx';
import { handOver } from './hand-over/route.tsx';
import { keepNotes } from './keep-notes/route.tsx';
import { keepTasks } from './keep-tasks/route.tsx';
import { planAppointments } from './plan-appointments/route.tsx';
import { showCaseload } from './show-caseload/route.tsx';
import { showReach } from './show-reach/route.tsx';
import { showWork } from './show-work/route.tsx';
import { emergencyAccess } from './emergency-access/route.tsx';
import { linkAccount as linkAccountRoutes } from './link-account/route.tsx';
import { represent } from './represent/route.tsx';
import { representatives } from './representatives/route.tsx';
import { listReferrals } from './list-referrals/route.tsx';
import { listPeople } from './list-people/route.tsx';
import { matchPerson } from './match-person/route.tsx';
import { notices } from './notices.ts';
import { moveReferralRoutes } from './move-referral/route.tsx';
import { myPage } from './my-page/route.tsx';
import { ownCopy } from './own-copy/route.tsx';
import { recordWellbeing } from './record-wellbeing/route.tsx';
import { reviewPlan } from './review-plan/route.tsx';
import { introduce } from './introduce/route.tsx';
import { offerReferral } from './offer-referral/route.tsx';
import { referByLetter } from './refer-by-letter/route.tsx';
import { reopenReferralRoutes } from './reopen-referral/route.tsx';
import { safeguardingConcern } from './safeguarding-concern/route.tsx';
import { sayWhoAsks } from './say-who-asks/route.tsx';
import { sendReferralRoutes } from './send-referral/route.tsx';
import { showAnswers } from './show-answers/route.tsx';
import { showFamily } from './show-family/route.tsx';
import { showPerson } from './show-person/route.tsx';
import { showPlanVersion } from './show-plan-version/route.tsx';
import { showReferral } from './show-referral/route.tsx';
import { startFamily } from './start-family/route.tsx';
import { suggestForGoal } from './suggest-services/route.tsx';
import { takeInRequests } from './take-in/route.tsx';
import { today } from './today/route.tsx';

const slices = [
  today,
  listPeople,
  matchPerson,
  addPerson,
  showPerson,
  startFamily,
  suggestForGoal,
  showFamily,
  addToFamily,
  editFamilyMember,
  answerSame,
  sayWhoAsks,
  editPerson,
  editCircle,
  editWords,
  editGoal,
  editStep,
  reviewPlan,
  showPlanVersion,
  editContingency,
  ownCopy,
  linkRecord,
  cannotCarryOn,
  recordWellbeing,
  editParticulars,
  decideSharing,
  emergencyAccess,
  safeguardingConcern,
  careOfPeople,
  agreements,
  representatives,
  represent,
  linkAccountRoutes,
  myPage,
  askCorrections,
  answerCorrections,
  askErasures,
  askByWord,
  decideErasures,
  sendReferralRoutes,
  offerReferral,
  reopenReferralRoutes,
  introduce,
  showAnswers,
  listReferrals,
  showReferral,
  moveReferralRoutes,
  answerByLink,
  askForHelp,
  takeInRequests,
  referByLetter,
  showWork,
  keepNotes,
  keepTasks,
  planAppointments,
  showCaseload,
  handOver,
  showReach,
];

/** People: their circles and plans, who may know of them, and who looked. */
export function peopleModule(registry: ThreadRegistry): Module {
  return {
    name: 'people',
    thread: addPeopleKinds,
    routes: (app, context) => {
      for (const slice of slices) slice({ app, context, registry });
    },
    notices,
  };
}

// What other modules may ask.
export { caseload, peopleByIds, personById, personOfAccount, type Person } from './store/people.ts';
export { goalsOf, type Goal, type SeenGoal } from './store/goals.ts';
export { circleOf, type SeenTie, type Tie } from './store/circle.ts';
export { mayHoldPeople, nameHolder } from './store/duties.ts';
export { decisionsAbout, whoMaySee, type SeenDecision } from './store/sharing.ts';

export { referralOfJson, referralsByIds, type SeenReferral } from './store/referrals.ts';
export { wordsOfAll, type SeenWords } from './store/words.ts';
export { stepsOfAll, type SeenStep } from './store/steps.ts';
export { wellbeingOf, type SeenWellbeing } from './store/wellbeing.ts';
export { familiesOf, membersOf as familyMembersOf, type FamilyMember } from './store/families.ts';
export { circlesOf } from './store/circle.ts';
export {
  earlierVersions,
  isOver,
  lastChanges,
  lastHappened,
  peopleIds,
  peopleOfItems,
  referralsAfter,
  referralsByChange,
  timesWritten,
  stepsOfReferral,
  type EarlierVersion,
  type ReferralFilter,
  type ReferralStep,
} from './store/outside.ts';
export { parseNhsNumber } from './domain/nhs-number.ts';
export { figuresOf, instrumentWords } from './domain/wellbeing.ts';
export { messageBack, type MessageBack } from './domain/message-back.ts';
export {
  cancelReasons,
  declineReasons,
  endReasons,
  reasonWords,
  type MoveCommand,
  type ReferralReason,
  type ReferralStatus,
  type Side,
} from './domain/referral.ts';
export {
  circleKindWords,
  strengthKinds,
  strengthKindWords,
  type CircleKind,
  type StrengthKind,
} from './domain/words.ts';

// What the seed and imports write with, under any scope that has the rights.
export { nobody, type PeopleDoing } from './store/doing.ts';
export { gatheredPerson, ofPerson } from './store/gathered-person.ts';
export { gatheredMove, ofMove } from './store/gathered-move.ts';
export { gatheredReferral, ofReferral } from './store/gathered-referral.ts';
export { addGoal, changeGoal } from './store/goals.ts';
export { addPerson as addPersonRecord, changeDetails, linkAccount, type Details } from './store/person-writes.ts';
export { addRelationship, createAgreement, decideSharing as decide, endAgreement, refold } from './store/sharing.ts';
export { sayCannotCarryOn } from './store/carer-alerts.ts';
export { addContingency } from './store/contingency.ts';
export { addReview } from './store/plan-reviews.ts';
export { addStep, moveStep } from './store/steps.ts';
export { addTie, changeTie } from './store/circle.ts';
export {
  claimReferral,
  moveReferral,
  readOutcome,
  sayMore,
  countLater,
  sendReferral,
  chaseReferralJob,
} from './store/referral-writes.ts';
export { countHelp, countReferralsHandler } from './jobs/count-referrals.ts';
export { countReferrals, countReferralsJob } from './store/referral-counts.ts';
export { askCorrection } from './store/corrections.ts';
export { eraseJob } from './store/erasures.ts';
export { offerRetentionJob } from './store/erase.ts';
export { eraseHandler, offerRetentionHandler } from './jobs/erase.ts';
export { tellOfConcernJob } from './store/concerns.ts';
export { tellOfConcernHandler } from './jobs/tell-of-concern.ts';
export { tellOfEmergencyJob } from './store/emergencies.ts';
export { tellOfEmergencyHandler } from './jobs/tell-of-emergency.ts';
export { chaseReferralHandler } from './jobs/chase-referral.ts';
export { noParticulars, particularsOfAll, saveParticulars, type Particulars } from './store/particulars.ts';
export { addNote, type SeenNote } from './store/notes.ts';
export { addTask, moveTask, taskById } from './store/tasks.ts';
export {
  addAppointment,
  appointmentById,
  remindAppointmentJob,
  settle as settleAppointment,
} from './store/appointments.ts';
export { answerHandover, endHandoverJob, handoverById, offerHandover, tellOfHandoverJob } from './store/handovers.ts';
export { setHours } from './store/workload.ts';
export { chaseConcernJob, chaseRequestJob } from './store/chases.ts';
export { remindAppointmentHandler } from './jobs/remind-appointment.ts';
export { endHandoverHandler, tellOfHandoverHandler } from './jobs/tell-of-handover.ts';
export { chaseConcernHandler, chaseRequestHandler } from './jobs/chase-waiting.ts';
export { addMember as addFamilyMember, startFamily as startFamilyRecord } from './store/families.ts';
export { addWellbeing } from './store/wellbeing.ts';
export { addWords, changeWords } from './store/words.ts';
export { readCaseFile, type CaseFile } from './domain/case-file.ts';
export { importCases, type CaseImport } from './store/case-import.ts';
