import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { sql } from 'kysely';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { answerDue, categoryOfKind, type CorrectionKind, type CorrectionStatus } from '../domain/correction.ts';
import { askedAt, byWordOf, type ByWord } from './by-word.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';

/** Something that the person says is not right, and what became of it. */
export type SeenCorrection = {
  id: Uuid;
  person: Uuid;
  kind: CorrectionKind;
  record: Uuid;
  category: PersonCategory;
  words: string;
  keepsBeside: boolean;
  askedAt: Date;
  dueOn: LocalDate;
  status: CorrectionStatus;
  answer: string;
  answeredAt: Date | undefined;
  answeredBy: string | undefined;
  byWord: ByWord | undefined;
  version: number;
};
export type CorrectionRefusal = EditRefusal | 'correction/asked-already';

const tables = {
  circle: 'circle_member',
  strength: 'strength',
  'what-matters': 'what_matters',
  need: 'need',
  goal: 'goal',
  step: 'plan_step',
  review: 'plan_review',
  contingency: 'contingency',
  wellbeing: 'wellbeing_reading',
  referral: 'referral',
} as const satisfies Partial<Record<CorrectionKind, string>>;

/** An item of a record. */
export type ItemRef = { kind: CorrectionKind; record: Uuid };

/** Whose words an item holds; undefined when it is not there for this reader, or touches on safety. */
export async function authorOfItem(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  item: ItemRef,
): Promise<{ organisation: Uuid | null } | undefined> {
  const { kind, record } = item;
  if (kind === 'person' || kind === 'particulars') {
    if (record !== person) return undefined;
    const row =
      kind === 'person'
        ? await trx
            .selectFrom('person')
            .select('author_org')
            .where('place_id', '=', place)
            .where('id', '=', person)
            .executeTakeFirst()
        : await trx
            .selectFrom('person_particulars')
            .select('author_org')
            .where('place_id', '=', place)
            .where('person_id', '=', person)
            .executeTakeFirst();
    return row === undefined ? undefined : { organisation: row.author_org };
  }
  const row = await trx
    // All of them have these columns.
    .selectFrom(tables[kind] as 'goal')
    .select('author_org')
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('id', '=', record)
    .executeTakeFirst();
  return row === undefined ? undefined : { organisation: row.author_org };
}

/**
 * Writes down that the person says an item is not right, or said so by word of mouth on an earlier day. One at a time for each
 * item.
 */
export async function askCorrection(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  asked: ItemRef & { words: string; keepsBeside: boolean; saidOn?: LocalDate },
): Promise<Result<{ id: Uuid }, CorrectionRefusal>> {
  const place = doing.place.id;
  const author = await authorOfItem(trx, place, person, asked);
  if (author === undefined) return fail('people/gone');
  const open = (await correctionsOf(trx, place, person)).some(
    (one) => one.record === asked.record && one.status === 'open',
  );
  if (open) return fail('correction/asked-already');
  const id = doing.newId();
  await trx
    .insertInto('correction')
    .values({
      place_id: place,
      id,
      person_id: person,
      kind: asked.kind,
      record_id: asked.record,
      category: categoryOfKind(asked.kind),
      about_org: author.organisation,
      words: asked.words,
      keeps_beside: asked.keepsBeside,
      asked_at: askedAt(doing, asked.saidOn),
      due_on: answerDue(asked.saidOn ?? dayOf(doing)),
      ...authorColumns(doing),
    })
    .execute();
  await trace(trx, doing, 'correction/asked', id);
  return ok({ id });
}

function query(db: Writer, place: Uuid) {
  return db
    .selectFrom('correction as c')
    .leftJoin('organisation as o', 'o.id', 'c.answered_org')
    .leftJoin('organisation as w', 'w.id', 'c.author_org')
    .selectAll('c')
    .select(['o.name as answered_name', 'w.name as writer_name'])
    .where('c.place_id', '=', place);
}

type Row = Awaited<ReturnType<ReturnType<typeof query>['executeTakeFirstOrThrow']>>;

function seen(row: Row): SeenCorrection {
  return {
    id: row.id,
    person: row.person_id,
    kind: row.kind as CorrectionKind,
    record: row.record_id,
    category: row.category as PersonCategory,
    words: row.words,
    keepsBeside: row.keeps_beside,
    askedAt: row.asked_at,
    dueOn: row.due_on as LocalDate,
    status: row.status as CorrectionStatus,
    answer: row.answer,
    answeredAt: row.answered_at ?? undefined,
    answeredBy: row.answered_name ?? undefined,
    byWord: byWordOf(row),
    version: row.version,
  };
}

const correctionRows = prepared((db, place: Uuid, person: Uuid) =>
  query(db, place).where('c.person_id', '=', person).orderBy('c.asked_at', 'desc').orderBy('c.id', 'desc').limit(200),
);

/** Everything that the person said was not right, as far as this reader may see the items; the newest first. */
export async function correctionsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenCorrection[]> {
  const rows = await correctionRows(trx, place, person);
  return rows.map(seen);
}

/** One of them. */
export async function correctionById(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  id: Uuid,
): Promise<SeenCorrection | undefined> {
  const row = await query(trx, place).where('c.person_id', '=', person).where('c.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : seen(row);
}

const openRows = prepared((db, place: Uuid, limit: number) =>
  query(db, place)
    .where((eb) =>
      eb.or([
        eb('c.status', '=', 'open'),
        eb.and([
          eb('c.status', 'in', ['corrected', 'declined']),
          eb('c.author_org', 'is not', null),
          eb('c.told_at', 'is', null),
        ]),
      ]),
    )
    .where(sql<boolean>`thread.may_write(c.person_id, c.category)`)
    .orderBy('c.due_on')
    .orderBy('c.id')
    .limit(limit),
);

/**
 * What waits for those who may change the item: for an answer, or, where it was asked by word, for somebody to tell it. The one
 * that is due first before the others.
 */
export async function openCorrections(trx: Trx, place: Uuid, limit: number): Promise<SeenCorrection[]> {
  const rows = await openRows(trx, place, limit);
  return rows.map(seen);
}

/** Says what became of it: the item was put right, or why it stays. */
export async function answerCorrection(
  trx: Trx,
  doing: PeopleDoing,
  correction: { id: Uuid; version: number },
  answer: { status: 'corrected' | 'declined'; answer: string },
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('correction')
    .set({
      status: answer.status,
      answer: answer.answer,
      answered_at: doing.now,
      answered_org: doing.by.organisation ?? null,
      version: correction.version + 1,
    })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', correction.id)
    .where('version', '=', correction.version)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  await trace(trx, doing, `correction/${answer.status}`, correction.id);
  return ok(undefined);
}

/** Takes back what one said was not right. */
export async function withdrawCorrection(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid): Promise<boolean> {
  const done = await trx
    .updateTable('correction')
    .set((eb) => ({ status: 'withdrawn', answered_at: doing.now, version: eb('version', '+', 1) }))
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return Number(done.numUpdatedRows) > 0;
}

async function trace(trx: Trx, doing: PeopleDoing, action: string, id: Uuid): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'correction', id };
  await recordAudit(trx, entry, doing.now, doing.newId);
}
