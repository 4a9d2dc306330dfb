import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../database/database.ts';

/** A place, as every page of it needs it. */
export type Place = {
  id: Uuid;
  slug: string;
  name: string;
  tier: 'system' | 'place' | 'neighbourhood';
  parentId: Uuid | undefined;
  summary: string;
  population: number | undefined;
  accent: string | undefined;
  isDemo: boolean;
};

/** Every place of this deployment: a reference table, readable by anyone. */
export async function allPlaces(trx: Trx): Promise<Place[]> {
  const rows = await trx.selectFrom('place').selectAll().orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    tier: row.tier as Place['tier'],
    parentId: row.parent_id ?? undefined,
    summary: row.summary,
    population: row.population ?? undefined,
    accent: row.accent ?? undefined,
    isDemo: row.is_demo,
  }));
}

/** The places, held in memory for the routes; read again when one is added or described anew. */
export class Places {
  #bySlug = new Map<string, Place>();
  #byId = new Map<Uuid, Place>();

  replace(places: readonly Place[]): void {
    this.#bySlug = new Map(places.map((place) => [place.slug, place]));
    this.#byId = new Map(places.map((place) => [place.id, place]));
  }
  bySlug(slug: string): Place | undefined {
    return this.#bySlug.get(slug);
  }
  byId(id: Uuid): Place | undefined {
    return this.#byId.get(id);
  }
  all(): Place[] {
    return [...this.#byId.values()];
  }
  /** The places directly below `id`. */
  below(id: Uuid): Place[] {
    return this.all().filter((place) => place.parentId === id);
  }
}
