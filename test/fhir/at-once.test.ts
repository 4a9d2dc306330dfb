// What is answered by one statement is what is answered in full: the same resources, the same versions, the same looks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../support/app.ts';
import { fhirClient, patient, serviceRequest, task, type FhirAnswer, type FhirClient } from '../support/fhir.ts';
import { agree } from '../support/people.ts';

/** Counts which statements that are transactions by themselves told something. */
function countSure(app: TestApp): { sure: number } {
  const { db } = app.context;
  const once = db.onceTogether.bind(db);
  const counted = { sure: 0 };
  db.onceTogether = async (scope, statement) => {
    const rows = await once(scope, statement);
    const isTold = /thread\.tell_(?:patients?|requests|tasks)\(/.test(statement.sql);
    if (isTold && (rows[0] as { sure?: boolean } | undefined)?.sure === true) counted.sure += 1;
    return rows;
  };
  return counted;
}

async function looksOf(app: TestApp): Promise<string[]> {
  const rows = await app.db.read(app.seed, async (trx) =>
    trx.selectFrom('access_log').selectAll().where('route', 'like', 'fhir %').orderBy('id').execute(),
  );
  return rows.map((row) => [row.account_id, row.organisation_id, row.purpose, row.route, row.record_id].join(' '));
}

function told(answer: FhirAnswer): unknown {
  assert.equal(answer.status, 200, answer.text);
  const { link, ...rest } = answer.json;
  // Includes stand in no order.
  const included = answer.entries
    .filter((one) => one.search?.mode === 'include')
    .sort((a, b) => (a.fullUrl < b.fullUrl ? -1 : 1));
  const matches = answer.entries.filter((one) => one.search?.mode !== 'include');
  return { ...rest, entry: [...matches, ...included], pages: (link as unknown[] | undefined)?.length };
}

/** Asks the same at once and in full, and compares what came and what was noted; true where it was answered at once. */
async function same(app: TestApp, client: FhirClient, path: string, inFull: string): Promise<void> {
  const before = await looksOf(app);
  const one = await client.get(path);
  const between = await looksOf(app);
  const other = await client.get(inFull);
  const after = await looksOf(app);
  assert.deepEqual(told(one), told(other), path);
  assert.deepEqual(
    between.slice(before.length).sort(),
    after.slice(between.length).sort(),
    `${path}: who was looked at`,
  );
}

async function endClient(app: TestApp, client: FhirClient): Promise<void> {
  await app.db.write({ role: 'thread_service', job: 'fhir', place: app.place.id }, async (trx) =>
    trx.updateTable('fhir_client').set({ revoked_at: app.now }).where('id', '=', client.id).execute(),
  );
}

describe('what other systems ask most often', () => {
  it('is answered by one statement as it is answered in full', async () => {
    await withTestApp(async (app) => {
      const counted = countSure(app);
      const group = await app.addOrganisation('Testbourne Café');
      const third = await app.addOrganisation('Testbourne Choir');
      await agree(app, [app.organisation.id, group, third]);
      const asks = await fhirClient(app);
      const answers = await fhirClient(app, { organisation: group });
      const stranger = await fhirClient(app, { organisation: third });
      const number = (value: string) => ({ identifier: [{ system: 'https://practice.example/patients', value }] });
      const people = [
        await asks.post('Patient', patient(number('P-1'))),
        await asks.post(
          'Patient',
          patient({ ...number('P-1'), meta: undefined, name: [{ text: 'Una Vale “\n” \u{1F9F5}' }] }),
        ),
      ];
      const [ruth, una] = people.map((one) => one.id);
      const sent: FhirAnswer[] = [];
      for (let index = 0; index < 5; index += 1) {
        const subject = `Patient/${index % 2 === 0 ? ruth : una}`;
        const request = await asks.post(
          'ServiceRequest',
          serviceRequest(subject, { note: [{ text: `Line\n${index}` }] }),
        );
        if (index < 4) sent.push(await asks.post('Task', task(`ServiceRequest/${request.id}`, subject, group)));
      }
      const draft = await asks.post('ServiceRequest', serviceRequest(`Patient/${ruth}`, { status: 'draft' }));
      const inbox = `Task?owner=Organization/${group}&status=requested,accepted,rejected&_sort=-_lastUpdated`;
      const all = async (): Promise<void> => {
        for (const client of [asks, answers, stranger])
          for (const count of [1, 3, 20]) {
            for (const id of [ruth, una]) {
              const path = `ServiceRequest?subject=Patient/${id}&_count=${count}`;
              await same(app, client, path, `${path}&_sort=-_id`);
            }
            for (const include of ['', '&_include=Task:focus'])
              await same(
                app,
                client,
                `${inbox}${include}&_count=${count}`,
                `${inbox}&owner=Organization/${group}${include}&_count=${count}`,
              );
            const numbered = `Patient?identifier=https://practice.example/patients|P-1&_count=${count}`;
            await same(app, client, numbered, `${numbered}&_sort=-_id`);
          }
      };
      await all();
      const atFirst = counted.sure;
      // All but a page of one of two people, and the inbox of others.
      assert.equal(atFirst, 32);
      for (const id of [ruth, una]) {
        const [one, other] = [await asks.get(`Patient/${id}`), await asks.get(`Patient?_id=${id}`)];
        assert.deepEqual(one.json, other.entries[0]?.resource);
        assert.equal(one.headers['etag'], 'W/"1"');
        assert.equal((await asks.get(`Patient/${id}`, { 'if-none-match': 'W/"1"' })).status, 304);
        assert.equal((await stranger.get(`Patient/${id}`)).status, 404);
      }
      assert.equal(counted.sure, atFirst + 4);
      // What happens to a request is told of it; what was deleted is not there.
      const [first, second] = sent.map((one) => one.json);
      const accepted = await answers.put(`Task/${sent[0]?.id}`, { ...first, status: 'accepted' });
      assert.equal(accepted.status, 200, accepted.text);
      const rejected = await answers.put(`Task/${sent[1]?.id}`, {
        ...second,
        status: 'rejected',
        statusReason: { coding: [{ system: 'urn:common-thread:referral-reason', code: 'full' }], text: 'Full' },
      });
      assert.ok(rejected.status === 200 || rejected.status === 422, rejected.text);
      assert.equal((await asks.send('DELETE', `ServiceRequest/${draft.id}`)).status, 204);
      await asks.put(`Patient/${una}`, { ...people[1]?.json, gender: 'other', identifier: number('P-2').identifier });
      await all();
      const [next] = (
        (await answers.get(`${inbox}&_count=1`)).json['link'] as { relation: string; url: string }[]
      ).filter((one) => one.relation === 'next');
      const page = await answers.get(next?.url ?? '');
      assert.equal(page.entries.length, 1);
      assert.equal((await asks.get(`Patient/${una}`)).headers['etag'], 'W/"2"');
    });
  });

  it('is answered to nobody whose token holds no more, and noted of nobody', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      assert.equal((await client.get(`Patient/${id}`)).status, 200);
      const before = await looksOf(app);
      await endClient(app, client);
      for (const path of [`Patient/${id}`, `ServiceRequest?subject=Patient/${id}`]) {
        const answer = await client.get(path);
        assert.equal(answer.status, 401, answer.text);
        assert.match(answer.headers['www-authenticate'] ?? '', /invalid_token/);
      }
      assert.deepEqual(await looksOf(app), before);
    });
  });

  it('hears that its token holds no more before anything else that is wrong', async () => {
    await withTestApp(async (app) => {
      const asked: ((client: FhirClient) => Promise<FhirAnswer>)[] = [
        async (client) => await client.post('Patient', { resourceType: 'Patient', gender: 'of course' }),
        async (client) => await client.post('Task', { resourceType: 'Task' }),
        async (client) => await client.post('', { resourceType: 'Bundle', type: 'collection' }),
        async (client) => await client.put(`Task/${app.place.id}`, { resourceType: 'Task' }),
        async (client) => await client.get('Patient?nothing-like-it=1', { prefer: 'handling=strict' }),
        async (client) => await client.get('Nothing'),
      ];
      for (const ask of asked) {
        const client = await fhirClient(app);
        const held = await ask(client);
        assert.ok(held.status >= 400 && held.status !== 401, held.text);
        await endClient(app, client);
        assert.equal((await ask(client)).status, 401, held.text);
      }
    });
  });

  it('is answered within its scopes, and as small as a client can read it', async () => {
    await withTestApp(async (app) => {
      const all = await fhirClient(app);
      const { id } = await all.post('Patient', patient());
      const few = await fhirClient(app, { scopes: ['system/Task.rs'] });
      assert.equal((await few.get(`Patient/${id}`)).status, 403);
      assert.equal((await few.get(`ServiceRequest?subject=Patient/${id}`)).status, 403);
      const plain = await all.get(`Patient/${id}`);
      for (const name of ['content-security-policy', 'x-frame-options', 'referrer-policy', 'cache-control'])
        assert.ok(plain.headers[name] !== undefined, name);
      assert.equal(plain.headers['x-content-type-options'], 'nosniff');
      assert.equal(plain.headers['content-length'], String(Buffer.byteLength(plain.text)));
      const small = await all.get(`Patient/${id}`, { 'accept-encoding': 'br' });
      if (Buffer.byteLength(plain.text) >= 1_024) assert.equal(small.headers['content-encoding'], 'br');
    });
  });
});
