import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import {
  decideOffer,
  decideStep,
  type Doer,
  type StepNeed,
  type StepCommand,
  type StepRefusal,
  type StepState,
} from '../domain/plan-step.ts';
import type { HelpKind } from '../domain/words.ts';
import { circleOf, helpOf } from './circle.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { isBeingAsked, supportsOf } from './plan-reviews.ts';
import { keepPersonalVersion } from './versions.ts';

export type SeenStep = {
  id: Uuid;
  person: Uuid;
  goal: Uuid;
  what: string;
  doer: Doer;
  /** The name of the organisation, where it is one. */
  organisationName: string | undefined;
  by: LocalDate;
  needs: StepNeed;
  /** Food, warmth or safety: it waits for nothing. */
  isUrgent: boolean;
  /** What kind of help it is, if any. */
  help: HelpKind | undefined;
  state: StepState;
  /** A few words about how it ended. */
  outcome: string;
  version: number;
};

function rowsOf(db: Writer, place: Uuid) {
  return db
    .selectFrom('plan_step as s')
    .leftJoin('organisation as o', 'o.id', 's.organisation_id')
    .selectAll('s')
    .select('o.name as organisation_name')
    .where('s.place_id', '=', place)
    .orderBy('s.by_on')
    .orderBy('s.id');
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function doerOf(row: Row): Doer {
  if (row.circle_member_id !== null) return { kind: 'circle', member: row.circle_member_id };
  if (row.organisation_id !== null) return { kind: 'organisation', organisation: row.organisation_id };
  return { kind: 'person' };
}

function stateOf(row: Row): StepState {
  if (row.status === 'done') return { status: 'done', on: row.done_on as LocalDate };
  return { status: row.status as 'offered' | 'accepted' | 'declined' | 'not-kept' | 'ended' };
}

function toStep(row: Row): SeenStep {
  return {
    id: row.id,
    person: row.person_id,
    goal: row.goal_id,
    what: row.what,
    doer: doerOf(row),
    organisationName: row.organisation_name ?? undefined,
    by: row.by_on as LocalDate,
    needs: row.needs as StepNeed,
    isUrgent: row.urgent,
    help: helpOf(row.help_kind),
    state: stateOf(row),
    outcome: row.outcome,
    version: row.version,
  };
}

/** Every step of a person's plan, by the day it is due. */
export async function stepsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenStep[]> {
  return await stepsOfAll(trx, place, [person]);
}

const stepRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  rowsOf(db, place).where('s.person_id', 'in', [...people]),
);

/** The same of several people. */
export async function stepsOfAll(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<SeenStep[]> {
  if (people.length === 0) return [];
  const rows = await stepRows(trx, place, people);
  return rows.map(toStep);
}

const dueRows = prepared((db, place: Uuid, until: LocalDate, limit: number) =>
  rowsOf(db, place).where('s.status', 'in', ['offered', 'accepted']).where('s.by_on', '<=', until).limit(limit),
);

/** Open steps that are overdue or due within a week, of people whom this reader may see; the earliest first. */
export async function stepsDueSoon(trx: Trx, place: Uuid, today: LocalDate, limit: number): Promise<SeenStep[]> {
  const rows = await dueRows(trx, place, addDays(today, 7), limit);
  return rows.map(toStep);
}

/** Adds a step towards a goal. */
export async function addStep(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  step: {
    goal: Uuid;
    what: string;
    doer: Doer;
    by: LocalDate;
    saidSoThemselves: boolean;
    needs?: StepNeed;
    isUrgent?: boolean;
    help?: HelpKind | undefined;
  },
): Promise<Result<{ id: Uuid }, StepRefusal | 'people/gone'>> {
  const place = doing.place.id;
  const goal = await trx
    .selectFrom('goal')
    .select('id')
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('id', '=', step.goal)
    .executeTakeFirst();
  if (goal === undefined) return fail('people/gone');
  const circle = await circleOf(trx, place, person);
  const { doer } = step;
  if (doer.kind === 'circle' && !circle.some((one) => one.id === doer.member)) return fail('people/gone');
  const first = decideOffer(doer, {
    supports: await supportsOf(trx, place, person),
    isBeingAsked: await isBeingAsked(trx, place, person, dayOf(doing)),
    isUrgent: step.isUrgent === true,
    saidSoThemselves: step.saidSoThemselves,
    ownOrganisation: doing.by.organisation,
    isPerson: doing.by.organisation === undefined,
  });
  if (!first.ok) return first;
  const id = doing.newId();
  await trx
    .insertInto('plan_step')
    .values({
      place_id: place,
      id,
      person_id: person,
      goal_id: step.goal,
      what: step.what,
      circle_member_id: doer.kind === 'circle' ? doer.member : null,
      organisation_id: doer.kind === 'organisation' ? doer.organisation : null,
      by_on: step.by,
      needs: step.needs ?? 'nothing',
      urgent: step.isUrgent === true,
      help_kind: step.help ?? '',
      status: first.value.status,
      answered_at: first.value.status === 'accepted' ? doing.now : null,
      ...authorColumns(doing),
      created_at: doing.now,
    })
    .execute();
  await keep(trx, doing, person, id, 1, { what: step.what, by: step.by, ...first.value });
  return ok({ id });
}

/** The person says yes or no, or it is said that a step is done or no longer planned. */
export async function moveStep(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  change: { version: number; command: StepCommand },
): Promise<Result<undefined, StepRefusal | EditRefusal>> {
  const place = doing.place.id;
  const row = await rowsOf(trx, place).where('s.person_id', '=', person).where('s.id', '=', id).executeTakeFirst();
  if (row === undefined) return fail('people/gone');
  const step = toStep(row);
  if (step.version !== change.version) return fail('people/changed-meanwhile');
  const { command } = change;
  const next = decideStep(step.state, command, { today: dayOf(doing), isPersonsOwn: step.doer.kind === 'person' });
  if (!next.ok) return next;
  const isAnswer = command.kind === 'accept' || command.kind === 'decline';
  const outcome = command.kind === 'done' || command.kind === 'not-kept' ? (command.words ?? '') : '';
  const done = await trx
    .updateTable('plan_step')
    .set({
      status: next.value.status,
      done_on: next.value.status === 'done' ? next.value.on : null,
      outcome,
      ...(isAnswer ? { answered_at: doing.now } : {}),
      version: change.version + 1,
    })
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  const { what, by } = step;
  await keep(trx, doing, person, id, change.version + 1, { what, by, outcome, ...next.value });
  if (next.value.status === 'done')
    await recordEvent(
      trx,
      place,
      {
        id: doing.newId(),
        name: 'people/step-done',
        sentence: 'A step towards a goal was done',
        about: { kind: 'goal', id: step.goal },
        visibility: 'personal',
        person: { person, category: 'plan', authorOrg: doing.by.organisation },
        account: doing.by.account,
      },
      doing.now,
    );
  return ok(undefined);
}

async function keep(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid, version: number, content: object) {
  await keepPersonalVersion(trx, doing, { kind: 'plan-step', id, version, person, category: 'plan', content });
}
