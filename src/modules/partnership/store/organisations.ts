import type { Uuid } from '../../../kernel/ids.ts';
import { slugify } from '../../../lib/text.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { writeCard } from '../../../thread/store/write.ts';
import type { OrganisationDetails, OrganisationKind } from '../domain/organisation.ts';

export type Organisation = OrganisationDetails & { id: Uuid; slug: string };

type Row = {
  id: string;
  slug: string;
  name: string;
  kind: string;
  ods_code: string | null;
  charity_number: string | null;
  website: string | null;
  summary: string;
};
const columns = [
  'organisation.id',
  'organisation.slug',
  'organisation.name',
  'organisation.kind',
  'organisation.ods_code',
  'organisation.charity_number',
  'organisation.website',
  'organisation.summary',
] as const;

function toOrganisation(row: Row): Organisation {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    kind: row.kind as OrganisationKind,
    odsCode: row.ods_code ?? undefined,
    charityNumber: row.charity_number ?? undefined,
    website: row.website ?? undefined,
    summary: row.summary,
  };
}

/** The partners of a place today, by name. */
export async function partnersOf(trx: Trx, place: Uuid): Promise<Organisation[]> {
  const rows = await trx
    .selectFrom('partner')
    .innerJoin('organisation', 'organisation.id', 'partner.organisation_id')
    .select(columns)
    .where('partner.place_id', '=', place)
    .where('partner.left_on', 'is', null)
    .orderBy('organisation.name')
    .execute();
  return rows.map(toOrganisation);
}

/** Organisations known to the service that are not partners of this place. At most 500. */
export async function organisationsElsewhere(trx: Trx, place: Uuid): Promise<Organisation[]> {
  const rows = await trx
    .selectFrom('organisation')
    .select(columns)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('partner')
            .select('partner.place_id')
            .whereRef('partner.organisation_id', '=', 'organisation.id')
            .where('partner.place_id', '=', place)
            .where('partner.left_on', 'is', null),
        ),
      ),
    )
    .orderBy('organisation.name')
    .limit(500)
    .execute();
  return rows.map(toOrganisation);
}

/** A partner of a place by its slug, with the other places it works in. */
export async function partnerBySlug(
  trx: Trx,
  place: Uuid,
  slug: string,
): Promise<(Organisation & { joinedOn: string; leftOn: string | undefined }) | undefined> {
  const row = await trx
    .selectFrom('organisation')
    .innerJoin('partner', 'partner.organisation_id', 'organisation.id')
    .select([...columns, 'partner.joined_on', 'partner.left_on'])
    .where('organisation.slug', '=', slug)
    .where('partner.place_id', '=', place)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { ...toOrganisation(row), joinedOn: row.joined_on, leftOn: row.left_on ?? undefined };
}

/** True when another organisation has one of these codes. */
export async function codeIsTaken(trx: Trx, details: OrganisationDetails, except?: Uuid): Promise<boolean> {
  if (details.odsCode === undefined && details.charityNumber === undefined) return false;
  const row = await trx
    .selectFrom('organisation')
    .select('id')
    .where((eb) =>
      eb.or([eb('ods_code', '=', details.odsCode ?? null), eb('charity_number', '=', details.charityNumber ?? null)]),
    )
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds an organisation to the service. Organisations exist once, however many places they work in. */
export async function addOrganisation(trx: Trx, id: Uuid, details: OrganisationDetails, now: Date): Promise<string> {
  const taken = new Set((await trx.selectFrom('organisation').select('slug').execute()).map((row) => row.slug));
  const slug = slugify(details.name, (one) => taken.has(one));
  await trx
    .insertInto('organisation')
    .values({
      id,
      slug,
      name: details.name,
      kind: details.kind,
      ods_code: details.odsCode ?? null,
      charity_number: details.charityNumber ?? null,
      website: details.website ?? null,
      summary: details.summary,
      created_at: now,
    })
    .execute();
  return slug;
}

/** Changes what is said of an organisation. Its slug stays: addresses do not change under people. */
export async function changeOrganisation(trx: Trx, id: Uuid, details: OrganisationDetails): Promise<void> {
  await trx
    .updateTable('organisation')
    .set({
      name: details.name,
      kind: details.kind,
      ods_code: details.odsCode ?? null,
      charity_number: details.charityNumber ?? null,
      website: details.website ?? null,
      summary: details.summary,
    })
    .where('id', '=', id)
    .execute();
}

/** Makes an organisation a partner of the place, or a partner again, with its card on the thread. */
export async function makePartner(
  trx: Trx,
  place: { id: Uuid; slug: string },
  organisation: Uuid,
  today: string,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('partner')
    .values({ place_id: place.id, organisation_id: organisation, joined_on: today })
    .onConflict((conflict) => conflict.columns(['place_id', 'organisation_id']).doUpdateSet({ left_on: null }))
    .execute();
  const row = await trx
    .selectFrom('organisation')
    .select(['slug', 'name', 'summary'])
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow();
  await writeCard(
    trx,
    place.id,
    {
      kind: 'organisation',
      id: organisation,
      title: row.name,
      summary: row.summary,
      address: `/${place.slug}/partners/${row.slug}`,
      visibility: 'public',
    },
    now,
  );
}

/** Ends a partnership today. The row stays: what was promised as a partner was promised. */
export async function endPartnership(trx: Trx, place: Uuid, organisation: Uuid, today: string): Promise<void> {
  await trx
    .updateTable('partner')
    .set({ left_on: today })
    .where('place_id', '=', place)
    .where('organisation_id', '=', organisation)
    .execute();
  await raisePublicVersion(trx, place);
}
