import type { Uuid } from '../../../kernel/ids.ts';
import type { PeopleDoing, SeenReferral } from '../../../modules/people/index.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { Scopes } from '../access/scopes.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import type { Client } from '../store/clients.ts';
import type { Part } from '../store/parts.ts';
import type { Ahead } from '../store/ahead.ts';

/** What everything needs that is done for a client in one transaction. */
export type Work = {
  trx: Trx;
  place: Place;
  client: Client;
  scopes: Scopes;
  now: Date;
  newId: () => Uuid;
  /** The address of this server: `https://…/{place}/fhir/r4`. */
  base: string;
  /** The people at whom the client looked: each stands in the access log before anything is shown. */
  looked: Set<Uuid>;
  /** What a search has read of referrals, for what it includes: it writes nothing meanwhile. */
  shared?: { referrals: Map<Uuid, SeenReferral>; parts: Map<string, ReadonlyMap<Uuid, Part>> } | undefined;
  /** What goes on while the rest is done, and must end well before anything is answered. */
  going: Promise<unknown>[];
  /** Reads what has to be known first, where what is written is gathered. */
  ahead?: Ahead;
  /** What this transaction made itself: the people, and the requests that have no task yet. It need not ask for them. */
  made?: { people: Set<Uuid>; requests: Map<Uuid, Part> };
};

/** What the transaction made so far, to be added to. */
export function madeIn(work: Work): NonNullable<Work['made']> {
  return (work.made ??= { people: new Set(), requests: new Map() });
}

/** Sends a statement without waiting for its answer; where it fails, so does the request. */
export function goOn(work: Work, sent: Promise<unknown>): void {
  sent.catch(() => {});
  work.going.push(sent);
}

/** A resource as it stands, whole: with its id and its version. */
export type Stored = {
  id: string;
  version: number;
  at: Date;
  /** Whom it is about; undefined for what is about nobody. */
  person: Uuid | undefined;
  resource: JsonObject;
};

/** How a search parameter is compared. */
export type ParameterKind = 'token' | 'string' | 'reference' | 'date' | 'quantity' | 'uri';
/** A search parameter: where its values stand, as paths from the resource. */
export type Parameter = { kind: ParameterKind; paths: readonly string[]; targets?: readonly string[]; own?: boolean };

/** What a search says that the database can be asked for; everything else is compared afterwards. */
export type Hints = {
  ids?: readonly string[] | undefined;
  people?: readonly Uuid[] | undefined;
  /** Numbers as `system|value`. */
  token?: string | undefined;
  owner?: Uuid | undefined;
  requester?: Uuid | undefined;
  statuses?: readonly string[] | undefined;
  bornOn?: string | undefined;
  /** Dates with what they are compared by, all of which hold: `ge2026-03-01`. */
  dates?: readonly string[] | undefined;
};

/** Everything that is known of a type of resource. What a type has no function for is not offered. */
export type Kind = {
  type: string;
  parameters: Readonly<Record<string, Parameter>>;
  /** Those of a batch that this client may see; in no order. */
  load(work: Work, ids: readonly string[]): Promise<Stored[]>;
  /** The next after one, newest id first: those that fit the hints, and maybe others. */
  find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]>;
  /** The same in the order in which they last changed, where the database can be asked for it; with nothing that fits no hint. */
  findByChange?(
    work: Work,
    hints: Hints,
    order: { isDown: boolean; after: { id: string; at: Date } | undefined },
    limit: number,
  ): Promise<Stored[]>;
  /** Writes a new one down, which has passed the checks. */
  create?(work: Work, resource: JsonObject): Promise<string>;
  /** Writes down what it says now. */
  update?(work: Work, before: Stored, resource: JsonObject): Promise<void>;
  /** What is written is told anew, not as it came. */
  isToldAnew?: true;
  /** As it was, the earliest first. */
  history?(work: Work, id: string): Promise<Stored[]>;
  /** It is told anew each time from many rows: of its versions there is the latest alone. */
  hasOnlyLatest?: true;
  /** Takes away what nobody but the client knows of. @throws 409 where others do. */
  remove?(work: Work, before: Stored): Promise<void>;
  /** Whether something of that id was there for this client, and was taken away. */
  isRemoved?(work: Work, id: string): Promise<boolean>;
};

/** Who writes, for the modules: the client, in the name of its organisation. */
export function doingOf(work: Work): PeopleDoing {
  const { client, place, now, newId } = work;
  return { place, by: { account: client.account, organisation: client.organisation, name: client.name }, now, newId };
}

/** The resource with what the server says of it. */
export function stored(
  type: string,
  fields: { id: string; version: number; at: Date; person: Uuid | undefined },
  content: JsonObject,
): Stored {
  const { meta, ...rest } = content;
  const given = typeof meta === 'object' && meta !== null && !Array.isArray(meta) ? meta : {};
  return {
    ...fields,
    resource: {
      resourceType: type,
      id: fields.id,
      meta: { ...given, versionId: String(fields.version), lastUpdated: fields.at.toISOString() },
      ...rest,
    },
  };
}

/** What is kept of a resource as it was sent: without what the server says of it. */
export function contentOf(resource: JsonObject): JsonObject {
  const { resourceType: _type, id: _id, meta, ...rest } = resource;
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return rest;
  const { versionId: _version, lastUpdated: _updated, ...kept } = meta;
  return Object.keys(kept).length === 0 ? rest : { meta: kept, ...rest };
}

/**
 * What was sent, and what the record's own tables say now. Where they still say what was sent, it is sent as it came;
 * where they say something else, they are right. `viewOf` says what the tables would hold of a resource.
 */
export function asItStands(
  now: JsonObject,
  part: Part | undefined,
  version: number,
  viewOf: (resource: JsonObject) => JsonObject,
): JsonObject {
  const view = withoutGaps(now);
  if (part === undefined) return view;
  if (part.version === version) return part.content;
  const then = withoutGaps(viewOf(part.content));
  const merged: JsonObject = { ...part.content };
  for (const name of new Set([...Object.keys(then), ...Object.keys(view)])) {
    const value = view[name];
    if (JSON.stringify(then[name]) === JSON.stringify(value)) continue;
    if (value === undefined) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}
