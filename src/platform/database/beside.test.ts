import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Beside } from './beside.ts';
import type { Connection } from './connections.ts';

/** A connection that answers everything with its own name, and writes down what it was asked. */
function named(name: string, told: string[] = []): Connection & { told: string[] } {
  return {
    told,
    query: async (sql) => {
      told.push(sql);
      if (sql.includes('fail')) throw new Error(name);
      return { rows: [name], affected: undefined, command: 'SELECT' };
    },
    exec: async (sql) => {
      told.push(sql);
    },
    release: (broken) => told.push(broken === true ? 'closed' : 'given back'),
    leave: () => told.push('left'),
  };
}

async function askAll(beside: Beside, sql: readonly string[]): Promise<unknown[]> {
  return (await Promise.all(sql.map(async (one) => await beside.query(one, [])))).map(({ rows }) => rows[0]);
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `select ${index}`);
}

describe('a reading beside another', () => {
  it('stays on one connection while it asks little at once', async () => {
    const first = named('first');
    const beside = new Beside(
      first,
      (second) => void second.query('begin', []),
      () => assert.fail('nothing more is needed'),
    );
    for (let turn = 0; turn < 5; turn += 1) {
      assert.deepEqual(new Set(await askAll(beside, many(6))), new Set(['first']));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await beside.leave();
    assert.equal(first.told.length, 30);
  });

  it('asks half of much on a second one, which begins in the same way and is left', async () => {
    const [first, second] = [named('first'), named('second')];
    const beside = new Beside(
      first,
      (second) => void second.query('begin as somebody', []),
      async () => second,
    );
    const answers = await askAll(beside, many(20));
    assert.equal(answers.filter((name) => name === 'second').length, 10);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await askAll(beside, many(2)), ['first', 'second'], 'and of the next turn, too');
    await beside.leave();
    assert.equal(second.told[0], 'begin as somebody');
    assert.equal(second.told.at(-1), 'left');
    assert.equal(first.told.includes('left'), false, 'the first is not its to give back');
  });

  it('goes on alone where no connection is to spare, or none comes', async () => {
    for (const spare of [() => undefined, async () => await Promise.reject<Connection>(new Error('away'))]) {
      const first = named('first');
      const beside = new Beside(first, (second) => void second.query('begin', []), spare);
      assert.deepEqual(new Set(await askAll(beside, many(20))), new Set(['first']));
      await beside.leave();
      assert.equal(first.told.length, 20);
    }
  });

  it('asks on the first alone from a statement that sets something', async () => {
    const [first, second] = [named('first'), named('second')];
    const beside = new Beside(
      first,
      (second) => void second.query('begin', []),
      async () => second,
    );
    await askAll(beside, many(12));
    assert.deepEqual(
      new Set(await askAll(beside, ['set local plan_cache_mode = auto', ...many(20)])),
      new Set(['first']),
    );
  });

  it('rolls back on both, and tells what failed on the second', async () => {
    const [first, second] = [named('first'), named('second')];
    const beside = new Beside(
      first,
      (second) => void second.query('begin', []),
      async () => second,
    );
    await assert.rejects(askAll(beside, [...many(7), 'select fail']), /second/);
    await beside.rollBack();
    assert.deepEqual(second.told.slice(-2), ['rollback', 'given back']);
  });
});
