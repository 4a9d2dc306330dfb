import type { Guide } from '../../design/index.ts';
import type { ThreadKind } from '../../kernel/thread-ref.ts';
import type { Place, Places } from '../../platform/http/places.ts';

/** One stop of a trail: a record, found by its kind and the beginning of its title, and what to look at there. */
export type TrailStep = {
  /** The slug of the place whose record it is. */
  place: string;
  kind: ThreadKind;
  find: string;
  title: string;
  look: string;
  /** The invented person whose page it is to open: what is personal is shown to nobody else. */
  signInAs: { email: string; name: string; role: string } | undefined;
};

/** A walk along one thread of a demo place, for a newcomer. */
export type Trail = {
  /** The slug of the place it begins in. */
  place: string;
  /** The sentence that it begins with. */
  said: string;
  steps: readonly TrailStep[];
};

export function trailAddress(trail: Trail, step?: number): string {
  return step === undefined ? `/${trail.place}/trail` : `/${trail.place}/trail/${step}`;
}

/** Whether the trail begins in this place: only where everything is invented. */
export function isTrailOf(trail: Trail, place: Place): boolean {
  return place.isDemo && place.slug === trail.place;
}

/** The way to the trail from pages that belong to no place; undefined where there is no demo to walk through. */
export function wayToTrail(trail: Trail, places: Pick<Places, 'bySlug'>): { text: string; href: string } | undefined {
  const place = places.bySlug(trail.place);
  if (place === undefined || !isTrailOf(trail, place)) return undefined;
  return { text: `Follow one thread through ${place.name}`, href: trailAddress(trail) };
}

/** The address of a record with the number of the step, by which its page knows that somebody walks the trail. */
export function addressOnTrail(address: string, step: number): string {
  return `${address.split('#')[0] ?? address}?trail=${step}`;
}

/** The strip for a page with this address, or undefined where nobody walks. The address says all: nothing is remembered. */
export function guideAt(trail: Trail, place: Place, url: string): Guide | undefined {
  if (!place.isDemo) return undefined;
  const [path = '', words = ''] = url.split('?');
  const asked = path.startsWith(`${trailAddress(trail)}/`)
    ? path.slice(trailAddress(trail).length + 1)
    : (new URLSearchParams(words).get('trail') ?? '');
  const number = /^[1-9]\d?$/.test(asked) ? Number(asked) : 0;
  const step = trail.steps[number - 1];
  if (step === undefined) return undefined;
  const before = trail.steps[number - 2];
  const after = trail.steps[number];
  return {
    title: 'Follow one thread',
    position: `step ${number} of ${trail.steps.length}`,
    words: step.look,
    all: { text: 'All steps', href: trailAddress(trail) },
    back: before === undefined ? undefined : { text: before.title, href: trailAddress(trail, number - 1) },
    next: after === undefined ? undefined : { text: after.title, href: trailAddress(trail, number + 1) },
  };
}
