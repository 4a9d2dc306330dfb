import { recordAudit } from '../../../platform/audit/audit.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { FhirError, gone, problem } from '../core/outcome.ts';
import { isUnchanged, readPrefer, versionMatched, header, type Headers } from '../http/negotiate.ts';
import { versionHeaders, written, etag, type Reply } from '../http/reply.ts';
import { contentOf, stored, type Kind, type Stored, type Work } from '../resources/kind.ts';
import { needValid, notOffered } from './checked.ts';

async function loadOne(work: Work, kind: Kind, id: string): Promise<Stored> {
  const [found] = await kind.load(work, [id]);
  if (found === undefined) throw await absent(work, kind, id);
  return found;
}

/** What was deleted is known to be gone; everything else was never there for this client. */
async function absent(work: Work, kind: Kind, id: string): Promise<FhirError> {
  if ((await kind.isRemoved?.(work, id)) !== true) return gone();
  return new FhirError(410, [problem('deleted', 'This was deleted.')]);
}

export async function read(work: Work, kind: Kind, id: string, headers: Headers): Promise<Reply> {
  const one = await loadOne(work, kind, id);
  if (isUnchanged(headers, one.version, one.at)) return { status: 304, headers: versionHeaders(one), body: undefined };
  return { status: 200, headers: versionHeaders(one), body: one.resource };
}

async function versionsOf(work: Work, kind: Kind, id: string): Promise<Stored[]> {
  if (kind.history === undefined && kind.hasOnlyLatest !== true) throw notOffered(kind.type, 'History');
  const found = await (kind.history === undefined ? kind.load(work, [id]) : kind.history(work, id));
  if (found.length === 0) throw await absent(work, kind, id);
  return found;
}

export async function readVersion(work: Work, kind: Kind, id: string, version: string): Promise<Reply> {
  const one = (await versionsOf(work, kind, id)).find((stored) => String(stored.version) === version);
  if (one === undefined) throw gone();
  return { status: 200, headers: versionHeaders(one), body: one.resource };
}

export async function history(work: Work, kind: Kind, id: string): Promise<Reply> {
  const versions = await versionsOf(work, kind, id);
  const [first] = kind.hasOnlyLatest === true ? [] : versions;
  const entry = versions.toReversed().map((one): Json => {
    const isFirst = one === first;
    return {
      fullUrl: `${work.base}/${kind.type}/${id}`,
      resource: one.resource,
      request: { method: isFirst ? 'POST' : 'PUT', url: isFirst ? kind.type : `${kind.type}/${id}` },
      response: { status: isFirst ? '201' : '200', etag: etag(one.version), lastModified: one.at.toISOString() },
    };
  });
  return { status: 200, headers: {}, body: { resourceType: 'Bundle', type: 'history', total: entry.length, entry } };
}

function stale(version: number): FhirError {
  return new FhirError(412, [
    problem('conflict', `Somebody changed this: it is at version ${version} now. Read it and try again.`),
  ]);
}

/** Writes down what a resource says now. `ifMatch` is the ETag that it was made from. */
export async function update(
  work: Work,
  kind: Kind,
  id: string,
  resource: JsonObject,
  asked: { ifMatch: string; headers: Headers },
): Promise<Reply> {
  if (kind.update === undefined) throw notOffered(kind.type, 'Update');
  if (resource['id'] !== id)
    throw new FhirError(400, [problem('value', 'The id of the resource is that of the address.', `${kind.type}.id`)]);
  const warnings = needValid(resource, kind.type);
  const version = versionMatched(asked.ifMatch);
  const before = await loadOne(work, kind, id);
  if (version !== undefined && version !== before.version) throw stale(before.version);
  await kind.update(work, before, resource);
  // It is kept whole as it was sent, as the next version.
  const fields = { id, version: before.version + 1, at: work.now, person: before.person };
  const after =
    kind.isToldAnew === true ? await loadOne(work, kind, id) : stored(kind.type, fields, contentOf(resource));
  return written(work.base, kind.type, after, { status: 200, prefer: readPrefer(asked.headers), warnings });
}

/** Steps of a JSON Pointer (RFC 6901). */
function stepsOf(pointer: Json | undefined): string[] {
  if (typeof pointer !== 'string' || !pointer.startsWith('/') || pointer.length > 500)
    throw badPatch('A path begins with /.');
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (steps.some((step) => step === '__proto__' || step === 'constructor')) throw badPatch('There is no such path.');
  return steps;
}

function badPatch(text: string): FhirError {
  return new FhirError(422, [problem('value', text)]);
}

function childOf(parent: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(parent)) return /^\d{1,4}$/.test(step) ? parent[Number(step)] : undefined;
  return isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
}

function put(parent: Json | undefined, step: string, value: Json, isNew: boolean): void {
  if (Array.isArray(parent)) {
    const at = step === '-' ? parent.length : /^\d{1,4}$/.test(step) ? Number(step) : Number.NaN;
    if (Number.isNaN(at) || at > parent.length || (!isNew && at >= parent.length))
      throw badPatch('There is no such place in the list.');
    parent.splice(at, isNew ? 0 : 1, value);
  } else if (isObject(parent)) {
    if (!isNew && !Object.hasOwn(parent, step)) throw badPatch('There is nothing to replace.');
    parent[step] = value;
  } else throw badPatch('There is no such path.');
}

function take(parent: Json | undefined, step: string): Json {
  const value = childOf(parent, step);
  if (value === undefined) throw badPatch('There is no such path.');
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else if (isObject(parent)) delete parent[step];
  return value;
}

/** A resource after a JSON Patch (RFC 6902). */
export function patched(resource: JsonObject, operations: Json): JsonObject {
  if (!Array.isArray(operations) || operations.length > 100)
    throw badPatch('A patch is a list of at most 100 operations.');
  const copy = structuredClone(resource);
  const parentOf = (steps: readonly string[]): Json | undefined =>
    steps.slice(0, -1).reduce<Json | undefined>(childOf, copy);
  for (const operation of operations) {
    if (!isObject(operation)) throw badPatch('An operation is an object.');
    const steps = stepsOf(operation['path']);
    const last = steps.at(-1) ?? '';
    const { value } = operation;
    const needValue = (): Json => {
      if (value === undefined) throw badPatch('This operation needs a value.');
      return value;
    };
    switch (operation['op']) {
      case 'add':
        put(parentOf(steps), last, needValue(), true);
        break;
      case 'replace':
        put(parentOf(steps), last, needValue(), false);
        break;
      case 'remove':
        take(parentOf(steps), last);
        break;
      case 'move':
      case 'copy': {
        const from = stepsOf(operation['from']);
        const moved =
          operation['op'] === 'move'
            ? take(parentOf(from), from.at(-1) ?? '')
            : childOf(parentOf(from), from.at(-1) ?? '');
        if (moved === undefined) throw badPatch('There is nothing there.');
        put(parentOf(steps), last, structuredClone(moved), true);
        break;
      }
      case 'test':
        if (JSON.stringify(childOf(parentOf(steps), last)) !== JSON.stringify(value))
          throw badPatch('The resource does not say what was tested.');
        break;
      default:
        throw badPatch('An operation is add, replace, remove, move, copy or test.');
    }
  }
  return copy;
}

export async function patch(work: Work, kind: Kind, id: string, operations: Json, headers: Headers): Promise<Reply> {
  if (kind.update === undefined) throw notOffered(kind.type, 'Patch');
  const before = await loadOne(work, kind, id);
  const resource = patched(before.resource, operations);
  return await update(work, kind, id, resource, { ifMatch: header(headers, 'if-match'), headers });
}

/** Deletes what only this client knows of. `ifMatch` is the ETag of what is to be deleted. */
export async function remove(work: Work, kind: Kind, id: string, ifMatch: string): Promise<Reply> {
  if (kind.remove === undefined) throw notOffered(kind.type, 'Delete');
  const version = versionMatched(ifMatch);
  const { trx, place, client, now, newId } = work;
  const [before] = await kind.load(work, [id]);
  if (before === undefined) {
    const error = await absent(work, kind, id);
    // What is gone already is gone: to ask for it twice is no fault.
    if (error.status === 410) return { status: 204, headers: {}, body: undefined };
    throw error;
  }
  if (version !== undefined && version !== before.version) throw stale(before.version);
  await kind.remove(work, before);
  const entry = { place: place.id, account: client.account, action: 'fhir/deleted', kind: kind.type, id };
  await recordAudit(trx, entry, now, newId);
  return { status: 204, headers: {}, body: undefined };
}
