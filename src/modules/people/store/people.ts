import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { SafeContact } from '../domain/words.ts';

/** A person, as those may know them who may know that they are helped. */
export type Person = {
  id: Uuid;
  name: string;
  knownAs: string;
  bornOn: LocalDate | undefined;
  nhsNumber: string | undefined;
  postcode: string;
  phone: string;
  email: string;
  safeContact: SafeContact;
  safeContactNote: string;
  formatNeeds: string;
  language: string;
  interpreter: boolean;
  safeMode: boolean;
  account: Uuid | undefined;
  leadAccount: Uuid | undefined;
  leadOrganisation: Uuid | undefined;
  leadName: string | undefined;
  status: 'active' | 'ended';
  authorOrg: Uuid | undefined;
  version: number;
};

function rowsOf(db: Writer, place: Uuid) {
  return db
    .selectFrom('person as p')
    .leftJoin('organisation as o', 'o.id', 'p.lead_organisation_id')
    .selectAll('p')
    .select('o.name as lead_name')
    .where('p.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toPerson(row: Row): Person {
  return {
    id: row.id,
    name: row.name,
    knownAs: row.known_as === '' ? (row.name.split(' ')[0] ?? row.name) : row.known_as,
    bornOn: (row.born_on as LocalDate | null) ?? undefined,
    nhsNumber: row.nhs_number ?? undefined,
    postcode: row.postcode,
    phone: row.phone,
    email: row.email,
    safeContact: row.safe_contact as SafeContact,
    safeContactNote: row.safe_contact_note,
    formatNeeds: row.format_needs,
    language: row.language,
    interpreter: row.interpreter,
    safeMode: row.safe_mode,
    account: row.account_id ?? undefined,
    leadAccount: row.lead_account_id ?? undefined,
    leadOrganisation: row.lead_organisation_id ?? undefined,
    leadName: row.lead_name ?? undefined,
    status: row.status as Person['status'],
    authorOrg: row.author_org ?? undefined,
    version: row.version,
  };
}

const personRows = prepared((db, place: Uuid, id: Uuid) => rowsOf(db, place).where('p.id', '=', id));

/** A person, unless they are not there for this reader: the two look the same. */
export async function personById(trx: Trx, place: Uuid, id: Uuid): Promise<Person | undefined> {
  const [row] = await personRows(trx, place, id);
  return row === undefined ? undefined : toPerson(row);
}

const accountRows = prepared((db, place: Uuid, account: Uuid) => rowsOf(db, place).where('p.account_id', '=', account));

/** The person that an account is. */
export async function personOfAccount(trx: Trx, place: Uuid, account: Uuid): Promise<Person | undefined> {
  const [row] = await accountRows(trx, place, account);
  return row === undefined ? undefined : toPerson(row);
}

/** Everybody whom this reader may see, by name; `after` is the last one already shown, `mine` keeps to one's own. */
export async function caseload(
  trx: Trx,
  place: Uuid,
  filter: { limit: number; after?: { name: string; id: Uuid } | undefined; leadAccount?: Uuid | undefined },
): Promise<Person[]> {
  let query = rowsOf(trx, place).where('p.status', '=', 'active').orderBy('p.name').orderBy('p.id').limit(filter.limit);
  if (filter.leadAccount !== undefined) query = query.where('p.lead_account_id', '=', filter.leadAccount);
  const { after } = filter;
  if (after !== undefined)
    query = query.where((eb) =>
      eb.or([eb('p.name', '>', after.name), eb.and([eb('p.name', '=', after.name), eb('p.id', '>', after.id)])]),
    );
  return (await query.execute()).map(toPerson);
}

const mostLookedThrough = 5_000;

/**
 * People whose name, the name they go by or NHS number fits what was typed, of those whom this reader may see. Every
 * word must begin a word of the name; accents and capitals do not count.
 */
export async function findPeople(trx: Trx, place: Uuid, typed: string, limit: number): Promise<Person[]> {
  const digits = typed.replaceAll(/[\s-]/g, '');
  if (/^\d{10}$/.test(digits)) {
    const rows = await rowsOf(trx, place).where('p.nhs_number', '=', digits).orderBy('p.name').limit(limit).execute();
    return rows.map(toPerson);
  }
  const wanted = normaliseForSearch(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  // Under row security no index of text is used: the names of a caseload are few enough to look through here.
  const names = await trx
    .selectFrom('person')
    .select(['id', 'name', 'known_as'])
    .where('place_id', '=', place)
    .orderBy('name')
    .orderBy('id')
    .limit(mostLookedThrough)
    .execute();
  const ids = names
    .filter((row) => {
      const parts = normaliseForSearch(`${row.name} ${row.known_as}`).split(' ');
      return wanted.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .slice(0, limit)
    .map((row) => row.id);
  if (ids.length === 0) return [];
  return (await rowsOf(trx, place).where('p.id', 'in', ids).orderBy('p.name').orderBy('p.id').execute()).map(toPerson);
}

const rowsOfIds = prepared((db, place: Uuid, ids: readonly Uuid[]) => rowsOf(db, place).where('p.id', 'in', [...ids]));

/** Those of a batch whom this reader may see. */
export async function peopleByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return (await rowsOfIds(trx, place, ids)).map(toPerson);
}

const aroundRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('person as p')
    .select('p.id')
    .where('p.place_id', '=', place)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('circle_member as c')
          .select('c.id')
          .where('c.place_id', '=', place)
          .where('c.person_id', 'in', [...people])
          .where('c.ended_on', 'is', null)
          .whereRef('c.other_person_id', '=', 'p.id'),
      ),
    ),
);

/** Who of the circles of these people has a record that this reader may see. */
export async function knownAround(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
  if (people.length === 0) return new Set();
  const rows = await aroundRows(trx, place, people);
  return new Set(rows.map((row) => row.id));
}
