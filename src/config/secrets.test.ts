import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sessionSecret } from './secrets.ts';

describe('the secret that signs sessions', () => {
  it('is the one that was set, or is made once and kept for the owner alone', () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'common-thread-'));
    try {
      assert.equal(sessionSecret({ secret: 'set', dataFolder }), 'set');
      const made = sessionSecret({ secret: undefined, dataFolder });
      assert.ok(made.length >= 64);
      assert.equal(sessionSecret({ secret: undefined, dataFolder }), made);
      assert.equal(statSync(join(dataFolder, 'secret')).mode & 0o777, 0o600);
      writeFileSync(join(dataFolder, 'secret'), 'short');
      assert.throws(() => sessionSecret({ secret: undefined, dataFolder }), /too short/);
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
