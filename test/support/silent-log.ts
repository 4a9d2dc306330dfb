import { createLog, type Log } from '../../src/platform/log.ts';

/** A log that nobody reads. */
export const silentLog: Log = createLog(
  'silent',
  () => new Date(),
  () => {},
);
