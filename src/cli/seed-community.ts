import type { DemoAddress, DemoService, Wrenmouth } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import {
  addAreas,
  decideOnVersion,
  markChecked,
  proposeChange,
  proposeService,
  reportCapacity,
  type ServiceContent,
  type Venue,
} from '../modules/community/index.ts';
import type { LocalDate } from '../lib/dates.ts';
import type { Trx } from '../platform/database/database.ts';
import { seedDirectory } from './seed-directory.ts';
import { dateAt, doingAt, found, must, type Seeding } from './seeding.ts';

/** The day on which most services were listed; what was last checked before it was listed on the day of that check. */
const listedDay = -150;

function venueOf(address: DemoAddress, masked: boolean): Venue {
  return {
    masked,
    name: address.name,
    address: address.address,
    city: address.city,
    postcode: address.postcode,
    accessNotes: address.accessNotes,
    stepFree: address.stepFree ?? undefined,
    access: address.access ?? [],
  };
}

function contentOf(
  one: DemoService,
  venues: ReadonlyMap<string, DemoAddress>,
  commitments: ReadonlyMap<string, Uuid>,
  seeding: Seeding,
): ServiceContent {
  const dayOf = (day: number | undefined): LocalDate | undefined =>
    day === undefined ? undefined : dateAt(seeding, day);
  const from = one.firstDay === null ? undefined : dateAt(seeding, one.firstDay);
  const to = one.lastDay === null ? undefined : dateAt(seeding, one.lastDay);
  return {
    name: one.name,
    description: one.description,
    status: one.status,
    url: one.website ?? undefined,
    email: one.email ?? undefined,
    phone: one.phone ?? undefined,
    howToCome: one.howToCome,
    alert: one.alert ?? '',
    eligibility: one.eligibility ?? '',
    languages: one.languages ?? [],
    areas: one.areas ?? [],
    contact: { name: one.askFor ?? '', title: '' },
    paidForBy: one.paidForBy ?? '',
    takesReferrals: one.takesReferrals,
    minimumAge: one.minimumAge ?? undefined,
    maximumAge: one.maximumAge ?? undefined,
    venue:
      one.maskedVenue !== null
        ? venueOf(one.maskedVenue, true)
        : one.venue === null
          ? undefined
          : venueOf(found(venues, one.venue), false),
    schedules: one.times.map((times) => ({
      days: times.days,
      opensAt: times.opens ?? undefined,
      closesAt: times.closes ?? undefined,
      everyWeeks: times.everyWeeks,
      ...(times.monthWeek === undefined ? {} : { monthWeek: times.monthWeek }),
      from,
      to,
      description: times.note,
    })),
    costs: one.costs,
    terms: one.terms,
    delivers: one.delivers === null ? undefined : found(commitments, one.delivers),
    listedFrom: dayOf(one.listedFrom),
    listedTo: dayOf(one.listedTo),
    reopensOn: dayOf(one.reopens),
  };
}

/**
 * Lists the demo's services as their own people did: written, approved, checked again, with what they can take; one new
 * service and one change wait for approval. In a service's transaction in their place.
 */
export async function seedCommunity(
  trx: Trx,
  data: Pick<Wrenmouth, 'areas' | 'venues' | 'services' | 'directory'>,
  commitments: ReadonlyMap<string, Uuid>,
  seeding: Seeding,
): Promise<void> {
  const venues = new Map(data.venues.map((venue) => [venue.key, venue]));
  for (const place of new Set(data.areas.map((area) => area.place)))
    await addAreas(
      trx,
      found(seeding.places, place).id,
      data.areas.filter((area) => area.place === place),
    );
  const listed = new Map<string, Uuid>();
  for (const one of data.services) {
    const written = doingAt(seeding, one.place, one.isWaiting ? one.checkedDay : Math.min(listedDay, one.checkedDay));
    const organisationId = found(seeding.organisations, one.organisation);
    const content = contentOf(one, venues, commitments, seeding);
    const made = must(await proposeService(trx, written, { organisationId, content }), one.slug);
    if (one.isWaiting) continue;
    listed.set(one.slug, made.id);
    must(await decideOnVersion(trx, written, made.versionId, { kind: 'approve' }), one.slug);
    if (one.checkedDay > listedDay)
      must(await markChecked(trx, doingAt(seeding, one.place, one.checkedDay), made.id), one.slug);
    if (one.capacity !== null)
      must(
        await reportCapacity(trx, doingAt(seeding, one.place, one.capacity.day), made.id, one.capacity.state, {
          available: one.capacity.available,
          wait: one.capacity.wait ?? '',
        }),
        one.slug,
      );
    if (one.slug !== 'soup-and-company') continue;
    // In winter the café would like to open on Saturdays too: its change waits for approval.
    const [first, ...rest] = content.schedules;
    const schedules = first === undefined ? rest : [{ ...first, days: [...first.days, 'SA' as const] }, ...rest];
    const change = { serviceId: made.id, base: 1, content: { ...content, schedules } };
    must(await proposeChange(trx, doingAt(seeding, one.place, -2), change), one.slug);
  }
  await seedDirectory(trx, data.directory, listed, seeding);
}
