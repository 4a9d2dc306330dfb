import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../src/modules/people/index.ts';
import { withTestApp } from '../support/app.ts';
import { agree, working } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task } from '../support/fhir.ts';
import { must } from '../support/strategy.ts';
import { faultsOf } from './validators.ts';

describe('who looked, over FHIR', () => {
  it('tells a client the looks of its own organisation: why and when, and never by whom', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const client = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor' });
      const { id } = await client.post('Patient', patient());
      const other = await client.post('Patient', patient({ identifier: undefined }));
      await client.get(`Patient/${id}`);
      await client.get(`Patient/${other.id}`);
      const worker = await app.person('link-worker');
      await app.get(`/testbourne/people/${id}`, worker);
      const request = await client.post('ServiceRequest', serviceRequest(`Patient/${id}`));
      const sent = await client.post('Task', task(`ServiceRequest/${request.id}`, `Patient/${id}`, group));
      await cafe.get(`Task/${sent.id}`);
      const found = await client.get(`AuditEvent?patient=Patient/${id}`, { prefer: 'handling=strict' });
      assert.equal(found.status, 200, found.text);
      assert.ok(found.entries.length >= 2, 'the read, and the page of a colleague');
      for (const { resource } of found.entries) {
        assert.deepEqual(faultsOf(resource), []);
        const text = JSON.stringify(resource);
        assert.ok(text.includes(`Patient/${id}`) && text.includes(`Organization/${app.organisation.id}`));
        assert.ok(!text.includes(worker.account) && !text.includes(group) && !text.includes('Moor'));
        const { id: _id, ...read } = (await client.get(`AuditEvent/${String(resource['id'])}`)).json;
        const { id: _same, ...listed } = resource;
        assert.deepEqual(read, listed);
      }
      const count = async (words: string): Promise<number> => {
        const answer = await client.get(`AuditEvent?_summary=count&${words}`, { prefer: 'handling=strict' });
        assert.equal(answer.status, 200, answer.text);
        return Number(answer.json['total']);
      };
      assert.equal(await count('date=lt2026-01-01'), 0);
      assert.ok((await count('date=ge2026-01-01&date=lt2027-01-01')) > 0);
      assert.ok((await count(`agent=Organization/${app.organisation.id}`)) > 0);
      assert.equal(await count(`agent=Organization/${group}`), 0);
      assert.ok((await count(`entity=Patient/${other.id}`)) > 0);
      assert.equal(await count('action=D'), 0);
      assert.ok((await count('action=R&outcome=0')) > 0);
      const theirs = await cafe.get('AuditEvent');
      assert.ok(!theirs.text.includes(other.id), 'they may not know of that person');
      const [first] = found.entries;
      assert.equal((await cafe.get(`AuditEvent/${String(first?.resource['id'])}`)).status, 404);
      assert.equal((await client.post('AuditEvent', first?.resource)).status, 405);
    });
  });

  it('keeps what is over: of a person who refused the organisation nothing is told any more', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const client = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor' });
      const { id } = await client.post('Patient', patient());
      const request = await client.post('ServiceRequest', serviceRequest(`Patient/${id}`));
      const sent = await client.post('Task', task(`ServiceRequest/${request.id}`, `Patient/${id}`, group));
      await cafe.put(`Task/${sent.id}`, { ...sent.json, status: 'accepted' });
      assert.equal((await cafe.get(`Patient/${id}`)).status, 200);
      const look = async (): Promise<number> => (await cafe.get(`AuditEvent?patient=Patient/${id}`)).entries.length;
      assert.ok((await look()) > 0);
      const narrow = await fhirClient(app, { organisation: group, role: 'editor', categories: ['referral'] });
      assert.deepEqual((await narrow.get('AuditEvent')).entries, [], 'who does not know who somebody is');
      await app.db.write(app.seed, async (trx) => {
        const refused = {
          effect: 'deny',
          organisation: group,
          account: undefined,
          category: '*',
          basis: 'consent',
          how: 'phone',
          reason: '',
        } as const;
        must(await decide(trx, working(app, app.organisation.id), id, refused));
      });
      assert.equal(await look(), 0);
    });
  });

  it('is for programs: a worker reads no log of looks', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      await client.get(`Patient/${id}`);
      const worker = await app.person('link-worker');
      const scope = {
        role: 'thread_member',
        account: worker.account,
        place: app.place.id,
        organisation: app.organisation.id,
        purpose: 'direct-support',
        categories: ['identity'],
      } as const;
      const rows = await app.db.read(scope, async (trx) => trx.selectFrom('access_log').select('id').execute());
      assert.deepEqual(rows, []);
    });
  });
});
