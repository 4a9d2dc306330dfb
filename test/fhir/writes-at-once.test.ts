// What another system writes by one statement leaves the same rows, and is answered alike, as written under the policies.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, withWorld } from './writes/world.ts';
import { people } from './writes/people.ts';
import { requests } from './writes/requests.ts';
import { tasks } from './writes/tasks.ts';
import { moves } from './writes/moves.ts';
import { bundles } from './writes/bundles.ts';
import { withWriting, writings, wroteAlone } from './writes/alone.ts';
import {
  faultsOfMove,
  faultsOfPatient,
  faultsOfRequest,
  faultsOfTask,
  unnoticed,
  faultsOfWriter,
} from './writes/faults.ts';

describe('what other systems write', () => {
  it('is a person by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, people), []);
      const faults = [...faultsOfWriter, ...(await faultsOfPatient(world))];
      assert.deepEqual(await unnoticed(world, faults, people), []);
    });
  });

  it('is a request by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, requests), []);
      assert.deepEqual(await unnoticed(world, await faultsOfRequest(world), requests), []);
    });
  });

  it('is a task by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, tasks), []);
      assert.deepEqual(await unnoticed(world, await faultsOfTask(world), tasks), []);
    });
  });

  it('is nothing by a function that is asked by itself, for anybody but a client that may write it', async () => {
    await withWorld(async (world) => {
      for (const name of Object.keys(writings))
        await withWriting({ ...world }, name, async (one, needed) => {
          assert.deepEqual(await wroteAlone(world, one, needed), [], name);
        });
    });
  });

  it('is a transaction by one statement as under the policies', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, bundles), []);
    });
  });

  it('is what became of a task by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, moves), []);
      assert.deepEqual(await unnoticed(world, await faultsOfMove(world), moves), []);
    });
  });
});
