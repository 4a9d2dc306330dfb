import type { Uuid } from '../../kernel/ids.ts';
import { addDays, formatDate, todayInLondon } from '../../lib/dates.ts';
import { plural } from '../../lib/text.ts';
import type { Trx } from '../../platform/database/database.ts';
import {
  mostLooseEnds,
  type Asking,
  type HomePart,
  type LooseEnd,
  type RecordPart,
  type ThreadRegistry,
} from '../../thread/kinds.ts';
import { forgottenAfterDays, freshnessWords, staleAfterDays } from './domain/freshness.ts';
import { isCurrentListing, listingStanding } from './domain/listing.ts';
import { ServiceRows } from './parts/service-rows.tsx';
import { helpOfServices } from './store/help-counts.ts';
import { deliveringFor } from './store/priorities.ts';
import { countServices, servicesByIds, servicesUncheckedSince } from './store/services.ts';
import { readerApproves, readerAsksForVersions, waitingVersions } from './store/versions.ts';

/** A version that waits longer than this is a loose end, in days. */
const waitsTooLong = 7;

/** Tells the thread how services stand, what is left loose among them, and what the home and a priority show of them. */
export function addServiceKind(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'service',
    one: 'service',
    many: 'services',
    statuses: async (trx, ids, { place, now }) => {
      const today = todayInLondon(now);
      const services = await servicesByIds(trx, place.id, ids);
      return new Map(services.map((one) => [one.id, listingStanding(one, today)]));
    },
    looseEnds: { heading: 'Services that nobody has checked, and changes that wait for approval', find: looseServices },
  });
  registry.addHome('available', whatIsListed);
  registry.addPart('priority', servicesOfPriority);
}

async function looseServices(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const today = todayInLondon(now);
  const home = `/${place.slug}/community`;
  const [forgotten, asks] = await Promise.all([
    servicesUncheckedSince(trx, place.id, today, addDays(today, -forgottenAfterDays), mostLooseEnds + 1),
    readerAsksForVersions(trx),
  ]);
  // Only what this reader may see: what waits is shown to its own people and to those who approve.
  const late = asks ? await waitingVersions(trx, place.id, new Date(now.getTime() - waitsTooLong * 86_400_000)) : [];
  const approves = late.length > 0 && (await readerApproves(trx));
  return [
    ...late.map((one) => ({
      title: one.content.name,
      href: approves ? `${home}/approvals/${one.id}` : `/${place.slug}/my-organisation/services`,
      why: `${one.organisationName}: waiting for approval since ${formatDate(todayInLondon(one.madeAt))}`,
    })),
    ...forgotten.map((one) => ({
      title: one.name,
      href: `${home}/services/${one.slug}`,
      why: `${one.organisation}: ${freshnessWords(one.checkedOn, today).toLowerCase()}`,
    })),
  ];
}

async function whatIsListed(trx: Trx, { place, now }: Asking): Promise<HomePart> {
  const home = `/${place.slug}/community`;
  const today = todayInLondon(now);
  const count = await countServices(trx, place.id, today, addDays(today, -staleAfterDays));
  return {
    part: 'did',
    figures: [
      {
        value: String(count.listed),
        text: `${plural(count.listed, 'service').replace(/^\S+ /, '')} in the community`,
        href: home,
      },
      { value: String(count.checked), text: `checked in the last ${staleAfterDays} days` },
    ],
    items: [],
  };
}

/** The services that help to keep what was promised for a priority, directly or for one of its outcomes. */
async function servicesOfPriority(trx: Trx, id: Uuid, { place, now }: Asking): Promise<RecordPart | undefined> {
  const ids = [...new Set((await deliveringFor(trx, place.id, id)).map((one) => one.service))];
  const [all, help] = await Promise.all([servicesByIds(trx, place.id, ids), helpOfServices(trx, place.id, ids)]);
  const services = all.filter((one) => one.isApproved && isCurrentListing(one.content, todayInLondon(now)));
  if (services.length === 0) return undefined;
  return {
    part: 'available',
    title: 'What is available',
    lede: 'Services that help to keep what was promised.',
    body: (
      <>
        <ServiceRows services={services} help={help} home={`/${place.slug}`} today={todayInLondon(now)} now={now} />
        <p>
          <a href={`/${place.slug}/community/priorities/${id}`}>By the promise that each helps to keep</a>
        </p>
      </>
    ),
  };
}
