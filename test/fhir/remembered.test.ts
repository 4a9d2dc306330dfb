// What a client sent a moment ago is not read again before its task is sent, and is true all the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid } from '../../src/kernel/ids.ts';
import { Lately } from '../../src/adapters/fhir/store/ahead.ts';
import { withTestApp, type TestApp } from '../support/app.ts';
import { fhirClient, patient, serviceRequest, task, type FhirAnswer, type FhirClient } from '../support/fhir.ts';

type World = { app: TestApp; client: FhirClient; group: string; person: string; asked: string[] };

async function exec(app: TestApp, text: string): Promise<void> {
  const connection = await app.db.source.acquire();
  await connection.exec(text);
  connection.release();
}

/** A world in which the group was asked before; `asked` are the functions that are asked from here on. */
async function withWorld(test: (world: World) => Promise<void>): Promise<void> {
  await withTestApp(async (app) => {
    const group = await app.addOrganisation('Testbourne Café');
    const client = await fhirClient(app);
    const { id: person } = await client.post('Patient', patient());
    const world: World = { app, client, group, person, asked: [] };
    // The month's count waits once it was asked for: until then nothing is written at once.
    for (let sent = 0; sent < 2; sent += 1) assert.equal((await sendTask(world, await ask(world))).status, 201);
    const { db } = app.context;
    const [once, together] = [db.once.bind(db), db.onceTogether.bind(db)];
    const note = ({ sql }: { sql: string }): void => {
      world.asked.push(...(sql.match(/thread\.(?:tell|write)_\w+/g) ?? []));
    };
    db.once = async (scope, mode, statement) => {
      note(statement);
      return await once(scope, mode, statement);
    };
    db.onceTogether = async (scope, statement, inTurn) => {
      note(statement);
      return await together(scope, statement, inTurn);
    };
    await test(world);
    Object.assign(db, { once, onceTogether: together });
  });
}

async function ask({ client, person }: World): Promise<string> {
  return (await client.post('ServiceRequest', serviceRequest(`Patient/${person}`))).id;
}

async function sendTask({ client, person, group }: World, request: string, by = client): Promise<FhirAnswer> {
  return await by.post('Task', task(`ServiceRequest/${request}`, `Patient/${person}`, group));
}

describe('a request that was sent a moment ago', () => {
  it('is not read again before its task, once, and by nobody but its client', async () => {
    await withWorld(async (world) => {
      const [first, second] = [await ask(world), await ask(world)];
      world.asked.length = 0;
      assert.equal((await sendTask(world, first)).status, 201);
      assert.deepEqual(world.asked, ['thread.write_task']);
      const colleague = await fhirClient(world.app);
      world.asked.length = 0;
      assert.equal((await sendTask(world, second, colleague)).status, 201);
      assert.deepEqual(world.asked, ['thread.tell_unsent', 'thread.write_task']);
      world.asked.length = 0;
      assert.equal((await sendTask(world, first)).status, 409, 'it has its task');
      assert.deepEqual(world.asked, ['thread.tell_unsent']);
    });
  });

  it('is sent as it is now, where it was changed', async () => {
    await withWorld(async (world) => {
      const { client, person } = world;
      const id = await ask(world);
      const reasonCode = [{ text: 'Somebody to talk to' }];
      const changed = { ...serviceRequest(`Patient/${person}`, { reasonCode }), id };
      assert.equal((await client.put(`ServiceRequest/${id}`, changed)).status, 200);
      assert.equal((await sendTask(world, id)).status, 201);
      const connection = await world.app.db.source.acquire();
      const { rows } = await connection.query('select reason from referral where id = $1', [id]);
      connection.release();
      assert.match(String((rows as { reason: string }[])[0]?.reason), /Somebody to talk to/);
    });
  });

  it('is refused as what it is now, where it is gone', async () => {
    await withWorld(async (world) => {
      const { client, group } = world;
      const [{ id: other }, kept, gone] = [await client.post('Patient', patient()), await ask(world), await ask(world)];
      const aboutAnother = async (id: string): Promise<FhirAnswer> =>
        await client.post('Task', task(`ServiceRequest/${id}`, `Patient/${other}`, group));
      assert.match((await aboutAnother(kept)).text, /same person/);
      assert.equal((await client.send('DELETE', `ServiceRequest/${gone}`)).status, 204);
      const answer = await aboutAnother(gone);
      assert.equal(answer.status, 422);
      assert.match(answer.text, /no such request/);
    });
  });

  it('goes to a partner by the name that it has now, and not to one that has left', async () => {
    await withWorld(async (world) => {
      const [named, after, refused] = [await ask(world), await ask(world), await ask(world)];
      await exec(world.app, `update organisation set name = 'Another' where id = '${world.group}'`);
      world.asked.length = 0;
      assert.equal((await sendTask(world, named)).status, 201);
      const connection = await world.app.db.source.acquire();
      const { rows } = await connection.query('select to_name from referral where id = $1', [named]);
      connection.release();
      assert.deepEqual(rows, [{ to_name: 'Another' }]);
      assert.deepEqual(world.asked, ['thread.write_task'], 'it was sent under the policies');
      world.asked.length = 0;
      assert.equal((await sendTask(world, after)).status, 201);
      assert.deepEqual(world.asked, ['thread.tell_unsent', 'thread.write_task'], 'the old name is forgotten');
      await exec(world.app, `update partner set left_on = current_date where organisation_id = '${world.group}'`);
      assert.equal((await sendTask(world, refused)).status, 422);
    });
  });

  it('is remembered for a minute, and only among the last two hundred', () => {
    const lately = new Lately();
    const at = new Date('2026-03-01T10:00:00Z');
    const later = (ms: number): Date => new Date(at.getTime() + ms);
    const part = { id: newUuid(), person: newUuid(), version: 1, bumps: 1, content: {}, at, authorOrg: null } as never;
    lately.keepRequest('a', part, at);
    assert.equal(lately.takeRequest('a', later(59_999)), part);
    assert.equal(lately.takeRequest('a', later(59_999)), undefined, 'it is taken once');
    lately.keepRequest('a', part, at);
    assert.equal(lately.takeRequest('a', later(60_000)), undefined);
    for (let index = 0; index <= 200; index += 1) lately.keepRequest(String(index), part, at);
    assert.equal(lately.takeRequest('0', at), undefined);
    assert.equal(lately.takeRequest('1', at), part);
  });
});
