import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { KeptPage, PublicCache, PublicParts } from './public-cache.ts';

describe('the cache of public pages', () => {
  it('keeps a page until its place changes, and leaves other places alone', () => {
    const cache = new PublicCache();
    cache.keep('/a', 'place-a', cache.versionOf('place-a'), '<p>a</p>');
    cache.keep('/b', 'place-b', cache.versionOf('place-b'), '<p>b</p>');
    cache.forget('place-a');
    assert.equal(cache.get('/a'), undefined);
    assert.equal(gunzipSync(cache.get('/b')?.in('gzip') ?? Buffer.alloc(0)).toString(), '<p>b</p>');
  });

  it('does not keep a page that was begun before a change and finished after it', () => {
    const cache = new PublicCache();
    const version = cache.versionOf('place-a');
    cache.forget('place-a');
    cache.keep('/a', 'place-a', version, 'old');
    assert.equal(cache.get('/a'), undefined);
  });

  it('forgets everything when it may have missed a change, pages in the making included', () => {
    const cache = new PublicCache();
    cache.keep('/a', 'place-a', 0, 'a');
    const version = cache.versionOf('place-a');
    cache.forget();
    cache.keep('/a', 'place-a', version, 'old');
    assert.equal(cache.get('/a'), undefined);
  });

  it('makes a page that is asked for again smaller, and it says the same', async () => {
    const html = Array.from({ length: 400 }, (_, at) => `<li>${at * at} people said so on day ${at % 31}</li>`).join(
      '',
    );
    const page = new KeptPage(html);
    for (const [encoding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const first = page.in(encoding);
      for (let again = 0; again < 4; again += 1) assert.equal(page.in(encoding).length, first.length);
      await page.settled();
      const later = page.in(encoding);
      assert.ok(later.length < first.length, encoding);
      assert.equal(open(first).toString(), html);
      assert.equal(open(later).toString(), html);
    }
    assert.equal(page.in(undefined).toString(), html);
  });

  it('holds no more pages than its capacity', () => {
    const cache = new PublicCache(2);
    for (const key of ['/1', '/2', '/3']) cache.keep(key, 'p', 0, key);
    assert.equal(cache.get('/1'), undefined);
    assert.ok(cache.get('/3'));
  });
});

describe('parts of public pages', () => {
  it('are made once, and again after something public of their place has changed', async () => {
    const cache = new PublicCache();
    const parts = new PublicParts<number>(cache);
    let made = 0;
    const ask = async (place: string): Promise<number> =>
      await parts.of(place, `${place}/x`, async () => await Promise.resolve((made += 1)));
    assert.deepEqual([await ask('a'), await ask('a'), await ask('b')], [1, 1, 2]);
    cache.forget('a');
    assert.deepEqual([await ask('a'), await ask('a'), await ask('b')], [3, 3, 2]);
    cache.forget();
    assert.deepEqual([await ask('a'), await ask('b')], [4, 5]);
  });

  it('that were begun before a change are made again after it', async () => {
    const cache = new PublicCache();
    const parts = new PublicParts<string>(cache);
    const early = await parts.of('a', 'x', async () => {
      cache.forget('a');
      return await Promise.resolve('old');
    });
    assert.equal(early, 'old');
    assert.equal(await parts.of('a', 'x', async () => await Promise.resolve('new')), 'new');
  });

  it('are no more than the capacity', async () => {
    const parts = new PublicParts<string>(new PublicCache(), 2);
    for (const key of ['1', '2', '3']) await parts.of('a', key, async () => await Promise.resolve('first'));
    assert.equal(await parts.of('a', '1', async () => await Promise.resolve('second')), 'second');
    assert.equal(await parts.of('a', '3', async () => await Promise.resolve('second')), 'first');
  });
});
