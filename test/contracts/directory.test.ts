import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { askAll } from '../support/search-quality.ts';
import { withDemoService } from '../support/service.ts';
import { sharedData } from '../support/shared-data.ts';

const checker = sharedData('community/check.mjs');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Runs the published rules against a feed; the last line is the verdict. */
async function check(address: string): Promise<{ lines: string[]; verdict: string; code: number }> {
  // The checker takes its validator from the folder that it lies in: a copy inside the project finds the project's own.
  const folder = join('tmp', 'open-referral');
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, 'check.mjs');
  copyFileSync(checker.path, copy);
  const schemas = join(dirname(checker.path), 'schemas');
  const child = spawn(process.execPath, [copy, address, schemas], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  const lines = said.trim().split('\n');
  return { lines, verdict: lines.at(-1) ?? '', code };
}

async function checkMock(name: string): Promise<{ lines: string[]; verdict: string; code: number }> {
  const folder = dirname(checker.path);
  const port = await freePort();
  const mock = spawn(process.execPath, [join(folder, 'mock.mjs'), join(folder, 'mocks', name), String(port)], {
    stdio: 'ignore',
  });
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
      if (isUp) break;
    }
    return await check(`http://127.0.0.1:${port}`);
  } finally {
    mock.kill();
  }
}

function doubts(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim().startsWith('~'));
}

describe('the directory of the demo', { timeout: 1_200_000 }, () => {
  it('answers written questions: nine in ten of what is expected stand among the first ten', async () => {
    await withDemoService(async (service) => {
      const { asked, recall } = await askAll(service);
      assert.equal(asked.length, 60);
      const missed = asked.filter((one) => one.recall < 1);
      const told = missed.map((one) => `${one.question}: ${one.expected.join(', ')} | ${one.found.join(', ')}`);
      assert.ok(recall >= 0.9, `${recall}\n${told.join('\n')}`);
    });
  });

  it(
    'is Open Referral UK 3.0 at both levels, by a checker that knows right from wrong',
    { skip: checker.absent },
    async () => {
      // First the checker itself: feeds that are known to be right, doubtful and wrong.
      const known = {
        'V3.0-UK-Default': ['PASS: level 1 failed 0, level 2 failed 0', 0],
        'V3.0-UK-Warn': ['PASS with warnings: level 1 failed 0, level 2 failed 1', 0],
        'V3.0-UK-Fail': ['FAIL: level 1 failed 3, level 2 failed 1', 1],
        'V3.0-UK-Test': ['PASS: level 1 failed 0, level 2 failed 0', 0],
      };
      for (const [name, [verdict, code]] of Object.entries(known)) {
        const found = await checkMock(name);
        assert.deepEqual([found.verdict, found.code], [verdict, code], `${name}\n${found.lines.join('\n')}`);
        if (name === 'V3.0-UK-Test') assert.equal(doubts(found.lines).length, 1);
      }
      await withDemoService(async (_service, _source, address) => {
        const ours = await check(`${address}/wrenmouth/open-referral/3.0`);
        const all = ours.lines.join('\n');
        assert.equal(ours.verdict, 'PASS: level 1 failed 0, level 2 failed 0', all);
        assert.deepEqual(doubts(ours.lines), [], all);
        assert.equal(ours.lines.filter((line) => line.startsWith('ok')).length, 11, all);
      });
    },
  );
});
