import { createHash } from 'node:crypto';
import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { systems } from '../core/codes.ts';
import { checkShape } from '../core/check.ts';
import { listAt, objectAt, textAt, type JsonObject } from '../core/json.ts';
import { FhirError, outcome, problem, ruleBroken, type Issue } from '../core/outcome.ts';
import type { Reply } from '../http/reply.ts';
import { kindFor, needValid } from '../interactions/checked.ts';
import { update } from '../interactions/instance.ts';
import { codesIn, idOf, tokensOf } from '../resources/elements.ts';
import type { Stored, Work } from '../resources/kind.ts';
import type { Kinds } from '../search/run.ts';
import { addMessage, messageById } from '../store/messages.ts';
import { partnersHere } from '../store/organisations.ts';
import { pruned } from './prune.ts';

const events = 'https://fhir.nhs.uk/CodeSystem/message-events-bars';
const reasons = 'https://fhir.nhs.uk/CodeSystem/message-reason-bars';
const errors = 'https://fhir.nhs.uk/Codesystem/http-error-codes';

/** The words of BaRS for a status. Source: NHS Booking and Referral Standard, error handling. */
const errorCodes: Readonly<Record<number, string>> = {
  400: 'REC_BAD_REQUEST',
  401: 'REC_UNAUTHORIZED',
  403: 'REC_FORBIDDEN',
  404: 'REC_NOT_FOUND',
  405: 'REC_METHOD_NOT_ALLOWED',
  406: 'REC_NOT_ACCEPTABLE',
  409: 'REC_CONFLICT',
  412: 'REC_CONFLICT',
  413: 'REC_BAD_REQUEST',
  415: 'REC_BAD_REQUEST',
  422: 'REC_UNPROCESSABLE_ENTITY',
  429: 'REC_TOO_MANY_REQUESTS',
};

/** A refusal with the code of BaRS beside it. */
export function withBarsCode(error: FhirError): FhirError {
  const code = errorCodes[error.status];
  if (code === undefined) return error;
  const detail = { system: errors, code };
  return new FhirError(
    error.status,
    error.issues.map((one) => ({ ...one, detail })),
    error.headers,
  );
}

/** A message as it was read: what it says of itself, and what came with it. */
type Read = {
  header: JsonObject;
  id: string;
  event: string;
  reason: string;
  byUrl: ReadonlyMap<string, JsonObject>;
  resources: readonly JsonObject[];
};

function readMessage(bundle: JsonObject): Read {
  if (bundle['resourceType'] !== 'Bundle' || bundle['type'] !== 'message')
    throw new FhirError(400, [problem('structure', 'This address takes a Bundle of type message.', 'Bundle.type')]);
  const entries = listAt(bundle, 'entry');
  if (entries.length > 100)
    throw new FhirError(413, [problem('too-long', 'A message holds at most 100 entries.', 'Bundle.entry')]);
  const resources = entries.map((one) => objectAt(one, 'resource') ?? {});
  const [header] = resources;
  if (header?.['resourceType'] !== 'MessageHeader')
    throw new FhirError(400, [problem('structure', 'A message begins with its MessageHeader.', 'Bundle.entry[0]')]);
  const { resource, left } = pruned(header, 'MessageHeader');
  const wrong = checkShape(resource, 'MessageHeader');
  if (wrong.length > 0) throw new FhirError(400, [...wrong, ...left]);
  const id = textAt(header, 'id');
  const event = textAt(objectAt(header, 'eventCoding'), 'code') ?? '';
  if (id === undefined) throw new FhirError(400, [problem('required', 'A message has an id.', 'MessageHeader.id')]);
  const byUrl = new Map<string, JsonObject>();
  for (const [index, one] of entries.entries()) {
    const inside = resources[index] ?? {};
    const url = textAt(one, 'fullUrl');
    if (url !== undefined) byUrl.set(url, inside);
    byUrl.set(`${textAt(inside, 'resourceType') ?? ''}/${textAt(inside, 'id') ?? ''}`, inside);
  }
  const [reason = 'new'] = codesIn(objectAt(header, 'reason'), reasons);
  return { header, id, event, reason, byUrl, resources };
}

function ofType(message: Read, type: string): JsonObject | undefined {
  return message.resources.find((one) => one['resourceType'] === type);
}

/** What a message is about: its focus, else the only one of that type. */
function focusOf(message: Read, type: string): JsonObject {
  const found =
    listAt(message.header, 'focus')
      .map((one) => message.byUrl.get(textAt(one, 'reference') ?? ''))
      .find((one) => one?.['resourceType'] === type) ?? ofType(message, type);
  if (found === undefined)
    throw new FhirError(400, [problem('required', `A message of this kind holds a ${type}.`, 'MessageHeader.focus')]);
  return found;
}

async function only(work: Work, kinds: Kinds, type: string, ids: readonly string[]): Promise<Stored[]> {
  return (await kinds.get(type)?.load(work, ids)) ?? [];
}

/** The person of a message: somebody whom the client may see with the same NHS number and day of birth, else somebody new. */
async function personOf(work: Work, kinds: Kinds, sent: JsonObject): Promise<Uuid> {
  const kind = kindFor(kinds, work, 'Patient', 'c');
  const token = tokensOf(sent).find((one) => one.startsWith(`${systems.nhsNumber}|`));
  const bornOn = textAt(sent, 'birthDate');
  if (token !== undefined && bornOn !== undefined) {
    const found = (await kind.find(work, { token }, undefined, 3)).filter(
      (one) => one.resource['birthDate'] === bornOn,
    );
    const [match, another] = found;
    if (match !== undefined && another === undefined) return match.id;
  }
  const { id: _id, ...rest } = sent;
  needValid(rest, 'Patient');
  return (await kind.create?.(work, rest)) ?? '';
}

/** Who is asked: the performer of the request, else whoever the message is for; by id or by ODS code. */
async function receiverOf(work: Work, message: Read, request: JsonObject): Promise<string> {
  const [destination] = listAt(message.header, 'destination');
  const named = [...listAt(request, 'performer'), objectAt(destination, 'receiver') ?? {}];
  for (const one of named) {
    const service = idOf(one, 'HealthcareService');
    if (service !== undefined && !message.byUrl.has(textAt(one, 'reference') ?? ''))
      return `HealthcareService/${service}`;
  }
  const resolved = named.flatMap((one) => {
    const inside = message.byUrl.get(textAt(one, 'reference') ?? '');
    const provider =
      inside === undefined ? undefined : message.byUrl.get(textAt(objectAt(inside, 'providedBy'), 'reference') ?? '');
    return [one, inside, provider, objectAt(inside, 'providedBy')].filter((part) => part !== undefined);
  });
  const codes = resolved.flatMap((one) => [
    ...tokensOf(one).filter((token) => token.startsWith(`${systems.odsOrganisation}|`)),
    ...(objectAt(one, 'identifier') === undefined ? [] : tokensOf({ identifier: [objectAt(one, 'identifier') ?? {}] })),
  ]);
  const ids = resolved.map((one) => idOf(one, 'Organization')).filter((one) => one !== undefined);
  const partners = await partnersHere(work.trx, work.place.id, { ids: undefined, after: undefined }, 2_000);
  const found = partners.find(
    (one) => one.isHere && (ids.includes(one.id) || codes.includes(`${systems.odsOrganisation}|${one.odsCode ?? ''}`)),
  );
  if (found === undefined)
    throw new FhirError(422, [
      problem('value', 'Say who is asked: a partner of this place, by id or ODS code.', 'ServiceRequest.performer'),
    ]);
  return `Organization/${found.id}`;
}

/** A new request becomes a referral at once: it names who is asked. */
async function begin(work: Work, kinds: Kinds, message: Read): Promise<{ record: Uuid; left: Issue[] }> {
  const requests = kindFor(kinds, work, 'ServiceRequest', 'c');
  const tasks = kindFor(kinds, work, 'Task', 'c');
  const request = pruned(focusOf(message, 'ServiceRequest'), 'ServiceRequest');
  const patient = pruned(focusOf(message, 'Patient'), 'Patient');
  const owner = await receiverOf(work, message, request.resource);
  const person = await personOf(work, kinds, patient.resource);
  const { id: _id, performer: _performer, requester, supportingInfo: _info, ...rest } = request.resource;
  const display = textAt(requester, 'display');
  const asked: JsonObject = {
    ...rest,
    resourceType: 'ServiceRequest',
    status: 'active',
    subject: { reference: `Patient/${person}` },
    performer: [{ reference: owner }],
    requester: {
      reference: `Organization/${work.client.organisation}`,
      ...(display === undefined ? {} : { display }),
    },
  };
  for (const name of ['encounter', 'basedOn', 'reasonReference', 'relevantHistory', 'insurance', 'locationReference'])
    delete asked[name];
  needValid(asked, 'ServiceRequest');
  const record = (await requests.create?.(work, asked)) ?? '';
  const task: JsonObject = {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
    focus: { reference: `ServiceRequest/${record}` },
    for: { reference: `Patient/${person}` },
    authoredOn: work.now.toISOString(),
    requester: { reference: `Organization/${work.client.organisation}` },
    owner: { reference: owner },
  };
  await tasks.create?.(work, task);
  return { record, left: [...request.left, ...patient.left] };
}

/** The record of ours that a message speaks of: by its id, or by a number that came with it. */
async function knownRequest(work: Work, kinds: Kinds, sent: JsonObject): Promise<Stored> {
  const id = textAt(sent, 'id');
  const kind = kinds.get('ServiceRequest');
  if (isUuid(id)) {
    const [found] = await only(work, kinds, 'ServiceRequest', [id]);
    if (found !== undefined) return found;
  }
  for (const token of tokensOf(sent)) {
    const found = (await kind?.find(work, { token }, undefined, 2)) ?? [];
    if (found.length === 1 && found[0] !== undefined) return found[0];
  }
  throw new FhirError(404, [problem('not-found', 'There is no such request here for you.', 'MessageHeader.focus')]);
}

/** Taken back, or said by mistake; what was asked does not change once it was sent. */
async function change(work: Work, kinds: Kinds, message: Read): Promise<{ record: Uuid; left: Issue[] }> {
  const kind = kindFor(kinds, work, 'ServiceRequest', 'u');
  const sent = focusOf(message, 'ServiceRequest');
  const before = await knownRequest(work, kinds, sent);
  const status = message.reason === 'delete' ? 'entered-in-error' : textAt(sent, 'status');
  if (status !== 'revoked' && status !== 'entered-in-error' && status !== 'completed')
    throw ruleBroken(
      'A request that was sent can be taken back (revoked): to ask for something else, send a new one.',
      'ServiceRequest.status',
    );
  await update(work, kind, before.id, { ...before.resource, status }, { ifMatch: '', headers: {} });
  return { record: before.id, left: [] };
}

/** Those who were asked answer: a Task with its status, else the status of the request. */
async function answer(work: Work, kinds: Kinds, message: Read): Promise<{ record: Uuid; left: Issue[] }> {
  const kind = kindFor(kinds, work, 'Task', 'u');
  const sent = ofType(message, 'Task');
  const request = ofType(message, 'ServiceRequest');
  const id = textAt(sent, 'id') ?? idOf(sent?.['focus'], 'ServiceRequest') ?? textAt(request, 'id');
  const known = id !== undefined && isUuid(id) ? id : (await knownRequest(work, kinds, request ?? sent ?? {})).id;
  const [before] = await only(work, kinds, 'Task', [known]);
  if (before === undefined)
    throw new FhirError(404, [problem('not-found', 'There is no such task here for you.', 'MessageHeader.focus')]);
  const byRequest: Readonly<Record<string, string>> = {
    active: 'accepted',
    revoked: 'rejected',
    completed: 'completed',
  };
  const status = textAt(sent, 'status') ?? byRequest[textAt(request, 'status') ?? ''];
  if (status === undefined)
    throw new FhirError(422, [problem('business-rule', 'Say how it stands: a Task with a status.', 'Task.status')]);
  const said: JsonObject = Object.fromEntries(
    ['statusReason', 'businessStatus', 'note', 'output'].flatMap((name) =>
      sent?.[name] === undefined ? [] : [[name, sent[name]]],
    ),
  );
  await update(work, kind, before.id, { ...before.resource, ...said, status }, { ifMatch: '', headers: {} });
  return { record: before.id, left: [] };
}

/** The answer to a message: that it counts, and what was left out of it. */
function respond(work: Work, message: Read, record: Uuid, reply: Uuid, left: readonly Issue[]): Reply {
  const told = outcome(left);
  const details = work.newId();
  const header: JsonObject = {
    resourceType: 'MessageHeader',
    id: reply,
    eventCoding: { system: events, code: 'servicerequest-response' },
    source: { name: 'Common Thread', endpoint: `${work.base}/$process-message` },
    response: {
      identifier: message.id,
      code: 'ok',
      ...(left.length === 0 ? {} : { details: { reference: `urn:uuid:${details}` } }),
    },
    focus: [{ reference: `${work.base}/ServiceRequest/${record}` }],
  };
  const body: JsonObject = {
    resourceType: 'Bundle',
    id: reply,
    type: 'message',
    timestamp: work.now.toISOString(),
    entry: [
      { fullUrl: `urn:uuid:${reply}`, resource: header },
      ...(left.length === 0 ? [] : [{ fullUrl: `urn:uuid:${details}`, resource: told }]),
    ],
  };
  return { status: 200, headers: {}, body };
}

/** Takes a message in. One that came before is answered alike, and changes nothing. */
export async function processMessage(work: Work, kinds: Kinds, bundle: JsonObject, text: string): Promise<Reply> {
  const message = readMessage(bundle);
  const bodyHash = createHash('sha256').update(text).digest('hex');
  const earlier = await messageById(work.trx, work.place.id, work.client.id, message.id);
  if (earlier !== undefined) {
    if (earlier.bodyHash !== bodyHash)
      throw new FhirError(409, [
        problem('duplicate', 'A message of this id came with other words.', 'MessageHeader.id'),
      ]);
    return respond(work, message, earlier.record, earlier.reply, []);
  }
  const done =
    message.event === 'servicerequest-request'
      ? message.reason === 'new'
        ? await begin(work, kinds, message)
        : await change(work, kinds, message)
      : message.event === 'servicerequest-response'
        ? await answer(work, kinds, message)
        : undefined;
  if (done === undefined)
    throw new FhirError(422, [
      problem(
        'not-supported',
        `Messages of this kind are not taken: ${message.event.slice(0, 60)}.`,
        'MessageHeader.eventCoding',
      ),
    ]);
  const reply = work.newId();
  const kept = { id: message.id.slice(0, 120), bodyHash, event: message.event, record: done.record, reply };
  if (!(await addMessage(work.trx, work.place.id, work.client.id, kept, work.now)))
    throw new FhirError(409, [problem('duplicate', 'This message is being read at this moment.', 'MessageHeader.id')]);
  return respond(work, message, done.record, reply, done.left);
}
