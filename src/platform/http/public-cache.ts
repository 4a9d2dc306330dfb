import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Uuid } from '../../kernel/ids.ts';

/** A page as it is kept. Each encoding is made when it is first asked for: most pages are only ever asked for in one. */
export class KeptPage {
  readonly etag: string;
  readonly plain: Buffer;
  readonly language = 'en-GB';
  #gzip: Buffer | undefined;
  #brotli: Buffer | undefined;

  constructor(html: string) {
    this.plain = Buffer.from(html);
    this.etag = `"${createHash('sha256').update(this.plain).digest('base64url').slice(0, 22)}"`;
  }
  get gzip(): Buffer {
    this.#gzip ??= gzipSync(this.plain);
    return this.#gzip;
  }
  get brotli(): Buffer {
    this.#brotli ??= brotliCompressSync(this.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
    return this.#brotli;
  }
}

/**
 * Pages of anonymous readers, kept in memory until anything public of their place changes. A page that began to be made
 * before a change is never kept after it.
 */
export class PublicCache {
  readonly #pages = new Map<string, { place: Uuid; page: KeptPage }>();
  readonly #versions = new Map<Uuid, number>();
  readonly #capacity: number;

  constructor(capacity = 2_000) {
    this.#capacity = capacity;
  }

  /** The version of a place that a page about to be made belongs to. */
  versionOf(place: Uuid): number {
    return this.#versions.get(place) ?? 0;
  }

  get(key: string): KeptPage | undefined {
    return this.#pages.get(key)?.page;
  }

  /** Keeps `html` under `key`, unless the place has changed since `version` was read. */
  keep(key: string, place: Uuid, version: number, html: string): KeptPage {
    const page = new KeptPage(html);
    if (version === this.versionOf(place)) {
      const oldest = this.#pages.keys().next();
      if (this.#pages.size >= this.#capacity && oldest.done !== true) this.#pages.delete(oldest.value);
      this.#pages.set(key, { place, page });
    }
    return page;
  }

  /** Something public of `place` has changed; without a place, anything may have. */
  forget(place?: Uuid): void {
    if (place === undefined) {
      for (const known of this.#versions.keys()) this.#versions.set(known, this.versionOf(known) + 1);
      for (const entry of this.#pages.values()) this.#versions.set(entry.place, this.versionOf(entry.place) + 1);
      this.#pages.clear();
      return;
    }
    this.#versions.set(place, this.versionOf(place) + 1);
    for (const [key, entry] of this.#pages) if (entry.place === place) this.#pages.delete(key);
  }
}
