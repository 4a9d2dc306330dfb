import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import { systemClock } from '../clock.ts';

/** What a lock says of the process that holds it. */
type Holder = {
  pid: number;
  /** When the lock was taken, as an instant in UTC. */
  since: string;
  /** When the process itself began, in the kernel's ticks: a number that was given out again began at another time. */
  began: string | undefined;
  /** The machine and its space of process numbers: only inside it do the numbers mean anything. */
  machine: string;
};

/** How often the holder shows that it lives, and after how long of silence a holder on another machine is given up. */
const heartbeatMs = 2_000;
const silenceMs = 20_000;

function readOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** State and beginning of a process where the kernel tells them (`/proc`); undefined elsewhere. */
function processFacts(pid: number): { state: string; began: string } | undefined {
  const line = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (line === undefined) return undefined;
  // The second field is the program's name in brackets, and may hold anything: the rest is counted from behind it.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', began: fields[19] ?? '' };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // it lives, and belongs to somebody else
  }
}

function machineName(): string {
  return `${hostname()} ${readOr(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`.trim();
}

function isHeld(path: string, holder: Holder): boolean {
  if (holder.machine !== machineName()) {
    const touched = readOr(() => statSync(path).mtimeMs) ?? 0;
    return systemClock().now().getTime() - touched < silenceMs;
  }
  if (!isRunning(holder.pid)) return false;
  const facts = processFacts(holder.pid);
  if (facts === undefined) return true;
  return facts.state !== 'Z' && (holder.began === undefined || holder.began === facts.began);
}

function parseHolder(text: string | undefined): Holder | undefined {
  const value = readOr(() => JSON.parse(text ?? '') as Partial<Holder> | null);
  if (typeof value?.pid !== 'number' || typeof value.since !== 'string' || typeof value.machine !== 'string')
    return undefined;
  return { pid: value.pid, since: value.since, machine: value.machine, began: value.began };
}

function refusal(folder: string, path: string, holder: Holder): string {
  const where = holder.machine === machineName() ? '' : ` on ${holder.machine.split(' ')[0] ?? 'another machine'}`;
  return `The folder ${folder} is already in use by process ${holder.pid}${where}, since ${holder.since}. Two processes on one folder would destroy its records. Stop that process first, or give this one another DATA_FOLDER. (The lock is the file ${path}.)`;
}

/**
 * Takes the folder of the embedded database for this process, which would let a second one open and destroy it. The
 * lock is a file that names its holder; one whose holder is gone (or whose number another process now has) is taken
 * over. It is released by `release`, or when this process exits.
 * @returns a sentence that says who holds the folder, and since when, if somebody does.
 */
export function lockFolder(folder: string): Result<{ release(): void }, string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'process.lock');
  const own = `${path}.${process.pid}`;
  const content = JSON.stringify({
    pid: process.pid,
    since: systemClock().now().toISOString(),
    began: processFacts(process.pid)?.began,
    machine: machineName(),
    token: randomUUID(), // tells apart two locks that one process takes within a millisecond
  } satisfies Holder & { token: string });
  writeFileSync(own, content);
  try {
    for (let tries = 0; tries < 10; tries += 1) {
      try {
        linkSync(own, path); // unlike creating and then writing, this shows the file whole or not at all
        return ok(hold(path, content));
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const found = readOr(() => readFileSync(path, 'utf8'));
      const holder = parseHolder(found);
      if (holder !== undefined && isHeld(path, holder)) return fail(refusal(folder, path, holder));
      if (found !== undefined) removeStale(path, found);
    }
    return fail(`The folder ${folder} is being taken by several processes at once. Start one of them.`);
  } finally {
    rmSync(own, { force: true });
  }
}

/** Moves a stale lock aside. If another process took over in between, it is that one's lock, and goes back. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.stale.${process.pid}`;
  readOr(() => renameSync(path, aside));
  if (readOr(() => readFileSync(aside, 'utf8')) !== stale) readOr(() => linkSync(aside, path));
  rmSync(aside, { force: true });
}

function hold(path: string, content: string): { release(): void } {
  const heartbeat = setInterval(() => {
    const now = systemClock().now();
    readOr(() => utimesSync(path, now, now));
  }, heartbeatMs);
  heartbeat.unref();
  function release(): void {
    clearInterval(heartbeat);
    process.off('exit', release);
    if (readOr(() => readFileSync(path, 'utf8')) === content) rmSync(path, { force: true });
  }
  process.on('exit', release);
  return { release };
}
