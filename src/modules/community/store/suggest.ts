import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { distanceBetween } from '../domain/distance.ts';
import { freshnessOf } from '../domain/freshness.ts';
import { isOpen } from '../domain/listing.ts';
import { reasonsFor, wishedWords } from '../domain/suggestion.ts';
import { findArea } from './areas.ts';
import { searchServices } from './search.ts';
import { servicesByIds, type Service } from './services.ts';

/** A service that may suit a wish, with why. */
export type Suggestion = { service: Service; reasons: string[] };
const most = 8;

/**
 * Services that may suit a wish of somebody of an age who lives near a postcode, the best first, each with why. What nobody
 * has checked for 180 days is not suggested. Nothing of the wish is kept.
 */
export async function suggestServices(
  trx: Trx,
  place: Uuid,
  wish: { words: string; postcode: string; age: number | undefined },
  now: Date,
): Promise<Suggestion[]> {
  const today = todayInLondon(now);
  const words = wishedWords(wish.words).join(' ');
  if (words === '') return [];
  const [{ found }, area] = await Promise.all([
    searchServices(trx, place, {
      words,
      day: undefined,
      today,
      near: undefined,
      freeOnly: false,
      stepFree: false,
      organisation: undefined,
      age: wish.age,
      most: most * 3,
    }),
    wish.postcode === '' ? undefined : findArea(trx, place, wish.postcode),
  ]);
  const ids = found.slice(0, most * 3).map((one) => one.id);
  return (await servicesByIds(trx, place, ids))
    .filter((one) => isOpen(one.content, today) && freshnessOf(one.checkedOn, today) !== 'forgotten')
    .slice(0, most)
    .map((service) => {
      const point = service.site?.point;
      const metres = area === undefined || point === undefined ? undefined : distanceBetween(area, point);
      return { service, reasons: reasonsFor(wish.words, { ...service, metres }, today, now) };
    });
}
