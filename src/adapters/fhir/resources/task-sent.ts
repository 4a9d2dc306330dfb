import type { Uuid } from '../../../kernel/ids.ts';
import { findService } from '../../../modules/community/index.ts';
import { referralsByIds, sendReferral } from '../../../modules/people/index.ts';
import { NotGathered } from '../../../platform/database/gathered.ts';
import type { JsonObject } from '../core/json.ts';
import { FhirError, problem, ruleBroken } from '../core/outcome.ts';
import { partnerHere } from '../store/organisations.ts';
import { standingOfKinds, type Part } from '../store/parts.ts';
import type { Unsent } from '../store/ahead.ts';
import { idOf, objectAt, textAt } from './elements.ts';
import { doingOf, goOn, type Work } from './kind.ts';
import { parseRequest } from './referral-map.ts';

/** Whom a task asks: a partner of the place, or one of its services. */
export async function ownerOf(
  work: Work,
  task: JsonObject,
  ahead?: Unsent,
): Promise<{ organisation: Uuid; service: Uuid | undefined; name: string }> {
  const { trx, place } = work;
  const owner = objectAt(task, 'owner');
  const refusal = problem(
    'value',
    'Say who is asked: an Organization or a HealthcareService of this place.',
    'Task.owner',
  );
  const service = idOf(owner, 'HealthcareService');
  if (service !== undefined) {
    const found = await findService(trx, place.id, service);
    if (found === undefined || !found.isApproved) throw new FhirError(422, [refusal]);
    return { organisation: found.organisation.id, service, name: found.content.name.slice(0, 200) };
  }
  const organisation = idOf(owner, 'Organization');
  const partner =
    ahead?.partner ?? (organisation === undefined ? undefined : await partnerHere(trx, place.id, organisation));
  if (partner === undefined) throw new FhirError(422, [refusal]);
  return { organisation: partner.id, service: undefined, name: partner.name };
}

/** A request that has no task so far. @throws 422 where there is none for this client, 409 where it has or had its task. */
async function unsentRequest({ trx, place }: Work, id: Uuid): Promise<Part> {
  const [{ parts, deleted }, referrals] = await Promise.all([
    standingOfKinds(trx, place.id, ['ServiceRequest', 'Task'], id),
    referralsByIds(trx, place.id, [id]),
  ]);
  const request = parts.get('ServiceRequest');
  if (request === undefined && referrals.length === 0)
    throw new FhirError(422, [problem('not-found', 'There is no such request here for you.', 'Task.focus')]);
  if (parts.has('Task') || referrals.length > 0 || deleted.has('Task') || request === undefined)
    throw new FhirError(409, [
      problem(
        'duplicate',
        'This request has or had its task. To ask again, send a ServiceRequest that replaces it.',
        'Task.focus',
      ),
    ]);
  return request;
}

/** What has to be known first, where what is written is gathered. @throws NotGathered where it is not told at once. */
export async function aheadOf(work: Work, task: JsonObject): Promise<Unsent | undefined> {
  if (work.ahead === undefined) return undefined;
  const owner = idOf(objectAt(task, 'owner'), 'Organization');
  const focus = idOf(objectAt(task, 'focus'), 'ServiceRequest');
  if (owner === undefined || focus === undefined || objectAt(task, 'owner') === undefined) throw new NotGathered();
  return await work.ahead.unsent({ owner, request: work.made?.requests.has(focus) === true ? undefined : focus });
}

/** The request that a task asks somebody to do: of the client's own organisation, and without a task so far. */
export async function focusOf(work: Work, task: JsonObject, ahead?: Unsent): Promise<Part> {
  const { client } = work;
  const focus = idOf(objectAt(task, 'focus'), 'ServiceRequest');
  if (focus === undefined)
    throw new FhirError(422, [problem('required', 'A task is about a ServiceRequest of this server.', 'Task.focus')]);
  const made = work.made?.requests.get(focus);
  const request = made ?? ahead?.request ?? (await unsentRequest(work, focus));
  if (request.authorOrg !== client.organisation)
    throw new FhirError(403, [problem('forbidden', 'Only those who asked send their request.', 'Task.focus')]);
  if (!['draft', 'active'].includes(textAt(request.content, 'status') ?? ''))
    throw ruleBroken('This request is over.', 'Task.focus');
  const about = objectAt(task, 'for');
  if (about !== undefined && idOf(about, 'Patient') !== request.person)
    throw ruleBroken('A task is about the same person as its request.', 'Task.for');
  const asker = idOf(objectAt(task, 'requester'), 'Organization');
  if (asker !== undefined && asker !== client.organisation)
    throw new FhirError(403, [problem('forbidden', 'You ask for your own organisation only.', 'Task.requester')]);
  return request;
}

/** Sends the request: from now on it is a referral, on the lists of both. */
export async function send(
  work: Work,
  request: Part,
  task: JsonObject,
  to: Awaited<ReturnType<typeof ownerOf>>,
): Promise<{ isOurs: boolean }> {
  const facts = parseRequest(request.content, work.now);
  const urgent = (textAt(task, 'priority') ?? 'routine') !== 'routine' || facts.urgency === 'urgent';
  const doing = doingOf(work);
  const done = await sendReferral(
    work.trx,
    { ...doing, by: { ...doing.by, name: facts.worker === '' ? doing.by.name : facts.worker.slice(0, 120) } },
    request.person,
    {
      id: request.id,
      to,
      goal: facts.goal,
      reason: facts.reason,
      accessNeeds: facts.accessNeeds,
      risks: facts.risks,
      safeContact: facts.safeContact,
      safeContactNote: facts.safeContactNote,
      urgency: urgent ? 'urgent' : 'routine',
      scope: 'deliver',
      permissionHow: facts.permissionHow,
      permissionOn: facts.permissionOn,
      phone: '',
      reopens: facts.reopens,
    },
    (sent) => goOn(work, sent),
  );
  if (!done.ok)
    throw new FhirError(422, [problem('not-found', 'The goal is not there for you.', 'ServiceRequest.supportingInfo')]);
  return { isOurs: to.organisation === work.client.organisation };
}
