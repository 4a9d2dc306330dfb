import { sql } from 'kysely';
import { loadWrenmouth } from '../../demo/wrenmouth/load.ts';
import type { DemoCommitment, DemoPlan, DemoPriority, DemoRole, Wrenmouth } from '../../demo/wrenmouth/types.ts';
import type { Config } from '../config/config.ts';
import type { Role } from '../kernel/actor.ts';
import type { Uuid } from '../kernel/ids.ts';
import { todayInLondon } from '../lib/dates.ts';
import { giveRole, makePartner } from '../modules/partnership/index.ts';
import {
  addEvidence,
  addNote,
  addVoice,
  changePlanStatus,
  changePriorityStatus,
  createOutcome,
  createPlan,
  createPriority,
  moveCommitment,
  offerCommitment,
  raiseObjection,
  recordReading,
  replyToObjection,
} from '../modules/strategy/index.ts';
import { openDatabase } from '../open.ts';
import { createAccount } from '../platform/auth/accounts.ts';
import type { Auth } from '../platform/auth/auth.ts';
import type { Trx } from '../platform/database/database.ts';
import { placeStatement } from '../platform/database/scope.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { RouteContext } from '../platform/http/routes.ts';
import type { Log } from '../platform/log.ts';
import { createService } from '../start.ts';
import { seedBoard } from './seed-board.ts';
import { seedCommunity } from './seed-community.ts';
import { seedMeasures } from './seed-measures.ts';
import { seedConversation } from './seed-conversation.ts';
import { seedPeople } from './seed-people.ts';
import { seedWorkshop } from './seed-workshop.ts';
import { seedLearning } from './seed-learning.ts';
import { dateAt, doingAt, found, momentAt, monthAt, must, type Seeding } from './seeding.ts';

const roles: Record<DemoRole, Role> = {
  'link-worker': 'link-worker',
  gp: 'practitioner',
  'board-officer': 'board-officer',
  chair: 'board-member',
  'community-organiser': 'editor',
  'programme-manager': 'programme-manager',
  analyst: 'analyst',
  resident: 'resident',
  administrator: 'administrator',
};

/** From here on, the transaction acts in `place`: the demo is made in one transaction, so that it is there whole or not at all. */
async function actIn(trx: Trx, place: Uuid): Promise<void> {
  await sql.raw(placeStatement(place)).execute(trx);
}

async function seedPartnership(trx: Trx, data: Wrenmouth, seeding: Seeding): Promise<void> {
  for (const place of data.places) {
    const { id } = found(seeding.places, place.slug);
    await trx
      .insertInto('place')
      .values({
        id,
        slug: place.slug,
        name: place.name,
        tier: place.tier,
        parent_id: place.parent === null ? null : found(seeding.places, place.parent).id,
        summary: place.summary,
        population: place.population,
        accent: place.accent,
        is_demo: true,
        created_at: momentAt(seeding, -200),
      })
      .execute();
  }
  for (const one of data.organisations) {
    const id = found(seeding.organisations, one.slug);
    const kind = one.kind === 'pcn' ? 'primary-care-network' : one.kind;
    await trx
      .insertInto('organisation')
      .values({
        id,
        slug: one.slug,
        name: one.name,
        kind,
        ods_code: one.odsCode,
        charity_number: one.charityNumber,
        summary: one.summary,
        created_at: momentAt(seeding, -200),
      })
      .execute();
    for (const slug of one.partnerOf) {
      const place = found(seeding.places, slug);
      await actIn(trx, place.id);
      await makePartner(trx, place, id, dateAt(seeding, -190), momentAt(seeding, -190));
    }
  }
  for (const person of data.people) {
    const place = found(seeding.places, person.place);
    await actIn(trx, place.id);
    const organisation = person.organisation === null ? undefined : found(seeding.organisations, person.organisation);
    const given = {
      id: seeding.newId(),
      account: found(seeding.accounts, person.slug),
      role: roles[person.role],
      organisation,
      by: undefined,
    };
    await giveRole(trx, place.id, given, dateAt(seeding, -180), momentAt(seeding, -180));
  }
}

type Made = {
  priorities: Map<string, Uuid>;
  outcomes: Map<string, { id: Uuid; priority: string }>;
  plans: Map<string, Uuid>;
  commitments: Map<string, Uuid>;
};

async function seedPriority(
  trx: Trx,
  priority: DemoPriority,
  position: number,
  statements: ReadonlyMap<string, Uuid>,
  seeding: Seeding,
  made: Made,
): Promise<void> {
  const drafted = doingAt(seeding, priority.place, -75);
  await actIn(trx, drafted.place.id);
  const answers = priority.answers.flatMap((key) => {
    const id = statements.get(key);
    return id === undefined ? [] : [{ kind: 'statement' as const, id }];
  });
  const { id } = must(
    await createPriority(trx, drafted, { title: priority.title, summary: priority.summary, answers, position }),
    priority.slug,
  );
  made.priorities.set(priority.slug, id);
  for (const one of priority.needEvidence) {
    await addEvidence(trx, drafted, id, {
      finding: one.text,
      figure: one.figure,
      source: one.source,
      sourceAddress: undefined,
      asOf: dateAt(seeding, one.dateDay),
      invented: true,
    });
  }
  for (const who of priority.shapedBy) {
    const [name = who, ...how] = who.split(/[:(]/);
    await addVoice(trx, drafted, id, { who: name.trim(), how: how.join(' ').replace(/\)$/, '').trim() });
  }
  if (priority.whoMayLose !== '')
    await addVoice(trx, drafted, id, { who: 'Who may lose by it', how: priority.whoMayLose });
  must(await changePriorityStatus(trx, doingAt(seeding, priority.place, -70), id, 'publish'), priority.slug);
  for (const one of priority.objections) {
    const raised = must(
      await raiseObjection(trx, doingAt(seeding, priority.place, -66), {
        priorityId: id,
        reason: one.text,
        raisedBy: one.raisedBy,
      }),
      priority.slug,
    );
    if (one.reply !== null)
      must(
        await replyToObjection(trx, doingAt(seeding, priority.place, -61), {
          id: raised.id,
          reply: one.reply,
          kind: 'answered',
        }),
        priority.slug,
      );
  }
  for (const one of priority.outcomes) {
    const outcome = must(
      await createOutcome(trx, doingAt(seeding, priority.place, -69), {
        priorityId: id,
        title: one.title,
        unit: one.unit,
        better: one.betterWhen,
        baseline: { value: one.baseline.value, on: monthAt(seeding, one.baseline.month) },
        target: { value: one.target.value, on: monthAt(seeding, one.target.month) },
        source: 'Invented for the demonstration',
      }),
      one.key,
    );
    made.outcomes.set(one.key, { id: outcome.id, priority: priority.slug });
    for (const reading of one.readings) {
      // Figures come a while after the day they speak of, and not all on one day.
      const doing = doingAt(seeding, priority.place, reading.month * 30 - 5 - made.outcomes.size * 3);
      must(
        await recordReading(trx, doing, {
          outcomeId: outcome.id,
          value: reading.value,
          on: monthAt(seeding, reading.month),
          source: 'Invented for the demonstration',
        }),
        one.key,
      );
    }
  }
}

async function seedPlan(trx: Trx, plan: DemoPlan, seeding: Seeding, made: Made): Promise<void> {
  const doing = doingAt(seeding, plan.place, -65);
  await actIn(trx, doing.place.id);
  const { id } = await createPlan(trx, doing, {
    title: plan.title,
    kind: plan.type,
    summary: plan.summary,
    start: monthAt(seeding, plan.startMonth),
    end: monthAt(seeding, plan.endMonth),
    parties: plan.parties.map((slug) => found(seeding.organisations, slug)),
    priorities: plan.priorities.map((slug) => found(made.priorities, slug)),
  });
  made.plans.set(plan.slug, id);
  must(await changePlanStatus(trx, doingAt(seeding, plan.place, -63), id, 'agree'), plan.slug);
}

async function seedCommitment(trx: Trx, one: DemoCommitment, seeding: Seeding, made: Made): Promise<void> {
  const offered = doingAt(seeding, one.place, one.offeredDay);
  await actIn(trx, offered.place.id);
  const outcome = found(made.outcomes, one.outcome);
  const pence = one.pence ?? undefined;
  const owner =
    one.organisation === null
      ? { kind: 'volunteer' as const, name: one.volunteer ?? '', account: undefined }
      : { kind: 'organisation' as const, organisation: found(seeding.organisations, one.organisation) };
  const pay =
    one.paidBy === null
      ? { kind: 'goodwill' as const }
      : one.paidBy === one.organisation
        ? { kind: 'own-budget' as const, pence }
        : { kind: 'paid' as const, payer: found(seeding.organisations, one.paidBy), pence };
  const { id } = must(
    await offerCommitment(trx, offered, {
      title: one.title,
      firstStep: one.firstStep,
      priorityId: found(made.priorities, outcome.priority),
      outcomeId: outcome.id,
      planId: one.plan === null ? undefined : found(made.plans, one.plan),
      owner,
      dueOn: dateAt(seeding, one.dueDay),
      pay,
    }),
    one.slug,
  );
  made.commitments.set(one.slug, id);
  const answered = doingAt(seeding, one.place, Math.min(0, one.offeredDay + 4));
  const later = doingAt(seeding, one.place, Math.min(-1, one.dueDay - 2));
  if (one.state === 'offered') return;
  if (one.state === 'declined') {
    must(
      await moveCommitment(trx, answered, id, { kind: 'decline', reason: one.note ?? 'We cannot take this on now' }),
      one.slug,
    );
    return;
  }
  must(await moveCommitment(trx, answered, id, { kind: 'accept' }), one.slug);
  if (one.state === 'kept')
    must(await moveCommitment(trx, later, id, { kind: 'keep', on: todayInLondon(later.now) }), one.slug);
  else if (one.state === 'stopped')
    must(await moveCommitment(trx, later, id, { kind: 'stop', reason: one.note ?? 'It was stopped' }), one.slug);
  else if (one.note !== null) must(await addNote(trx, doingAt(seeding, one.place, -6), id, one.note), one.slug);
}

/** Makes Wrenmouth and its neighbours in an empty database: all of it, or nothing. */
export async function seedDemo(context: RouteContext, auth: Auth): Promise<void> {
  const data = loadWrenmouth();
  const { db, newId } = context;
  const now = context.clock.now();
  const accounts = new Map<string, Uuid>();
  for (const person of data.people)
    accounts.set(person.slug, (await createAccount(db, auth, { name: person.name, email: person.email }, now)).id);
  const seeding: Seeding = {
    now,
    newId,
    places: new Map(data.places.map((place) => [place.slug, { id: newId(), slug: place.slug }])),
    organisations: new Map(data.organisations.map((one) => [one.slug, newId()])),
    accounts,
  };
  const first = found(seeding.places, 'wrenmouth').id;
  await db.write({ role: 'thread_service', job: 'seed', place: first }, async (trx) => {
    const made: Made = { priorities: new Map(), outcomes: new Map(), plans: new Map(), commitments: new Map() };
    await seedPartnership(trx, data, seeding);
    await actIn(trx, found(seeding.places, data.conversation.place).id);
    const { id: conversation, statements, sectors } = await seedConversation(trx, data.conversation, seeding);
    for (const [index, priority] of data.priorities.entries())
      await seedPriority(trx, priority, index, statements, seeding, made);
    for (const plan of data.plans) await seedPlan(trx, plan, seeding, made);
    for (const commitment of data.commitments) await seedCommitment(trx, commitment, seeding, made);
    await actIn(trx, found(seeding.places, 'wrenmouth').id);
    await seedCommunity(trx, data, made.commitments, seeding);
    await actIn(trx, found(seeding.places, 'wrenmouth').id);
    await seedMeasures(trx, data.measures, made, seeding);
    const agendaItems = await seedBoard(trx, data.board, made, seeding);
    await seedWorkshop(trx, data, { ...made, conversation, sectors, statements, agendaItems }, seeding);
    await actIn(trx, found(seeding.places, data.support.place).id);
    await seedPeople(trx, data, seeding, made.priorities);
    await seedLearning(trx, data, made.outcomes, seeding);
  });
  context.places.replace(await db.read({ role: 'thread_public' }, allPlaces));
  context.cache.forget();
}

/** `cli seed`: the demo place, in a database that has no place yet. */
export async function seedCommand(config: Config, log: Log): Promise<void> {
  const opened = await openDatabase(config, log);
  try {
    const service = await createService(config, opened, { css: '', js: '', room: { css: '', js: '' } }, log);
    if (service.context.places.all().length > 0)
      throw new Error('There are places already: the demo is made only in an empty database.');
    await seedDemo(service.context, service.auth);
    console.log('Made Wrenmouth, Saltby and the system above them.');
  } finally {
    await opened.close();
  }
}
