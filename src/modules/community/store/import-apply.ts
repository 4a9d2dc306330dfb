import { sql } from 'kysely';
import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { tellsMaskedAddress } from '../domain/content.ts';
import { withTheirs, type OfferedRow, type OfferedOrganisation } from '../domain/offered.ts';
import { decideOnVersion } from './decide.ts';
import { planRows, type Planned } from './import-plan.ts';
import { proposeChange } from './propose.ts';
import { listMany, type TakenOver } from './take-over.ts';
import { newestVersions } from './versions.ts';

/** Finds who runs services, by the words of the names, and makes those who are not known yet: given by whoever knows partners. */
export type FindOrganisations = (
  trx: Trx,
  wanted: readonly OfferedOrganisation[],
  doing: { now: Date; newId: () => Uuid },
) => Promise<Map<string, { id: Uuid; name: string }>>;

/** What became of the rows of a directory, counted. */
export type ImportCounts = {
  same: number;
  listed: number;
  changed: number;
  asked: number;
  keptOut: number;
  unreadable: number;
};
export const noCounts: ImportCounts = { same: 0, listed: 0, changed: 0, asked: 0, keptOut: 0, unreadable: 0 };

/** What would become of rows, counted, before anything is written. */
export function countPlanned(planned: readonly Planned[]): ImportCounts {
  const counts = { ...noCounts };
  for (const { kind } of planned) {
    if (kind === 'same' || kind === 'settle' || kind === 'left-out') counts.same += 1;
    else if (kind === 'list') counts.listed += 1;
    else if (kind === 'take') counts.changed += 1;
    else if (kind === 'kept-out') counts.keptOut += 1;
    else if (kind === 'unreadable') counts.unreadable += 1;
    else counts.asked += 1;
  }
  return counts;
}

export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    same: a.same + b.same,
    listed: a.listed + b.listed,
    changed: a.changed + b.changed,
    asked: a.asked + b.asked,
    keptOut: a.keptOut + b.keptOut,
    unreadable: a.unreadable + b.unreadable,
  };
}

/**
 * Takes rows of another directory over: what is new is listed, what they alone changed is changed, and whatever a person
 * has to decide waits. The same rows again change nothing. Only the service itself may, for those who approve.
 */
export async function applyRows(
  trx: Trx,
  doing: Doing,
  source: Uuid,
  rows: readonly OfferedRow[],
  organisations: FindOrganisations,
): Promise<ImportCounts> {
  const place = doing.place.id;
  const planned = await planRows(trx, place, source, rows);
  const now = planned.map((one) => hiddenIn(one));
  const listed = await listNew(trx, doing, source, now, organisations);
  const done: { one: Planned; state: string; service: Uuid | undefined }[] = [];
  for (const one of now) {
    switch (one.kind) {
      case 'same':
        break;
      case 'unreadable':
      case 'kept-out':
      case 'left-out':
        done.push({ one, state: one.kind, service: undefined });
        break;
      case 'list':
        done.push({ one, state: 'listed', service: listed.get(one.key) });
        break;
      case 'ask-duplicate':
        done.push({ one, state: 'asked', service: undefined });
        break;
      case 'ask-fields':
        done.push({ one, state: 'asked', service: one.service });
        break;
      case 'settle':
        done.push({ one, state: 'listed', service: one.service });
        break;
      case 'take': {
        const isTaken = await takeFields(trx, doing, one);
        done.push({ one, state: isTaken ? 'listed' : 'asked', service: one.service });
        break;
      }
    }
  }
  await keepRows(trx, doing, source, done);
  return countPlanned(now);
}

/** A private address that stands in other words of the row is not taken over. */
function hiddenIn(one: Planned): Planned {
  if (one.offered === undefined || one.kind === 'same' || !tellsMaskedAddress(one.offered.content)) return one;
  const { key, hash, offered, name, known } = one;
  const why = 'Its address is private, but other words of it give the address away';
  return { key, hash, offered, name, known, kind: 'unreadable', why };
}

async function listNew(
  trx: Trx,
  doing: Doing,
  source: Uuid,
  planned: readonly Planned[],
  find: FindOrganisations,
): Promise<Map<string, Uuid>> {
  const fresh = planned.flatMap((one) => (one.kind === 'list' && one.offered !== undefined ? [one.offered] : []));
  const organisations = await find(
    trx,
    fresh.map((one) => one.organisation),
    doing,
  );
  const taken = fresh.flatMap((offered): (TakenOver & { key: string })[] => {
    const organisation = organisations.get(normaliseForSearch(offered.organisation.name));
    if (organisation === undefined) return [];
    const { key, content, checkedOn } = offered;
    return [{ key, id: doing.newId(), organisation, content, checkedOn }];
  });
  await listMany(trx, doing, source, taken);
  return new Map(taken.map((one) => [one.key, one.id]));
}

/** Puts what only they changed in place of ours, as a version of its own. False when it was refused. */
async function takeFields(trx: Trx, doing: Doing, one: Planned & { kind: 'take' }): Promise<boolean> {
  if (one.offered === undefined) return false;
  const content = withTheirs(one.ours, one.offered.content, one.fields);
  const newest = (await newestVersions(trx, doing.place.id, [one.service])).get(one.service);
  const made = await proposeChange(trx, doing, { serviceId: one.service, base: newest?.number ?? 0, content });
  if (!made.ok) return false;
  const decided = await decideOnVersion(trx, doing, made.value.versionId, { kind: 'approve' }, one.offered);
  return decided.ok;
}

async function keepRows(
  trx: Trx,
  doing: Doing,
  source: Uuid,
  done: readonly { one: Planned; state: string; service: Uuid | undefined }[],
): Promise<void> {
  if (done.length === 0) return;
  // Of two rows with one key the first stands.
  const rows = [...new Map(done.toReversed().map((row) => [row.one.key, row])).values()].map(
    ({ one, state, service }) => ({
      id: one.known ?? doing.newId(),
      key: one.key,
      hash: one.hash,
      offered: one.offered ?? { name: one.name },
      state,
      service_id: service,
      match_id: one.kind === 'ask-duplicate' ? one.match : undefined,
      why: 'why' in one ? one.why.slice(0, 600) : '',
      made_at: doing.now,
    }),
  );
  await sql`insert into import_row (place_id, source_id, id, key, hash, offered, state, service_id, match_id, why, made_at)
    select ${doing.place.id}::uuid, ${source}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, key text, hash text, offered jsonb, state text, service_id uuid, match_id uuid, why text, made_at timestamptz)
    on conflict (place_id, source_id, key) do update set hash = excluded.hash, offered = excluded.offered,
      settled = case when excluded.state = 'asked' then coalesce(import_row.settled, case when import_row.state = 'listed' then import_row.offered end) end, state = excluded.state,
      service_id = coalesce(excluded.service_id, import_row.service_id), match_id = excluded.match_id, why = excluded.why, made_at = excluded.made_at`.execute(
    trx,
  );
}
