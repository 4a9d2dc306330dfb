import { Type } from 'typebox';
import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/errors.ts';
import { idParam, slugParam } from '../../platform/http/fields.ts';
import type { PlaceRequest } from '../../platform/http/routes.ts';
import { loadMembers } from './parts/load-family.ts';
import { noteLook } from './requests.ts';
import type { FamilyMember } from './store/families.ts';
import { writableAmong } from './store/sharing.ts';
import type { Person } from './store/people.ts';

export const familyParams = Type.Object({ place: slugParam(), id: idParam() });
export const memberParams = Type.Object({ place: slugParam(), id: idParam(), item: idParam() });

type Seen = { member: FamilyMember; person: Person };

/** Those of a family today whom the reader may see. @throws not found where that is nobody: the family looks as if it were not there. */
export async function needFamily(trx: Trx, place: Uuid, id: Uuid): Promise<Seen[]> {
  const { current } = await loadMembers(trx, place, id);
  if (current.length === 0) throw notFound();
  return current;
}

/** The same for whoever adds to it. @throws not found where they may write the circle of nobody in it. */
export async function needWritableFamily(trx: Trx, place: Uuid, id: Uuid): Promise<Seen[]> {
  const members = await needFamily(trx, place, id);
  const ids = members.map((one) => one.person.id);
  if ((await writableAmong(trx, ids, ['circle'])).size === 0) throw notFound();
  return members;
}

/** Loads what a form about a family shows. Whoever is shown was looked at, which is noted in the same transaction. */
export async function withFamily<T>(
  request: PlaceRequest<{ id: Uuid }>,
  route: string,
  work: (trx: Trx, members: Seen[]) => Promise<T>,
): Promise<T & { members: Seen[] }> {
  return await request.context.db.write(request.scope, async (trx) => {
    const members = await needWritableFamily(trx, request.place.id, request.params.id);
    const people = members.map((one) => one.person);
    const [loaded] = await Promise.all([work(trx, members), noteLook(trx, request, route, people)]);
    return { ...loaded, members };
  });
}
