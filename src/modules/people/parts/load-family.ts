import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { missingOf, type Asking, type Missing } from '../domain/asking.ts';
import { joinCircles, joinedByHand, pairsToAsk } from '../domain/family.ts';
import { duplicatedHelp, gapsOf, toldTo } from '../domain/family-help.ts';
import { hasEnded } from '../domain/plan-step.ts';
import type { FamilyKind } from '../domain/words.ts';
import { askingsOf } from '../store/asking.ts';
import { circlesOf, type SeenTie } from '../store/circle.ts';
import { membersOf, sameAnswers, type FamilyMember } from '../store/families.ts';
import { goalsOf } from '../store/goals.ts';
import { partnersOf } from '../store/organisations.ts';
import { knownAround, peopleByIds, type Person } from '../store/people.ts';
import { referralsOfAll } from '../store/referrals.ts';
import { relationshipsOfAll, writableAmong } from '../store/sharing.ts';
import { stepsOfAll, type SeenStep } from '../store/steps.ts';
import { wordsOfAll, type SeenWords } from '../store/words.ts';
import { helpsOf } from './family-helps.ts';

/** One of a family, with what comes first of them. */
export type FamilyPerson = {
  person: Person;
  member: FamilyMember;
  strengths: SeenWords[];
  circle: SeenTie[];
  /** Safe mode: nothing of who is around them is laid beside what is around the others. */
  isHidden: boolean;
  missing: Missing | undefined;
  asking: Asking | undefined;
  can: { circle: boolean; plan: boolean };
};

/** Who belongs to a family today and before, as far as this reader may see each of them. */
export async function loadMembers(trx: Trx, place: Uuid, family: Uuid) {
  const rows = await membersOf(trx, place, family);
  const people = new Map(
    (
      await peopleByIds(
        trx,
        place,
        rows.map((one) => one.person),
      )
    ).map((one) => [one.id, one]),
  );
  const seen = rows.flatMap((member) => {
    const person = people.get(member.person);
    return person === undefined ? [] : [{ member, person }];
  });
  const byName = seen.toSorted(
    (a, b) => a.person.knownAs.localeCompare(b.person.knownAs, 'en') || (a.member.id < b.member.id ? -1 : 1),
  );
  return {
    current: byName.filter(({ member }) => member.until === undefined),
    // In safe mode nobody is told of by a page that is looked at together: not even that they left.
    before: byName.filter(({ member, person }) => member.until !== undefined && !person.safeMode),
  };
}

/** What is known of a family and of everybody in it. Of each member it holds what this reader may see of that member. */
export async function loadFamily(trx: Trx, place: Uuid, family: Uuid) {
  const { current, before } = await loadMembers(trx, place, family);
  const ids = current.map(({ person }) => person.id);
  const open = current.filter(({ person }) => !person.safeMode).map(({ person }) => person.id);
  const [strengths, ties, needs, goals, steps, referrals, relationships, askings, writable, partners, known] =
    await Promise.all([
      wordsOfAll(trx, place, ids, 'strength'),
      circlesOf(trx, place, open),
      wordsOfAll(trx, place, open, 'need'),
      goalsOf(trx, place, ids),
      stepsOfAll(trx, place, ids),
      referralsOfAll(trx, place, open),
      relationshipsOfAll(trx, place, open),
      askingsOf(trx, place, ids),
      writableAmong(trx, ids, ['circle', 'plan']),
      partnersOf(trx, place),
      knownAround(trx, place, open),
    ]);
  const answers = await sameAnswers(
    trx,
    place,
    ties.map((tie) => tie.id),
  );
  const members = current.map(({ member, person }): FamilyPerson => {
    const theirs = { strengths: strengths.filter((one) => one.person === person.id), circle: tiesOf(person.id) };
    const can = {
      circle: writable.has(`${person.id}/circle`),
      plan: writable.has(`${person.id}/plan`),
    };
    return {
      ...theirs,
      person,
      member,
      can,
      isHidden: person.safeMode,
      asking: askings.get(person.id),
      missing: missingOf({
        strengths: theirs.strengths.length,
        circle: theirs.circle.length,
        seesStrengths: can.plan,
        seesCircle: can.circle && !person.safeMode,
      }),
    };
  });
  function tiesOf(person: Uuid): SeenTie[] {
    return ties.filter((tie) => tie.person === person);
  }
  const isOpen = (person: Uuid): boolean => open.includes(person);
  const openSteps = steps.filter((step) => !hasEnded(step.state) && isOpen(step.person));
  // A record joins two circles only for a reader who may see that record.
  const circle = joinCircles(
    members.map((one) => ({
      person: one.person.id,
      ties: one.circle.map((tie) => ({
        ...tie,
        otherPerson: tie.otherPerson !== undefined && known.has(tie.otherPerson) ? tie.otherPerson : undefined,
      })),
    })),
    answers,
  );
  const organisations = new Map(partners.map((one) => [one.id, one.name]));
  const helps = helpsOf(circle, openSteps, organisations);
  // What touches on safety never stands here: the page is looked at together.
  const wanted = needs.filter((one) => one.kind === 'need' && one.category === 'needs');
  return {
    kind: (current[0]?.member.kind ?? 'household') satisfies FamilyKind,
    members,
    before,
    circle,
    asked: pairsToAsk(circle, answers),
    byHand: circle.joined.flatMap((one) => joinedByHand(one, answers)),
    duplicates: duplicatedHelp(helps),
    withoutKind: helps.filter((one) => one.kind === '' && one.isOrganisation).length,
    told: toldTo([
      ...relationships.map((one) => ({ organisation: one.organisation, person: one.person })),
      ...referrals.flatMap((one) =>
        one.status === 'draft' || one.to.organisationName === undefined
          ? []
          : [{ organisation: one.to.organisationName, person: one.person }],
      ),
    ]),
    gaps: gapsOf(
      wanted.flatMap((one) =>
        one.kind === 'need'
          ? [
              {
                id: one.id,
                person: one.person,
                words: one.words,
                kind: one.help ?? '',
                isUrgent: one.isUrgent === true,
              },
            ]
          : [],
      ),
      goals
        .filter((goal) => goal.status === 'active' && isOpen(goal.person))
        .map(({ id, person, words, importance }) => ({
          id,
          person,
          words,
          importance,
          openSteps: openSteps.filter((step) => step.goal === id).length,
        })),
      helps,
    ),
    urgentNeeds: wanted.filter((one) => one.kind === 'need' && one.isUrgent === true),
    urgentSteps: openSteps.filter((step): step is SeenStep => step.isUrgent),
    openReferrals: new Set(
      referrals
        .filter((one) => ['requested', 'accepted', 'in-progress', 'on-hold'].includes(one.status))
        .map((one) => one.person),
    ),
  };
}
export type Family = Awaited<ReturnType<typeof loadFamily>>;
