import { isTermCode } from '../../src/modules/community/index.ts';
import type { Wrenmouth } from './types.ts';

/** Everything that is wrong with what stands around the services of the demo. */
export function checkDirectory(data: Wrenmouth): string[] {
  const problems: string[] = [];
  const { wards, helpers, watches, unmet, contacts } = data.directory;
  const known = {
    place: new Set(data.places.map((each) => each.slug)),
    organisation: new Set(data.organisations.map((each) => each.slug)),
    person: new Set(data.people.map((each) => each.slug)),
    service: new Set(data.services.filter((each) => !each.isWaiting).map((each) => each.slug)),
    locality: new Set(data.areas.filter((each) => each.kind === 'locality').map((each) => each.name)),
  };
  function refer(owner: string, name: string, kind: keyof typeof known): void {
    if (!known[kind].has(name)) problems.push(`${owner} names the ${kind} “${name}”, which does not exist`);
  }
  for (const ward of wards) {
    refer(ward.name, ward.place, 'place');
    refer(ward.code, ward.name, 'locality');
    for (const ring of ward.outline)
      if (JSON.stringify(ring[0]) !== JSON.stringify(ring.at(-1))) problems.push(`${ward.name}: its outline is open`);
  }
  for (const helper of helpers) {
    refer(helper.name, helper.place, 'place');
    refer(helper.name, helper.organisation, 'organisation');
    for (const area of helper.areas) refer(helper.name, area, 'locality');
    for (const term of helper.terms)
      if (!isTermCode(term)) problems.push(`${helper.name} names the term “${term}”, which does not exist`);
    if (helper.agreedDay > 0) problems.push(`${helper.name}: they agree in the future`);
  }
  for (const watch of watches) {
    refer('A watch', watch.place, 'place');
    refer('A watch', watch.person, 'person');
    refer('A watch', watch.service, 'service');
    if (watch.day > 0) problems.push(`${watch.service} is watched from the future on`);
  }
  for (const one of unmet) {
    refer('A search', one.place, 'place');
    if (one.area !== '') refer('A search', one.area, 'locality');
    if (one.term !== '' && !isTermCode(one.term))
      problems.push(`A search names the term “${one.term}”, which does not exist`);
    if (one.monthsAgo < 0 || one.count < 1) problems.push(`A search for “${one.term}” is in the future, or was never`);
  }
  for (const one of contacts) {
    refer('A contact', one.place, 'place');
    refer('A contact', one.service, 'service');
    if (one.day > 0 || one.count < 1) problems.push(`A contact of ${one.service} is in the future, or was never`);
  }
  return problems;
}
