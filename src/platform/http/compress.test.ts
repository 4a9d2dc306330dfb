import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressQuickly } from './compress.ts';

describe('a page that is sent once', () => {
  it('says the same in each encoding, whatever its length and characters, and is not changed by the next one', () => {
    const pages = ['', 'tea', 'Café “Saltmarsh” \u{1f375}', '“é”'.repeat(50_000), 'é'.repeat(400_000)];
    for (const [encoding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
      [undefined, (bytes: Buffer) => bytes],
    ] as const) {
      const sent = pages.map((page) => compressQuickly(page, encoding));
      assert.deepEqual(
        sent.map((bytes) => open(bytes).toString()),
        pages,
        encoding ?? 'as it is',
      );
      assert.equal(open(compressQuickly(Buffer.from('tea'), encoding)).toString(), 'tea');
    }
  });
});
