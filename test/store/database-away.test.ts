import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readConfig } from '../../src/config/config.ts';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { openDatabase } from '../../src/open.ts';
import { PostgresSource } from '../../src/platform/database/connections.ts';
import { createService } from '../../src/start.ts';
import { sharedSource } from '../support/database.ts';
import { silentLog } from '../support/silent-log.ts';

/** A line to the database that can be cut and mended. */
class Line {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  isCut = false;

  constructor(to: URL) {
    this.#server = createServer((socket) => {
      if (this.isCut) {
        socket.destroy();
        return;
      }
      const far = connect(Number(to.port), to.hostname);
      for (const one of [socket, far]) {
        this.#sockets.add(one);
        one.on('error', () => {});
        one.on('close', () => {
          this.#sockets.delete(one);
          socket.destroy();
          far.destroy();
        });
      }
      socket.pipe(far).pipe(socket);
    });
  }
  async open(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }
  cut(): void {
    this.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }
  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const url = testDatabaseUrl();

describe(
  'when the database goes away',
  { skip: url === undefined && 'needs a served database: set TEST_DATABASE_URL' },
  () => {
    it('a transaction that was under way fails by itself, and the process lives', { timeout: 60_000 }, async () => {
      const line = new Line(new URL(url ?? ''));
      const through = new URL(url ?? '');
      through.port = String(await line.open());
      const source = new PostgresSource({ url: through.href, connections: 1, onError: () => {} });
      try {
        const held = await source.acquire();
        await held.exec('begin');
        line.cut(); // between two statements: nothing waits for an answer
        await new Promise((resolve) => setTimeout(resolve, 50));
        await assert.rejects(held.query('select 1', []));
        held.release();
        line.isCut = false;
        const next = await source.acquire();
        assert.deepEqual((await next.query('select 1 as one', [])).rows, [{ one: 1 }]);
        next.release();
      } finally {
        await source.close();
        await line.close();
      }
    });

    it('the service says so on a plain page, and goes on by itself when it is back', { timeout: 60_000 }, async () => {
      await sharedSource(); // the schema is there
      const line = new Line(new URL(url ?? ''));
      const through = new URL(url ?? '');
      through.port = String(await line.open());
      const folder = mkdtempSync(join(tmpdir(), 'common-thread-away-'));
      const config = readConfig({ DATABASE_URL: through.href, DATA_FOLDER: folder, PORT: '0', DEMO: 'no' });
      assert.ok(config.ok);
      const opened = await openDatabase(config.value, silentLog);
      const service = await createService(
        config.value,
        opened,
        { css: '/assets/x.css', js: '/assets/x.js', room: { css: '', js: '' } },
        silentLog,
      );
      const address = await service.start();
      try {
        assert.equal((await fetch(`${address}/readyz`)).status, 200);
        line.cut();
        const away = await fetch(`${address}/readyz`, { headers: { accept: 'text/html' } });
        assert.equal(away.status, 503);
        assert.match(await away.text(), /Nothing you sent was half-saved/);
        assert.equal((await fetch(`${address}/healthz`)).status, 200, 'the process itself lives');
        line.isCut = false;
        let status = 0;
        for (let tries = 0; tries < 100 && status !== 200; tries += 1) {
          ({ status } = await fetch(`${address}/readyz`));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        assert.equal(status, 200);
      } finally {
        await service.stop();
        await line.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
);
