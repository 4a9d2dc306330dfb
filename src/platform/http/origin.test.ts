import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFromThisSite } from './origin.ts';

const base = 'https://thread.example.org';

describe('a request that changes something', () => {
  it('is accepted from our own pages', () => {
    assert.equal(isFromThisSite({ 'sec-fetch-site': 'same-origin' }, base), true);
    assert.equal(isFromThisSite({ origin: 'https://thread.example.org' }, base), true);
    assert.equal(isFromThisSite({ origin: 'http://localhost:3000', host: 'localhost:3000' }, base), true);
  });

  it('is refused from another site, a sibling domain, a sandbox, or when it says nothing', () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: base },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ]) {
      assert.equal(isFromThisSite(headers, base), false, JSON.stringify(headers));
    }
  });
});
