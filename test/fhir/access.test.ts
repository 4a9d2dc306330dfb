import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kinds } from '../../src/adapters/fhir/resources/index.ts';
import { revokeClient } from '../../src/adapters/fhir/store/clients.ts';
import { must } from '../support/strategy.ts';
import { decide } from '../../src/modules/people/index.ts';
import { withTestApp, type TestApp } from '../support/app.ts';
import { agree, joinIn, plantPerson, working } from '../support/people.ts';
import { fhirClient, patient, serviceRequest, task, type FhirClient } from '../support/fhir.ts';

const actions = ['c', 'r', 'u', 's'] as const;

/** Everything that can be asked of a type, one request for each action. */
async function ask(client: FhirClient, type: string, action: (typeof actions)[number]): Promise<number> {
  const nobody = '01960000-0000-7000-8000-0000000000aa';
  switch (action) {
    case 'c':
      return (await client.post(type, { resourceType: type })).status;
    case 'r':
      return (await client.get(`${type}/${nobody}`)).status;
    case 'u':
      return (await client.put(`${type}/${nobody}`, { resourceType: type, id: nobody })).status;
    case 's':
      return (await client.get(`${type}?_count=1`)).status;
  }
}

describe('a token', () => {
  it('is given for an id and a secret, in the header or the form, and for nothing else', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const given = await client.askToken('system/Patient.rs system/Task.r');
      assert.equal(given.status, 200);
      assert.equal(given.json['token_type'], 'Bearer');
      assert.equal(given.json['scope'], 'system/Patient.rs system/Task.r');
      assert.equal(given.headers['cache-control'], 'no-store');
      const send = async (body: string, authorization?: string) =>
        app.app.inject({
          method: 'POST',
          url: `${client.base}/token`,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            ...(authorization === undefined ? {} : { authorization }),
          },
          payload: body,
        });
      const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
      assert.equal((await send('grant_type=client_credentials', basic)).statusCode, 200);
      assert.equal((await send('grant_type=password', basic)).statusCode, 400);
      const wrong = `Basic ${Buffer.from(`${client.id}:x`).toString('base64')}`;
      assert.equal((await send('grant_type=client_credentials', wrong)).statusCode, 401);
      assert.equal((await send('grant_type=client_credentials')).statusCode, 401);
      assert.equal((await send('grant_type=client_credentials&scope=system/x', basic)).statusCode, 400);
    });
  });

  it('is kept only as a hash, like the secret', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const rows = await app.db.read(app.seed, async (trx) =>
        JSON.stringify([
          await trx.selectFrom('fhir_client').selectAll().execute(),
          await trx.selectFrom('fhir_token').selectAll().execute(),
        ]),
      );
      assert.ok(!rows.includes(client.secret) && !rows.includes(client.token));
    });
  });

  it('reaches as far as its scopes, type by type and action by action', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const types = [...kinds.keys()];
      for (const type of types)
        for (const action of actions) {
          await client.signIn(`system/${type}.${action}`);
          for (const asked of actions) {
            const status = await ask(client, type, asked);
            assert.equal(status === 403, asked !== action, `${asked} of ${type} with .${action}: ${status}`);
          }
          const other = types.find((one) => one !== type) ?? '';
          assert.equal(await ask(client, other, action), 403, `${action} of ${other} with ${type}.${action}`);
        }
    });
  });

  it('asks for no more than was registered', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app, { scopes: ['system/Patient.r'] });
      assert.equal((await client.askToken('system/Patient.rs')).status, 400);
      assert.equal((await client.askToken('system/*.r')).status, 400);
      assert.equal((await client.askToken()).json['scope'], 'system/Patient.r');
    });
  });

  it('opens nothing without one, with a wrong one, after it ended, and once the client is taken away', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      assert.equal((await client.get('Patient')).status, 200);
      const { token } = client;
      for (const wrong of ['', 'x'.repeat(43)]) {
        client.token = wrong;
        const answer = await client.get('Patient');
        assert.equal(answer.status, 401);
        assert.equal(answer.json.resourceType, 'OperationOutcome');
        assert.match(answer.headers['www-authenticate'] ?? '', /^Bearer/);
      }
      client.token = token;
      const place = await app.addPlace('otherwood');
      const elsewhere = await app.app.inject({
        url: `/${place.slug}/fhir/r4/Patient`,
        headers: { authorization: `Bearer ${token}` },
      });
      assert.equal(elsewhere.statusCode, 401, 'of another place');
      const ended = await app.app.inject({
        method: 'POST',
        url: `${client.base}/revoke`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ client_id: client.id, client_secret: client.secret, token }).toString(),
      });
      assert.equal(ended.statusCode, 200);
      assert.equal((await client.get('Patient')).status, 401, 'at once, although it was known');
      await client.signIn();
      assert.equal((await client.get('Patient')).status, 200);
      await app.db.write(app.seed, async (trx) => revokeClient(trx, app.place.id, client.id, app.now));
      assert.equal((await client.get('Patient')).status, 401);
      assert.equal((await client.askToken()).status, 401);
      assert.equal((await fhirClient(app).then(async (other) => other.get('Patient'))).status, 200);
    });
  });

  it('ends after a quarter of an hour', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      assert.equal((await client.get('Patient')).status, 200);
      app.context.clock.now = () => new Date(app.now.getTime() + 16 * 60_000);
      assert.equal((await client.get('Patient')).status, 401);
    });
  });

  it('opens nothing for somebody who is signed in to the pages', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      assert.equal((await app.get('/testbourne/fhir/r4/Patient', worker)).status, 401);
    });
  });

  it('is counted: whoever asks too often waits', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      app.context.config.fhirPerMinute = 5;
      const moment = app.context.clock.now();
      app.context.clock.now = () => moment;
      const statuses: number[] = [];
      for (let tries = 0; tries < 8; tries += 1) statuses.push((await client.get('Patient?_count=1')).status);
      assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 429]);
      const refused = await client.get('Patient');
      assert.match(refused.headers['retry-after'] ?? '', /^\d+$/);
      assert.equal(refused.issues[0]?.code, 'throttled');
    });
  });

  it('is counted once where several requests come at the same time', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      app.context.config.fhirPerMinute = 42;
      const moment = app.context.clock.now();
      app.context.clock.now = () => moment;
      const some = await Promise.all(Array.from({ length: 42 }, async () => await client.get('Patient?_count=1')));
      assert.deepEqual(
        some.map(({ status }) => status),
        some.map(() => 200),
      );
      assert.equal((await client.get('Patient?_count=1')).status, 429);
    });
  });
});

/** Words that stand in one category of a person and nowhere else. */
const words = {
  circle: 'Wordcircle',
  plan: 'wordgoal',
  strengths: 'wordstrength',
  steps: 'wordstep',
  why: 'wordwhy',
  needs: 'wordneed',
  matters: 'wordmatters',
  safety: 'wordsafety',
};

/** Everything that a client can be shown of anybody, as one text. */
async function everything(client: FhirClient, person: string): Promise<string> {
  const texts: string[] = [];
  for (const [type, kind] of kinds) {
    const all = await client.get(`${type}?_count=200`);
    texts.push(all.text);
    for (const one of all.status === 200 ? all.entries : []) {
      const { id } = one.resource as unknown as { id: string };
      texts.push((await client.get(`${type}/${id}`)).text);
      if (kind.history !== undefined) texts.push((await client.get(`${type}/${id}/_history`)).text);
    }
    for (const name of ['patient', 'subject'])
      if (kind.parameters[name] !== undefined) texts.push((await client.get(`${type}?${name}=Patient/${person}`)).text);
    for (const [name, { kind: how }] of Object.entries(kind.parameters))
      if (how === 'reference')
        texts.push((await client.get(`${type}?_include=${type}:${name}&_revinclude=Task:focus`)).text);
  }
  return texts.join('\n');
}

describe('what a client is shown', () => {
  it('holds no word of a category that it may not see', async () => {
    await withTestApp(async (app) => {
      const other = await app.addOrganisation('Testbourne Surgery');
      await agree(app, [app.organisation.id, other]);
      const person = await plantPerson(app, { mayKnow: 'partners', mayPlan: 'partners' });
      await joinIn(app, person.id, other);
      const all = await everything(await fhirClient(app, { organisation: other }), person.id);
      for (const word of [words.circle, words.plan, words.strengths, words.steps, words.why])
        assert.ok(all.includes(word), `${word} is there to be found`);
      const known = await everything(
        await fhirClient(app, { organisation: other, categories: ['identity'] }),
        person.id,
      );
      assert.ok(known.includes('Wordidentity'));
      for (const word of Object.values(words)) assert.ok(!known.includes(word), word);
      const planned = await everything(
        await fhirClient(app, { organisation: other, categories: ['identity', 'plan'] }),
        person.id,
      );
      assert.ok(planned.includes(words.plan) && !planned.includes(words.circle));
    });
  });

  it('holds nothing of a person who took it back, from the next request on', async () => {
    await withTestApp(async (app) => {
      const other = await app.addOrganisation('Testbourne Surgery');
      await agree(app, [app.organisation.id, other]);
      const person = await plantPerson(app, { mayKnow: 'partners', mayPlan: 'partners' });
      await joinIn(app, person.id, other);
      const client = await fhirClient(app, { organisation: other });
      assert.ok((await everything(client, person.id)).includes('Wordidentity'));
      await app.db.write(app.seed, async (trx) => {
        const decision = {
          effect: 'deny',
          organisation: other,
          account: undefined,
          category: '*',
          basis: 'consent',
          how: 'phone',
          reason: '',
        } as const;
        must(await decide(trx, working(app, app.organisation.id), person.id, decision));
      });
      const after = await everything(client, person.id);
      for (const word of ['Wordidentity', ...Object.values(words)]) assert.ok(!after.includes(word), word);
      assert.equal((await client.get(`Patient/${person.id}`)).status, 404);
    });
  });

  it('holds nothing for a client whom the person refused by name', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const [one, refused] = [await fhirClient(app), await fhirClient(app)];
      await app.db.write(app.seed, async (trx) => {
        const decision = {
          effect: 'deny',
          organisation: app.organisation.id,
          account: refused.account,
          category: '*',
          basis: 'consent',
          how: 'phone',
          reason: '',
        } as const;
        must(await decide(trx, working(app, app.organisation.id), person.id, decision));
      });
      assert.equal((await one.get(`Patient/${person.id}`)).status, 200);
      assert.equal((await refused.get(`Patient/${person.id}`)).status, 404);
      assert.ok(!(await everything(refused, person.id)).includes('Wordidentity'));
    });
  });

  it('is written down as a look at each person, and what was not shown is no look', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const made = [
        await client.post('Patient', patient()),
        await client.post('Patient', patient({ name: [{ text: 'Una Vale' }] })),
      ];
      const looks = async (): Promise<number> => (await rowsOf(app)).length;
      const before = await looks();
      await client.get(`Patient/${made[0]?.id}`);
      assert.equal(await looks(), before + 1);
      await client.get('Patient?name=una');
      assert.equal(await looks(), before + 2, 'of two that were looked through, one was shown');
      await client.get('Patient/01960000-0000-7000-8000-0000000000aa');
      assert.equal(await looks(), before + 2);
      const row = (await rowsOf(app)).at(-1);
      assert.equal(row?.account_id, client.account);
      assert.equal(row?.organisation_id, client.organisation);
      assert.ok(!JSON.stringify(row).includes('una'), 'no word of a search is kept');
    });
  });

  it('is for a stranger neither a referral nor its task', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      const third = await app.addOrganisation('Testbourne Choir');
      await agree(app, [app.organisation.id, group, third]);
      const client = await fhirClient(app);
      const stranger = await fhirClient(app, { organisation: third });
      const { id } = await client.post('Patient', patient());
      const request = await client.post('ServiceRequest', serviceRequest(`Patient/${id}`));
      const sent = await client.post('Task', task(`ServiceRequest/${request.id}`, `Patient/${id}`, group));
      assert.equal(sent.status, 201, sent.text);
      for (const path of [
        `Task/${sent.id}`,
        `ServiceRequest/${request.id}`,
        `Task/${sent.id}/_history`,
        `Patient/${id}`,
      ])
        assert.equal((await stranger.get(path)).status, 404, path);
      assert.equal((await stranger.put(`Task/${sent.id}`, { ...sent.json, status: 'accepted' })).status, 404);
      assert.ok(!(await everything(stranger, id)).includes('company at lunch'));
    });
  });
});

async function rowsOf(app: TestApp) {
  return await app.db.read(app.seed, async (trx) =>
    trx.selectFrom('access_log').selectAll().where('route', 'like', 'fhir %').orderBy('at').orderBy('id').execute(),
  );
}
