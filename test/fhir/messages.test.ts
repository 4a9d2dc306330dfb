import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from '../../src/adapters/fhir/document/items.ts';
import type { JsonObject } from '../../src/adapters/fhir/core/json.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { withTestApp, type TestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task, type FhirClient, type Resource } from '../support/fhir.ts';

const events = 'https://fhir.nhs.uk/CodeSystem/message-events-bars';
const reasons = 'https://fhir.nhs.uk/CodeSystem/message-reason-bars';

type Parts = {
  event?: string;
  reason?: string;
  id?: string;
  focus: string;
  rest: readonly (readonly [string, Resource])[];
};

function message({ event = 'servicerequest-request', reason = 'new', id = newUuid(), focus, rest }: Parts) {
  return {
    resourceType: 'Bundle',
    id: newUuid(),
    type: 'message',
    entry: [
      {
        fullUrl: `urn:uuid:${id}`,
        resource: {
          resourceType: 'MessageHeader',
          id,
          eventCoding: { system: events, code: event },
          source: { name: 'Surgery', endpoint: 'https://surgery.example/$process-message' },
          reason: { coding: [{ system: reasons, code: reason }] },
          focus: [{ reference: focus }],
        },
      },
      ...rest.map(([fullUrl, resource]) => ({ fullUrl, resource })),
    ],
  };
}

const [request, person, asked] = [newUuid(), newUuid(), newUuid()].map((one) => `urn:uuid:${one}`) as [
  string,
  string,
  string,
];

function referral(group: string, changed: Record<string, unknown> = {}): Parts['rest'] {
  return [
    [
      request,
      serviceRequest(person, {
        performer: [{ reference: asked }],
        requester: { display: 'Dr Okafor' },
        photoOfNothing: 1,
        ...changed,
      }),
    ],
    [person, patient()],
    [
      asked,
      {
        resourceType: 'Organization',
        identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: group }],
      },
    ],
  ];
}

async function world(app: TestApp): Promise<{ surgery: FhirClient; cafe: FhirClient }> {
  const group = await app.addOrganisation('Testbourne Café');
  await app.db.write(app.seed, async (trx) => {
    await trx.updateTable('organisation').set({ ods_code: 'B81001' }).where('id', '=', group).execute();
  });
  await agree(app, [app.organisation.id, group]);
  return { surgery: await fhirClient(app), cafe: await fhirClient(app, { organisation: group, role: 'editor' }) };
}

describe('a message of BaRS', () => {
  it('sends a referral once, however often it comes', async () => {
    await withTestApp(async (app) => {
      const { surgery, cafe } = await world(app);
      const sent = message({ focus: request, rest: referral('B81001') });
      const first = await surgery.post('$process-message', sent, { 'x-correlation-id': 'c-1', 'x-request-id': 'r-1' });
      assert.equal(first.status, 200, first.text);
      assert.equal(first.headers['x-correlation-id'], 'c-1');
      const [header, told] = first.entries.map((one) => one.resource);
      assert.equal(header?.resourceType, 'MessageHeader');
      assert.equal(
        (header as unknown as { response: { identifier: string } }).response.identifier,
        sent.entry[0]?.resource['id'],
      );
      assert.match(JSON.stringify(told), /ServiceRequest\.photoOfNothing/, 'what was left out is told');
      const inbox = await cafe.get('Task?status=requested');
      assert.equal(inbox.entries.length, 1);
      const again = await surgery.post('$process-message', sent);
      assert.equal(again.status, 200, again.text);
      assert.deepEqual(again.json['id'], first.json['id']);
      assert.equal((await cafe.get('Task?status=requested')).entries.length, 1, 'it counts once');
      const other = structuredClone(sent);
      other.entry[1] = {
        fullUrl: request,
        resource: serviceRequest(person, { reasonCode: [{ text: 'Other words' }] }),
      };
      const refused = await surgery.post('$process-message', other);
      assert.equal(refused.status, 409);
      assert.match(refused.text, /REC_CONFLICT/);
      const same = await surgery.post('$process-message', message({ focus: request, rest: referral('B81001') }));
      assert.equal(same.status, 200, same.text);
      assert.equal(
        (await surgery.get('Patient?_summary=count')).json['total'],
        1,
        'the same person is not added twice',
      );
    });
  });

  it('is answered by a message, and each can be read as one', async () => {
    await withTestApp(async (app) => {
      const { surgery, cafe } = await world(app);
      await surgery.post('$process-message', message({ focus: request, rest: referral('B81001') }));
      const [entry] = (await cafe.get('Task?status=requested')).entries;
      const id = String(entry?.resource['id']);
      const out = await cafe.get(`Task/${id}/$request-message`);
      assert.equal(out.status, 200, out.text);
      assert.equal(out.entries[0]?.resource.resourceType, 'MessageHeader');
      const answered = await cafe.post(
        '$process-message',
        message({
          event: 'servicerequest-response',
          focus: `ServiceRequest/${id}`,
          rest: [
            [
              `urn:uuid:${newUuid()}`,
              {
                resourceType: 'Task',
                id,
                status: 'rejected',
                intent: 'order',
                statusReason: { text: 'We are full until June' },
              },
            ],
          ],
        }),
      );
      assert.equal(answered.status, 200, answered.text);
      const seen = await surgery.get(`Task/${id}`);
      assert.equal(seen.json['status'], 'rejected');
      assert.ok(seen.text.includes('We are full until June'));
    });
  });

  it('takes a request back, and does not change what was asked', async () => {
    await withTestApp(async (app) => {
      const { surgery, cafe } = await world(app);
      await surgery.post('$process-message', message({ focus: request, rest: referral('B81001') }));
      const id = String((await surgery.get('ServiceRequest')).entries[0]?.resource['id']);
      const change = (status: string) =>
        message({ reason: 'update', focus: request, rest: [[request, serviceRequest(person, { id, status })]] });
      assert.equal((await surgery.post('$process-message', change('active'))).status, 422);
      assert.equal((await surgery.post('$process-message', change('revoked'))).status, 200);
      assert.equal((await cafe.get(`Task/${id}`)).json['status'], 'cancelled');
    });
  });

  it('is refused with the codes of BaRS where it does not read', async () => {
    await withTestApp(async (app) => {
      const { surgery } = await world(app);
      const cases: [unknown, number, string][] = [
        [{ resourceType: 'Bundle', type: 'message' }, 400, 'REC_BAD_REQUEST'],
        [{ resourceType: 'Bundle', type: 'collection' }, 400, 'REC_BAD_REQUEST'],
        [
          message({ event: 'booking-request', focus: request, rest: referral('B81001') }),
          422,
          'REC_UNPROCESSABLE_ENTITY',
        ],
        [message({ focus: request, rest: referral('Z99999') }), 422, 'REC_UNPROCESSABLE_ENTITY'],
        [
          message({ focus: request, rest: referral('B81001', { status: 'sent', intent: 'x' }) }),
          422,
          'REC_UNPROCESSABLE_ENTITY',
        ],
        [
          message({ reason: 'update', focus: request, rest: referral('B81001', { identifier: undefined }) }),
          404,
          'REC_NOT_FOUND',
        ],
      ];
      for (const [body, status, code] of cases) {
        const answer = await surgery.post('$process-message', body);
        assert.equal(answer.status, status, answer.text);
        assert.ok(answer.text.includes(code), answer.text);
      }
      assert.equal(
        (await surgery.get('Patient?_summary=count')).json['total'],
        0,
        'nothing of a refused message is kept',
      );
    });
  });
});

describe('the message back over FHIR', () => {
  it('is a document once somebody answered, with every item that must be in it', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const surgery = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor' });
      const subject = `Patient/${(await surgery.post('Patient', patient())).id}`;
      const extension = [{ url: 'urn:common-thread:fhir:risks', valueString: 'A large dog' }];
      const { id } = await surgery.post('ServiceRequest', serviceRequest(subject, { extension }));
      const sent = await surgery.post('Task', task(`ServiceRequest/${id}`, subject, group));
      assert.equal((await surgery.get(`Task/${id}/$message-back`)).status, 422, 'nobody answered yet');
      const accepted = await cafe.put(`Task/${id}`, { ...sent.json, status: 'accepted' });
      await cafe.put(`Task/${id}`, {
        ...accepted.json,
        status: 'completed',
        output: [{ type: { text: 'Done' }, valueString: 'Comes on Tuesdays' }],
      });
      const document = await surgery.get(`Task/${id}/$message-back`);
      assert.equal(document.status, 200, document.text);
      const read = readDocument(document.json as unknown as JsonObject);
      assert.ok(read.ok, JSON.stringify(read));
      assert.equal(read.value.person.familyName, 'Moor');
      assert.equal(read.value.practice.identifier, 'A12345');
      assert.equal(read.value.referralTo.organisation, 'Testbourne Café');
      assert.deepEqual(read.value.risks, ['A large dog']);
      assert.equal(read.value.outcome.done, 'Comes on Tuesdays');
      const stranger = await fhirClient(app, { organisation: await app.addOrganisation('Testbourne Choir') });
      assert.equal((await stranger.get(`Task/${id}/$message-back`)).status, 404);
    });
  });
});
