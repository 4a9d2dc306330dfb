import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { ServiceContent } from '../domain/content.ts';
import { likeness, matchKeys, mayBeTheSame, signsBetween, signsInWords, type MatchKeys } from '../domain/likeness.ts';
import { compareAnew, differingFields, type Offered, type OfferedField, type OfferedRow } from '../domain/offered.ts';
import { refusals, type Refusal } from './do-not-list.ts';
import { approvedContents, contentOf } from './versions.ts';

/** What is to be done with a row of another directory, as nobody has decided anything yet. */
export type Planned = {
  key: string;
  hash: string;
  offered: Offered | undefined;
  name: string;
  known: Uuid | undefined;
} & (
  | { kind: 'same' }
  | { kind: 'unreadable'; why: string }
  | { kind: 'kept-out' }
  | { kind: 'left-out' }
  | { kind: 'list' }
  /** It may be a service that is here already: somebody looks. */
  | { kind: 'ask-duplicate'; match: Uuid; why: string }
  /** It came from this directory, and both have changed it since. */
  | { kind: 'ask-fields'; service: Uuid; why: string }
  /** It came from this directory, which has changed what nobody here has. */
  | { kind: 'take'; service: Uuid; fields: readonly OfferedField[]; ours: ServiceContent }
  /** It says the same as ours by now. */
  | { kind: 'settle'; service: Uuid }
);

/** The most candidates that are weighed for one row. */
const mostCandidates = 30;
/** Names that are less like each other than this are of two services, whatever else they have in common. */
const leastAlike = 0.3;

/** A sum of everything that a row says: the same words, the same sum. */
export function hashOf(row: OfferedRow): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('base64url');
}

type Known = {
  id: Uuid;
  hash: string;
  state: string;
  service: Uuid | undefined;
};

/** What the directory said when it was last settled: of a row that is listed, what it says now. */
function settledOf(row: { state: string; offered: unknown; settled: unknown }): ServiceContent | undefined {
  const said = (row.state === 'listed' ? row.offered : row.settled) as Offered | null;
  return said === null || !('content' in said) ? undefined : contentOf(said.content);
}

/** Each by itself: the plan is made while there are few rows, and has to hold when there are many. */
async function knownRows(trx: Trx, place: Uuid, source: Uuid, keys: readonly string[]): Promise<Map<string, Known>> {
  const { rows } = await sql<{ id: Uuid; key: string; hash: string; state: string; service_id: Uuid | null }>`
    select r.id, r.key, r.hash, r.state, r.service_id from unnest(${[...keys]}::text[]) as k(key)
    cross join lateral (select i.id, i.key, i.hash, i.state, i.service_id from import_row i
      where i.place_id = ${place} and i.source_id = ${source} and i.key = k.key offset 0) r`.execute(trx);
  return new Map(
    rows.map(({ id, key, hash, state, service_id }) => [key, { id, hash, state, service: service_id ?? undefined }]),
  );
}

/** What the directory said of these rows when they were last settled. */
async function settledOnes(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, ServiceContent>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('import_row')
    .select(['id', 'state', 'offered', 'settled'])
    .where('place_id', '=', place)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(
    rows.flatMap((row): [Uuid, ServiceContent][] => {
      const said = settledOf(row);
      return said === undefined ? [] : [[row.id, said]];
    }),
  );
}

/** Compares rows of another directory with what is here, and says what is to be done. Writes nothing. */
export async function planRows(trx: Trx, place: Uuid, source: Uuid, rows: readonly OfferedRow[]): Promise<Planned[]> {
  const keyOf = (row: OfferedRow): string => (row.kind === 'offered' ? row.offered.key : row.key);
  const hashes = rows.map(hashOf);
  const known = await knownRows(trx, place, source, rows.map(keyOf));
  const fresh = rows.filter((row, index) => {
    const before = known.get(keyOf(row));
    return before === undefined || before.hash !== hashes[index] || before.state === 'kept-out';
  });
  const offered = fresh.flatMap((row) => (row.kind === 'offered' ? [row.offered] : []));
  const unlisted = offered.filter((one) => known.get(one.key)?.service === undefined);
  const changed = offered.flatMap((one) => known.get(one.key) ?? []).filter((one) => one.service !== undefined);
  const [refused, matches, ours, settled] = await Promise.all([
    unlisted.length === 0 ? [] : refusals(trx, place),
    matchesOf(trx, place, source, unlisted),
    approvedContents(
      trx,
      place,
      changed.flatMap((one) => one.service ?? []),
    ),
    settledOnes(
      trx,
      place,
      changed.map((one) => one.id),
    ),
  ]);
  const seen = new Set<string>();
  return rows.map((row, index): Planned => {
    const key = keyOf(row);
    const before = known.get(key);
    const base = {
      key,
      hash: hashes[index] ?? '',
      offered: row.kind === 'offered' ? row.offered : undefined,
      name: row.kind === 'offered' ? row.offered.content.name : row.name,
      known: before?.id,
    };
    if (seen.has(key)) return { ...base, kind: 'unreadable', why: 'It stands here twice' };
    seen.add(key);
    if (before !== undefined && before.hash === base.hash && before.state !== 'kept-out')
      return { ...base, kind: 'same' };
    if (row.kind === 'unreadable') return { ...base, kind: 'unreadable', why: row.problems.join('. ') };
    if (before?.state === 'left-out') return { ...base, kind: 'left-out' };
    if (before?.service !== undefined)
      return { ...base, ...again(before, ours.get(before.service), settled.get(before.id), row.offered) };
    if (refused.some((one) => isRefused(one, row.offered))) return { ...base, kind: 'kept-out' };
    const match = matches.get(key);
    return match === undefined ? { ...base, kind: 'list' } : { ...base, kind: 'ask-duplicate', ...match };
  });
}

type Again = { content: ServiceContent; isWaiting: boolean };

function again(before: Known, ours: Again | undefined, settled: ServiceContent | undefined, offered: Offered) {
  const service = before.service ?? '';
  if (ours === undefined || settled === undefined || before.state === 'asked') {
    const differs = ours === undefined || differingFields(ours.content, offered.content).length > 0;
    return differs
      ? ({ kind: 'ask-fields', service, why: 'Both have changed' } as const)
      : ({ kind: 'settle', service } as const);
  }
  const { take, ask } = compareAnew(settled, ours.content, offered.content);
  if (ask.length > 0) return { kind: 'ask-fields', service, why: 'Both have changed' } as const;
  if (take.length === 0) return { kind: 'settle', service } as const;
  // What its own people wrote and nobody has read yet must not be passed by.
  if (ours.isWaiting) return { kind: 'ask-fields', service, why: 'A change by its own people waits' } as const;
  return { kind: 'take', service, fields: take, ours: ours.content } as const;
}

function isRefused(refusal: Refusal, offered: Offered): boolean {
  const keys = matchKeys(offered.content, offered.organisation.name);
  return mayBeTheSame(signsBetween(refusal.keys, keys, likeness(refusal.keys.name, keys.name)));
}

/** The service here that each may be, with why; services that came from the same directory are others. */
async function matchesOf(
  trx: Trx,
  place: Uuid,
  source: Uuid,
  offered: readonly Offered[],
): Promise<Map<string, { match: Uuid; why: string }>> {
  if (offered.length === 0) return new Map();
  const keys = offered.map((one) => matchKeys(one.content, one.organisation.name));
  const others = await trx
    .selectFrom('import_source')
    .select('id')
    .where('place_id', '=', place)
    .where('id', '<>', source)
    .execute();
  const column = (name: keyof MatchKeys): string[] => keys.map((one) => one[name]);
  const by = (name: keyof MatchKeys) =>
    sql`select o.at, o.name as wanted, k.* from o join k on k.${sql.ref(name)} = o.${sql.ref(name)} where o.${sql.ref(name)} <> ''`;
  const { rows } = await sql<MatchKeys & { at: number; service_id: Uuid; alike: number }>`
    with o as materialized (
      select * from unnest(${column('name')}::text[], ${column('organisation')}::text[], ${column('postcode')}::text[], ${column('phone')}::text[], ${column('host')}::text[])
        with ordinality as o(name, organisation, postcode, phone, host, at)),
    k as materialized (
      select service_id, name, organisation, postcode, phone, host from service_key k
      where k.place_id = ${place} and (k.source_id is null or k.source_id = any(${others.map((one) => one.id)}::uuid[]))
        and not exists (select 1 from import_row r where r.place_id = ${place} and r.service_id = k.service_id and r.source_id = ${source})),
    pairs as (${by('name')} union ${by('organisation')} union ${by('postcode')} union ${by('phone')} union ${by('host')}),
    weighed as (
      select p.*, similarity(p.name, p.wanted) as alike,
        row_number() over (partition by p.at order by similarity(p.name, p.wanted) desc, p.service_id) as rank
      from pairs p)
    select at::int as at, service_id, name, organisation, postcode, phone, host, alike from weighed
    where rank <= ${mostCandidates} and alike >= ${leastAlike}`.execute(trx);
  const found = new Map<string, { match: Uuid; why: string; weight: number }>();
  for (const row of rows) {
    const one = offered[row.at - 1];
    const own = keys[row.at - 1];
    if (one === undefined || own === undefined) continue;
    const signs = signsBetween(own, row, row.alike);
    if (!mayBeTheSame(signs)) continue;
    const weight = row.alike + [signs.phone, signs.postcode, signs.organisation, signs.host].filter(Boolean).length / 2;
    if (weight > (found.get(one.key)?.weight ?? 0))
      found.set(one.key, { match: row.service_id, why: signsInWords(signs), weight });
  }
  return new Map([...found].map(([key, { match, why }]) => [key, { match, why }]));
}
