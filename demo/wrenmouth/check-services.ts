import { parsePostcode } from '../../src/lib/identifiers.ts';
import { slugify } from '../../src/lib/text.ts';
import { accessNames, isTermCode, languageName } from '../../src/modules/community/index.ts';
import type { DemoAddress, DemoService, Wrenmouth } from './types.ts';

/** Everything that is wrong with the services of the demo and where they are. */
export function checkServices(data: Wrenmouth): string[] {
  const problems: string[] = [];
  const known = {
    place: new Set(data.places.map((each) => each.slug)),
    organisation: new Set(data.organisations.map((each) => each.slug)),
    commitment: new Set(data.commitments.map((each) => each.slug)),
    venue: new Set(data.venues.map((each) => each.key)),
  };
  const postcodes = new Set(data.areas.filter((each) => each.kind === 'postcode').map((each) => each.name));
  function refer(owner: string, name: string | null, kind: keyof typeof known): void {
    if (name !== null && !known[kind].has(name))
      problems.push(`${owner} names the ${kind} “${name}”, which does not exist`);
  }
  function checkAddress(owner: string, { postcode }: DemoAddress): void {
    if (!parsePostcode(postcode).ok || !postcode.startsWith('WQ'))
      problems.push(`${owner}: its postcode must be well formed and begin with WQ`);
    else if (!postcodes.has(postcode)) problems.push(`${owner}: nobody says where ${postcode} is`);
  }
  for (const area of data.areas) refer(area.name, area.place, 'place');
  for (const venue of data.venues) {
    checkAddress(venue.key, venue);
    for (const code of venue.access ?? [])
      if (accessNames([code]).length === 0)
        problems.push(`${venue.key} names the feature “${code}”, which does not exist`);
  }
  for (const service of data.services) {
    refer(service.slug, service.place, 'place');
    refer(service.slug, service.organisation, 'organisation');
    refer(service.slug, service.venue, 'venue');
    refer(service.slug, service.delivers, 'commitment');
    if (service.maskedVenue !== null) checkAddress(service.slug, service.maskedVenue);
    problems.push(...checkService(service));
  }
  const slugs = data.services.map((each) => each.slug);
  for (const slug of slugs)
    if (slugs.indexOf(slug) !== slugs.lastIndexOf(slug)) problems.push(`There are two of the service “${slug}”`);
  return problems;
}

function checkService(service: DemoService): string[] {
  const { slug } = service;
  const problems: string[] = [];
  if (slugify(service.name) !== slug) problems.push(`${slug}: its slug does not fit its name`);
  if (service.venue !== null && service.maskedVenue !== null) problems.push(`${slug}: it is in two places`);
  for (const code of service.languages ?? [])
    if (languageName(code) === '') problems.push(`${slug} names the language “${code}”, which does not exist`);
  for (const term of service.terms)
    if (!isTermCode(term)) problems.push(`${slug} names the term “${term}”, which does not exist`);
  if (service.times.some((each) => each.everyWeeks > 1) && service.firstDay === null)
    problems.push(`${slug}: its weeks are counted from nowhere`);
  if ((service.listedTo ?? Infinity) < (service.listedFrom ?? -Infinity))
    problems.push(`${slug}: it ends before it begins`);
  if (service.reopens !== undefined && service.status !== 'temporarily closed')
    problems.push(`${slug}: it opens again without being closed`);
  if (service.checkedDay > 0 || (service.capacity?.day ?? 0) > 0)
    problems.push(`${slug}: something lies in the future`);
  if (service.minimumAge !== null && service.maximumAge !== null && service.minimumAge > service.maximumAge)
    problems.push(`${slug}: its ages are the wrong way round`);
  return problems;
}
