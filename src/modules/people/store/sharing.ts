import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { personCategories, type PersonCategory } from '../../../kernel/helping.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import { addRow, addRows, prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { checkDenial, type Basis, type Decision, type SharingRefusal } from '../domain/consent.ts';
import type { WayGiven } from '../domain/words.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';
import { isPartnerHere } from './organisations.ts';
import { personById } from './people.ts';

/** What an agreement between organisations lets them share at most. */
export type Agreement = {
  name: string;
  purposes: readonly ('direct-support' | 'referral' | 'safeguarding')[];
  categories: readonly PersonCategory[];
  lawfulBasis: string;
  from: Date;
  until: Date | undefined;
  reviewOn: LocalDate;
  parties: readonly Uuid[];
};

/** Folds the layers of one person into what policies test. In the transaction that changed a layer. */
export async function refold(trx: Trx, person: Uuid): Promise<void> {
  if (gathers(trx, 'refold', person)) return;
  await sql`select thread.refold_access(${person}::uuid)`.execute(trx);
}

/**
 * The same after a permission for one organisation: what the others may see stays as it is, and an organisation that does not work
 * with the person sees nothing by a permission alone.
 */
export async function refoldFor(trx: Trx, person: Uuid, organisation: Uuid): Promise<void> {
  if (gathers(trx, 'refold-for', person, organisation)) return;
  await sql`select thread.refold_access_of(${person}::uuid, ${organisation}::uuid)`.execute(trx);
}

/** Puts an agreement in force and folds it into everybody's access. */
export async function createAgreement(trx: Trx, doing: PeopleDoing, agreement: Agreement): Promise<{ id: Uuid }> {
  const place = doing.place.id;
  const id = doing.newId();
  await trx
    .insertInto('sharing_agreement')
    .values({
      place_id: place,
      id,
      name: agreement.name,
      purposes: [...agreement.purposes],
      categories: [...agreement.categories],
      lawful_basis: agreement.lawfulBasis,
      from_at: agreement.from,
      until_at: agreement.until ?? null,
      review_on: agreement.reviewOn,
      created_at: doing.now,
    })
    .execute();
  for (const organisation of agreement.parties)
    await trx
      .insertInto('sharing_agreement_party')
      .values({ place_id: place, agreement_id: id, organisation_id: organisation, from_at: agreement.from })
      .execute();
  await sql`select thread.refold_all()`.execute(trx);
  return { id };
}

/** Ends an agreement at once, and with it whatever it opened. */
export async function endAgreement(trx: Trx, doing: PeopleDoing, id: Uuid): Promise<void> {
  await trx
    .updateTable('sharing_agreement')
    .set({ until_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .execute();
  await sql`select thread.refold_all()`.execute(trx);
}

/** Says that an organisation begins to work with a person. Whoever calls it refolds. */
export async function addRelationship(
  trx: Trx,
  doing: PeopleDoing,
  relationship: {
    person: Uuid;
    organisation: Uuid;
    kind: 'lead' | 'referral' | 'circle';
    scope: 'full' | 'share-plan' | 'deliver' | 'answer';
    worker?: { account: Uuid | undefined; name: string } | undefined;
    referral?: Uuid | undefined;
  },
): Promise<Uuid> {
  const id = doing.newId();
  await addRow(trx, 'person_relationship', {
    place_id: doing.place.id,
    id,
    person_id: relationship.person,
    organisation_id: relationship.organisation,
    account_id: relationship.worker?.account ?? null,
    worker_name: relationship.worker?.name ?? '',
    kind: relationship.kind,
    scope: relationship.scope,
    referral_id: relationship.referral ?? null,
    from_at: doing.now,
    ...authorColumns(doing),
  });
  return id;
}

/** Ends a relationship, and with it what it opened. */
export async function endRelationship(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid): Promise<boolean> {
  const done = await trx
    .updateTable('person_relationship')
    .set({ until_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('until_at', 'is', null)
    .executeTakeFirst();
  await refold(trx, person);
  return Number(done.numUpdatedRows) > 0;
}

/** Writes down one decision, of a referral where it was given for one. Whoever calls it refolds. */
export async function addDecision(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  decision: Decision,
  referral?: Uuid,
): Promise<Uuid> {
  const [id] = await addDecisions(trx, doing, person, [decision], referral);
  if (id === undefined) throw new TypeError('a decision has an id');
  return id;
}

/** The same of several decisions, in one statement. */
export async function addDecisions(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  decisions: readonly Decision[],
  referral?: Uuid,
): Promise<Uuid[]> {
  if (decisions.length === 0) return [];
  const rows = decisions.map((decision) => ({
    place_id: doing.place.id,
    id: doing.newId(),
    person_id: person,
    effect: decision.effect,
    organisation_id: decision.organisation ?? null,
    account_id: decision.account ?? null,
    category: decision.category,
    basis: decision.basis,
    how_given: decision.how,
    reason: decision.reason,
    referral_id: referral ?? null,
    from_at: doing.now,
    ...authorColumns(doing),
  }));
  await addRows(trx, 'sharing_decision', rows);
  return rows.map((row) => row.id);
}

/** A person opens more only where they decide alone, a representative only where they decide for them. Others write down what was said. */
async function mayPermit(trx: Trx, doing: PeopleDoing, person: Uuid): Promise<boolean> {
  if (doing.by.organisation !== undefined || doing.by.account === undefined) return true;
  const result = await sql<{ yes: boolean }>`
    select thread.decides_alone(${person}::uuid, 'sharing') or ${`${person}/sharing`} = any (thread.represented_matters()) as yes`.execute(
    trx,
  );
  return result.rows[0]?.yes === true;
}

/** The person decides: at once it holds, and access follows in the same transaction. */
export async function decideSharing(
  trx: Trx,
  doing: PeopleDoing,
  personId: Uuid,
  decision: Decision,
): Promise<Result<{ id: Uuid }, SharingRefusal | 'people/gone'>> {
  const person = await personById(trx, doing.place.id, personId);
  if (person === undefined) return fail('people/gone');
  if (decision.effect === 'deny' && decision.organisation !== undefined) {
    const refusal = checkDenial(
      { organisation: decision.organisation, account: decision.account },
      { us: doing.by.organisation, me: doing.by.account ?? '', lead: person.leadOrganisation },
    );
    if (refusal !== undefined) return fail(refusal);
  }
  if (decision.effect === 'permit' && !(await mayPermit(trx, doing, personId))) return fail('sharing/not-alone');
  const id = await addDecision(trx, doing, personId, decision);
  await refold(trx, personId);
  await audit(trx, doing, personId, decision.effect === 'permit' ? 'sharing/permitted' : 'sharing/denied');
  return ok({ id });
}

/** The person takes a decision back. What was decided stays in the record, with its end. */
export async function withdrawDecision(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  decision: Uuid,
  how: WayGiven,
): Promise<Result<undefined, SharingRefusal | 'people/gone'>> {
  const open = (await decisionsAbout(trx, doing.place.id, person)).find((one) => one.id === decision);
  if (open === undefined) return fail('people/gone');
  if (open.withdrawnAt !== undefined) return fail('sharing/already-withdrawn');
  await trx
    .insertInto('sharing_decision')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: person,
      effect: 'withdraw',
      withdraws_id: decision,
      how_given: how,
      from_at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
  await refold(trx, person);
  await audit(trx, doing, person, 'sharing/withdrawn');
  return ok(undefined);
}

async function audit(trx: Trx, doing: PeopleDoing, person: Uuid, action: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'person', id: person };
  await recordAudit(trx, entry, doing.now, doing.newId);
}

/** A decision as it stands in the record. */
export type SeenDecision = {
  id: Uuid;
  effect: 'permit' | 'deny';
  organisation: string | undefined;
  account: Uuid | undefined;
  category: PersonCategory | '*';
  basis: Basis;
  how: WayGiven;
  reason: string;
  at: Date;
  withdrawnAt: Date | undefined;
};

const decisionRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('sharing_decision as d')
    .leftJoin('organisation as o', 'o.id', 'd.organisation_id')
    .select(['d.id', 'd.effect', 'd.withdraws_id', 'o.name as organisation', 'd.account_id', 'd.category', 'd.basis'])
    .select(['d.how_given', 'd.reason', 'd.from_at'])
    .where('d.place_id', '=', place)
    .where('d.person_id', '=', person)
    .orderBy('d.from_at', 'desc')
    .orderBy('d.id', 'desc'),
);

/** What a person decided, newest first: for the person and those who lead. */
export async function decisionsAbout(trx: Trx, place: Uuid, person: Uuid): Promise<SeenDecision[]> {
  const rows = await decisionRows(trx, place, person);
  const withdrawn = new Map(
    rows.filter((row) => row.withdraws_id !== null).map((row) => [row.withdraws_id, row.from_at]),
  );
  return rows
    .filter((row) => row.effect !== 'withdraw')
    .map((row) => ({
      id: row.id,
      effect: row.effect as SeenDecision['effect'],
      organisation: row.organisation ?? undefined,
      account: row.account_id ?? undefined,
      category: row.category as SeenDecision['category'],
      basis: row.basis as Basis,
      how: row.how_given as WayGiven,
      reason: row.reason,
      at: row.from_at,
      withdrawnAt: withdrawn.get(row.id),
    }));
}

/** Who works with a person now. */
export type SeenRelationship = {
  id: Uuid;
  person: Uuid;
  organisation: string;
  organisationId: Uuid;
  workerName: string;
  kind: 'lead' | 'referral' | 'circle';
  from: Date;
};

export async function relationshipsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenRelationship[]> {
  return await relationshipsOfAll(trx, place, [person]);
}

const relationshipRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('person_relationship as r')
    .innerJoin('organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'r.person_id', 'r.organisation_id', 'o.name', 'r.worker_name', 'r.kind', 'r.from_at'])
    .where('r.place_id', '=', place)
    .where('r.person_id', 'in', [...people])
    .where('r.until_at', 'is', null)
    .orderBy('r.from_at')
    .orderBy('r.id'),
);

/** Who works with each of several people now. */
export async function relationshipsOfAll(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<SeenRelationship[]> {
  if (people.length === 0) return [];
  const rows = await relationshipRows(trx, place, people);
  return rows.map((row) => ({
    id: row.id,
    person: row.person_id,
    organisation: row.name,
    organisationId: row.organisation_id,
    workerName: row.worker_name,
    kind: row.kind as SeenRelationship['kind'],
    from: row.from_at,
  }));
}

/** Which organisation may see which categories today, for direct support; by organisation. */
export async function whoMaySee(
  trx: Trx,
  person: Uuid,
): Promise<{ organisation: string; categories: PersonCategory[] }[]> {
  const result = await sql<{ name: string; category: string }>`
    select o.name, w.category from thread.who_may_see(${person}::uuid) w join organisation o on o.id = w.organisation_id
     where w.purpose = 'direct-support' and w.valid @> now() order by o.name, w.category`.execute(trx);
  return [...Map.groupBy(result.rows, (row) => row.name)].map(([organisation, rows]) => ({
    organisation,
    categories: rows.map((row) => row.category as PersonCategory),
  }));
}

/** A worker who could be named as one who must not know. */
export type Worker = { account: Uuid; name: string; organisationId: Uuid; organisation: string };

export async function workersHere(trx: Trx): Promise<Worker[]> {
  const result = await sql<{ account_id: string; name: string; organisation_id: string; organisation: string }>`
    select w.account_id, w.name, w.organisation_id, o.name as organisation
      from thread.workers_here() w join organisation o on o.id = w.organisation_id order by w.name, w.account_id`.execute(
    trx,
  );
  return result.rows.map((row) => ({
    account: row.account_id,
    name: row.name,
    organisationId: row.organisation_id,
    organisation: row.organisation,
  }));
}

/** Whether somebody whom a form names is here: a partner, or one who works with people for it. */
export async function isNamedHere(
  trx: Trx,
  place: Uuid,
  who: { organisation: Uuid; account: Uuid | undefined },
): Promise<boolean> {
  if (who.account === undefined) return await isPartnerHere(trx, place, who.organisation);
  const workers = await workersHere(trx);
  return workers.some((one) => one.account === who.account && one.organisationId === who.organisation);
}

/** The categories in which this reader may write about somebody else. */
export async function writableCategories(trx: Trx, person: Uuid): Promise<PersonCategory[]> {
  const result = await sql<{ categories: string[] }>`
    select thread.writable_categories(${person}::uuid) as categories`.execute(trx);
  const can = result.rows[0]?.categories ?? [];
  return personCategories.filter((one) => can.includes(one));
}

/** Of which of these people this reader may write in which of these categories, as `person/category`. */
export async function writableAmong(
  trx: Trx,
  people: readonly Uuid[],
  categories: readonly PersonCategory[],
): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set();
  const result = await sql<{ key: string }>`
    select p.id::text || '/' || c.category as key
      from unnest(${[...people]}::uuid[]) as p (id) cross join unnest(${[...categories]}::text[]) as c (category)
     where thread.may_write(p.id, c.category)`.execute(trx);
  return new Set(result.rows.map((row) => row.key));
}
