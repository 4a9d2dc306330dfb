import { isLocalDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { systems, ukCore } from '../core/codes.ts';
import { isObject, listAt, objectAt, textAt, withoutGaps, type Json, type JsonObject } from '../core/json.ts';

/**
 * What goes back to whoever referred and to the practice: every mandatory item of the PRSB standard for social prescribing, and what
 * came of it.
 */
export type MessageItems = {
  person: {
    name: string;
    firstName: string;
    familyName: string;
    bornOn: LocalDate | undefined;
    nhsNumber: string | undefined;
  };
  practice: { name: string; identifier: string };
  referrer: { name: string; service: string; organisation: string; contact: string };
  referralTo: { service: string; organisation: string };
  referredOn: LocalDate | undefined;
  reason: string;
  /** In their own words, where one was said. */
  problem: string;
  /** At least one: that none are known is one, too. */
  risks: readonly string[];
  outcome: {
    status: string;
    reason: string;
    note: string;
    done: string;
    answeredOn: LocalDate | undefined;
    closedOn: LocalDate | undefined;
  };
};

/** ODS codes for a practice that is not known. Source: NHS Data Dictionary. */
export const practiceNotKnown = 'V81999';
export const noKnownRisks = 'No known risks';

function profile(type: string): JsonObject {
  return { meta: { profile: [ukCore(type)] } };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The narrative of a section: a line for each thing that is known. */
function narrative(lines: readonly (readonly [string, string])[]): JsonObject {
  const said = lines.filter(([, text]) => text !== '');
  const rows = said.map(([label, text]) => `<p><b>${escaped(label)}:</b> ${escaped(text)}</p>`).join('');
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${rows === '' ? '<p>Nothing is known.</p>' : rows}</div>`,
  };
}

type Made = { id: string; at: Date; newId: () => string; patient: string; authorId: string };

/** The document: its Composition first, then everything that it speaks of. Source: FHIR R4, documents; headings of the PRSB. */
export function writeDocument(items: MessageItems, made: Made): JsonObject {
  const { person, practice, referrer, referralTo, outcome } = items;
  const urls = {
    patient: `urn:uuid:${made.patient}`,
    practice: `urn:uuid:${made.newId()}`,
    referrer: `urn:uuid:${made.newId()}`,
    from: `urn:uuid:${made.authorId}`,
    to: `urn:uuid:${made.newId()}`,
    service: `urn:uuid:${made.newId()}`,
    role: `urn:uuid:${made.newId()}`,
    request: `urn:uuid:${made.newId()}`,
    outcome: `urn:uuid:${made.newId()}`,
  };
  const risks = items.risks.map((risk) => ({ risk, url: `urn:uuid:${made.newId()}` }));
  const to = (url: string): JsonObject => ({ reference: url });
  const section = (title: string, text: JsonObject, entry: readonly string[]): JsonObject => ({
    title,
    text,
    entry: entry.map(to),
  });
  const composition = {
    ...profile('Composition'),
    resourceType: 'Composition',
    status: 'final',
    type: {
      coding: [{ system: 'http://loinc.org', code: '34133-9', display: 'Summary of episode note' }],
      text: 'Message back after a referral',
    },
    subject: to(urls.patient),
    date: made.at.toISOString(),
    author: [to(urls.from)],
    title: 'Message back after a referral',
    section: [
      section(
        'Person demographics',
        narrative([
          ['Name', person.name],
          ['Date of birth', person.bornOn ?? ''],
          ['NHS number', person.nhsNumber ?? ''],
        ]),
        [urls.patient],
      ),
      section(
        'GP practice',
        narrative([
          ['Practice', practice.name],
          ['Practice identifier', practice.identifier],
        ]),
        [urls.practice],
      ),
      section(
        'Referral details',
        narrative([
          ['Date', items.referredOn ?? ''],
          [
            'Referrer',
            [referrer.name, referrer.service, referrer.organisation, referrer.contact]
              .filter((one) => one !== '')
              .join(', '),
          ],
          ['Referral to', [referralTo.service, referralTo.organisation].filter((one) => one !== '').join(', ')],
          ['Reason', items.reason],
        ]),
        [urls.request, urls.role],
      ),
      ...(items.problem === ''
        ? []
        : [section('Problem list', narrative([['Problem', items.problem]]), [urls.request])]),
      section(
        'Risks',
        narrative(items.risks.map((risk) => ['Risk', risk] as const)),
        risks.map((one) => one.url),
      ),
      section(
        'Outcome',
        narrative([
          ['Outcome', outcome.status],
          ['Reason', outcome.reason],
          ['Answered', outcome.answeredOn ?? ''],
          ['Ended', outcome.closedOn ?? ''],
          ['What was done', outcome.done],
          ['Note', outcome.note],
        ]),
        [urls.outcome],
      ),
    ],
  };
  const entries: [string, object][] = [
    [`urn:uuid:${made.id}`, composition],
    [
      urls.patient,
      {
        ...profile('Patient'),
        resourceType: 'Patient',
        identifier: person.nhsNumber === undefined ? [] : [{ system: systems.nhsNumber, value: person.nhsNumber }],
        name: [
          {
            use: 'official',
            text: person.name,
            family: person.familyName,
            given: person.firstName === '' ? [] : [person.firstName],
          },
        ],
        birthDate: person.bornOn ?? '',
        generalPractitioner: [to(urls.practice)],
      },
    ],
    [
      urls.practice,
      {
        ...profile('Organization'),
        resourceType: 'Organization',
        identifier: [{ system: systems.odsOrganisation, value: practice.identifier }],
        name: practice.name,
      },
    ],
    [urls.from, { ...profile('Organization'), resourceType: 'Organization', name: referrer.organisation }],
    [urls.to, { ...profile('Organization'), resourceType: 'Organization', name: referralTo.organisation }],
    [
      urls.service,
      {
        ...profile('HealthcareService'),
        resourceType: 'HealthcareService',
        name: referralTo.service,
        providedBy: to(urls.to),
      },
    ],
    [urls.referrer, { ...profile('Practitioner'), resourceType: 'Practitioner', name: [{ text: referrer.name }] }],
    [
      urls.role,
      {
        ...profile('PractitionerRole'),
        resourceType: 'PractitionerRole',
        practitioner: to(urls.referrer),
        organization: to(urls.from),
        specialty: [{ text: referrer.service }],
        telecom: referrer.contact === '' ? [] : [{ system: 'other', value: referrer.contact }],
      },
    ],
    [
      urls.request,
      {
        ...profile('ServiceRequest'),
        resourceType: 'ServiceRequest',
        status: 'completed',
        intent: 'order',
        subject: to(urls.patient),
        authoredOn: items.referredOn ?? '',
        requester: to(urls.role),
        performer: [to(urls.service)],
        reasonCode: [{ text: items.reason }],
        note: items.problem === '' ? [] : [{ text: items.problem }],
      },
    ],
    [
      urls.outcome,
      {
        ...profile('Task'),
        resourceType: 'Task',
        status: 'completed',
        intent: 'order',
        businessStatus: { text: outcome.status },
        statusReason: { text: outcome.reason },
        focus: to(urls.request),
        for: to(urls.patient),
        executionPeriod: { start: outcome.answeredOn ?? '', end: outcome.closedOn ?? '' },
        note: outcome.note === '' ? [] : [{ text: outcome.note }],
        output: outcome.done === '' ? [] : [{ type: { text: 'What was done' }, valueString: outcome.done }],
      },
    ],
    ...risks.map(({ risk, url }): [string, object] => [
      url,
      {
        ...profile('Flag'),
        resourceType: 'Flag',
        status: 'active',
        category: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'safety', display: 'Safety' },
            ],
          },
        ],
        code: { text: risk },
        subject: to(urls.patient),
      },
    ]),
  ];
  return {
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${made.id}` },
    type: 'document',
    timestamp: made.at.toISOString(),
    entry: entries.map(([fullUrl, resource]): Json => ({ fullUrl, resource: withoutGaps(resource) })),
  };
}

function dayOf(value: Json | undefined, name: string): LocalDate | undefined {
  const text = (textAt(value, name) ?? '').slice(0, 10);
  return isLocalDate(text) ? text : undefined;
}

/** Reads such a document back: what it leaves out of what must be there is named. */
export function readDocument(bundle: JsonObject): Result<MessageItems, readonly string[]> {
  const byUrl = new Map(
    listAt(bundle, 'entry').map((one) => [textAt(one, 'fullUrl') ?? '', objectAt(one, 'resource') ?? {}]),
  );
  const follow = (value: Json | undefined): JsonObject => byUrl.get(textAt(value, 'reference') ?? '') ?? {};
  const [first] = listAt(bundle, 'entry');
  const composition = objectAt(first, 'resource');
  if (bundle['type'] !== 'document' || composition?.['resourceType'] !== 'Composition') return fail(['Composition']);
  const entriesOf = (title: string): JsonObject[] => {
    const section = listAt(composition, 'section').find((one) => one['title'] === title);
    const entry = section?.['entry'];
    return Array.isArray(entry) ? entry.filter(isObject).map(follow) : [];
  };
  const [patient = {}] = entriesOf('Person demographics');
  const [practice = {}] = entriesOf('GP practice');
  const [request = {}, role = {}] = entriesOf('Referral details');
  const [task = {}] = entriesOf('Outcome');
  const [name] = listAt(patient, 'name');
  const given = name?.['given'];
  const service = follow(listAt(request, 'performer')[0]);
  const number = listAt(patient, 'identifier').find((one) => one['system'] === systems.nhsNumber);
  const items: MessageItems = {
    person: {
      name: textAt(name, 'text') ?? '',
      firstName: Array.isArray(given) && typeof given[0] === 'string' ? given[0] : '',
      familyName: textAt(name, 'family') ?? '',
      bornOn: dayOf(patient, 'birthDate'),
      nhsNumber: textAt(number, 'value'),
    },
    practice: {
      name: textAt(practice, 'name') ?? '',
      identifier: textAt(listAt(practice, 'identifier')[0], 'value') ?? '',
    },
    referrer: {
      name: textAt(listAt(follow(role['practitioner']), 'name')[0], 'text') ?? '',
      service: textAt(listAt(role, 'specialty')[0], 'text') ?? '',
      organisation: textAt(follow(role['organization']), 'name') ?? '',
      contact: textAt(listAt(role, 'telecom')[0], 'value') ?? '',
    },
    referralTo: {
      service: textAt(service, 'name') ?? '',
      organisation: textAt(follow(service['providedBy']), 'name') ?? '',
    },
    referredOn: dayOf(request, 'authoredOn'),
    reason: textAt(listAt(request, 'reasonCode')[0], 'text') ?? '',
    problem: textAt(listAt(request, 'note')[0], 'text') ?? '',
    risks: entriesOf('Risks').map((one) => textAt(objectAt(one, 'code'), 'text') ?? ''),
    outcome: {
      status: textAt(objectAt(task, 'businessStatus'), 'text') ?? '',
      reason: textAt(objectAt(task, 'statusReason'), 'text') ?? '',
      note: textAt(listAt(task, 'note')[0], 'text') ?? '',
      done: textAt(listAt(task, 'output')[0], 'valueString') ?? '',
      answeredOn: dayOf(objectAt(task, 'executionPeriod'), 'start'),
      closedOn: dayOf(objectAt(task, 'executionPeriod'), 'end'),
    },
  };
  const missing = missingItems(items);
  return missing.length > 0 ? fail(missing) : ok(items);
}

/** The mandatory items that are not there, by their names in the PRSB standard. */
export function missingItems(items: MessageItems): string[] {
  const must: [string, string | undefined][] = [
    ['Person name', items.person.name],
    ['Person first name', items.person.firstName],
    ['Person family name', items.person.familyName],
    ['Date of birth', items.person.bornOn],
    ['GP practice identifier', items.practice.identifier],
    ['Referrer: name', items.referrer.name],
    ['Referrer: service', items.referrer.service],
    ['Referrer: organisation', items.referrer.organisation],
    ['Referrer: contact details', items.referrer.contact],
    ['Referral to', items.referralTo.organisation],
    ['Risks', items.risks[0]],
  ];
  return must.filter(([, value]) => value === undefined || value === '').map(([name]) => name);
}
