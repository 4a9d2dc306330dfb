import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isObject, type JsonObject } from '../../src/adapters/fhir/core/json.ts';
import { kinds } from '../../src/adapters/fhir/resources/index.ts';
import { commonParameters } from '../../src/adapters/fhir/search/parse.ts';
import { valuesAt } from '../../src/adapters/fhir/search/values.ts';
import { withTestApp } from '../support/app.ts';
import type { FhirAnswer, FhirClient, Resource } from '../support/fhir.ts';
import { fullWorld } from '../support/fhir-world.ts';

/** What a search has to offer at least, by type. */
const needed: Readonly<Record<string, string>> = {
  Patient:
    'identifier name family given birthdate gender address-postalcode phone email organization general-practitioner',
  RelatedPerson: 'patient relationship name identifier active',
  Group: 'member type actual identifier characteristic',
  CareTeam: 'patient subject participant status',
  CarePlan: 'patient subject status category date goal care-team activity-reference',
  Goal: 'patient subject lifecycle-status start-date target-date achievement-status',
  ServiceRequest:
    'patient subject status intent category code authored occurrence requester performer based-on identifier priority supporting-info',
  Task: 'owner requester status code focus patient subject part-of based-on authored-on modified priority business-status identifier intent group-identifier output',
  HealthcareService: 'organization location service-category service-type name identifier active program',
  Organization: 'name identifier type active address-postalcode partof',
  Consent: 'patient status scope category actor purpose period date source-reference',
  QuestionnaireResponse: 'patient subject questionnaire status authored author source based-on',
  Observation: 'patient subject code category date status value-quantity',
  Provenance: 'target recorded agent patient',
  AuditEvent: 'date patient agent entity action outcome',
  Subscription: 'status url type',
};

/** Everything that a search finds, page after page. */
async function whole(client: FhirClient, path: string): Promise<Resource[]> {
  const found: Resource[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const answer: FhirAnswer = await client.get(next, { prefer: 'handling=strict' });
    assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    found.push(...answer.entries.map((one) => one.resource));
    const links = answer.json['link'] as { relation: string; url: string }[];
    next = links.find((one) => one.relation === 'next')?.url;
  }
  return found;
}

function idsOf(found: readonly Resource[]): string[] {
  return found.map((one) => String(one['id'])).sort();
}

/** A value by which a search finds a resource that says this. */
function askedFor(kind: string, value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (!isObject(value as JsonObject)) return undefined;
  const one = value as Record<string, unknown>;
  const text = (name: string): string | undefined => (typeof one[name] === 'string' ? one[name] : undefined);
  switch (kind) {
    case 'reference':
      return text('reference');
    case 'quantity':
      return one['value'] === undefined ? undefined : JSON.stringify(one['value']);
    case 'date':
      return undefined;
    case 'string':
      return text('text') ?? text('family');
    default: {
      const [first] = (one['coding'] ?? [one]) as Record<string, unknown>[];
      const code = first?.['code'] ?? first?.['value'];
      return typeof code === 'string'
        ? `${typeof first?.['system'] === 'string' ? first['system'] : ''}|${code}`
        : undefined;
    }
  }
}

describe('every search parameter', () => {
  it('that is needed is declared, and all that are declared say what they do', async () => {
    await withTestApp(async (app) => {
      app.context.config.fhirPerMinute = 1_000_000;
      const { client } = await fullWorld(app);
      const { rest } = (await client.get('metadata')).json as unknown as {
        rest: { resource: { type: string; searchParam: { name: string; type: string }[] }[] }[];
      };
      const declared = new Map(rest[0]?.resource.map((one) => [one.type, one.searchParam]));
      assert.deepEqual([...declared.keys()].sort(), [...kinds.keys()].sort());
      for (const [type, names] of Object.entries(needed))
        for (const name of names.split(' '))
          assert.ok(
            declared.get(type)?.some((one) => one.name === name),
            `${type} is searched by ${name}`,
          );
      let walked = 0;
      let met = 0;
      for (const [type, list] of declared) {
        const everything = await whole(client, `${type}?_count=200`);
        const all = idsOf(everything);
        assert.ok(all.length > 0, type);
        for (const { name, type: kind } of list) {
          const strictly = async (words: string): Promise<string[]> =>
            idsOf(await whole(client, `${type}?_count=200&${words}`));
          walked += 1;
          // To ask who looked is a look itself: what came since does not count.
          const known = (ids: readonly string[]): string[] => ids.filter((id) => all.includes(id));
          const there = known(await strictly(`${name}:missing=false`));
          const absent = known(await strictly(`${name}:missing=true`));
          assert.deepEqual([...there, ...absent].sort(), all, `${type}.${name} is there or missing`);
          const paths = (kinds.get(type)?.parameters[name] ?? commonParameters()[name])?.paths ?? [];
          for (const resource of everything) {
            const isThere = there.includes(String(resource['id']));
            const values = paths.flatMap((path) => valuesAt(resource as unknown as JsonObject, path));
            assert.equal(values.length > 0, isThere, `${type}.${name}`);
            const value = values.map((one) => askedFor(kind, one)).find((one) => one !== undefined);
            if (value === undefined) continue;
            const words = `${name}=${encodeURIComponent(value.replaceAll(/([,$\\])/g, '\\$1'))}`;
            assert.ok((await strictly(words)).includes(String(resource['id'])), `${type}?${words}`);
            met += 1;
            break;
          }
        }
      }
      assert.ok(walked > 150 && met > 70, `${walked} walked, ${met} met by a value`);
    });
  });
});

describe('the history of what is told anew each time', () => {
  it('has the latest alone, and of a decision its end, too', async () => {
    await withTestApp(async (app) => {
      const { client } = await fullWorld(app);
      for (const [type, kind] of kinds) {
        if (kind.hasOnlyLatest !== true) continue;
        const [first] = (await client.get(type)).entries;
        assert.ok(first !== undefined);
        const id = String(first.resource['id']);
        const { versionId: version } = first.resource['meta'] as { versionId: string };
        const history = await client.get(`${type}/${id}/_history`);
        assert.equal(history.status, 200, history.text);
        assert.deepEqual(
          history.entries.map((one) => one.resource),
          [first.resource],
          type,
        );
        assert.deepEqual((await client.get(`${type}/${id}/_history/${version}`)).json, first.resource, type);
        assert.equal((await client.get(`${type}/${id}/_history/${Number(version) + 1}`)).status, 404);
      }
      const [consent] = (await client.get('Consent')).entries;
      const versions = await client.get(`Consent/${String(consent?.resource['id'])}/_history`);
      assert.deepEqual(
        versions.entries.map((one) => one.resource['status']),
        ['active'],
      );
    });
  });
});
