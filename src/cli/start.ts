import { buildAssets } from '../../tools/build-assets.ts';
import type { Config } from '../config/config.ts';
import { openDatabase } from '../open.ts';
import { demoPeople } from '../platform/auth/demo.ts';
import type { Log } from '../platform/log.ts';
import { createService } from '../start.ts';
import { seedDemo } from './seed.ts';

/** Starts the service and prints where it is and, with demo data, as whom one can sign in. */
export async function start(config: Config, log: Log): Promise<void> {
  const began = performance.now();
  const assets = await buildAssets();
  const opened = await openDatabase(config, log);
  const service = await createService(config, opened, assets, log);
  if (config.demo && service.context.places.all().length === 0) {
    console.log('Making the demo place, Wrenmouth …');
    await seedDemo(service.context, service.auth);
  }
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping', { signal });
    const tooLong = setTimeout(() => process.exit(1), 10_000).unref();
    void service.stop().then(
      () => {
        clearTimeout(tooLong);
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  process.on('unhandledRejection', (error) =>
    log.error('a promise was left alone', { error: error instanceof Error ? error.name : typeof error }),
  );

  const address = await service.start();
  const shown = config.port === 0 ? address : config.baseUrl;
  console.log(`\nCommon Thread is at ${shown}  (ready in ${((performance.now() - began) / 1000).toFixed(1)} s)`);
  const people = await demoPeople(service.context);
  if (people.length > 0) {
    console.log(`\nDemonstration data: everybody below is invented. Sign in with one click at ${shown}/sign-in as`);
    for (const person of people) console.log(`  ${person.name.padEnd(24)} ${person.role}`);
  }
  console.log('\nStop with Ctrl+C.');
}
