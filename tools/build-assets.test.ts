import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildAssets } from './build-assets.ts';

function sizeOf(address: string): number {
  return gzipSync(readFileSync(`build${address}`), { level: 9 }).length;
}

describe('the built assets', () => {
  it('stay small: 25 kB of styles and 12 kB of script, compressed', async () => {
    const assets = await buildAssets();
    assert.ok(sizeOf(assets.css) < 25_000, `styles are ${sizeOf(assets.css)} bytes`);
    assert.ok(sizeOf(assets.js) < 12_000, `script is ${sizeOf(assets.js)} bytes`);
  });

  it('of the screens in a room stay small too: 6 kB of styles and 8 kB of script more', async () => {
    const { room } = await buildAssets();
    assert.ok(sizeOf(room.css) < 6_000, `styles are ${sizeOf(room.css)} bytes`);
    assert.ok(sizeOf(room.js) < 8_000, `script is ${sizeOf(room.js)} bytes`);
  });

  it('name no other host, no font file, and only images that were built too', async () => {
    const { css, room } = await buildAssets();
    const styles = readFileSync(`build${css}`, 'utf8') + readFileSync(`build${room.css}`, 'utf8');
    assert.doesNotMatch(styles, /https?:|@font-face|Frutiger/i);
    for (const [, address = ''] of styles.matchAll(/url\(["']?([^"')]+)/g)) {
      assert.ok(existsSync(`build${address}`), `${address} is missing`);
    }
  });

  it('are not built again when nothing changed', async () => {
    const first = await buildAssets();
    const startedAt = performance.now();
    assert.deepEqual(await buildAssets(), first);
    assert.ok(performance.now() - startedAt < 200);
  });
});
