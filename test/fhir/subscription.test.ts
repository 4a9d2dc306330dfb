import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSubscriptionSender } from '../../src/adapters/fhir/subscription/sender.ts';
import { isPublicAddress } from '../../src/adapters/fhir/subscription/public-address.ts';
import { decide } from '../../src/modules/people/index.ts';
import { withTestApp } from '../support/app.ts';
import { agree, working } from '../support/people.ts';
import { must } from '../support/strategy.ts';
import { fhirClient, patient, serviceRequest, task } from '../support/fhir.ts';

const hook = 'https://cafe.example/notices';

function subscription(owner: string, changed: Record<string, unknown> = {}) {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'To know of new referrals',
    criteria: `Task?owner=Organization/${owner}&status=requested`,
    channel: { type: 'rest-hook', endpoint: hook },
    ...changed,
  };
}

describe('a subscription', () => {
  it('tells that something changed, once, and nothing of what', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const surgery = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor', hooks: [hook] });
      const posted: string[] = [];
      const sender = createSubscriptionSender(app.context, async (endpoint) => void posted.push(endpoint));
      const made = await cafe.post('Subscription', subscription(group));
      assert.equal(made.status, 201, made.text);
      assert.equal(made.json['status'], 'active');
      assert.equal(await sender.runDue(), 0);
      const subject = `Patient/${(await surgery.post('Patient', patient())).id}`;
      const ask = async (): Promise<string> => {
        const request = await surgery.post('ServiceRequest', serviceRequest(subject));
        return (await surgery.post('Task', task(`ServiceRequest/${request.id}`, subject, group))).id;
      };
      await ask();
      assert.equal(await sender.runDue(), 1);
      assert.deepEqual(posted, [hook]);
      assert.equal(await sender.runDue(), 0, 'once');
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
        must(await decide(trx, working(app, app.organisation.id), subject.replace('Patient/', ''), refused));
      });
      await ask().catch(() => {});
      assert.equal(await sender.runDue(), 0, 'of somebody who refused it, it is told nothing');
      const off = await cafe.put(`Subscription/${made.id}`, { ...made.json, status: 'off' });
      assert.equal(off.status, 200, off.text);
      assert.equal(off.json['status'], 'off');
      assert.deepEqual((await surgery.get('Subscription')).entries, [], 'nobody sees those of others');
    });
  });

  it('is told of once, however slow the address is: a round does not overlap another', async () => {
    await withTestApp(async (app) => {
      const group = await app.addOrganisation('Testbourne Café');
      await agree(app, [app.organisation.id, group]);
      const surgery = await fhirClient(app);
      const cafe = await fhirClient(app, { organisation: group, role: 'editor', hooks: [hook] });
      let posted = 0;
      const asked = Promise.withResolvers<undefined>();
      const answer = Promise.withResolvers<undefined>();
      const sender = createSubscriptionSender(app.context, async () => {
        posted += 1;
        asked.resolve(undefined);
        await answer.promise;
      });
      await cafe.post('Subscription', subscription(group));
      const subject = `Patient/${(await surgery.post('Patient', patient())).id}`;
      const request = await surgery.post('ServiceRequest', serviceRequest(subject));
      await surgery.post('Task', task(`ServiceRequest/${request.id}`, subject, group));
      const first = sender.runDue();
      await asked.promise;
      const second = sender.runDue();
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      assert.equal(posted, 1, 'the second round began no notice of its own');
      answer.resolve(undefined);
      assert.deepEqual(await Promise.all([first, second]), [1, 1], 'both are the same round');
      assert.equal(posted, 1);
      assert.equal(await sender.runDue(), 0);
    });
  });

  it('ends with an error after it failed five times', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app, { hooks: [hook] });
      const made = await client.post('Subscription', subscription(app.organisation.id));
      const sender = createSubscriptionSender(app.context, async () => {
        throw new Error('answered 500');
      });
      const subject = `Patient/${(await client.post('Patient', patient())).id}`;
      const request = await client.post('ServiceRequest', serviceRequest(subject));
      await client.post('Task', task(`ServiceRequest/${request.id}`, subject, app.organisation.id));
      for (let tries = 0; tries < 5; tries += 1) await sender.runDue();
      const seen = await client.get(`Subscription/${made.id}`);
      assert.equal(seen.json['status'], 'error');
      assert.equal(seen.json['error'], 'answered 500');
    });
  });

  it('goes only to addresses that were registered, and asks for what names nobody', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app, { hooks: [hook] });
      const us = app.organisation.id;
      const wrong: [Record<string, unknown>, string][] = [
        [{ channel: { type: 'rest-hook', endpoint: 'https://elsewhere.example/' } }, 'Subscription.channel.endpoint'],
        [{ channel: { type: 'rest-hook', endpoint: `${hook}.evil.example` } }, 'Subscription.channel.endpoint'],
        [{ channel: { type: 'rest-hook', endpoint: 'http://cafe.example/notices' } }, 'Subscription.channel.endpoint'],
        [{ channel: { type: 'email', endpoint: hook } }, 'Subscription.channel.type'],
        [
          { channel: { type: 'rest-hook', endpoint: hook, payload: 'application/fhir+json' } },
          'Subscription.channel.payload',
        ],
        [{ criteria: 'Patient?name=moor' }, 'Subscription.criteria'],
        [{ criteria: 'Task?identifier=a|b' }, 'Subscription.criteria'],
        [{ status: 'active' }, 'Subscription.status'],
      ];
      for (const [changed, path] of wrong) {
        const answer = await client.post('Subscription', subscription(us, changed));
        assert.equal(answer.status, 422, answer.text);
        assert.deepEqual(answer.paths, [path]);
      }
      assert.equal(
        (
          await client.post(
            'Subscription',
            subscription(us, { channel: { type: 'rest-hook', endpoint: `${hook}/one` } }),
          )
        ).status,
        201,
      );
    });
  });
});

describe('an address that a notice may go to', () => {
  it('is public: none of a network of our own, in whatever form', () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      'cafe.example',
      '',
    ])
      assert.equal(isPublicAddress(address), false, address);
    for (const address of ['8.8.8.8', '51.140.1.1', '2a00:1450:4009::200e'])
      assert.equal(isPublicAddress(address), true, address);
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0] = address.split('.').map(Number);
        if (a === 10 || a === 127 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32))
          assert.equal(isPublicAddress(address), false, address);
      }),
    );
  });
});
