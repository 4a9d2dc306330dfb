import type { Uuid } from '../../../kernel/ids.ts';
import {
  moveReferral,
  peopleIds,
  readOutcome,
  referralsByIds,
  stepsOfReferral,
  type SeenReferral,
} from '../../../modules/people/index.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import { FhirError, problem, ruleBroken } from '../core/outcome.ts';
import { addPart, partsOfRecord, type Part } from '../store/parts.ts';
import { idOf, objectAt, textAt, tokensOf } from './elements.ts';
import { contentOf, doingOf, goOn, madeIn, stored, type Hints, type Kind, type Stored, type Work } from './kind.ts';
import {
  behindOf,
  findOfReferrals,
  isRemovedOf,
  loadOfReferrals,
  removeUnsent,
  type OfReferrals,
} from './of-referrals.ts';
import { parseRequest, renderRequest, requestProfile, requestStatus } from './referral-map.ts';

/** What the tables hold of a request, told of the referral that it became. */
function standing(referral: SeenReferral, part: Part | undefined, at: Date): Stored {
  const read = referral.outcomeReadAt;
  const version = referral.version + (read === undefined ? 0 : 1) + (part?.bumps ?? 0);
  const now: JsonObject =
    part === undefined
      ? { meta: { profile: [requestProfile] }, ...renderRequest(referral) }
      : // Its words are those that were sent; whether it still asks is for the referral to say.
        { ...part.content, status: requestStatus(referral.status, read !== undefined) };
  const times = [at, part?.at, read].filter((one) => one !== undefined);
  const latest = new Date(Math.max(...times.map((one) => one.getTime())));
  return stored('ServiceRequest', { id: referral.id, version, at: latest, person: referral.person }, withoutGaps(now));
}

const requests: OfReferrals = { type: 'ServiceRequest', standing };

async function load(work: Work, ids: readonly string[]): Promise<Stored[]> {
  return await loadOfReferrals(work, requests, ids);
}

/** Referrals and requests that nobody was asked yet, newest first. */
async function find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]> {
  return await findOfReferrals(work, requests, hints, after, limit, { author: hints.requester, waits: true });
}

/** A request is made by the client's own organisation, about somebody whom it may know. */
async function subjectOf(work: Work, request: JsonObject): Promise<Uuid> {
  const person = idOf(objectAt(request, 'subject'), 'Patient');
  if (person === undefined)
    throw new FhirError(422, [problem('value', 'Say whom it is about: Patient and the id.', 'ServiceRequest.subject')]);
  // Whoever writes what was gathered asks whether the client sees them.
  const isMade = work.made?.people.has(person) === true || gathers(work.trx, 'sees-person', person);
  const [known] = isMade ? [person] : await peopleIds(work.trx, work.place.id, { ids: [person] }, 1);
  if (known === undefined)
    throw new FhirError(422, [problem('not-found', 'There is no such record here for you.', 'ServiceRequest.subject')]);
  const asker = idOf(objectAt(request, 'requester'), 'Organization');
  if (asker !== undefined && asker !== work.client.organisation)
    throw new FhirError(403, [
      problem('forbidden', 'You ask for your own organisation only.', 'ServiceRequest.requester'),
    ]);
  return person;
}

function refuseLong(request: JsonObject, now: Date): void {
  const facts = parseRequest(request, now);
  const long = (text: string, most: number, path: string) =>
    text.length > most ? [problem('too-long', `At most ${most} characters are kept here.`, path)] : [];
  const issues = [
    ...long(facts.reason, 2_000, 'ServiceRequest.reasonCode'),
    ...long(facts.accessNeeds, 600, 'ServiceRequest.extension'),
    ...long(facts.risks, 1_000, 'ServiceRequest.extension'),
    ...long(facts.safeContactNote, 600, 'ServiceRequest.extension'),
  ];
  if (issues.length > 0) throw new FhirError(422, issues);
}

async function keep(work: Work, id: Uuid, person: Uuid, version: number, bumps: number, resource: JsonObject) {
  const content = contentOf(resource);
  const part = { kind: 'ServiceRequest', id, person, category: 'referral', version, bumps, content } as const;
  await addPart(work.trx, work.place.id, work.client, { ...part, tokens: tokensOf(content) }, work.now);
}

/** What begins is a draft or stands: nobody begins with what is over. */
async function create(work: Work, resource: JsonObject): Promise<string> {
  const status = textAt(resource, 'status') ?? '';
  if (status !== 'draft' && status !== 'active')
    throw ruleBroken('A request begins as draft or active.', 'ServiceRequest.status');
  refuseLong(resource, work.now);
  const person = await subjectOf(work, resource);
  const id = work.newId();
  goOn(work, keep(work, id, person, 1, 1, resource));
  const part = { id, person, version: 1, bumps: 1, content: contentOf(resource), at: work.now };
  madeIn(work).requests.set(id, { ...part, authorOrg: work.client.organisation });
  return id;
}

/** The elements that a referral keeps: once it was sent, they stay as those who were asked have read them. */
const sentElements = [
  'subject',
  'requester',
  'performer',
  'reasonCode',
  'priority',
  'extension',
  'orderDetail',
  'replaces',
];
const moves: Readonly<Record<string, readonly string[]>> = {
  draft: ['draft', 'active', 'revoked', 'entered-in-error'],
  active: ['active', 'revoked', 'completed', 'entered-in-error'],
  revoked: ['revoked', 'entered-in-error'],
  completed: ['completed', 'entered-in-error'],
  'entered-in-error': ['entered-in-error'],
};

async function moveTo(work: Work, referral: SeenReferral, status: string): Promise<void> {
  const doing = doingOf(work);
  if (status === 'completed') {
    if (referral.status !== 'completed')
      throw ruleBroken('A request is completed once its task is.', 'ServiceRequest.status');
    const done = await readOutcome(work.trx, doing, { id: referral.id, person: referral.person });
    if (!done.ok) throw new FhirError(409, [problem('conflict', 'Somebody changed this at the same moment.')]);
    return;
  }
  if (status === 'revoked' && (referral.status === 'rejected' || referral.status === 'failed')) {
    await readOutcome(work.trx, doing, { id: referral.id, person: referral.person });
    return;
  }
  const command =
    status === 'revoked'
      ? ({ move: 'cancel', reason: 'other', note: 'The request was revoked' } as const)
      : ({ move: 'mistake', note: '' } as const);
  const asked = { version: referral.version, command, sides: new Set(['requester'] as const), known: referral };
  const done = await moveReferral(work.trx, doing, referral.id, asked);
  if (!done.ok) throw ruleBroken('The request cannot be moved to this status now.', 'ServiceRequest.status');
}

async function update(work: Work, before: Stored, resource: JsonObject): Promise<void> {
  const { trx, place, client } = work;
  work.made?.requests.delete(before.id);
  const { referral, part } = behindOf(before);
  if ((referral?.from.organisation ?? part?.authorOrg) !== client.organisation)
    throw new FhirError(403, [problem('forbidden', 'Only those who asked change what they asked.')]);
  const from = textAt(before.resource, 'status') ?? '';
  const to = textAt(resource, 'status') ?? '';
  if (!(moves[from] ?? []).includes(to))
    throw ruleBroken(`A request does not go from ${from} to ${to}.`, 'ServiceRequest.status');
  refuseLong(resource, work.now);
  const person = before.person;
  if (person === undefined || idOf(objectAt(resource, 'subject'), 'Patient') !== person)
    throw ruleBroken('Whom a request is about does not change.', 'ServiceRequest.subject');
  if (referral !== undefined) {
    for (const name of sentElements)
      if (JSON.stringify(resource[name]) !== JSON.stringify(before.resource[name]))
        throw ruleBroken('It was sent: take it back and ask anew to ask for something else.', `ServiceRequest.${name}`);
    if (to !== from) await moveTo(work, referral, to);
  } else if (to === 'completed') throw ruleBroken('A request is completed once its task is.', 'ServiceRequest.status');
  else await subjectOf(work, resource);
  const version = before.version + 1;
  const [after] = referral === undefined ? [] : await referralsByIds(trx, place.id, [before.id]);
  const counted = after === undefined ? 0 : after.version + (after.outcomeReadAt === undefined ? 0 : 1);
  goOn(work, keep(work, before.id, person, version, version - counted, resource));
}

/** What was sent at each time, and how it stood after each step of the referral. */
async function history(work: Work, id: string): Promise<Stored[]> {
  const { trx, place } = work;
  const [[current], parts, steps] = await Promise.all([
    load(work, [id]),
    partsOfRecord(trx, place.id, 'ServiceRequest', id),
    stepsOfReferral(trx, place.id, id),
  ]);
  if (current === undefined) return [];
  const states = new Map<number, Stored>();
  let latest: Part | undefined;
  const events = [
    ...parts.map((part) => ({ at: part.at, part, step: undefined })),
    ...steps.map((step) => ({ at: step.at, part: undefined, step })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  let counted = 0;
  let status: string | undefined;
  for (const { at, part, step } of events) {
    if (part === undefined) {
      counted = step.version;
      status = requestStatus(step.status, false);
    } else {
      latest = part;
      status = counted === 0 ? textAt(part.content, 'status') : status;
    }
    const version = part?.version ?? counted + (latest?.bumps ?? 0);
    const content = latest?.content ?? current.resource;
    const fields = { id, version, at, person: current.person };
    states.set(
      version,
      stored('ServiceRequest', fields, { ...contentOf(content), ...(status === undefined ? {} : { status }) }),
    );
  }
  const earlier = [...states.values()].filter((one) => one.version > 0 && one.version < current.version);
  return [...earlier, current].sort((a, b) => a.version - b.version);
}

export const serviceRequestKind: Kind = {
  type: 'ServiceRequest',
  parameters: {
    identifier: { kind: 'token', paths: ['identifier'] },
    patient: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    subject: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    status: { kind: 'token', paths: ['status'] },
    intent: { kind: 'token', paths: ['intent'] },
    category: { kind: 'token', paths: ['category'] },
    code: { kind: 'token', paths: ['code'] },
    priority: { kind: 'token', paths: ['priority'] },
    authored: { kind: 'date', paths: ['authoredOn'] },
    occurrence: { kind: 'date', paths: ['occurrenceDateTime', 'occurrencePeriod'] },
    requester: { kind: 'reference', paths: ['requester'], targets: ['Organization'] },
    performer: { kind: 'reference', paths: ['performer'], targets: ['Organization', 'HealthcareService'] },
    'based-on': { kind: 'reference', paths: ['basedOn'], targets: ['CarePlan', 'ServiceRequest'] },
    replaces: { kind: 'reference', paths: ['replaces'], targets: ['ServiceRequest'] },
    'supporting-info': { kind: 'reference', paths: ['supportingInfo'], targets: ['Goal'], own: true },
  },
  load,
  find,
  create,
  update,
  history,
  async remove(work, before) {
    work.made?.requests.delete(before.id);
    await removeUnsent(work, requests, before);
  },
  isRemoved: async (work, id) => await isRemovedOf(work, requests, id),
};
