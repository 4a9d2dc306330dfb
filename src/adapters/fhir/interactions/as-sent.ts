import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { Database } from '../../../platform/database/database.ts';
import { loginNeeded, type Session, type Sessions } from '../access/sessions.ts';
import { allows } from '../access/scopes.ts';
import { systems } from '../core/codes.ts';
import { isUnchanged, type Headers } from '../http/negotiate.ts';
import { versionHeaders, type Reply } from '../http/reply.ts';
import { requestContent, resourceText } from '../resources/as-sent.ts';
import type { Kind } from '../resources/kind.ts';
import type { Asked } from '../search/parse.ts';
import { lastId } from '../search/run.ts';
import type { Cursor } from '../search/run.ts';
import { clientScope } from '../store/clients.ts';
import { patientAsSent, patientsAsSent, requestsAsSent, tasksAsSent, type Look, type Sent } from '../store/as-sent.ts';
import type { CompiledQuery } from 'kysely';

/** Who asks, when, and with what it is answered. */
export type Asking = {
  db: Database;
  sessions: Sessions;
  session: Session;
  place: Place;
  base: string;
  now: Date;
  newId: () => Uuid;
};

/** A page of a search, as text: each entry whole, and where the next page begins. */
export type TextPage = { entries: string[]; matches: number; next: Cursor | undefined };

/** A person who carries a number of another system is seldom more than one record. */
const mostOfNumber = 4;

function lookOf(asking: Asking, route: string, many: number): Look {
  const { place, session, now, newId } = asking;
  return {
    place: place.id,
    client: session.client,
    hash: session.hash,
    route,
    now,
    ids: Array.from({ length: many }, newId),
  };
}

/** What a statement that is a transaction by itself found; undefined where it has to be asked in full. */
async function rowsOf<R extends Sent>(asking: Asking, query: CompiledQuery<R>): Promise<R[] | undefined> {
  const { db, sessions, session, place } = asking;
  const rows = await db.once(clientScope(place.id, session.client), 'read write', query);
  if (rows[0]?.holds !== true) {
    sessions.forget(session, place.id);
    throw loginNeeded('This token opens nothing any more.');
  }
  if (rows.some((row) => row.sure === false)) return undefined;
  return rows.filter((row) => row.id !== null);
}

/** A patient of whom nothing changed since it was sent; undefined where it has to be asked in full. */
export async function patientAtOnce(asking: Asking, id: string, headers: Headers): Promise<Reply | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = (await rowsOf(asking, patientAsSent(lookOf(asking, 'fhir read Patient', 1), id))) ?? [];
  if (row === undefined) return undefined;
  const [version, at] = [row.version, new Date(row.at)];
  const told = versionHeaders({ version, at });
  if (isUnchanged(headers, version, at)) return { status: 304, headers: told, body: undefined };
  return {
    status: 200,
    headers: told,
    body: undefined,
    text: resourceText('Patient', { id, version, at }, row.content),
  };
}

function entryText(base: string, type: string, id: string, resource: string, mode: 'match' | 'include'): string {
  return `{"fullUrl":"${base}/${type}/${id}","resource":${resource},"search":{"mode":"${mode}"}}`;
}

/** Entries of one type for those rows that are shown, and where the next page begins if there is one more. */
function pageOf<R extends Sent>(
  asking: Asking,
  type: string,
  rows: readonly R[],
  many: number,
  contentOf: (row: R) => string,
  isByTime: boolean,
): TextPage {
  const shown = rows.slice(0, many);
  const entries = shown.map((row) => {
    const fields = { id: row.id ?? '', version: row.version, at: new Date(row.at) };
    return entryText(asking.base, type, fields.id, resourceText(type, fields, contentOf(row)), 'match');
  });
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last === undefined ? undefined : { id: last.id ?? '', ...(isByTime ? { key: last.at } : {}) };
  return { entries, matches: entries.length, next };
}

async function patientsAtOnce(asking: Asking, asked: Asked): Promise<TextPage | undefined> {
  const [one, other] = asked.criteria;
  if (one?.name !== 'identifier' || other !== undefined || asked.sort !== undefined || asked.includes.length > 0)
    return undefined;
  const [, system = '', value = ''] = /^([^|]+)\|(.+)$/s.exec(one.values[0] ?? '') ?? [];
  // A number of the NHS is asked of the records themselves as well.
  if (one.values.length !== 1 || value === '' || system === systems.nhsNumber) return undefined;
  const many = Math.min(asked.count, mostOfNumber);
  const rows = await rowsOf(
    asking,
    patientsAsSent(lookOf(asking, 'fhir search Patient', many), { system, value }, many),
  );
  return rows === undefined ? undefined : pageOf(asking, 'Patient', rows, many, (row) => row.content, false);
}

async function requestsAtOnce(asking: Asking, asked: Asked): Promise<TextPage | undefined> {
  const [one, other] = asked.criteria;
  if ((one?.name !== 'subject' && one?.name !== 'patient') || other !== undefined) return undefined;
  if (asked.sort !== undefined || asked.includes.length > 0 || one.values.length !== 1) return undefined;
  const person = lastId(one.values[0] ?? '', 'Patient');
  if (person === undefined) return undefined;
  const query = requestsAsSent(lookOf(asking, 'fhir search ServiceRequest', 1), person, asked.count);
  const rows = await rowsOf(asking, query);
  if (rows === undefined) return undefined;
  return pageOf(asking, 'ServiceRequest', rows, asked.count, (row) => requestContent(row, row.content), false);
}

async function tasksAtOnce(asking: Asking, asked: Asked): Promise<TextPage | undefined> {
  const { criteria, sort, includes, count } = asked;
  const [owner, status] = ['owner', 'status'].map((name) => criteria.find((one) => one.name === name));
  if (owner === undefined || status === undefined || criteria.length !== 2 || owner.values.length !== 1)
    return undefined;
  if (sort?.path !== 'meta.lastUpdated' || !sort.isDown) return undefined;
  if (includes.some(({ source, name }) => source !== 'Task' || name !== 'focus')) return undefined;
  const organisation = lastId(owner.values[0] ?? '', 'Organization');
  const statuses = status.values;
  if (organisation === undefined || statuses.length === 0) return undefined;
  if (statuses.some((one) => !/^[a-z-]+$/.test(one) || one === 'draft')) return undefined;
  const withRequests = includes.length > 0 && allows(asking.session.scopes, 'ServiceRequest', 'r');
  const look = lookOf(asking, 'fhir search Task', count);
  const rows = await rowsOf(asking, tasksAsSent(look, { owner: organisation, statuses, withRequests }, count));
  if (rows === undefined) return undefined;
  const page = pageOf(asking, 'Task', rows, count, (row) => row.content, true);
  if (withRequests)
    for (const row of rows.slice(0, count)) {
      const fields = { id: row.id ?? '', version: row.request_version, at: new Date(row.request_at) };
      const text = resourceText('ServiceRequest', fields, requestContent(row, row.request_content));
      page.entries.push(entryText(asking.base, 'ServiceRequest', fields.id, text, 'include'));
    }
  return page;
}

const ways: Readonly<Record<string, (asking: Asking, asked: Asked) => Promise<TextPage | undefined>>> = {
  Patient: patientsAtOnce,
  ServiceRequest: requestsAtOnce,
  Task: tasksAtOnce,
};

/** The first page of a search of the usual kinds, where everything on it is told as it was sent; undefined where it has to be asked in full. */
export async function searchAtOnce(asking: Asking, kind: Kind, asked: Asked): Promise<TextPage | undefined> {
  const way = ways[kind.type];
  const { criteria, linked, revincludes, elements, wantsTotal, isCountOnly } = asked;
  if (way === undefined || wantsTotal || isCountOnly || criteria.some((one) => one.modifier !== undefined))
    return undefined;
  return linked.length + revincludes.length + elements.length > 0 ? undefined : await way(asking, asked);
}
