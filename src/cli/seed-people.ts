import { generateReferrals } from '../../demo/wrenmouth/generate-referrals.ts';
import { generatePeople } from '../../demo/wrenmouth/generate-support.ts';
import type { DemoReferral } from '../../demo/wrenmouth/referral-types.ts';
import type { DemoGoal, DemoSupported, DemoTie } from '../../demo/wrenmouth/support-types.ts';
import type { Wrenmouth } from '../../demo/wrenmouth/types.ts';
import { personCategories } from '../kernel/helping.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { LocalDate } from '../lib/dates.ts';
import { servicesTakingReferrals, type Service } from '../modules/community/index.ts';
import {
  addContingency,
  addFamilyMember,
  addGoal,
  addPersonRecord,
  addRelationship,
  addReview,
  addStep,
  addTie,
  addWellbeing,
  addWords,
  changeGoal,
  countHelp,
  createAgreement,
  decide,
  linkAccount,
  moveReferral,
  moveStep,
  nameHolder,
  nobody,
  noParticulars,
  readOutcome,
  refold,
  saveParticulars,
  sendReferral,
  startFamilyRecord,
  type PeopleDoing,
} from '../modules/people/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { seedWork } from './seed-work.ts';
import { dateAt, found, momentAt, must, type Seeding } from './seeding.ts';

type Making = {
  trx: Trx;
  seeding: Seeding;
  data: Wrenmouth;
  priorities: ReadonlyMap<string, Uuid>;
  /** People already made, by slug. */
  people: Map<string, Uuid>;
  /** Their goals, by slug and words. */
  goals: Map<string, Uuid>;
};

function goalKey(person: string, words: string): string {
  return `${person}/${words}`;
}

/** A worker of the demo at work, some days ago. */
function workingAs(making: Making, worker: string, days: number): PeopleDoing {
  const { seeding, data } = making;
  const person = data.people.find((one) => one.slug === worker);
  const organisation = person?.organisation ?? undefined;
  return {
    place: found(seeding.places, data.support.place),
    by: {
      account: found(seeding.accounts, worker),
      organisation: organisation === undefined ? undefined : found(seeding.organisations, organisation),
      name: person?.name ?? '',
    },
    now: momentAt(seeding, days),
    newId: seeding.newId,
  };
}

async function seedPerson(making: Making, one: DemoSupported): Promise<void> {
  const { trx, seeding } = making;
  const doing = workingAs(making, one.lead, one.sinceDay);
  const { id } = await addPersonRecord(
    trx,
    doing,
    {
      name: one.name,
      knownAs: one.knownAs,
      bornOn: (one.bornOn ?? undefined) as LocalDate | undefined,
      nhsNumber: one.nhsNumber ?? undefined,
      postcode: one.postcode ?? '',
      phone: one.phone,
      email: '',
      safeContact: one.safeContact,
      safeContactNote: one.safeContactNote,
      formatNeeds: one.formatNeeds,
      language: one.language,
      interpreter: one.interpreter,
    },
    { mayKnow: one.mayKnow, mayPlan: one.mayPlan, mustNot: undefined, how: 'in-person' },
  );
  making.people.set(one.slug, id);
  if (one.gender !== undefined || one.ethnicity !== undefined) {
    const particulars = { ...noParticulars, gender: one.gender ?? '', ethnicity: one.ethnicity ?? '' };
    must(await saveParticulars(trx, doing, id, { particulars, version: 0 }), one.slug);
  }
  for (const words of one.matters) await addWords(trx, doing, id, { kind: 'what-matters', words });
  for (const [about, words] of one.strengths)
    await addWords(trx, doing, id, { kind: 'strength', words, about, saidBy: 'person' });
  for (const { words, help, urgent } of one.needs) {
    const said = { kind: 'need', category: 'needs', help, isUrgent: urgent === true } as const;
    await addWords(trx, doing, id, { ...said, words });
  }
  for (const helper of one.helpedBy) {
    const worker = helper.worker === null ? undefined : workingAs(making, helper.worker, 0).by;
    const organisation = found(seeding.organisations, helper.organisation);
    await addRelationship(trx, doing, { person: id, organisation, kind: 'circle', scope: helper.scope, worker });
  }
  if (one.denies !== null) {
    const denied = workingAs(making, one.denies, 0).by;
    const decision = {
      effect: 'deny',
      organisation: denied.organisation,
      account: denied.account,
      category: '*',
      basis: 'consent',
      how: 'in-person',
      reason: '',
    } as const;
    must(await decide(trx, doing, id, decision), one.slug);
  }
  if (one.account !== null) await linkAccount(trx, doing.place.id, id, found(seeding.accounts, one.account));
  await refold(trx, id);
}

async function seedTie(making: Making, doing: PeopleDoing, person: Uuid, tie: DemoTie): Promise<Uuid> {
  const { id } = await addTie(making.trx, doing, person, {
    ...tie,
    otherPerson: tie.person === null ? undefined : found(making.people, tie.person),
    organisation: tie.organisation === null ? undefined : found(making.seeding.organisations, tie.organisation),
    service: undefined,
  });
  return id;
}

async function seedGoal(
  making: Making,
  one: DemoSupported,
  goal: DemoGoal,
  circle: ReadonlyMap<string, Uuid>,
): Promise<void> {
  const { trx, seeding } = making;
  const person = found(making.people, one.slug);
  const [first = 0, ...later] = goal.progress;
  const stored = {
    words: goal.words,
    why: goal.why,
    importance: goal.importance,
    progress: first,
    status: 'active',
    priority: goal.priority === null ? undefined : found(making.priorities, goal.priority),
  } as const;
  const { id } = must(await addGoal(trx, workingAs(making, one.lead, one.sinceDay + 2), person, stored), one.slug);
  making.goals.set(goalKey(one.slug, goal.words), id);
  for (const [index, progress] of later.entries()) {
    const doing = workingAs(making, one.lead, Math.min(-1, one.sinceDay + 24 * (index + 1)));
    must(await changeGoal(trx, doing, person, id, { version: index + 1, goal: { ...stored, progress } }), one.slug);
  }
  for (const step of goal.steps) {
    const member = step.who.startsWith('circle:') ? found(circle, step.who.slice(7)) : undefined;
    const doer =
      member !== undefined
        ? ({ kind: 'circle', member } as const)
        : step.who === 'person'
          ? ({ kind: 'person' } as const)
          : ({ kind: 'organisation', organisation: found(seeding.organisations, step.who) } as const);
    const added = must(
      await addStep(trx, workingAs(making, one.lead, one.sinceDay + 3), person, {
        goal: id,
        what: step.what,
        doer,
        by: dateAt(seeding, step.byDay),
        saidSoThemselves: true,
        needs: step.needs ?? 'nothing',
        help: step.help,
      }),
      one.slug,
    );
    let version = 1;
    if (doer.kind !== 'person' && step.state !== 'offered') {
      const doing = workingAs(making, one.lead, one.sinceDay + 4);
      must(await moveStep(trx, doing, person, added.id, { version, command: { kind: 'accept' } }), one.slug);
      version += 1;
    }
    if (step.state === 'not-kept') {
      const command = { kind: 'not-kept', words: step.outcome ?? '' } as const;
      const doing = workingAs(making, one.lead, Math.min(0, step.byDay + 1));
      must(await moveStep(trx, doing, person, added.id, { version, command }), one.slug);
    }
    if (step.state === 'done') {
      const command = { kind: 'done', on: dateAt(seeding, step.doneDay ?? -1) } as const;
      const doing = workingAs(making, one.lead, step.doneDay ?? -1);
      must(await moveStep(trx, doing, person, added.id, { version, command }), one.slug);
    }
  }
}

/** What was agreed and looked at again, what to do if things go wrong, and how somebody said they were. */
async function seedPlan(making: Making, one: DemoSupported, circle: ReadonlyMap<string, Uuid>): Promise<void> {
  const { trx, seeding } = making;
  const person = found(making.people, one.slug);
  for (const { call, ...contingency } of one.contingencies) {
    const doing = workingAs(making, one.lead, one.sinceDay + 6);
    await addContingency(trx, doing, person, { ...contingency, callMember: found(circle, call) });
  }
  for (const { day, answers } of one.wellbeing) {
    const reading = { instrument: 'ons4', takenOn: dateAt(seeding, day), answers } as const;
    await addWellbeing(trx, workingAs(making, one.lead, day), person, reading);
  }
  for (const { day, nextDay, ...said } of one.reviews) {
    const review = {
      ...said,
      heldOn: dateAt(seeding, day),
      nextOn: dateAt(seeding, nextDay),
      agreedWith: 'person',
      agreedNote: '',
      unknown: undefined,
    } as const;
    must(await addReview(trx, workingAs(making, one.lead, day), person, { review, figures: [] }), one.slug);
  }
}

/** Makes the people of the demo, with what they allow. In a service's transaction in their place. */
export async function seedPeople(
  trx: Trx,
  data: Wrenmouth,
  seeding: Seeding,
  priorities: ReadonlyMap<string, Uuid>,
): Promise<void> {
  const making: Making = { trx, seeding, data, priorities, people: new Map(), goals: new Map() };
  const { agreement } = data.support;
  await createAgreement(trx, workingAs(making, 'sam', agreement.startsDay), {
    name: agreement.name,
    purposes: ['direct-support', 'referral'],
    categories: personCategories.filter((one) => one !== 'safeguarding'),
    lawfulBasis: agreement.lawfulBasis,
    from: momentAt(seeding, agreement.startsDay),
    until: undefined,
    reviewOn: dateAt(seeding, agreement.reviewDay),
    parties: agreement.parties.map((slug) => found(seeding.organisations, slug)),
  });
  // Who answers for the care of people in the demo: nobody signs there, but concerns and reviews have somebody to go to.
  for (const [duty, slug] of [
    ['caldicott-guardian', 'okafor'],
    ['safeguarding-lead', 'priya'],
  ] as const) {
    const holder = {
      account: found(seeding.accounts, slug),
      name: data.people.find((one) => one.slug === slug)?.name ?? '',
    };
    await nameHolder(trx, workingAs(making, 'sam', agreement.startsDay), duty, holder);
  }
  const people = [...data.support.people, ...generatePeople(data.support)];
  for (const one of people) await seedPerson(making, one);
  // The circles come last, because people stand in each other's.
  for (const one of people) {
    const doing = workingAs(making, one.lead, one.sinceDay + 1);
    const circle = new Map<string, Uuid>();
    for (const tie of one.ties) circle.set(tie.name, await seedTie(making, doing, found(making.people, one.slug), tie));
    for (const goal of one.goals) await seedGoal(making, one, goal, circle);
    await seedPlan(making, one, circle);
  }
  await seedFamilies(making);
  await seedReferrals(making, people);
  const places = { trx, seeding, people: making.people };
  await seedWork({ ...places, workingAs: (worker, days) => workingAs(making, worker, days) }, data);
}

async function seedFamilies(making: Making): Promise<void> {
  const { trx, seeding, data } = making;
  for (const { kind, lead, sinceDay, members } of data.support.families) {
    const doing = workingAs(making, lead, sinceDay);
    const since = dateAt(seeding, sinceDay);
    const [first, ...others] = members.map((one) => ({ ...one, person: found(making.people, one.person), since }));
    if (first === undefined) continue;
    const { id } = await startFamilyRecord(trx, doing, { kind, ...first });
    for (const one of others) must(await addFamilyMember(trx, doing, id, one), one.relation);
  }
}

async function seedReferrals(making: Making, people: readonly DemoSupported[]): Promise<void> {
  const { trx, seeding, data } = making;
  const place = found(seeding.places, data.support.place).id;
  const services = new Map((await servicesTakingReferrals(trx, place)).map((one) => [one.slug, one]));
  const all = [...data.referrals.written, ...generateReferrals(data.referrals, people)];
  for (const one of all.toSorted((a, b) => a.sentDay - b.sentDay)) await seedReferral(making, one, services);
  await countHelp(trx, place, seeding.now);
}

async function seedReferral(making: Making, one: DemoReferral, services: ReadonlyMap<string, Service>): Promise<void> {
  const { trx, seeding } = making;
  const service = found(services, one.service);
  const person = found(making.people, one.person);
  const asking = workingAs(making, one.worker, one.sentDay);
  const { id } = must(
    await sendReferral(trx, asking, person, {
      to: { organisation: service.organisation.id, service: service.id, name: service.content.name },
      goal: one.goal === null ? undefined : found(making.goals, goalKey(one.person, one.goal)),
      reason: one.reason,
      accessNeeds: one.accessNeeds,
      risks: one.risks,
      safeContact: one.safeContact,
      safeContactNote: one.safeContactNote,
      urgency: one.urgency,
      scope: one.scope,
      permissionHow: one.how,
      permissionOn: dateAt(seeding, one.sentDay),
      phone: '01632 960 010',
    }),
    one.service,
  );
  const group = { ...nobody, organisation: service.organisation.id };
  for (const [index, { move, day, reason, note, output, reviewDay }] of one.moves.entries()) {
    const isOurs = move === 'cancel';
    const side = isOurs ? 'requester' : move === 'no-reply' ? 'system' : 'performer';
    const asked = workingAs(making, one.worker, day);
    const doing = isOurs ? asked : { ...asked, by: side === 'system' ? nobody : group };
    const command = {
      move,
      reason: reason ?? undefined,
      note,
      output: output ?? undefined,
      reviewOn: reviewDay === null ? undefined : dateAt(seeding, reviewDay),
    };
    const sides = new Set([side] as const);
    must(await moveReferral(trx, doing, id, { version: index + 1, command, sides }), one.service);
  }
  const last = one.moves.at(-1);
  if (one.isRead && last !== undefined && ['finish', 'decline', 'stop', 'no-reply'].includes(last.move)) {
    const doing = workingAs(making, one.worker, Math.min(0, last.day + 1));
    must(await readOutcome(trx, doing, { id, person }), one.service);
  }
}
