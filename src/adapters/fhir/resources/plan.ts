import {
  circlesOf,
  goalsOf,
  peopleIds,
  stepsOfAll,
  wordsOfAll,
  familiesOf,
  familyMembersOf,
  type SeenStep,
} from '../../../modules/people/index.ts';
import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { systems, ukCore } from '../core/codes.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import { coding, concept, reference } from './elements.ts';
import type { Kind, Stored, Work } from './kind.ts';
import { changesOf, kindOfPeople, ownersThemselves, told } from './of-people.ts';

const activityStatus: Readonly<Record<SeenStep['state']['status'], string>> = {
  offered: 'not-started',
  accepted: 'scheduled',
  done: 'completed',
  declined: 'cancelled',
  'not-kept': 'stopped',
  ended: 'stopped',
};

function performer(step: SeenStep): JsonObject {
  switch (step.doer.kind) {
    case 'person':
      return reference('Patient', step.person);
    case 'circle':
      return reference('RelatedPerson', step.doer.member);
    case 'organisation':
      return reference('Organization', step.doer.organisation, step.organisationName);
  }
}

/** The plan of each person: what they want, and who does what by when. */
async function plansOf(work: Work, people: readonly Uuid[]): Promise<Stored[]> {
  const { trx, place } = work;
  const [goals, steps, strengths, circles] = await Promise.all([
    goalsOf(trx, place.id, people),
    stepsOfAll(trx, place.id, people),
    wordsOfAll(trx, place.id, people, 'strength'),
    circlesOf(trx, place.id, people),
  ]);
  const kin = new Set(
    circles.filter((tie) => ['family', 'friend', 'neighbour'].includes(tie.kind)).map((tie) => tie.id),
  );
  const at = await changesOf(
    work,
    ['goal', 'plan-step', 'step', 'strength'],
    [...goals, ...steps, ...strengths].map((one) => one.id),
  );
  return people.flatMap((person) => {
    const mine = <T extends { person: Uuid }>(list: readonly T[]): T[] => list.filter((one) => one.person === person);
    const [own, doing, good] = [mine(goals), mine(steps), mine(strengths)];
    if (own.length + doing.length + good.length === 0) return [];
    const content = withoutGaps({
      meta: { profile: [ukCore('CarePlan')] },
      status: 'active',
      intent: 'plan',
      title: 'Support plan',
      subject: reference('Patient', person),
      careTeam: mine(circles).length === 0 ? [] : [reference('CareTeam', person)],
      supportingInfo: good.map((one) => reference('Observation', one.id)),
      goal: own.map((one) => reference('Goal', one.id)),
      activity: doing.map((step) => ({
        detail: {
          status: activityStatus[step.state.status],
          description: step.what,
          goal: [reference('Goal', step.goal)],
          scheduledPeriod: { end: step.by },
          performer:
            step.doer.kind === 'circle' && !kin.has(step.doer.member)
              ? [{ display: 'Somebody of their circle' }]
              : [performer(step)],
        },
      })),
    });
    const latest = Math.max(0, ...[...own, ...doing, ...good].map((one) => at(one.id).getTime()));
    return [told('CarePlan', person, person, new Date(latest), content)];
  });
}

export const carePlanKind = kindOfPeople({
  type: 'CarePlan',
  parameters: {
    patient: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    subject: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    status: { kind: 'token', paths: ['status'] },
    goal: { kind: 'reference', paths: ['goal'], targets: ['Goal'] },
    'care-team': { kind: 'reference', paths: ['careTeam'], targets: ['CareTeam'] },
    category: { kind: 'token', paths: ['category'] },
    date: { kind: 'date', paths: ['period'] },
    'activity-reference': {
      kind: 'reference',
      paths: ['activity.reference'],
      targets: ['ServiceRequest', 'Task'],
    },
  },
  hasOnlyLatest: true,
  listOf: plansOf,
  ownersOf: ownersThemselves,
});

/** A household or family: of its members those whom the client may see, and no number of the others. */
async function groupOf(work: Work, family: Uuid): Promise<Stored | undefined> {
  const members = await familyMembersOf(work.trx, work.place.id, family);
  const [first] = members;
  if (first === undefined) return undefined;
  const content = withoutGaps({
    type: 'person',
    actual: true,
    code: concept([coding(`${systems.own}:family-kind`, first.kind)], first.kind),
    member: members.map((one) => ({
      entity: reference('Patient', one.person),
      period: { start: one.since, end: one.until ?? '' },
      inactive: one.until === undefined ? undefined : true,
    })),
  });
  const at = await changesOf(
    work,
    ['family-member'],
    members.map((one) => one.id),
  );
  const latest = Math.max(0, ...members.map((one) => at(one.id).getTime()));
  for (const one of members) work.looked.add(one.person);
  return told('Group', family, first.person, new Date(latest), content);
}

async function groups(work: Work, ids: readonly string[]): Promise<Stored[]> {
  const found: Stored[] = [];
  for (const id of ids.filter(isUuid)) {
    const one = await groupOf(work, id);
    if (one !== undefined) found.push(one);
  }
  return found;
}

/** A group is found by one of its members, or by its id. */
export const groupKind: Kind = {
  type: 'Group',
  parameters: {
    member: { kind: 'reference', paths: ['member.entity'], targets: ['Patient'] },
    type: { kind: 'token', paths: ['type'] },
    actual: { kind: 'token', paths: ['actual'] },
    code: { kind: 'token', paths: ['code'] },
    identifier: { kind: 'token', paths: ['identifier'] },
    characteristic: { kind: 'token', paths: ['characteristic.code'] },
  },
  hasOnlyLatest: true,
  load: groups,
  async find(work, hints, after, limit) {
    const { trx, place } = work;
    const people =
      hints.people?.filter(isUuid) ?? (hints.ids === undefined ? await peopleIds(trx, place.id, {}, 200) : []);
    const families = new Set<Uuid>(hints.ids?.filter(isUuid));
    for (const person of people) for (const one of await familiesOf(trx, place.id, person)) families.add(one.family);
    const ids = [...families]
      .filter((id) => after === undefined || id < after)
      .sort()
      .toReversed()
      .slice(0, limit);
    return await groups(work, ids);
  },
};
