import { createHash } from 'node:crypto';
import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { lastChanges, peopleIds, peopleOfItems } from '../../../modules/people/index.ts';
import type { JsonObject } from '../core/json.ts';
import { FhirError, problem } from '../core/outcome.ts';
import { stored, type Kind, type Stored, type Work } from './kind.ts';

/** So many people are looked through where a search names none. */
const mostPeople = 500;

/** Resources that belong to a person: they are found by whom they are about. */
export type OfPeople = Omit<Kind, 'load' | 'find'> & {
  /** What these people have of it, as far as the client may see. */
  listOf: (work: Work, people: readonly Uuid[]) => Promise<Stored[]>;
  /** Whose a resource of that id would be. */
  ownersOf: (work: Work, ids: readonly string[]) => Promise<Uuid[]>;
};

/** A number that changes with what it stands for: of what counts no versions itself. */
export function stamp(content: JsonObject): number {
  return Number.parseInt(createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 7), 16) + 1;
}

/** The id of the row beneath: of several resources of one row each has a number after it. */
export function rowId(id: string): string {
  return id.split('.')[0] ?? '';
}

/** The owners of rows of a table of the module. */
export function ownersIn(kind: Parameters<typeof peopleOfItems>[2]): OfPeople['ownersOf'] {
  return async (work, ids) => {
    const rows = [...new Set(ids.map(rowId).filter(isUuid))];
    return await peopleOfItems(work.trx, work.place.id, kind, rows);
  };
}

/** Resources that stand for a person as a whole have the person's id. */
export async function ownersThemselves(work: Work, ids: readonly string[]): Promise<Uuid[]> {
  return await peopleIds(work.trx, work.place.id, { ids: ids.filter(isUuid) }, ids.length);
}

function newestFirst(a: Stored, b: Stored): number {
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** When these records last changed; what nobody kept versions of was there from the beginning. */
export async function changesOf(work: Work, kinds: readonly string[], ids: readonly Uuid[]) {
  const changes = await lastChanges(work.trx, work.place.id, kinds, ids);
  return (id: Uuid): Date => changes.get(id) ?? new Date(0);
}

/** A resource that is made anew each time: its version is a number of what it says. */
export function told(type: string, id: string, person: Uuid, at: Date, content: JsonObject): Stored {
  return stored(type, { id, version: stamp(content), at, person }, content);
}

export function kindOfPeople(spec: OfPeople): Kind {
  const { listOf, ownersOf, ...rest } = spec;
  return {
    ...rest,
    async load(work, ids) {
      const people = await ownersOf(work, ids);
      if (people.length === 0) return [];
      const found = (await listOf(work, people)).filter((one) => ids.includes(one.id));
      for (const one of found) if (one.person !== undefined) work.looked.add(one.person);
      return found;
    },
    async find(work, hints, after, limit) {
      const owners = hints.ids === undefined ? undefined : await ownersOf(work, hints.ids);
      const asked =
        hints.people === undefined ? owners : hints.people.filter((id) => owners === undefined || owners.includes(id));
      const people =
        asked === undefined
          ? await peopleIds(work.trx, work.place.id, {}, mostPeople + 1)
          : asked.filter(isUuid).slice(0, mostPeople);
      if (people.length > mostPeople)
        throw new FhirError(422, [problem('too-costly', 'Say of whom: patient=Patient/ and the id.')]);
      if (people.length === 0) return [];
      return (await listOf(work, people))
        .filter((one) => after === undefined || one.id < after)
        .sort(newestFirst)
        .slice(0, limit);
    },
  };
}
