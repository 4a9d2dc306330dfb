import { typedDay, type Typed } from '../../../lib/form-reader.ts';
import { isFree, type ServiceContent } from '../domain/content.ts';
import { clockWords } from '../domain/schedule.ts';
import { terms, type TermKind } from '../domain/terms.ts';
import { typedMore } from './more.ts';

/** A version as it stands in the form: what `parseService` reads back to the same. */
export function typedOf(content: ServiceContent, version: number): Typed {
  const { venue, schedules, costs } = content;
  const chosen = (kind: TermKind): string[] =>
    terms.filter((term) => term.kind === kind && content.terms.includes(term.code)).map((term) => term.code);
  const typed: Record<string, string | string[]> = {
    version: String(version),
    name: content.name,
    description: content.description,
    status: content.status,
    where: venue === undefined ? 'none' : venue.masked ? 'masked' : 'venue',
    cost: isFree(costs) ? 'free' : costs.length > 0 ? 'costs' : 'ask',
    'how-to-come': content.howToCome,
    referrals: content.takesReferrals ? 'yes' : '',
    phone: content.phone ?? '',
    email: content.email ?? '',
    url: content.url ?? '',
    'minimum-age': content.minimumAge === undefined ? '' : String(content.minimumAge),
    'maximum-age': content.maximumAge === undefined ? '' : String(content.maximumAge),
    need: chosen('need'),
    activity: chosen('activity'),
    circumstance: chosen('circumstance'),
    delivers: content.delivers ?? '',
    ...typedMore(content),
    // The form knows one period for all times.
    ...typedDay('from', schedules[0]?.from),
    ...typedDay('until', schedules[0]?.to),
    ...typedDay('listed-from', content.listedFrom),
    ...typedDay('listed-to', content.listedTo),
    ...typedDay('reopens', content.reopensOn),
  };
  if (venue !== undefined)
    Object.assign(typed, {
      'venue-name': venue.name,
      address: venue.address,
      city: venue.city,
      postcode: venue.postcode,
      steps: venue.stepFree === undefined ? '' : venue.stepFree ? 'yes' : 'no',
      access: venue.accessNotes,
    });
  for (const [index, one] of schedules.entries())
    Object.assign(typed, {
      [`days-${index + 1}`]: [...one.days],
      [`opens-${index + 1}`]: one.opensAt === undefined ? '' : clockWords(one.opensAt),
      [`closes-${index + 1}`]: one.closesAt === undefined ? '' : clockWords(one.closesAt),
      [`weeks-${index + 1}`]: one.monthWeek === undefined ? String(one.everyWeeks) : `month${one.monthWeek}`,
      [`note-${index + 1}`]: one.description,
    });
  if (!isFree(costs))
    for (const [index, one] of costs.entries())
      Object.assign(typed, { [`amount-${index + 1}`]: (one.pence / 100).toFixed(2), [`for-${index + 1}`]: one.option });
  return typed;
}
