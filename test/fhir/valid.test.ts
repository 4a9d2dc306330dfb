import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkedTypes, checkShape } from '../../src/adapters/fhir/core/check.ts';
import { checkRules } from '../../src/adapters/fhir/core/invariants.ts';
import type { JsonObject } from '../../src/adapters/fhir/core/json.ts';
import { kinds } from '../../src/adapters/fhir/resources/index.ts';
import { withTestApp } from '../support/app.ts';
import { fhirClient, patient, serviceRequest, task, type Resource } from '../support/fhir.ts';
import { fullWorld, written } from '../support/fhir-world.ts';
import { faultsOf } from './validators.ts';

/** UK Core as it is relied on here (UK Core 2.0.0): the shapes and rules of our own checks. */
function ownFaults(resource: Resource): string[] {
  const type = resource.resourceType;
  if (!checkedTypes.includes(type)) return [];
  return [...checkShape(resource as unknown as JsonObject, type), ...checkRules(resource as unknown as JsonObject)].map(
    (one) => `own: ${one.text} at ${one.path ?? ''}`,
  );
}

function faults(resource: Resource): string[] {
  return [...faultsOf(resource), ...ownFaults(resource)];
}

describe('everything that is sent over FHIR', () => {
  it('is found right by two validators that know nothing of each other', async (context) => {
    await withTestApp(async (app) => {
      const { client, cafe, person } = await fullWorld(app);
      const seen = new Map<string, number>();
      const wrong: string[] = [];
      const look = (resource: Resource): void => {
        seen.set(resource.resourceType, (seen.get(resource.resourceType) ?? 0) + 1);
        for (const fault of faults(resource))
          wrong.push(`${resource.resourceType}/${String(resource['id'])}: ${fault}`);
      };
      for (const [type, kind] of kinds) {
        const all = await client.get(`${type}?_count=200`);
        assert.equal(all.status, 200, all.text);
        look(all.json);
        assert.ok(all.entries.length > 0, `there is a ${type}`);
        for (const { resource } of all.entries) {
          look(resource);
          if (kind.history !== undefined) look((await client.get(`${type}/${String(resource['id'])}/_history`)).json);
        }
      }
      const tasks = await client.get('Task?status=accepted');
      const id = String(tasks.entries[0]?.resource['id']);
      for (const path of [
        'metadata',
        `Task/${id}/$message-back`,
        `Task/${id}/$request-message`,
        `Task/${id}/$response-message`,
        'Task/1',
        'Patient?birthdate=x',
      ])
        look((await client.get(path)).json);
      look((await cafe.get('Task?_include=Task:focus')).json);
      look((await client.post('Patient/$validate', patient({ gender: 'x' }))).json);
      look(
        (
          await client.post('', {
            resourceType: 'Bundle',
            type: 'transaction',
            entry: [
              {
                fullUrl: 'urn:uuid:0196aaaa-0000-4000-8000-000000000001',
                resource: patient(),
                request: { method: 'POST', url: 'Patient' },
              },
            ],
          })
        ).json,
      );
      assert.equal((await client.get(`Patient/${person}`)).status, 200);
      context.diagnostic(JSON.stringify(Object.fromEntries(seen)));
      assert.deepEqual([...new Set(wrong)], []);
    });
  });

  it('would be found out where it is wrong: the validators are no decoration', () => {
    const planted: Resource[] = [
      { ...patient(), gender: 'woman' },
      { ...patient(), nonsense: true },
      { resourceType: 'Task', intent: 'order' },
      { ...patient(), birthDate: '1944-13-45' },
      { ...patient(), name: 'Ruth' },
    ];
    for (const resource of planted) assert.ok(faultsOf(resource).length > 0, JSON.stringify(resource).slice(0, 80));
    assert.deepEqual(faultsOf(patient()), []);
  });

  it('of what clients may write comes back as it was sent, for every type', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      for (const [type, body] of written(`Patient/${id}`)) {
        const made = await client.post(type, body);
        assert.equal(made.status, 201, made.text);
        const { id: _id, meta: _meta, ...read } = (await client.get(`${type}/${made.id}`)).json;
        assert.deepEqual(read, body, type);
      }
      const goal = written(`Patient/${id}`)[1]?.[1];
      const made = await client.post('Goal', goal);
      const changed = await client.put(
        `Goal/${made.id}`,
        { ...made.json, lifecycleStatus: 'completed' },
        { 'if-match': 'W/"1"' },
      );
      assert.equal(changed.status, 200, changed.text);
      assert.equal(changed.headers['etag'], 'W/"2"');
      assert.equal((await client.get(`Goal/${made.id}/_history/1`)).json['lifecycleStatus'], 'active');
      assert.equal(
        (await client.put(`Goal/${made.id}`, { ...made.json, lifecycleStatus: 'entered-in-error' })).status,
        422,
      );
    });
  });
});

/** Values that nobody expects where they stand. */
const strange = [
  null,
  true,
  0,
  -1,
  1.5,
  '',
  ' ',
  'x',
  '\u0000',
  'x'.repeat(3_000),
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  'Patient/1',
  '2026-02-30',
  '2026',
  { reference: 'Patient/1' },
  1e21,
  ['a', 'a'],
];

/** A resource with some of its values replaced, taken away or put elsewhere. */
function mutated(resource: Resource, choices: readonly number[]): unknown {
  const copy = structuredClone(resource) as Record<string, unknown>;
  let at = 0;
  const next = (most: number): number => (choices[at++ % choices.length] ?? 0) % Math.max(1, most);
  const rounds = 1 + next(3);
  for (let round = 0; round < rounds; round += 1) {
    let here: Record<string, unknown> = copy;
    for (let depth = next(4); depth > 0; depth -= 1) {
      const inner = Object.values(here).filter((one) => typeof one === 'object' && one !== null);
      if (inner.length === 0) break;
      here = inner[next(inner.length)] as Record<string, unknown>;
    }
    const names = Object.keys(here);
    const name = names[next(names.length)] ?? 'extra';
    switch (next(4)) {
      case 0:
        delete here[name];
        break;
      case 1:
        here[name] = structuredClone(strange[next(strange.length)]);
        break;
      case 2:
        here[`${name}${next(9)}`] = here[name];
        break;
      default:
        here[`_${name}`] = structuredClone(strange[next(strange.length)]);
    }
  }
  return copy;
}

describe('a thousand random resources', () => {
  it('are taken or refused with a reason, and never break anything', async (context) => {
    await withTestApp(async (app) => {
      app.context.config.fhirPerMinute = 1_000_000;
      const client = await fhirClient(app);
      const { id } = await client.post('Patient', patient());
      const subject = `Patient/${id}`;
      const request = await client.post('ServiceRequest', serviceRequest(subject));
      const sound: [string, Resource][] = [
        ['Patient', patient()],
        ['ServiceRequest', serviceRequest(subject)],
        ['Task', task(`ServiceRequest/${request.id}`, subject, app.organisation.id)],
        ...written(subject),
      ];
      const counts = new Map<number, number>();
      let made = 0;
      const property = fc.asyncProperty(
        fc.nat(),
        fc.array(fc.nat(1_000_000), { minLength: 8, maxLength: 24 }),
        async (which, choices) => {
          const [type, body] = sound[which % sound.length] as [string, Resource];
          const isWhole = (choices[0] ?? 0) % 10 === 0;
          const sent = isWhole ? body : mutated(body, choices);
          const answer =
            (choices[1] ?? 0) % 5 === 0
              ? await client.put(`Patient/${id}`, { ...(mutated({ ...patient(), id }, choices) as Resource), id })
              : await client.post(type, sent);
          made += 1;
          counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
          assert.ok(answer.status < 500, `${answer.status}: ${answer.text}\n${JSON.stringify(sent).slice(0, 2_000)}`);
          assert.ok(answer.json.resourceType !== undefined);
          if (answer.status >= 400) assert.ok(answer.issues.length > 0, answer.text);
          else assert.deepEqual(ownFaults(answer.json), []);
        },
      );
      await fc.assert(property, { numRuns: 1_000, seed: 20_260_302, endOnFailure: true });
      context.diagnostic(`${made} sent: ${JSON.stringify(Object.fromEntries(counts))}`);
      assert.ok((counts.get(201) ?? 0) > 50 && (counts.get(400) ?? 0) > 50 && (counts.get(422) ?? 0) > 50);
    });
  });

  it('and random words of searches, too', async () => {
    await withTestApp(async (app) => {
      app.context.config.fhirPerMinute = 1_000_000;
      const client = await fhirClient(app);
      await client.post('Patient', patient());
      const names = fc.constantFrom(
        '_id',
        'identifier',
        'name',
        'birthdate',
        'status',
        '_sort',
        '_count',
        '_include',
        '_page',
        'patient.name',
        '_has:Task:focus:status',
        'owner:missing',
        '_elements',
        '_lastUpdated',
        'code:text',
        '__proto__',
        'constructor',
      );
      const values = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(
          '',
          ',',
          '|',
          '||',
          'ge',
          'ge2026',
          '-_lastUpdated',
          'Task:focus',
          'true',
          '0',
          '99999999999',
          '%00',
          '\u0000',
        ),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...kinds.keys()),
          fc.array(fc.tuple(names, values), { maxLength: 4 }),
          async (type, words) => {
            const answer = await client.get(`${type}?${new URLSearchParams(words).toString()}`);
            assert.ok(answer.status < 500, `${type} ${JSON.stringify(words)}: ${answer.text}`);
          },
        ),
        { numRuns: 300, seed: 7 },
      );
    });
  });
});
