import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs nothing: an embedded database, the demo place, port 3000', () => {
    const read = readConfig({});
    assert.ok(read.ok);
    assert.deepEqual(read.value.database, { kind: 'pglite', folder: './data' });
    assert.equal(read.value.port, 3000);
    assert.equal(read.value.demo, true);
  });

  it('never offers the demo in production unless it is asked for', () => {
    const read = readConfig({ NODE_ENV: 'production' });
    assert.ok(read.ok);
    assert.equal(read.value.demo, false);
  });

  it('names every variable that is wrong, all at once', () => {
    const read = readConfig({
      PORT: 'x',
      DATABASE_URL: 'mysql://x',
      SECRET: 'short',
      BASE_URL: 'nowhere',
      SMTP_URL: 'smtp://x',
      DEMO: 'maybe',
      LOG_LEVEL: 'loud',
    });
    assert.ok(!read.ok);
    for (const name of ['PORT', 'DATABASE_URL', 'SECRET', 'BASE_URL', 'MAIL_FROM', 'DEMO', 'LOG_LEVEL']) {
      assert.ok(
        read.error.some((problem) => problem.startsWith(name)),
        name,
      );
    }
  });

  it('asks for a secret when several processes could share the database', () => {
    const read = readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://somewhere/db' });
    assert.ok(!read.ok);
    assert.match(read.error[0] ?? '', /SECRET/);
  });
});
