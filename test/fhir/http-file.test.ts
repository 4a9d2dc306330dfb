import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../support/app.ts';
import { agree } from '../support/people.ts';
import { fhirClient } from '../support/fhir.ts';

type Step = {
  title: string;
  name: string | undefined;
  expect: number;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
};

/** The requests of an .http file: a title, what it expects, a line, headers, an empty line, a body. */
function stepsOf(text: string): Step[] {
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const lines = part.split('\n');
      const [title = '', ...rest] = lines;
      const said = (word: string): string | undefined =>
        rest.map((line) => new RegExp(`^# @${word} (\\S+)`).exec(line)?.[1]).find((one) => one !== undefined);
      const request = rest.filter((line) => !line.startsWith('#'));
      const [first = '', ...below] = request;
      const gap = below.indexOf('');
      const headers = Object.fromEntries(
        below.slice(0, gap).map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
      );
      const [method = '', url = ''] = first.split(/ (.*)/s);
      return {
        title,
        name: said('name'),
        expect: Number(said('expect')),
        method,
        url,
        headers,
        body: below.slice(gap).join('\n').trim(),
      };
    });
}

describe('the requests of the integrator’s guide', () => {
  it('run as they stand, and answer as they say', async () => {
    await withTestApp(async (app: TestApp) => {
      const group = await app.addOrganisation('Wrenmouth Community Café');
      await agree(app, [app.organisation.id, group]);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`update place set slug = 'wrenmouth' where id = ${app.place.id}`.execute(trx);
      });
      app.context.places.replace([{ ...app.place, slug: 'wrenmouth' }]);
      const client = await fhirClient({ ...app, place: { ...app.place, slug: 'wrenmouth' } });
      const known = new Map<string, string>([
        ['base', 'http://localhost:3000/wrenmouth/fhir/r4'],
        ['client', client.id],
        ['secret', client.secret],
        ['group', group],
        ['organisation', app.organisation.id],
      ]);
      const filled = (text: string): string =>
        text.replaceAll(/\{\{([\w.]+)\}\}/g, (_, name: string) => {
          const value = known.get(name);
          assert.ok(value !== undefined, `nothing is known of ${name}`);
          return value;
        });
      const steps = stepsOf(readFileSync('docs/integrators/wrenmouth.http', 'utf8'));
      assert.ok(steps.length >= 18);
      for (const step of steps) {
        const response = await app.app.inject({
          method: step.method as 'GET',
          url: filled(step.url).replace('http://localhost:3000', ''),
          headers: Object.fromEntries(Object.entries(step.headers).map(([name, value]) => [name, filled(value)])),
          ...(step.body === '' ? {} : { payload: filled(step.body) }),
        });
        assert.equal(response.statusCode, step.expect, `${step.title}: ${response.body}`);
        if (step.name === undefined) continue;
        for (const [name, value] of Object.entries(response.json<Record<string, unknown>>()))
          if (typeof value === 'string') known.set(`${step.name}.${name}`, value);
      }
    });
  });
});
