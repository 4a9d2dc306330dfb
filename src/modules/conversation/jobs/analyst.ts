import { Worker } from 'node:worker_threads';
import type { FindingsInput, findingsWithLetters } from '../domain/findings.ts';

/** What comes of votes that were worked out. */
export type Worked = ReturnType<typeof findingsWithLetters>;
type Reply = { ticket: number; worked?: Worked; failure?: string };
type Waiting = { done: (worked: Worked) => void; failed: (error: Error) => void };

let worker: Worker | undefined;
let tickets = 0;
const waiting = new Map<number, Waiting>();

/**
 * Works out findings in a thread of its own, which is started for the first and keeps no process alive. Conversations are taken one
 * after the other. A thread that dies fails what it had; the next asking starts another.
 */
export async function findingsInThread(input: FindingsInput): Promise<Worked> {
  const thread = (worker ??= startWorker());
  tickets += 1;
  const ticket = tickets;
  return await new Promise<Worked>((done, failed) => {
    waiting.set(ticket, { done, failed });
    thread.ref();
    thread.postMessage({ ticket, input }, []);
  });
}

function startWorker(): Worker {
  const thread = new Worker(new URL('analysis-worker.ts', import.meta.url));
  thread.unref();
  thread.on('message', ({ ticket, worked, failure }: Reply) => {
    const asked = waiting.get(ticket);
    waiting.delete(ticket);
    if (waiting.size === 0) thread.unref();
    if (worked === undefined) asked?.failed(new Error(`the analysis failed: ${failure ?? 'unknown'}`));
    else asked?.done(worked);
  });
  const lost = (): void => {
    worker = undefined;
    for (const asked of waiting.values()) asked.failed(new Error('the thread of the analysis ended'));
    waiting.clear();
  };
  thread.on('error', lost);
  thread.on('exit', lost);
  return thread;
}
