import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KnownTokens } from './known-tokens.ts';

describe('cookies whose signature was checked before', () => {
  it('are not checked again, for the very same cookie only', async () => {
    const tokens = new KnownTokens();
    const checked: string[] = [];
    const of = async (cookie: string): Promise<string | null> =>
      await tokens.of(cookie, async () => {
        checked.push(cookie);
        return `token of ${cookie}`;
      });
    assert.deepEqual([await of('a'), await of('b'), await of('a')], ['token of a', 'token of b', 'token of a']);
    assert.deepEqual(checked, ['a', 'b']);
  });

  it('are checked each time when they are not ours', async () => {
    const tokens = new KnownTokens();
    let checked = 0;
    const check = async (): Promise<null> => {
      checked += 1;
      return null;
    };
    assert.deepEqual([await tokens.of('forged', check), await tokens.of('forged', check)], [null, null]);
    assert.equal(checked, 2);
  });

  it('are forgotten from the oldest when they are too many', async () => {
    const tokens = new KnownTokens(2);
    const checked: string[] = [];
    for (const cookie of ['a', 'b', 'c', 'b', 'c', 'a'])
      await tokens.of(cookie, async () => {
        checked.push(cookie);
        return cookie;
      });
    assert.deepEqual(checked, ['a', 'b', 'c', 'a']);
  });
});
