import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../support/app.ts';
import { fhirClient, patient, serviceRequest } from '../support/fhir.ts';

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
});
