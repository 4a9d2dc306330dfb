import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

/** What could go wrong, and what to do then, in the person's words. */
export type Contingency = {
  trigger: string;
  /** What to look out for. */
  signs: string;
  helps: string;
  /** Somebody of the circle to call; whether a reader learns who it is, the circle decides. */
  callMember: Uuid | undefined;
  callWords: string;
  /** What not to do. */
  avoid: string;
};
export type SeenContingency = Contingency & { id: Uuid; saidOn: LocalDate; version: number };

const contingencyRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('contingency')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('removed_at', 'is', null)
    .orderBy('said_on')
    .orderBy('id'),
);

/** Everything a person wrote down for days on which things go wrong. */
export async function contingenciesOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenContingency[]> {
  const rows = await contingencyRows(trx, place, person);
  return rows.map((row) => ({
    id: row.id,
    trigger: row.trigger,
    signs: row.signs,
    helps: row.helps,
    callMember: row.call_member_id ?? undefined,
    callWords: row.call_words,
    avoid: row.avoid,
    saidOn: row.said_on as LocalDate,
    version: row.version,
  }));
}

function columnsOf(one: Contingency, doing: PeopleDoing) {
  return {
    trigger: one.trigger,
    signs: one.signs,
    helps: one.helps,
    call_member_id: one.callMember ?? null,
    call_words: one.callWords,
    avoid: one.avoid,
    said_on: dayOf(doing),
  };
}

/** Writes down what to do if something goes wrong. */
export async function addContingency(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  one: Contingency,
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('contingency')
    .values({ place_id: doing.place.id, id, person_id: person, ...columnsOf(one, doing), ...authorColumns(doing) })
    .execute();
  await keep(trx, doing, person, id, 1, { ...one, removed: false });
  return { id };
}

/** Changes what to do then, or takes it away. */
export async function changeContingency(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  change: { version: number; contingency: Contingency; removed: boolean },
): Promise<Result<undefined, EditRefusal>> {
  const place = doing.place.id;
  const version = change.version + 1;
  const done = await trx
    .updateTable('contingency')
    .set({
      ...columnsOf(change.contingency, doing),
      ...(change.removed ? { removed_at: doing.now } : {}),
      version,
    })
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) {
    const here = (await contingenciesOf(trx, place, person)).some((one) => one.id === id);
    return fail(here ? 'people/changed-meanwhile' : 'people/gone');
  }
  await keep(trx, doing, person, id, version, { ...change.contingency, removed: change.removed });
  return ok(undefined);
}

async function keep(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid, version: number, content: object) {
  await keepPersonalVersion(trx, doing, { kind: 'contingency', id, version, person, category: 'plan', content });
}
