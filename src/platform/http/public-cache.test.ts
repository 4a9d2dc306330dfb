import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { KeptPage, PublicCache } from './public-cache.ts';

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
