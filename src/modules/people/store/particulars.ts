import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { addRow } from '../../../platform/database/prepared.ts';
import { authorColumns, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion, type PersonalVersion } from './versions.ts';

/** What the record standards ask of a person beyond what everybody who helps needs; empty where it is not known. */
export type Particulars = {
  givenName: string;
  familyName: string;
  pronouns: string;
  gender: string;
  ethnicity: string;
  /** At most five lines, without the postcode. */
  addressLines: string;
  postcode: string;
  practice: string;
  /** The code of the GP practice, such as A12345. */
  practiceCode: string | undefined;
};
/** Where nothing of it is known. */
export const noParticulars: Particulars = {
  givenName: '',
  familyName: '',
  pronouns: '',
  gender: '',
  ethnicity: '',
  addressLines: '',
  postcode: '',
  practice: '',
  practiceCode: undefined,
};
export type SeenParticulars = Particulars & { version: number };

/** What is known of several people, by person; nobody of whom nothing was written down, or whom this reader may not see. */
export async function particularsOfAll(
  trx: Trx,
  place: Uuid,
  people: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, SeenParticulars>> {
  if (people.length === 0) return new Map();
  const rows = await trx
    .selectFrom('person_particulars')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .execute();
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        givenName: row.given_name,
        familyName: row.family_name,
        pronouns: row.pronouns,
        gender: row.gender,
        ethnicity: row.ethnicity,
        addressLines: row.address_lines,
        postcode: row.postcode,
        practice: row.gp_practice,
        practiceCode: row.gp_practice_code ?? undefined,
        version: row.version,
      },
    ]),
  );
}

/** What is known of one person; undefined when nothing was ever written down, or this reader may not see it. */
export async function particularsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenParticulars | undefined> {
  return (await particularsOfAll(trx, place, [person])).get(person);
}

function columnsOf(one: Particulars) {
  return {
    given_name: one.givenName,
    family_name: one.familyName,
    pronouns: one.pronouns,
    gender: one.gender,
    ethnicity: one.ethnicity,
    address_lines: one.addressLines,
    postcode: one.postcode,
    gp_practice: one.practice,
    gp_practice_code: one.practiceCode ?? null,
  };
}

/**
 * Writes it down of somebody who is added in the same transaction: nobody else can have done so. Whoever calls it keeps the
 * first version, with that of the person.
 */
export async function addParticulars(trx: Trx, doing: PeopleDoing, person: Uuid, one: Particulars): Promise<void> {
  const key = { place_id: doing.place.id, person_id: person };
  await addRow(trx, 'person_particulars', { ...key, ...columnsOf(one), version: 1, ...authorColumns(doing) });
}

/** What was known first, as its version. */
export function firstVersionOf(person: Uuid, one: Particulars): PersonalVersion {
  return versionOf(person, one, 1);
}

function versionOf(person: Uuid, one: Particulars, version: number): PersonalVersion {
  return { kind: 'particulars', id: person, version, person, category: 'identity', content: one };
}

/** Writes it down; `version` is the one that the form was made from, 0 when there was none. */
export async function saveParticulars(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  change: { particulars: Particulars; version: number },
): Promise<Result<undefined, EditRefusal>> {
  const { particulars: one, version } = change;
  const place = doing.place.id;
  const columns = { ...columnsOf(one), version: version + 1 };
  if (version === 0) {
    const added = await trx
      .insertInto('person_particulars')
      .values({ place_id: place, person_id: person, ...columns, ...authorColumns(doing) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return fail('people/changed-meanwhile');
  } else {
    const done = await trx
      .updateTable('person_particulars')
      .set(columns)
      .where('place_id', '=', place)
      .where('person_id', '=', person)
      .where('version', '=', version)
      .executeTakeFirst();
    if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  }
  await keepPersonalVersion(trx, doing, versionOf(person, one, version + 1));
  return ok(undefined);
}
