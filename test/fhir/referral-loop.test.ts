import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task } from '../support/fhir.ts';

describe('the referral loop over FHIR', () => {
  it('goes from a request to what was done, and each side sees the same', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const surgery = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor' });
      const made = await surgery.post('Patient', patient());
      assert.equal(made.status, 201, made.text);
      assert.match(made.headers['location'] ?? '', /\/fhir\/r4\/Patient\/[0-9a-f-]{36}\/_history\/1$/);
      assert.equal(made.headers['etag'], 'W/"1"');
      const subject = `Patient/${made.id}`;
      const request = await surgery.post('ServiceRequest', serviceRequest(subject));
      assert.equal(request.status, 201, request.text);
      assert.equal((await cafe.get(`ServiceRequest/${request.id}`)).status, 404, 'nobody was asked yet');
      const asked = await surgery.post('Task', task(`ServiceRequest/${request.id}`, subject, group));
      assert.equal(asked.status, 201, asked.text);
      assert.equal(asked.headers['etag'], 'W/"1"');
      const inbox = await cafe.get(
        `Task?owner=Organization/${group}&status=requested&_include=Task:focus&_sort=-_lastUpdated&_count=20`,
      );
      assert.equal(inbox.status, 200, inbox.text);
      assert.deepEqual(
        inbox.entries.map((one) => [one.resource.resourceType, one.search?.mode]),
        [
          ['Task', 'match'],
          ['ServiceRequest', 'include'],
        ],
      );
      assert.equal((await cafe.get(subject)).status, 404, 'a referral opens nothing before the yes');
      const accepted = await cafe.put(
        `Task/${asked.id}`,
        { ...asked.json, status: 'accepted' },
        { 'if-match': 'W/"1"' },
      );
      assert.equal(accepted.status, 200, accepted.text);
      assert.equal(accepted.headers['etag'], 'W/"2"');
      assert.equal((await cafe.get(subject)).status, 200, 'they may know of the person now');
      const stale = await cafe.put(
        `Task/${asked.id}`,
        { ...accepted.json, status: 'in-progress' },
        { 'if-match': 'W/"1"' },
      );
      assert.equal(stale.status, 412);
      const done = await cafe.put(`Task/${asked.id}`, {
        ...accepted.json,
        status: 'completed',
        output: [{ type: { text: 'Outcome' }, valueString: 'Comes to lunch on Tuesdays' }],
      });
      assert.equal(done.status, 200, done.text);
      const seen = await surgery.get(`Task/${asked.id}`);
      assert.equal(seen.json['status'], 'completed');
      const still = await surgery.get(`ServiceRequest/${request.id}`);
      assert.equal(still.json['status'], 'active');
      const closed = await surgery.put(`ServiceRequest/${request.id}`, { ...still.json, status: 'completed' });
      assert.equal(closed.status, 200, closed.text);
      const back = await cafe.put(`Task/${asked.id}`, { ...done.json, status: 'requested' });
      assert.equal(back.status, 422, back.text);
      assert.deepEqual(back.paths, ['Task.status']);
      const story = await surgery.get(`Task/${asked.id}/_history`);
      assert.deepEqual(
        story.entries.map((one) => one.resource['status']),
        ['completed', 'accepted', 'requested'],
      );
    });
  });
});
