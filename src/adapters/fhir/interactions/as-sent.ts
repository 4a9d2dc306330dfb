import type { CompiledQuery } from 'kysely';
import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Session, Sessions } from '../access/sessions.ts';
import { allows } from '../access/scopes.ts';
import { systems } from '../core/codes.ts';
import { isUnchanged, type Headers } from '../http/negotiate.ts';
import { versionHeaders, type Reply } from '../http/reply.ts';
import { requestContent, resourceText } from '../resources/as-sent.ts';
import type { Kind } from '../resources/kind.ts';
import type { Asked } from '../search/parse.ts';
import { lastId, type Cursor } from '../search/run.ts';
import { clientScope } from '../store/clients.ts';
import {
  readTold,
  readToldTasks,
  tellPatient,
  tellPatients,
  tellRequests,
  tellTasks,
  type Look,
  type Sent,
  type Told,
} from '../store/as-sent.ts';

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
  const { session, now, newId } = asking;
  return { hash: session.hash, route, now, ids: Array.from({ length: many }, newId) };
}

/** What a statement that is a transaction by itself told; undefined where it has to be asked in full. */
async function toldBy(asking: Asking, query: CompiledQuery<Told>): Promise<Told | undefined> {
  const { db, sessions, session, place } = asking;
  const [told] = await db.onceTogether(clientScope(place.id, session.client), query);
  if (told?.holds !== true) throw sessions.ended(session, place.id);
  return told.sure ? told : undefined;
}

/** A patient of whom nothing changed since it was sent; undefined where it has to be asked in full. */
export async function patientAtOnce(asking: Asking, id: string, headers: Headers): Promise<Reply | undefined> {
  if (!isUuid(id)) return undefined;
  const found = await toldBy(asking, tellPatient(lookOf(asking, 'fhir read Patient', 1), id));
  const [one] = readTold(found?.told ?? null);
  if (one === undefined) return undefined;
  const told = versionHeaders(one);
  if (isUnchanged(headers, one.version, one.at)) return { status: 304, headers: told, body: undefined };
  return { status: 200, headers: told, body: undefined, text: resourceText('Patient', one, one.content) };
}

function entryText(base: string, type: string, one: Sent, content: string, mode: 'match' | 'include'): string {
  const resource = resourceText(type, one, content);
  return `{"fullUrl":"${base}/${type}/${one.id}","resource":${resource},"search":{"mode":"${mode}"}}`;
}

async function patientsAtOnce(asking: Asking, asked: Asked): Promise<TextPage | undefined> {
  const [one, other] = asked.criteria;
  if (one?.name !== 'identifier' || other !== undefined || one.values.length !== 1) return undefined;
  if (asked.sort !== undefined || asked.includes.length > 0) return undefined;
  const [, system = '', value = ''] = /^([^|]+)\|(.+)$/s.exec(one.values[0] ?? '') ?? [];
  // A number of the NHS is asked of the records themselves as well.
  if (value === '' || system === systems.nhsNumber) return undefined;
  const look = lookOf(asking, 'fhir search Patient', Math.min(asked.count, mostOfNumber));
  const found = await toldBy(asking, tellPatients(look, { system, value }));
  if (found === undefined) return undefined;
  const people = readTold(found.told);
  const entries = people.map((each) => entryText(asking.base, 'Patient', each, each.content, 'match'));
  return { entries, matches: people.length, next: undefined };
}

async function requestsAtOnce(asking: Asking, asked: Asked): Promise<TextPage | undefined> {
  const [one, other] = asked.criteria;
  if ((one?.name !== 'subject' && one?.name !== 'patient') || other !== undefined || one.values.length !== 1)
    return undefined;
  if (asked.sort !== undefined || asked.includes.length > 0) return undefined;
  const person = lastId(one.values[0] ?? '', 'Patient');
  if (person === undefined) return undefined;
  const { count } = asked;
  const found = await toldBy(asking, tellRequests(lookOf(asking, 'fhir search ServiceRequest', 1), person, count));
  if (found === undefined) return undefined;
  const requests = readTold(found.told);
  const shown = requests.slice(0, count);
  const entries = shown.map((each) => entryText(asking.base, 'ServiceRequest', each, requestContent(each), 'match'));
  const last = requests.length > count ? shown.at(-1) : undefined;
  return { entries, matches: shown.length, next: last && { id: last.id } };
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
  const found = await toldBy(asking, tellTasks(look, { owner: organisation, statuses, withRequests }, count));
  if (found === undefined) return undefined;
  const tasks = readToldTasks(found.told, withRequests);
  const shown = tasks.slice(0, count);
  const entries = shown.map((each) => entryText(asking.base, 'Task', each, each.content, 'match'));
  for (const { request } of shown)
    if (request !== undefined)
      entries.push(entryText(asking.base, 'ServiceRequest', request, requestContent(request), 'include'));
  const last = tasks.length > count ? shown.at(-1) : undefined;
  return { entries, matches: shown.length, next: last && { id: last.id, key: last.at.getTime() } };
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
