// Takes the services of the benchmark over into a place, in a process that the benchmark kills in the middle of it.
//   node … bench/import-child.ts PLACE COUNT
import { takeOver } from '../src/cli/take-over.ts';
import { testDatabaseUrl } from '../src/config/env.ts';
import { openDatabase } from '../src/open.ts';
import { demoConfig } from '../test/support/demo-folder.ts';
import { silentLog } from '../test/support/silent-log.ts';
import { offeredPieces } from './offered-rows.ts';

const [place = '', count = '0'] = process.argv.slice(2);
const { db } = await openDatabase(demoConfig('.', { DATABASE_URL: testDatabaseUrl() ?? '' }), silentLog);
let done = 0;
await takeOver(db, { id: place, slug: 'bench-killed' }, 'County', offeredPieces(Number(count)), (some) => {
  done += some;
  console.log(String(done));
});
process.exit(0);
