import type { ComponentChildren } from 'preact';
import type { Actor } from '../kernel/actor.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { ThreadKind, ThreadRef } from '../kernel/thread-ref.ts';
import type { Trx } from '../platform/database/database.ts';
import type { Place } from '../platform/http/places.ts';

/** A status computed from facts: words that say it whole, and a tone for the tag beside them. */
export type Status = { text: string; tone: 'good' | 'waiting' | 'late' | 'ended' | 'plain' };

/** A loose end: a record that the thread should go on from, and does not. */
export type LooseEnd = { title: string; href: string; why: string };

/** Loose ends of one sort, under a heading that says what is missing. */
export type LooseEndList = { heading: string; find: (trx: Trx, asking: Asking) => Promise<LooseEnd[]> };

/** So many loose ends of a kind are shown; one more than these tells that there are more. */
export const mostLooseEnds = 20;

/** One of the three columns of a place's home page, as a module fills it. */
export type HomePart = {
  part: 'said' | 'did' | 'changed';
  /** The figure that says most, and what it counts. */
  figures: { value: string; text: string; href?: string | undefined }[];
  items: { title: string; href: string; note: string; status?: Status | undefined }[];
  more?: { text: string; href: string } | undefined;
};

export type Asking = { place: Place; now: Date };

/** The parts of the thread, in the order in which a page tells them. */
export const threadParts = ['known', 'said', 'agreed', 'decided', 'available', 'did', 'changed', 'learned'] as const;
export type ThreadPartName = (typeof threadParts)[number];

/** A section that one module adds to the page of a record which another keeps: the meetings of a priority, its stories. */
export type RecordPart = { part: ThreadPartName; title: string; lede?: string | undefined; body: ComponentChildren };

/** Loads a section, or nothing where there is nothing to tell. Everything is loaded here: a body only draws. */
export type RecordPartLoader = (
  trx: Trx,
  id: Uuid,
  asking: Asking & { actor: Actor },
) => Promise<RecordPart | undefined>;

/** What a module tells the thread about a kind of record that it keeps. */
export type KindSpec = {
  kind: ThreadKind;
  /** The word for one and for several, as people read it. */
  one: string;
  many: string;
  /** Computed statuses of a batch of records, for those that have one. Only what the transaction's reader may see. */
  statuses?: (trx: Trx, ids: readonly Uuid[], asking: Asking) => Promise<Map<Uuid, Status>>;
  /** What is left loose among records of this kind, under a heading that says what is missing; past `mostLooseEnds` none is needed. */
  looseEnds?: LooseEndList;
};

/** How many of 100 people of a place are of a group, by the newest figure of a line that some module keeps. */
export type PopulationShare = { series: Uuid; label: string; percent: number; source: string; href: string };

/** What the modules have told the thread. The composition root fills it once; nothing changes it afterwards. */
export class ThreadRegistry {
  readonly #kinds = new Map<ThreadKind, KindSpec>();
  readonly #parts = new Map<ThreadKind, RecordPartLoader[]>();
  readonly #looseEnds: LooseEndList[] = [];
  readonly #shares: ((trx: Trx, asking: Asking) => Promise<PopulationShare[]>)[] = [];
  readonly #home: { at: ThreadPartName; load: (trx: Trx, asking: Asking) => Promise<HomePart> }[] = [];

  addKind(spec: KindSpec): void {
    if (this.#kinds.has(spec.kind)) throw new Error(`the kind ${spec.kind} is kept by two modules`);
    this.#kinds.set(spec.kind, spec);
  }
  /** Adds a section to the pages of records of `kind`, which a module further back in the import order keeps. */
  addPart(kind: ThreadKind, load: RecordPartLoader): void {
    this.#parts.set(kind, [...(this.#parts.get(kind) ?? []), load]);
  }
  /** The sections that other modules add to the page of this record, in the order of the thread. */
  async partsOf(trx: Trx, ref: ThreadRef, asking: Asking & { actor: Actor }): Promise<RecordPart[]> {
    const loads = this.#parts.get(ref.kind) ?? [];
    const parts = await Promise.all(loads.map(async (load) => await load(trx, ref.id, asking)));
    return parts
      .filter((part) => part !== undefined)
      .sort((a, b) => threadParts.indexOf(a.part) - threadParts.indexOf(b.part));
  }
  /** Adds to the home page what `at` says of the thread: within a column, the parts stand in the order of the thread. */
  addHome(at: ThreadPartName, load: (trx: Trx, asking: Asking) => Promise<HomePart>): void {
    this.#home.push({ at, load });
    this.#home.sort((a, b) => threadParts.indexOf(a.at) - threadParts.indexOf(b.at));
  }
  /** Adds loose ends among records that a module further back in the import order keeps. */
  addLooseEnds(list: LooseEndList): void {
    this.#looseEnds.push(list);
  }
  /** Adds a source of figures about who lives in a place, for modules further back in the import order. */
  addShares(load: (trx: Trx, asking: Asking) => Promise<PopulationShare[]>): void {
    this.#shares.push(load);
  }
  /** What is known of who lives in a place, as far as the reader may see it. */
  async sharesOf(trx: Trx, asking: Asking): Promise<PopulationShare[]> {
    return (await Promise.all(this.#shares.map(async (load) => await load(trx, asking)))).flat();
  }
  /** Every sort of loose end that some module knows. */
  looseEnds(): LooseEndList[] {
    return [...this.kinds().flatMap((spec) => spec.looseEnds ?? []), ...this.#looseEnds];
  }
  kind(kind: ThreadKind): KindSpec | undefined {
    return this.#kinds.get(kind);
  }
  kinds(): KindSpec[] {
    return [...this.#kinds.values()];
  }
  /** The computed statuses of records of this place, for those kinds that have one: one question for each kind, asked together. */
  async statusesOf(trx: Trx, refs: readonly ThreadRef[], asking: Asking): Promise<Map<Uuid, Status>> {
    const byKind = [...Map.groupBy(refs, (ref) => ref.kind)];
    const found = await Promise.all(
      byKind.map(
        async ([kind, list]) =>
          await this.#kinds.get(kind)?.statuses?.(
            trx,
            list.map((ref) => ref.id),
            asking,
          ),
      ),
    );
    return new Map(found.flatMap((statuses) => [...(statuses ?? [])]));
  }
  async home(trx: Trx, asking: Asking): Promise<HomePart[]> {
    return await Promise.all(this.#home.map(async ({ load }) => await load(trx, asking)));
  }
}
