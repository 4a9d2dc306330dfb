import { isLocalDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import {
  isOver,
  reasonWords,
  type ReferralReason,
  type ReferralStatus,
  type SeenReferral,
} from '../../../modules/people/index.ts';
import { systems, ukCore } from '../core/codes.ts';
import type { JsonObject } from '../core/json.ts';
import {
  coding,
  concept,
  idOf,
  instant,
  listAt,
  objectAt,
  own,
  ownText,
  reference,
  textAt,
  wordsOf,
} from './elements.ts';

const socialPrescribing = coding(
  systems.snomed,
  '871731000000106',
  'Referral to social prescribing service (procedure)',
);
export const reasonSystem = `${systems.own}:referral-reason`;
const fulfil = coding('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill', 'Fulfill the focal request');

/** How those who asked see their request: they close it once they have read what came of it. */
export function requestStatus(status: ReferralStatus, isRead: boolean): string {
  switch (status) {
    case 'draft':
      return 'draft';
    case 'cancelled':
      return 'revoked';
    case 'entered-in-error':
      return 'entered-in-error';
    case 'completed':
      return isRead ? 'completed' : 'active';
    case 'rejected':
    case 'failed':
      return isRead ? 'revoked' : 'active';
    default:
      return 'active';
  }
}

function organisations(referral: SeenReferral): JsonObject[] {
  const { organisation, organisationName, service, name } = referral.to;
  return [
    ...(organisation === undefined ? [] : [reference('Organization', organisation, organisationName)]),
    ...(service === undefined ? [] : [reference('HealthcareService', service, name)]),
  ];
}

function requester({ from }: SeenReferral): JsonObject {
  return from.organisation === undefined
    ? { display: from.name }
    : reference('Organization', from.organisation, from.worker === '' ? from.name : `${from.worker}, ${from.name}`);
}

/** A referral as those who asked see it. */
export function renderRequest(referral: SeenReferral): JsonObject {
  const { safeContact, safeContactNote, risks, accessNeeds } = referral;
  const words = (text: string): JsonObject | undefined => (text === '' ? undefined : { valueString: text });
  return {
    extension: [
      ...own('access-needs', words(accessNeeds)),
      ...own('risks', words(risks)),
      ...own('no-known-risks', risks === '' ? { valueBoolean: true } : undefined),
      ...own('safe-contact', safeContact === 'any' ? undefined : { valueCode: safeContact }),
      ...own('safe-contact-note', words(safeContactNote)),
      ...own('permission-how', { valueCode: referral.permissionHow }),
      ...own('permission-on', { valueDate: referral.permissionOn }),
    ],
    replaces: referral.reopens === undefined ? [] : [reference('ServiceRequest', referral.reopens)],
    status: requestStatus(referral.status, referral.outcomeReadAt !== undefined),
    intent: 'order',
    category: [concept([socialPrescribing])],
    priority: referral.urgency,
    code: concept([socialPrescribing], referral.to.name),
    orderDetail:
      safeContact === 'through-somebody'
        ? [concept([coding(systems.sdohCodes, 'contacting-subject-prohibited', 'Contacting subject prohibited')])]
        : [],
    subject: reference('Patient', referral.person),
    authoredOn: instant(referral.sentAt ?? referral.createdAt) ?? '',
    requester: requester(referral),
    performer: organisations(referral),
    reasonCode: [{ text: referral.reason }],
    supportingInfo: referral.goal === undefined ? [] : [reference('Goal', referral.goal)],
  };
}

/** What a request says that a referral keeps. */
export type RequestFacts = {
  reason: string;
  accessNeeds: string;
  risks: string;
  safeContact: 'any' | 'only-this-way' | 'through-somebody';
  safeContactNote: string;
  urgency: 'routine' | 'urgent';
  permissionHow: 'in-person' | 'phone' | 'letter' | 'online';
  permissionOn: LocalDate;
  goal: string | undefined;
  reopens: string | undefined;
  worker: string;
};

export function parseRequest(request: JsonObject, now: Date): RequestFacts {
  const today = todayInLondon(now);
  const priority = textAt(request, 'priority') ?? 'routine';
  const safe = ownText(request, 'safe-contact');
  const isProhibited = listAt(request, 'orderDetail').some((one) =>
    listAt(one, 'coding').some((code) => code['code'] === 'contacting-subject-prohibited'),
  );
  const note = ownText(request, 'safe-contact-note') ?? '';
  const on = ownText(request, 'permission-on') ?? (textAt(request, 'authoredOn') ?? '').slice(0, 10);
  const how = ownText(request, 'permission-how');
  const reasons = listAt(request, 'reasonCode')
    .map(wordsOf)
    .filter((one) => one !== '');
  return {
    reason:
      reasons.join('; ') || wordsOf(objectAt(request, 'code')) || wordsOf(listAt(request, 'category')[0]) || 'Referral',
    accessNeeds: ownText(request, 'access-needs') ?? '',
    risks: ownText(request, 'risks') ?? '',
    safeContact: isProhibited
      ? 'through-somebody'
      : safe === 'only-this-way' || safe === 'through-somebody'
        ? safe
        : 'any',
    safeContactNote:
      note === '' && (isProhibited || (safe !== undefined && safe !== 'any')) ? 'Ask whoever referred them' : note,
    urgency: priority === 'routine' ? 'routine' : 'urgent',
    permissionHow: how === 'in-person' || how === 'phone' || how === 'letter' ? how : 'online',
    permissionOn: isLocalDate(on) && on <= today ? on : today,
    goal: listAt(request, 'supportingInfo')
      .map((one) => idOf(one, 'Goal'))
      .find((one) => one !== undefined),
    reopens: idOf(listAt(request, 'replaces')[0], 'ServiceRequest'),
    worker: textAt(objectAt(request, 'requester'), 'display') ?? '',
  };
}

/** How far somebody got, as those who were asked see it. */
export function renderTask(referral: SeenReferral, lastAt: Date): JsonObject {
  const { statusReason, statusNote, status, output } = referral;
  const isEnd = isOver(status);
  return {
    status,
    statusReason:
      statusReason === undefined
        ? concept([], status === 'on-hold' ? statusNote : '')
        : concept([coding(reasonSystem, statusReason, reasonWords[statusReason])], statusNote),
    businessStatus: concept([], referral.businessStatus),
    intent: 'order',
    priority: referral.urgency,
    code: concept([fulfil]),
    focus: reference('ServiceRequest', referral.id),
    for: reference('Patient', referral.person),
    executionPeriod: {
      start: status === 'rejected' ? '' : (instant(referral.answeredAt) ?? ''),
      end: isEnd ? (instant(referral.closedAt) ?? '') : '',
    },
    authoredOn: instant(referral.sentAt ?? referral.createdAt) ?? '',
    lastModified: instant(lastAt) ?? '',
    requester: requester(referral),
    owner:
      referral.to.organisation === undefined
        ? {}
        : reference('Organization', referral.to.organisation, referral.to.organisationName),
    restriction: referral.reviewOn === undefined ? {} : { period: { end: referral.reviewOn } },
    note: statusReason === undefined && status !== 'on-hold' && statusNote !== '' ? [{ text: statusNote }] : [],
    output: output === undefined || output === '' ? [] : [{ type: { text: 'What was done' }, valueString: output }],
  };
}

/** Why, as a code of ours where it is one, and in the words of whoever says it. */
export function parseReason(value: JsonObject | undefined): { reason: ReferralReason | undefined; words: string } {
  const codes = listAt(value, 'coding').map((one) => textAt(one, 'code') ?? '');
  const known = codes.find((one) => Object.hasOwn(reasonWords, one)) as ReferralReason | undefined;
  return { reason: known, words: textAt(value, 'text') ?? wordsOf(value) };
}

/** What was done, as text: every output with its words. */
export function parseOutput(task: JsonObject): string {
  return listAt(task, 'output')
    .map((one) => {
      const value =
        ['valueString', 'valueMarkdown', 'valueCode', 'valueDate', 'valueDateTime']
          .map((key) => textAt(one, key))
          .find((text) => text !== undefined) ??
        wordsOf(objectAt(one, 'valueCodeableConcept')) ??
        '';
      const words = value === '' ? (textAt(objectAt(one, 'valueReference'), 'display') ?? '') : value;
      return words === '' ? wordsOf(objectAt(one, 'type')) : words;
    })
    .filter((one) => one !== '')
    .join('\n')
    .slice(0, 4_000);
}

export function parseNote(task: JsonObject): string {
  return listAt(task, 'note')
    .map((one) => textAt(one, 'text') ?? '')
    .join('\n')
    .slice(0, 1_000);
}

export const requestProfile = ukCore('ServiceRequest');
export const taskProfile = ukCore('Task');
