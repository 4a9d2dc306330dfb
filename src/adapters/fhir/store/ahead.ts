import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { referralOfJson, type SeenReferral } from '../../../modules/people/index.ts';
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
};

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

/** What a client reads ahead of writing. */
export function aheadBy(db: Database, by: { hash: string; place: Uuid; client: Client }): Ahead {
  const { hash, client } = by;
  const scope = clientScope(by.place, client);
  return {
    async unsent({ owner, request: id }) {
      const [row] = await db.once(scope, 'read only', unsentRow(hash, owner, id));
      if (row?.sure !== true) throw new NotGathered();
      const partner = { id: owner, name: row.name };
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
