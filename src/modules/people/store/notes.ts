import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { checkNote, type Note, type NoteCategory, type NoteHow, type NoteRefusal } from '../domain/note.ts';
import { dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

/** A note as its reader may see it. */
export type SeenNote = Note & {
  id: Uuid;
  person: Uuid;
  author: { organisation: Uuid; organisationName: string; name: string };
  withdrawn: { why: string } | undefined;
  version: number;
};

/** The columns of a note, as a row or as JSON of one. */
export type NoteRow = {
  id: string;
  person_id: string;
  category: string;
  how: string;
  happened_on: string;
  words: string;
  held_reason: string;
  withdrawn_why: string;
  author_org: string;
  author_name: string;
  organisation: string;
  version: number;
};

export function toNote(row: NoteRow): SeenNote {
  return {
    id: row.id,
    person: row.person_id,
    category: row.category as NoteCategory,
    how: row.how as NoteHow,
    happenedOn: row.happened_on as LocalDate,
    words: row.words,
    heldReason: row.held_reason,
    author: { organisation: row.author_org, organisationName: row.organisation, name: row.author_name },
    withdrawn: row.withdrawn_why === '' ? undefined : { why: row.withdrawn_why },
    version: row.version,
  };
}

function rowsOf(trx: Trx, place: Uuid, person: Uuid) {
  return trx
    .selectFrom('person_note as n')
    .innerJoin('organisation as o', 'o.id', 'n.author_org')
    .select(['n.id', 'n.person_id', 'n.category', 'n.how', 'n.happened_on', 'n.words', 'n.held_reason'])
    .select(['n.withdrawn_why', 'n.author_org', 'n.author_name', 'n.version', 'o.name as organisation'])
    .where('n.place_id', '=', place)
    .where('n.person_id', '=', person);
}

/** The notes on a person that this reader may read, the newest first; `after` is the last one already shown. */
export async function notesOf(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  page: { limit: number; after?: { happenedOn: LocalDate; id: Uuid } | undefined },
): Promise<SeenNote[]> {
  let query = rowsOf(trx, place, person).orderBy('n.happened_on', 'desc').orderBy('n.id', 'desc').limit(page.limit);
  const { after } = page;
  if (after !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('n.happened_on', '<', after.happenedOn),
        eb.and([eb('n.happened_on', '=', after.happenedOn), eb('n.id', '<', after.id)]),
      ]),
    );
  return (await query.execute()).map(toNote);
}

/** One of them. */
export async function noteById(trx: Trx, place: Uuid, person: Uuid, id: Uuid): Promise<SeenNote | undefined> {
  const row = await rowsOf(trx, place, person).where('n.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toNote(row);
}

/** What a note said before it was corrected, the newest first. */
export type EarlierNote = { version: number; at: Date; words: string };

export async function earlierNotes(trx: Trx, place: Uuid, note: SeenNote): Promise<EarlierNote[]> {
  const rows = await trx
    .selectFrom('personal_version')
    .select(['version', 'at', 'content'])
    .where('place_id', '=', place)
    .where('kind', '=', 'note')
    .where('record_id', '=', note.id)
    .where('version', '<', note.version)
    .orderBy('version', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => {
    const content = row.content as { words?: unknown } | null;
    return { version: row.version, at: row.at, words: typeof content?.words === 'string' ? content.words : '' };
  });
}

function columnsOf(note: Note) {
  return {
    category: note.category,
    how: note.how,
    happened_on: note.happenedOn,
    words: note.words,
    held_reason: note.heldReason,
  };
}

/** Writes a note down, for the organisation of whoever writes it. */
export async function addNote(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  note: Note,
): Promise<Result<{ id: Uuid }, NoteRefusal | 'people/gone'>> {
  const { organisation, account, name } = doing.by;
  if (organisation === undefined) return fail('people/gone');
  const refusal = checkNote(note, dayOf(doing));
  if (refusal !== undefined) return fail(refusal);
  const id = doing.newId();
  await trx
    .insertInto('person_note')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      ...columnsOf(note),
      author_org: organisation,
      author_account: account ?? null,
      author_name: name.slice(0, 120),
      created_at: doing.now,
    })
    .execute();
  await keep(trx, doing, person, { id, version: 1, note, withdrawnWhy: '' });
  return ok({ id });
}

/**
 * Corrects a note, or says why it was written in error. What it said before is kept; nothing is taken away. Only the
 * organisation that wrote it does.
 */
export async function changeNote(
  trx: Trx,
  doing: PeopleDoing,
  before: SeenNote,
  change: { version: number; note: Note; withdraw: { why: string } | undefined },
): Promise<Result<undefined, NoteRefusal | EditRefusal>> {
  if (before.withdrawn !== undefined) return fail('note/withdrawn');
  if (before.author.organisation !== doing.by.organisation) return fail('people/gone');
  // What was written in error stays as it was, whatever else the form held.
  const note = change.withdraw === undefined ? change.note : before;
  const refusal = change.withdraw === undefined ? checkNote(note, dayOf(doing)) : undefined;
  if (refusal !== undefined) return fail(refusal);
  if (change.withdraw?.why === '') return fail('note/why-withdrawn');
  const withdrawn =
    change.withdraw === undefined ? {} : { withdrawn_at: doing.now, withdrawn_why: change.withdraw.why };
  const version = change.version + 1;
  const done = await trx
    .updateTable('person_note')
    .set({ ...columnsOf(note), ...withdrawn, version })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', before.person)
    .where('id', '=', before.id)
    .where('version', '=', change.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  const kept = { id: before.id, version, note, withdrawnWhy: change.withdraw?.why ?? '' };
  await keep(trx, doing, before.person, kept);
  return ok(undefined);
}

async function keep(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  kept: { id: Uuid; version: number; note: Note; withdrawnWhy: string },
): Promise<void> {
  const { category, how, happenedOn, words, heldReason } = kept.note;
  await keepPersonalVersion(trx, doing, {
    kind: 'note',
    id: kept.id,
    version: kept.version,
    person,
    category,
    content: { category, how, happenedOn, words, heldReason, withdrawnWhy: kept.withdrawnWhy },
  });
}
