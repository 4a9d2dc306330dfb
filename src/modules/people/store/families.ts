import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { SameAnswer } from '../domain/family.ts';
import type { FamilyKind } from '../domain/words.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

/** Somebody of a family, as far as this reader may see them. */
export type FamilyMember = {
  id: Uuid;
  family: Uuid;
  kind: FamilyKind;
  person: Uuid;
  /** "Grandmother", as they say it. */
  relation: string;
  since: LocalDate;
  until: LocalDate | undefined;
  version: number;
};
export type FamilyRefusal = EditRefusal | 'family/already-in' | 'family/full';

/** More than live in any household: no more are shown, so no more are added. */
const mostMembers = 40;

function membersIn(db: Writer, place: Uuid) {
  return db.selectFrom('family_member as m').selectAll('m').where('m.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof membersIn>['execute']>>[number];

function toMember(row: Row): FamilyMember {
  return {
    id: row.id,
    family: row.family_id,
    kind: row.kind as FamilyKind,
    person: row.person_id,
    relation: row.relation,
    since: row.since_on as LocalDate,
    until: (row.until_on as LocalDate | null) ?? undefined,
    version: row.version,
  };
}

/** Everybody of a family whom this reader may see, those who left it too; nobody at all looks like no family. */
export async function membersOf(trx: Trx, place: Uuid, family: Uuid): Promise<FamilyMember[]> {
  const rows = await membersIn(trx, place)
    .where('m.family_id', '=', family)
    // Those of today first.
    .orderBy('m.until_on', 'desc')
    .orderBy('m.created_at')
    .orderBy('m.id')
    .limit(mostMembers)
    .execute();
  return rows.map(toMember);
}

const memberRows = prepared((db, place: Uuid, person: Uuid) =>
  membersIn(db, place)
    .where('m.person_id', '=', person)
    .where('m.until_on', 'is', null)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .limit(mostMembers),
);

/** The families that a person belongs to today: a child may live in two households. */
export async function familiesOf(trx: Trx, place: Uuid, person: Uuid): Promise<FamilyMember[]> {
  const rows = await memberRows(trx, place, person);
  return rows.map(toMember);
}

/** Begins a family with its first person. */
export async function startFamily(
  trx: Trx,
  doing: PeopleDoing,
  first: { kind: FamilyKind; person: Uuid; relation: string; since?: LocalDate },
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('family')
    .values({ place_id: doing.place.id, id, kind: first.kind, ...authorColumns(doing), created_at: doing.now })
    .execute();
  const added = await addMember(trx, doing, id, first);
  if (!added.ok) throw new Error(`nobody could be put into a new family: ${added.error}`);
  return { id };
}

/** Adds a person who has a record. It opens nothing of theirs to anybody. */
export async function addMember(
  trx: Trx,
  doing: PeopleDoing,
  family: Uuid,
  member: { person: Uuid; relation: string; since?: LocalDate },
): Promise<Result<{ id: Uuid }, FamilyRefusal>> {
  const id = doing.newId();
  const place = doing.place.id;
  const today = (await membersOf(trx, place, family)).filter((one) => one.until === undefined);
  if (today.length >= mostMembers) return fail('family/full');
  const done = await trx
    .insertInto('family_member')
    .values((eb) => ({
      place_id: place,
      id,
      family_id: family,
      kind: eb.selectFrom('family').select('kind').where('place_id', '=', place).where('id', '=', family),
      person_id: member.person,
      relation: member.relation,
      since_on: member.since ?? dayOf(doing),
      ...authorColumns(doing),
      created_at: doing.now,
    }))
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'family_id', 'person_id']).where('until_on', 'is', null).doNothing(),
    )
    .executeTakeFirst();
  if (Number(done.numInsertedOrUpdatedRows) === 0) return fail('family/already-in');
  await keep(trx, doing, { id, person: member.person, version: 1 }, { relation: member.relation });
  return ok({ id });
}

/** Says otherwise what somebody is to the others, or that they left. */
export async function changeMember(
  trx: Trx,
  doing: PeopleDoing,
  member: FamilyMember,
  change: { version: number; relation: string; ended: boolean },
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('family_member')
    .set({
      relation: change.relation,
      ...(change.ended ? { until_on: sql<string>`greatest(since_on, ${dayOf(doing)}::date)` } : {}),
      version: change.version + 1,
    })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', member.id)
    .where('version', '=', change.version)
    .where('until_on', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  const { relation, ended } = change;
  await keep(trx, doing, { ...member, version: change.version + 1 }, { relation, ended });
  return ok(undefined);
}

async function keep(
  trx: Trx,
  doing: PeopleDoing,
  record: { id: Uuid; person: Uuid; version: number },
  content: object,
): Promise<void> {
  await keepPersonalVersion(trx, doing, { kind: 'family-member', category: 'circle', content, ...record });
}

/** What was answered about these ties, the earliest first: whether two of them are one. */
export async function sameAnswers(trx: Trx, place: Uuid, ties: readonly Uuid[]): Promise<SameAnswer[]> {
  if (ties.length === 0) return [];
  const rows = await trx
    .selectFrom('circle_same')
    .select(['tie_id', 'other_tie_id', 'answer'])
    .where('place_id', '=', place)
    .where('tie_id', 'in', [...ties])
    .where('other_tie_id', 'in', [...ties])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    tie: row.tie_id,
    other: row.other_tie_id,
    answer: row.answer as SameAnswer['answer'],
  }));
}

/** Writes down whether two ties are one. What was answered before stays; the latest holds. */
export async function answerSame(
  trx: Trx,
  doing: PeopleDoing,
  pair: { tie: { id: Uuid; person: Uuid }; other: { id: Uuid; person: Uuid } },
  answer: SameAnswer['answer'],
): Promise<void> {
  const [first, second] = pair.tie.id < pair.other.id ? [pair.tie, pair.other] : [pair.other, pair.tie];
  await trx
    .insertInto('circle_same')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: first.person,
      tie_id: first.id,
      other_person_id: second.person,
      other_tie_id: second.id,
      answer,
      at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
}
