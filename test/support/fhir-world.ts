import assert from 'node:assert/strict';
import type { LocalDate } from '../../src/lib/dates.ts';
import { addFamilyMember, addWellbeing, startFamilyRecord } from '../../src/modules/people/index.ts';
import type { TestApp } from './app.ts';
import { plantService } from './community.ts';
import { fhirClient, patient, serviceRequest, task, type FhirClient, type Resource } from './fhir.ts';
import { agree, plantPerson, working } from './people.ts';
import { must } from './strategy.ts';

/** A place with something of every type, made on pages and by a client. */
export async function fullWorld(app: TestApp): Promise<{ client: FhirClient; cafe: FhirClient; person: string }> {
  const group = await app.addOrganisation('Testbourne Café');
  await agree(app, [app.organisation.id, group]);
  await plantService(app);
  const planted = await plantPerson(app);
  const other = await plantPerson(app, { name: 'Una Vale' });
  await app.db.write(app.seed, async (trx) => {
    const doing = working(app, app.organisation.id);
    const { id: family } = await startFamilyRecord(trx, doing, {
      kind: 'household',
      person: planted.id,
      relation: 'Mother',
    });
    must(await addFamilyMember(trx, doing, family, { person: other.id, relation: 'Daughter' }));
    const takenOn = '2026-02-01' as LocalDate;
    await addWellbeing(trx, doing, planted.id, { instrument: 'ons4', takenOn, answers: [5, 6, 7, 2] });
    await addWellbeing(trx, doing, planted.id, { instrument: 'ucla-3', takenOn, answers: [1, 2, 3, 4] });
    await addWellbeing(trx, doing, planted.id, { instrument: 'other', takenOn, name: 'A questionnaire', total: 21.5 });
  });
  const client = await fhirClient(app, { hooks: ['https://surgery.example/notices'] });
  const cafe = await fhirClient(app, { organisation: group, role: 'editor' });
  const { id } = await client.post('Patient', patient());
  const subject = `Patient/${id}`;
  for (const [type, body] of written(subject)) {
    const made = await client.post(type, body);
    assert.equal(made.status, 201, made.text);
  }
  const told = await client.post('Subscription', {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'To know of answers',
    criteria: `Task?requester=Organization/${app.organisation.id}`,
    channel: { type: 'rest-hook', endpoint: 'https://surgery.example/notices' },
  });
  assert.equal(told.status, 201, told.text);
  const states = [
    { status: 'rejected', statusReason: { text: 'We are full' } },
    { status: 'accepted' },
    {
      status: 'cancelled',
      statusReason: { coding: [{ system: 'urn:common-thread:fhir:referral-reason', code: 'person-moved' }] },
    },
  ];
  for (const state of states) {
    const request = await client.post('ServiceRequest', serviceRequest(subject));
    const sent = await client.post('Task', task(`ServiceRequest/${request.id}`, subject, group));
    const moved = await cafe.put(`Task/${sent.id}`, { ...sent.json, ...state });
    assert.equal(moved.status, 200, moved.text);
  }
  return { client, cafe, person: planted.id };
}

/** One of each type that is written here, as a client would send it. */
export function written(subject: string): [string, Resource][] {
  return [
    [
      'RelatedPerson',
      {
        resourceType: 'RelatedPerson',
        active: true,
        patient: { reference: subject },
        relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'FRND' }] }],
        name: [{ use: 'usual', family: 'Vale', given: ['Una'] }],
      },
    ],
    [
      'Goal',
      {
        resourceType: 'Goal',
        extension: [{ url: 'urn:common-thread:fhir:importance', valueInteger: 8 }],
        identifier: [{ system: 'urn:x', value: 'G-1' }],
        lifecycleStatus: 'active',
        description: { text: 'Walk to the sea' },
        subject: { reference: subject },
        startDate: '2026-02-01',
        target: [{ measure: { text: 'Steps' }, detailQuantity: { value: 4 }, dueDate: '2026-06-01' }],
        note: [{ text: 'With the dog' }],
      },
    ],
    [
      'Observation',
      {
        resourceType: 'Observation',
        status: 'final',
        category: [
          {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'social-history' }],
          },
        ],
        code: { coding: [{ system: 'urn:common-thread:fhir:strength', code: 'good-at' }] },
        subject: { reference: subject },
        effectiveDateTime: '2026-02-01',
        valueString: 'Baking',
        note: [{ text: 'Bread above all' }],
      },
    ],
  ];
}
