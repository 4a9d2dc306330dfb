import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { replaceWards, wardsIn } from '../modules/community/index.ts';
import { openDatabase } from '../open.ts';
import { raisePublicVersion } from '../platform/database/changes.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';

const largest = 20_000_000;
const mostWards = 200;

/** `cli import wards FILE --place SLUG`: the outlines of a place's wards, as GeoJSON of the Office for National Statistics. */
export async function importWardsCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { place: { type: 'string' } },
  });
  const [path] = positionals;
  if (path === undefined || values.place === undefined)
    throw new Error('Say what and where to: import wards FILE --place SLUG');
  if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`There is no file "${path}".`);
  if (statSync(path).size > largest)
    throw new Error('The file is larger than 20 MB: choose outlines that are less fine.');
  const wards = wardsIn(JSON.parse(readFileSync(path, 'utf8')));
  if (wards.length === 0 || wards.length > mostWards)
    throw new Error(`There must be 1 to ${mostWards} wards in the file, but there are ${wards.length}.`);
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === values.place);
    if (place === undefined) throw new Error(`There is no place "${values.place}".`);
    await opened.db.write({ role: 'thread_service', job: 'import-wards', place: place.id }, async (trx) => {
      await replaceWards(trx, place.id, wards);
      await raisePublicVersion(trx, place.id);
    });
    console.log(`${wards.length} wards`);
  } finally {
    await opened.close();
  }
}
