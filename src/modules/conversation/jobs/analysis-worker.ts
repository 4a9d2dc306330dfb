// Runs in a thread of its own: works out findings, so that no page waits while chance is tried.
import { parentPort } from 'node:worker_threads';
import { findingsWithLetters, type FindingsInput } from '../domain/findings.ts';

parentPort?.on('message', ({ ticket, input }: { ticket: number; input: FindingsInput }) => {
  try {
    parentPort?.postMessage({ ticket, worked: findingsWithLetters(input) }, []);
  } catch (error) {
    parentPort?.postMessage({ ticket, failure: error instanceof Error ? error.message : 'unknown' }, []);
  }
});
