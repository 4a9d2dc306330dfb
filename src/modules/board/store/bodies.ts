import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { BodyKind, MemberRole } from '../domain/body.ts';

export type Body = {
  id: Uuid;
  slug: string;
  name: string;
  kind: BodyKind;
  parentId: Uuid | undefined;
  /** The decision that handed work to it. */
  decisionId: Uuid | undefined;
  /** What it was asked to do. */
  purpose: string;
  dueOn: LocalDate | undefined;
  status: 'live' | 'reported' | 'ended';
  /** What came of it. */
  result: string;
  isPublic: boolean;
  version: number;
};
export type Member = { id: Uuid; title: string; organisation: string | undefined; role: MemberRole; from: LocalDate };

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('body')
    .select([
      'id',
      'slug',
      'name',
      'kind',
      'parent_id',
      'decision_id',
      'purpose',
      'due_on',
      'status',
      'result',
      'is_public',
      'version',
    ])
    .where('place_id', '=', place)
    .orderBy('name')
    .orderBy('id');
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toBody(row: Row): Body {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    kind: row.kind as BodyKind,
    parentId: row.parent_id ?? undefined,
    decisionId: row.decision_id ?? undefined,
    purpose: row.purpose,
    dueOn: (row.due_on ?? undefined) as LocalDate | undefined,
    status: row.status as Body['status'],
    result: row.result,
    isPublic: row.is_public,
    version: row.version,
  };
}

/** Every body of a place that this reader may see, by name. */
export async function allBodies(trx: Trx, place: Uuid): Promise<Body[]> {
  return (await rowsOf(trx, place).execute()).map(toBody);
}
export async function bodiesByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Body[]> {
  if (ids.length === 0) return [];
  return (
    await rowsOf(trx, place)
      .where('id', 'in', [...ids])
      .execute()
  ).map(toBody);
}
export async function bodyBySlug(trx: Trx, place: Uuid, slug: string): Promise<Body | undefined> {
  const row = await rowsOf(trx, place).where('slug', '=', slug).executeTakeFirst();
  return row === undefined ? undefined : toBody(row);
}
export async function bodyById(trx: Trx, place: Uuid, id: Uuid): Promise<Body | undefined> {
  return (await bodiesByIds(trx, place, [id]))[0];
}
/** The groups to which a decision handed work. */
export async function groupsOf(trx: Trx, place: Uuid, decisions: readonly Uuid[]): Promise<Body[]> {
  if (decisions.length === 0) return [];
  return (
    await rowsOf(trx, place)
      .where('decision_id', 'in', [...decisions])
      .execute()
  ).map(toBody);
}

/** Who sits on a body today, the chair first. */
export async function membersOf(trx: Trx, place: Uuid, body: Uuid, today: LocalDate): Promise<Member[]> {
  const rows = await trx
    .selectFrom('body_member as m')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.id', 'm.title', 'm.role', 'm.from_on', 'o.name as organisation'])
    .where('m.place_id', '=', place)
    .where('m.body_id', '=', body)
    .where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.to_on', 'is', null), eb('m.to_on', '>=', today)]))
    .orderBy('m.title')
    .execute();
  const order: readonly string[] = ['chair', 'vice-chair', 'member'];
  return rows
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map((row) => ({
      id: row.id,
      title: row.title,
      organisation: row.organisation ?? undefined,
      role: row.role as MemberRole,
      from: row.from_on as LocalDate,
    }));
}
