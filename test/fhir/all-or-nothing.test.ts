import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid } from '../../src/kernel/ids.ts';
import { withTestApp } from '../support/app.ts';
import { fhirClient, patient, serviceRequest, task, type Resource } from '../support/fhir.ts';

describe('what is written over FHIR', () => {
  it('is nothing of what could not be kept: the refusal comes before any answer, and by itself', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const person = (await client.post('Patient', patient())).json;
      const subject = `Patient/${String(person['id'])}`;
      const long = {
        ...serviceRequest(subject),
        note: Array.from({ length: 60 }, () => ({ text: 'x'.repeat(4_000) })),
      };
      const refused = await client.post('ServiceRequest', long);
      assert.equal(refused.status, 422);
      assert.equal(refused.json['resourceType'], 'OperationOutcome');
      const found = await client.get(`ServiceRequest?subject=${subject}`);
      assert.equal(found.json['total'], 0);
      const fine = { fullUrl: 'urn:uuid:0196aaaa-0000-4000-8000-000000000001', resource: patient() };
      const bundle = (entries: readonly object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry: entries });
      const asked = (resource: object) => ({ resource, request: { method: 'POST', url: 'ServiceRequest' } });
      const both = bundle([
        asked(long),
        asked(serviceRequest(subject)),
        { ...fine, request: { method: 'POST', url: 'Patient' } },
      ]);
      assert.equal((await client.post('', both)).status, 422);
      assert.equal((await client.get(`ServiceRequest?subject=${subject}`)).json['total'], 0);
    });
  });

  it('is nothing where the second task of a request is refused, or nobody is there to be asked', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      const client = await fhirClient(app);
      const [p, r] = ['urn:uuid:0196aaaa-0000-4000-8000-000000000001', 'urn:uuid:0196aaaa-0000-4000-8000-000000000002'];
      const entry = (resource: Resource, fullUrl?: string) => ({
        ...(fullUrl === undefined ? {} : { fullUrl }),
        resource,
        request: { method: 'POST', url: resource.resourceType },
      });
      const sent = async (...tasks: Resource[]) =>
        await client.post('', {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [entry(patient(), p), entry(serviceRequest(p), r), ...tasks.map((one) => entry(one))],
        });
      const left = async (type: string) => (await client.get(`${type}?_summary=count`)).json['total'];
      const twice = await sent(task(r, p, group), task(r, p, group));
      assert.equal(twice.status, 409, twice.text);
      const ofNobody = await sent(task(r, p, newUuid()));
      assert.equal(ofNobody.status, 422, ofNobody.text);
      assert.deepEqual(ofNobody.paths, ['Bundle.entry[2].resource.Task.owner']);
      const ofSomebodyElse = await sent(task(r, `Patient/${newUuid()}`, group));
      assert.equal(ofSomebodyElse.status, 422, ofSomebodyElse.text);
      for (const type of ['Patient', 'ServiceRequest', 'Task']) assert.equal(await left(type), 0, type);
      const draftFirst = await sent(task(r, p, group, { status: 'draft' }));
      assert.equal(draftFirst.status, 200, draftFirst.text);
      assert.equal(await left('Task'), 1);
    });
  });
});
