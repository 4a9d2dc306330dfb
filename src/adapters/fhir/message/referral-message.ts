import { listAt, objectAt, textAt, type Json, type JsonObject } from '../core/json.ts';
import { gone } from '../core/outcome.ts';
import type { Reply } from '../http/reply.ts';
import { idOf } from '../resources/elements.ts';
import type { Stored, Work } from '../resources/kind.ts';
import type { Kinds } from '../search/run.ts';

const events = 'https://fhir.nhs.uk/CodeSystem/message-events-bars';
const reasons = 'https://fhir.nhs.uk/CodeSystem/message-reason-bars';

/** References to what is in the message lead into it. */
function inside(value: Json, urls: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((one) => inside(one, urls));
  if (typeof value !== 'object' || value === null || JSON.stringify(value).charAt(0) !== '{') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === 'reference' && typeof one === 'string' ? (urls.get(one) ?? one) : inside(one, urls),
    ]),
  );
}

/** A referral as a message of BaRS, for those who read it so: the request, or the answer to it. */
export async function referralMessage(
  work: Work,
  kinds: Kinds,
  id: string,
  event: 'servicerequest-request' | 'servicerequest-response',
): Promise<Reply> {
  const load = async (type: string, ids: readonly (string | undefined)[]): Promise<Stored[]> =>
    (await kinds.get(type)?.load(
      work,
      ids.filter((one) => one !== undefined),
    )) ?? [];
  const [[task], [request]] = await Promise.all([load('Task', [id]), load('ServiceRequest', [id])]);
  if (task === undefined || request === undefined) throw gone();
  const sides = [
    objectAt(task.resource, 'owner'),
    objectAt(request.resource, 'requester'),
    objectAt(task.resource, 'requester'),
  ];
  const [people, organisations, services] = await Promise.all([
    load('Patient', [request.person]),
    load('Organization', [...new Set(sides.map((one) => idOf(one, 'Organization')))]),
    load(
      'HealthcareService',
      listAt(request.resource, 'performer').map((one) => idOf(one, 'HealthcareService')),
    ),
  ]);
  const all = [request, task, ...people, ...organisations, ...services];
  const urls = new Map(
    all.map((one) => {
      const type = textAt(one.resource, 'resourceType') ?? '';
      return [`${type}/${one.id}`, `${work.base}/${type}/${one.id}`];
    }),
  );
  const messageId = work.newId();
  const header: JsonObject = {
    resourceType: 'MessageHeader',
    id: messageId,
    eventCoding: { system: events, code: event },
    source: { name: 'Common Thread', endpoint: `${work.base}/$process-message` },
    reason: { coding: [{ system: reasons, code: request.resource['status'] === 'active' ? 'new' : 'update' }] },
    focus: [{ reference: urls.get(`ServiceRequest/${request.id}`) ?? '' }],
  };
  const entry: Json[] = [
    { fullUrl: `urn:uuid:${messageId}`, resource: header },
    ...all.map((one): Json => ({
      fullUrl: urls.get(`${textAt(one.resource, 'resourceType') ?? ''}/${one.id}`) ?? '',
      resource: inside(one.resource, urls),
    })),
  ];
  const body: JsonObject = {
    resourceType: 'Bundle',
    id: work.newId(),
    type: 'message',
    timestamp: work.now.toISOString(),
    entry,
  };
  return { status: 200, headers: {}, body };
}
