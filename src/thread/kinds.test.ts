import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Trx } from '../platform/database/database.ts';
import { ThreadRegistry, threadParts, type Asking, type HomePart } from './kinds.ts';

describe('what the modules tell the thread', () => {
  it('stands on the home page in the order of the thread, whoever told it first', async () => {
    const registry = new ThreadRegistry();
    for (const at of threadParts.toReversed())
      registry.addHome(at, async (): Promise<HomePart> => ({
        part: 'did',
        figures: [{ value: '1', text: at }],
        items: [],
      }));
    const parts = await registry.home({} as Trx, {} as Asking);
    assert.deepEqual(
      parts.map((part) => part.figures[0]?.text),
      [...threadParts],
    );
  });

  it('has its loose ends together, those of a kind and those that another module adds', () => {
    const registry = new ThreadRegistry();
    const find = async () => [];
    registry.addLooseEnds({ heading: 'Measures of nothing', find });
    registry.addKind({ kind: 'measure', one: 'measure', many: 'measures', looseEnds: { heading: 'Unmeasured', find } });
    assert.deepEqual(
      registry.looseEnds().map((list) => list.heading),
      ['Unmeasured', 'Measures of nothing'],
    );
  });
});
