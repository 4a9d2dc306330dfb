import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task } from '../support/fhir.ts';

describe('deleting over FHIR', () => {
  it('takes away what asked nobody yet, and says that it is gone from then on', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const client = await fhirClient(app);
      const subject = `Patient/${(await client.post('Patient', patient())).id}`;
      const request = await client.post('ServiceRequest', serviceRequest(subject));
      const address = `ServiceRequest/${request.id}`;
      const draft = await client.post('Task', task(address, subject, group, { status: 'draft' }));
      assert.equal(draft.status, 201, draft.text);
      const needed = await client.send('DELETE', address);
      assert.equal(needed.status, 409, 'its task leads to it');
      assert.equal(needed.issues[0]?.code, 'conflict');
      const stale = await client.send('DELETE', `Task/${draft.id}`, { headers: { 'if-match': 'W/"7"' } });
      assert.equal(stale.status, 412);
      const done = await client.send('DELETE', `Task/${draft.id}`, { headers: { 'if-match': 'W/"1"' } });
      assert.equal(done.status, 204, done.text);
      assert.equal(done.text, '');
      const again = await client.post('Task', task(address, subject, group));
      assert.equal(again.status, 409, 'it had its task');
      assert.equal((await client.send('DELETE', address)).status, 204);
      for (const path of [address, `Task/${draft.id}`, `${address}/_history`, `${address}/_history/1`]) {
        const gone = await client.get(path);
        assert.equal(gone.status, 410, path);
        assert.equal(gone.issues[0]?.code, 'deleted');
      }
      assert.equal((await client.put(address, request.json)).status, 410);
      assert.equal((await client.send('DELETE', address)).status, 204, 'what is gone is gone');
      for (const path of [
        'Task',
        'ServiceRequest',
        `ServiceRequest?_id=${request.id}`,
        'ServiceRequest?identifier=https://practice.example/requests|R-1',
        `ServiceRequest?subject=${subject}`,
      ])
        assert.deepEqual((await client.get(path)).entries, [], path);
      const traces = await client.get('Provenance');
      const activities = traces.entries.map((one) => JSON.stringify(one.resource['activity']));
      assert.equal(activities.filter((text) => text.includes('DELETE')).length, 2);
      const audited = await app.db.read(app.seed, async (trx) =>
        trx.selectFrom('audit_event').select('record_kind').where('action', '=', 'fhir/deleted').execute(),
      );
      assert.deepEqual(audited.map((one) => one.record_kind).sort(), ['ServiceRequest', 'Task']);
    });
  });

  it('leaves what others work with, what others wrote, and every record of a person', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const client = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor' });
      const colleague = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      const request = await client.post('ServiceRequest', serviceRequest(`Patient/${id}`));
      assert.equal((await colleague.send('DELETE', `ServiceRequest/${request.id}`)).status, 409, 'of another program');
      assert.equal((await cafe.send('DELETE', `ServiceRequest/${request.id}`)).status, 404, 'not there for them');
      const sent = await client.post('Task', task(`ServiceRequest/${request.id}`, `Patient/${id}`, group));
      for (const path of [`Task/${sent.id}`, `ServiceRequest/${request.id}`]) {
        const refused = await client.send('DELETE', path);
        assert.equal(refused.status, 409, path);
        assert.equal((await client.get(path)).status, 200);
      }
      assert.equal((await client.send('DELETE', `Patient/${id}`)).status, 405, 'erasing is a decision');
      const readOnly = await fhirClient(app, { scopes: ['system/ServiceRequest.crus'] });
      assert.equal((await readOnly.send('DELETE', `ServiceRequest/${request.id}`)).status, 403);
    });
  });

  it('ends a subscription for good', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app, { hooks: ['https://surgery.example/notices'] });
      const made = await client.post('Subscription', {
        resourceType: 'Subscription',
        status: 'requested',
        reason: 'To know of answers',
        criteria: `Task?requester=Organization/${app.organisation.id}`,
        channel: { type: 'rest-hook', endpoint: 'https://surgery.example/notices' },
      });
      assert.equal((await client.send('DELETE', `Subscription/${made.id}`)).status, 204);
      assert.equal((await client.get(`Subscription/${made.id}`)).status, 410);
      assert.deepEqual((await client.get('Subscription')).entries, []);
      const other = await fhirClient(app);
      assert.equal((await other.get(`Subscription/${made.id}`)).status, 404, 'nobody else knows that it was');
    });
  });
});
