import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { lockFolder } from './folder-lock.ts';

const source = join(import.meta.dirname, 'folder-lock.ts');

/** Another process that tries to take the folder, says "held" or why not, and then waits or ends. */
function rival(folder: string, then: 'wait' | 'end'): { child: ChildProcess; said: Promise<string> } {
  const program = `
    const { lockFolder } = await import(${JSON.stringify(source)});
    const taken = lockFolder(${JSON.stringify(folder)});
    console.log(taken.ok ? 'held' : taken.error);
    if (${JSON.stringify(then)} === 'wait') setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    program,
  ]);
  const said = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('\n')) resolve(text.trim());
    });
    child.stderr.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
  });
  return { child, said };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
}

describe('the lock of the data folder', () => {
  const folders: string[] = [];
  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'common-thread-lock-'));
    folders.push(folder);
    return folder;
  }
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('is given once, and again when it was released', () => {
    const folder = newFolder();
    const first = lockFolder(folder);
    assert.ok(first.ok);
    const second = lockFolder(folder);
    assert.ok(!second.ok);
    assert.match(second.error, new RegExp(`already in use by process ${process.pid}, since \\d{4}-\\d\\d-\\d\\dT`));
    first.value.release();
    const third = lockFolder(folder);
    assert.ok(third.ok);
    third.value.release();
    assert.ok(!existsSync(join(folder, 'process.lock')));
  });

  it('makes a folder that is not there yet', () => {
    const taken = lockFolder(join(newFolder(), 'deep', 'data'));
    assert.ok(taken.ok);
    taken.value.release();
  });

  it('refuses a second process, naming the first; is taken over when that one was killed', async () => {
    const folder = newFolder();
    const { child, said } = rival(folder, 'wait');
    assert.equal(await said, 'held');
    const refused = lockFolder(folder);
    assert.ok(!refused.ok);
    assert.ok(refused.error.includes(`process ${child.pid}`), refused.error);
    child.kill('SIGKILL');
    await ended(child);
    const taken = lockFolder(folder);
    assert.ok(taken.ok);
    taken.value.release();
  });

  it('is released when the process ends', async () => {
    const folder = newFolder();
    const { child, said } = rival(folder, 'end');
    assert.equal(await said, 'held');
    await ended(child);
    assert.ok(!existsSync(join(folder, 'process.lock')));
  });

  it(
    'is taken over when its number now belongs to another process',
    { skip: !existsSync('/proc/self/stat') && 'no /proc here' },
    () => {
      const folder = newFolder();
      const first = lockFolder(folder);
      assert.ok(first.ok);
      const path = join(folder, 'process.lock');
      const holder = JSON.parse(readFileSync(path, 'utf8')) as { began: string };
      writeFileSync(path, JSON.stringify({ ...holder, began: '1' }));
      const second = lockFolder(folder);
      assert.ok(second.ok);
      first.value.release();
      assert.ok(existsSync(path), 'who lost the lock does not remove it');
      second.value.release();
    },
  );

  it('of another machine is believed for as long as it shows that it lives', () => {
    const folder = newFolder();
    const path = join(folder, 'process.lock');
    writeFileSync(path, JSON.stringify({ pid: 1, since: '2026-03-01T10:00:00.000Z', machine: 'elsewhere pid:[1]' }));
    const refused = lockFolder(folder);
    assert.ok(!refused.ok);
    assert.match(refused.error, /process 1 on elsewhere/);
    const long = new Date(Date.now() - 60_000);
    utimesSync(path, long, long);
    const taken = lockFolder(folder);
    assert.ok(taken.ok);
    taken.value.release();
  });

  it('that says nothing sensible is taken over', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'process.lock'), 'half a lo');
    const taken = lockFolder(folder);
    assert.ok(taken.ok);
    taken.value.release();
  });

  it('left behind is taken by one of many that come at once', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'process.lock'), JSON.stringify({ pid: 999_999_999, since: 'long ago', machine: 'x' }));
    const old = new Date(0);
    utimesSync(join(folder, 'process.lock'), old, old);
    const rivals = Array.from({ length: 6 }, () => rival(folder, 'wait'));
    const said = await Promise.all(rivals.map((one) => one.said));
    for (const { child } of rivals) child.kill('SIGKILL');
    await Promise.all(rivals.map(async ({ child }) => await ended(child)));
    assert.equal(said.filter((one) => one === 'held').length, 1, said.join('\n'));
  });
});
