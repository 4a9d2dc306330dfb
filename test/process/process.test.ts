import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { readConfig } from '../../src/config/config.ts';
import { openDatabase } from '../../src/open.ts';
import { silentLog } from '../support/silent-log.ts';

type Running = { child: ChildProcess; address: string; seconds: number; output: () => string };

const node = ['--disable-warning=ExperimentalWarning', '--import', './tools/register.js', 'src/cli.ts', 'start'];

function launch(folder: string): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, node, {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATA_FOLDER: folder,
      PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text };
}

/** The real service, as `npm start` starts it, on a free port. */
async function start(folder: string): Promise<Running> {
  const began = performance.now();
  const { child, output } = launch(folder);
  while (!/Common Thread is at (\S+)/.test(output())) {
    if (child.exitCode !== null) throw new Error(`the service ended: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    child,
    output,
    address: /Common Thread is at (\S+)/.exec(output())?.[1] ?? '',
    seconds: (performance.now() - began) / 1_000,
  };
}

async function post(address: string, path: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  return await fetch(address + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', cookie },
    body: new URLSearchParams(form).toString(),
  });
}

async function signIn(address: string, email: string): Promise<string> {
  const answer = await post(address, '/sign-in/demo', { email });
  assert.equal(answer.status, 303);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'common-thread-process-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

describe('the running service', { timeout: 900_000 }, () => {
  it('loses no acknowledged write and keeps no half of one when it is killed in the middle of writes', async (context) => {
    await withFolder(async (folder) => {
      const first = await start(folder);
      const cookie = await signIn(first.address, 'ruth@wrenmouth.example');
      const acknowledged: string[] = [];
      const life = { isOver: false };
      const write = async (writer: number): Promise<void> => {
        for (let count = 0; !life.isOver; count += 1) {
          const reason = `Objection ${writer}-${count}`;
          const answer = await post(
            first.address,
            '/wrenmouth/priorities/tell-it-once/objections',
            { reason, name: 'A resident' },
            cookie,
          ).catch(() => undefined);
          if (answer?.status === 303) acknowledged.push(reason);
          else if (answer === undefined) return;
          else assert.fail(`an objection was answered with ${answer.status}`);
        }
      };
      const writers = [0, 1, 2, 3].map(async (writer) => await write(writer));
      while (acknowledged.length < 25) await new Promise((resolve) => setTimeout(resolve, 5));
      first.child.kill('SIGKILL');
      await once(first.child, 'exit');
      life.isOver = true;
      await Promise.all(writers);

      const second = await start(folder);
      context.diagnostic(
        `first start ${first.seconds.toFixed(1)} s with the seed, second ${second.seconds.toFixed(1)} s; ${acknowledged.length} writes acknowledged`,
      );
      assert.ok(second.seconds < 15, `the second start took ${second.seconds} s`);
      assert.equal((await fetch(`${second.address}/wrenmouth`)).status, 200);
      second.child.kill('SIGTERM');
      await once(second.child, 'exit');

      const config = readConfig({ DATA_FOLDER: folder });
      assert.ok(config.ok);
      const opened = await openDatabase(config.value, silentLog);
      const rows = await opened.db.read({ role: 'thread_owner' }, async (trx) => {
        const result = await sql<{ reason: string; cards: number; links: number; events: number }>`
          select o.reason,
                 (select count(*)::int from thread_record r where r.kind = 'objection' and r.id = o.id) as cards,
                 (select count(*)::int from thread_link l where l.to_kind = 'objection' and l.to_id = o.id) as links,
                 (select count(*)::int from thread_event e where e.kind = 'objection' and e.record_id = o.id) as events
            from objection o where o.reason like 'Objection %'`.execute(trx);
        return result.rows;
      });
      await opened.close();
      const kept = new Set(rows.map((row) => row.reason));
      assert.deepEqual(
        acknowledged.filter((reason) => !kept.has(reason)),
        [],
      );
      assert.deepEqual(
        rows.filter((row) => row.cards !== 1 || row.links !== 1 || row.events !== 1),
        [],
      );
    });
  });

  it('refuses a data folder that another process is using, and says which', async () => {
    await withFolder(async (folder) => {
      const first = await start(folder);
      const second = launch(folder);
      const [code] = (await once(second.child, 'exit')) as [number];
      assert.notEqual(code, 0);
      assert.match(second.output(), new RegExp(String(first.child.pid)));
      assert.equal((await fetch(`${first.address}/readyz`)).status, 200);
      first.child.kill('SIGTERM');
      await once(first.child, 'exit');
    });
  });

  it('stops within five seconds when it is asked to, with nothing left locked', async () => {
    await withFolder(async (folder) => {
      const first = await start(folder);
      const began = performance.now();
      first.child.kill('SIGTERM');
      const [code] = (await once(first.child, 'exit')) as [number];
      assert.equal(code, 0);
      assert.ok(performance.now() - began < 5_000);
      const again = await start(folder);
      again.child.kill('SIGTERM');
      await once(again.child, 'exit');
    });
  });
});
