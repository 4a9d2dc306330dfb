import type { Uuid } from '../../../kernel/ids.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';
import type { Urgency } from './referrals.ts';

/** Who is asked: an organisation, perhaps for one of its services. */
export type ReferTo = { organisation: Uuid; service: Uuid | undefined; name: string };
/** Several are asked at once, and the first that claims it takes it: with all that they know of it before. */
export type OpenTo = {
  open: readonly (ReferTo & { service: Uuid })[];
  needKind: string;
  ageBand: string;
  area: string;
};

/** What those know of an open referral to whom it was offered, before one of them claims it. Of the person it holds the id alone. */
export type SeenOffer = {
  referral: Uuid;
  person: Uuid;
  /** As which of their services they would help. */
  toName: string;
  needKind: string;
  ageBand: string;
  area: string;
  accessNeeds: string;
  urgency: Urgency;
  offeredAt: Date;
};

/** Offers a referral to several organisations. Where one runs several of the services, the first of them counts. */
export async function addOffer(
  trx: Trx,
  doing: PeopleDoing,
  referral: { id: Uuid; person: Uuid },
  to: OpenTo,
  words: { accessNeeds: string; urgency: Urgency },
): Promise<void> {
  const ids = { place_id: doing.place.id, referral_id: referral.id, person_id: referral.person };
  await trx
    .insertInto('referral_offer')
    .values({
      ...ids,
      need_kind: to.needKind,
      age_band: to.ageBand,
      area: to.area,
      access_needs: words.accessNeeds,
      urgency: words.urgency,
      offered_at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
  const first = new Map(to.open.toReversed().map((one) => [one.organisation, one]));
  await trx
    .insertInto('referral_offer_to')
    .values(
      [...first.values()].map((one) => ({
        ...ids,
        organisation_id: one.organisation,
        service_id: one.service,
        to_name: one.name,
        ...authorColumns(doing),
      })),
    )
    .execute();
}

const offerRows = prepared((db, place: Uuid, organisation: Uuid, limit: number) =>
  db
    .selectFrom('referral_offer as o')
    .innerJoin('referral_offer_to as t', (join) =>
      join.onRef('t.place_id', '=', 'o.place_id').onRef('t.referral_id', '=', 'o.referral_id'),
    )
    .select(['o.referral_id', 'o.person_id', 't.to_name', 'o.need_kind', 'o.age_band', 'o.area', 'o.access_needs'])
    .select(['o.urgency', 'o.offered_at'])
    .where('o.place_id', '=', place)
    .where('t.organisation_id', '=', organisation)
    .where('o.ended_at', 'is', null)
    .orderBy('o.offered_at')
    .orderBy('o.referral_id')
    .limit(limit),
);

/** Open referrals that were offered to an organisation and that nobody has claimed, who has waited longest first. */
export async function offersTo(trx: Trx, place: Uuid, organisation: Uuid, limit: number): Promise<SeenOffer[]> {
  const rows = await offerRows(trx, place, organisation, limit);
  return rows.map((row) => ({
    referral: row.referral_id,
    person: row.person_id,
    toName: row.to_name,
    needKind: row.need_kind,
    ageBand: row.age_band,
    area: row.area,
    accessNeeds: row.access_needs,
    urgency: row.urgency as Urgency,
    offeredAt: row.offered_at,
  }));
}

/** To whom an open referral was offered, for those who asked; by name. */
export async function offeredTo(trx: Trx, place: Uuid, referral: Uuid): Promise<string[]> {
  const rows = await trx
    .selectFrom('referral_offer_to as t')
    .innerJoin('organisation as o', 'o.id', 't.organisation_id')
    .select('o.name')
    .where('t.place_id', '=', place)
    .where('t.referral_id', '=', referral)
    .orderBy('o.name')
    .execute();
  return rows.map((row) => row.name);
}
