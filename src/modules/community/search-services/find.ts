import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { londonClock } from '../../../lib/london-time.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { findArea, type Area } from '../store/areas.ts';
import { searchServices, type Found } from '../store/search.ts';
import { organisationAt } from '../store/services.ts';
import { facetsAsked, type Asked } from './asked.ts';

/** The fields of an address that say what somebody looks for. */
export const searchFields = {
  words: Type.Optional(Type.String({ maxLength: 200 })),
  day: Type.Optional(Type.String({ maxLength: 10 })),
  evening: Type.Optional(Type.String({ maxLength: 5 })),
  near: Type.Optional(Type.String({ maxLength: 60 })),
  free: Type.Optional(Type.String({ maxLength: 5 })),
  steps: Type.Optional(Type.String({ maxLength: 5 })),
  closed: Type.Optional(Type.String({ maxLength: 5 })),
  age: Type.Optional(Type.String({ maxLength: 5 })),
  term: Type.Optional(Type.String({ maxLength: 60 })),
  language: Type.Optional(Type.String({ maxLength: 10 })),
  feature: Type.Optional(Type.String({ maxLength: 40 })),
  organisation: Type.Optional(Type.String({ maxLength: 120 })),
};

/**
 * What fits what was asked, the best or the nearest first, with where it was measured from: at least the first `most`, or
 * all of it.
 */
export async function findAll(
  trx: Trx,
  place: Uuid,
  asked: Asked,
  now: Date,
  most?: number,
): Promise<
  Found & {
    area: Area | undefined;
    organisation: { slug: string; name: string } | undefined;
  }
> {
  const [organisation, area] = await Promise.all([
    asked.organisation === '' ? undefined : organisationAt(trx, asked.organisation),
    asked.near === '' ? undefined : findArea(trx, place, asked.near),
  ]);
  const found = await searchServices(trx, place, {
    words: asked.words,
    day: asked.day,
    today: todayInLondon(now),
    clock: londonClock(now),
    isEvening: asked.evening,
    near: area,
    freeOnly: asked.free,
    stepFree: asked.steps,
    alsoClosed: asked.closed,
    organisation: organisation?.id,
    age: asked.age,
    facets: facetsAsked(asked),
    most,
  });
  return { ...found, area, organisation };
}
