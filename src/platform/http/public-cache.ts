import { createHash } from 'node:crypto';
import type { Uuid } from '../../kernel/ids.ts';
import { makeRoom } from '../../lib/make-room.ts';
import { compressQuickly, compressTightly, type Encoding } from './compress.ts';

/** How often a page is asked for before it is worth making it smaller. */
const worthIt = 3;

const hour = 3_600_000;

/**
 * Stands in the key of what is kept: words such as "12 days overdue" go on with time alone, so nothing is kept past the
 * hour.
 */
export function hourOf(now: Date): number {
  return Math.floor(now.getTime() / hour);
}

/** A page in one encoding, with how often it was asked for. */
type Made = { body: Buffer; asked: number; tightened?: Promise<void> };

/** A page as it is kept. Each encoding is made when it is first asked for: most pages are only ever asked for in one. */
export class KeptPage {
  readonly etag: string;
  readonly plain: Buffer;
  readonly language = 'en-GB';
  readonly #made = new Map<Encoding, Made>();

  constructor(html: string) {
    this.plain = Buffer.from(html);
    this.etag = `"${createHash('sha256').update(this.plain).digest('base64url').slice(0, 22)}"`;
  }

  /** The page in an encoding. The first to ask is not kept waiting; when many ask for it, it is made smaller beside. */
  in(encoding: Encoding): Buffer {
    if (encoding === undefined) return this.plain;
    const made: Made = this.#made.get(encoding) ?? { body: compressQuickly(this.plain, encoding), asked: 0 };
    this.#made.set(encoding, made);
    made.asked += 1;
    if (made.asked > worthIt) made.tightened ??= this.#tighten(made, encoding);
    return made.body;
  }

  /** Resolves when what was begun beside is done. */
  async settled(): Promise<void> {
    await Promise.all([...this.#made.values()].flatMap((made) => made.tightened ?? []));
  }

  async #tighten(made: Made, encoding: 'br' | 'gzip'): Promise<void> {
    made.body = await compressTightly(this.plain, encoding);
  }
}

/**
 * Pages of anonymous readers, kept in memory until anything public of their place changes. A page that began to be made
 * before a change is never kept after it.
 */
export class PublicCache {
  readonly #pages = new Map<string, { place: Uuid; page: KeptPage }>();
  readonly #versions = new Map<Uuid, number>();
  /** How often everything was forgotten. */
  #all = 0;
  readonly #capacity: number;

  constructor(capacity = 2_000) {
    this.#capacity = capacity;
  }

  /** The version of a place that a page about to be made belongs to. */
  versionOf(place: Uuid): number {
    return this.#all + (this.#versions.get(place) ?? 0);
  }

  get(key: string): KeptPage | undefined {
    return this.#pages.get(key)?.page;
  }

  /** Keeps `html` under `key`, unless the place has changed since `version` was read. */
  keep(key: string, place: Uuid, version: number, html: string): KeptPage {
    const page = new KeptPage(html);
    if (version === this.versionOf(place)) {
      makeRoom(this.#pages, this.#capacity);
      this.#pages.set(key, { place, page });
    }
    return page;
  }

  /** Something public of `place` has changed; without a place, anything may have. */
  forget(place?: Uuid): void {
    if (place === undefined) {
      this.#all += 1;
      this.#pages.clear();
      return;
    }
    this.#versions.set(place, (this.#versions.get(place) ?? 0) + 1);
    for (const [key, entry] of this.#pages) if (entry.place === place) this.#pages.delete(key);
  }
}

/**
 * Parts of public pages, made once until anything public of their place changes: whoever has signed in sees them too, on
 * pages that are not kept. They are made of what anybody may see, never of what their first reader may.
 */
export class PublicParts<T> {
  readonly #cache: PublicCache;
  readonly #kept = new Map<string, { version: number; part: T }>();
  readonly #capacity: number;

  constructor(cache: PublicCache, capacity = 500) {
    this.#cache = cache;
    this.#capacity = capacity;
  }

  /** The part kept under `key`, or what `make` makes of it; one begun before a change is never kept after it. */
  async of(place: Uuid, key: string, make: () => Promise<T>): Promise<T> {
    const version = this.#cache.versionOf(place);
    const known = this.#kept.get(key);
    if (known?.version === version) return known.part;
    const part = await make();
    this.#kept.delete(key);
    makeRoom(this.#kept, this.#capacity);
    this.#kept.set(key, { version, part });
    return part;
  }
}
