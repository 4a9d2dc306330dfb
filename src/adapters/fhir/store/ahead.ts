import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { referralOfJson, type SeenReferral } from '../../../modules/people/index.ts';
import { makeRoom } from '../../../lib/make-room.ts';
import type { Database } from '../../../platform/database/database.ts';
import { NotGathered } from '../../../platform/database/gathered.ts';
import { preparedAlone } from '../../../platform/database/prepared.ts';
import { parseJson, type JsonObject } from '../core/json.ts';
import { clientScope, type Client } from './clients.ts';
import type { Part } from './parts.ts';

/** What has to be known before a request is sent: who is asked and, unless it was made in the same transaction, what it says. */
export type Unsent = { partner: { id: Uuid; name: string }; request: Part | undefined };

/** A task that stands as it was sent. */
export type SentTask = { referral: SeenReferral; part: Part; changedAt: Date };

/** Reads, each by one statement that is a transaction by itself, what has to be known before something is written. @throws NotGathered where it has to be asked under the policies. */
export type Ahead = {
  unsent(asked: { owner: Uuid; request: Uuid | undefined }): Promise<Unsent>;
  task(id: Uuid): Promise<SentTask>;
  /** Keeps what was made, once it is written. */
  keep(made: ReadonlyMap<Uuid, Part>): void;
  /** Forgets what was remembered, because it may be no longer so. */
  forget(): undefined;
};

const mostNames = 1_000;
const mostRequests = 200;
const rememberedMs = 60_000;

/**
 * What clients were told or sent a moment ago: names of partners, and requests that wait for their tasks, which most clients send
 * next. Nobody is shown it: `thread.write_task` asks again whether all of it is so. A request is taken once, and only by its client.
 */
export class Lately {
  readonly names = new Map<string, string>();
  readonly #requests = new Map<string, Part>();

  keepRequest(key: string, part: Part, now: Date): void {
    for (const [old, { at }] of this.#requests) {
      if (now.getTime() - at.getTime() < rememberedMs) break;
      this.#requests.delete(old);
    }
    makeRoom(this.#requests, mostRequests);
    this.#requests.set(key, part);
  }
  takeRequest(key: string, now: Date): Part | undefined {
    const part = this.#requests.get(key);
    this.#requests.delete(key);
    return part !== undefined && now.getTime() - part.at.getTime() < rememberedMs ? part : undefined;
  }
}

type Row = { sure: boolean; name: string; about: Uuid; version: number; at: Date; content: string };

const unsentRow = preparedAlone<[string, Uuid, Uuid | undefined], Row>((hash, owner, request) =>
  request === undefined
    ? sql`select * from thread.tell_unsent(${hash}::text, ${owner}::uuid, null)`
    : sql`select * from thread.tell_unsent(${hash}::text, ${owner}::uuid, ${request}::uuid)`,
);

type TaskRow = Omit<Row, 'name' | 'about'> & {
  referral: object;
  from_name: string | null;
  organisation_name: string | null;
  bumps: number;
  changed_at: Date;
};

const taskRow = preparedAlone<[string, Uuid], TaskRow>(
  (hash, id) => sql`select * from thread.tell_task(${hash}::text, ${id}::uuid)`,
);

/** Who reads ahead of writing, where and when. */
type Reader = { hash: string; place: Uuid; client: Client; now: Date };

/** What a client reads ahead of writing; of `lately` it takes what the statement that writes asks again. */
export function aheadBy(db: Database, by: Reader, lately: Lately): Ahead {
  const { hash, place, client, now } = by;
  const scope = clientScope(place, client);
  let forget: (() => void) | undefined;
  return {
    forget() {
      forget?.();
      return undefined;
    },
    keep: (made) => made.forEach((part) => lately.keepRequest(`${place} ${client.id} ${part.id}`, part, now)),
    async unsent({ owner, request: id }) {
      const key = `${place} ${owner}`;
      const known = id === undefined ? undefined : lately.takeRequest(`${place} ${client.id} ${id}`, now);
      const name = lately.names.get(key);
      if (name !== undefined && (id === undefined || known !== undefined)) {
        forget = () => lately.names.delete(key);
        return { partner: { id: owner, name }, request: known };
      }
      const [row] = await db.once(scope, 'read only', unsentRow(hash, owner, id));
      if (row?.sure !== true) throw new NotGathered();
      const partner = { id: owner, name: row.name };
      makeRoom(lately.names, mostNames);
      lately.names.set(key, row.name);
      if (id === undefined) return { partner, request: undefined };
      const { about: person, version, at } = row;
      const content = parseJson(row.content) as JsonObject;
      // Of what nobody was asked yet each version is one that was sent.
      return { partner, request: { id, person, version, bumps: version, content, at, authorOrg: client.organisation } };
    },
    async task(id) {
      const [row] = await db.once(scope, 'read only', taskRow(hash, id));
      if (row?.sure !== true) throw new NotGathered();
      const { from_name, organisation_name, version, bumps, at } = row;
      const referral = referralOfJson({ ...row.referral, from_name, organisation_name });
      const content = parseJson(row.content) as JsonObject;
      const part = { id, person: referral.person, version, bumps, content, at, authorOrg: undefined };
      return { referral, part, changedAt: row.changed_at };
    },
  };
}
