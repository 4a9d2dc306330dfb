import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importIndicators, planIndicators } from '../adapters/fingertips/import-indicators.ts';
import type { Config } from '../config/config.ts';
import { newUuid } from '../kernel/ids.ts';
import type { Polarity } from '../modules/measures/index.ts';
import { openDatabase } from '../open.ts';
import { systemClock } from '../platform/clock.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';

/** The reader holds the whole file: a larger one is refused before it fills the memory. */
const largest = 100_000_000;
const polarities: readonly Polarity[] = ['high-good', 'low-good', 'no-judgement'];

/** `cli import fingertips FILE --place SLUG --area CODE`: published indicators, as measures of the place. */
export async function importIndicatorsCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      place: { type: 'string' },
      area: { type: 'string', multiple: true },
      polarity: { type: 'string', default: 'no-judgement' },
      'source-id': { type: 'string' },
      attribution: { type: 'string' },
      publish: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [path] = positionals;
  const polarity = polarities.find((one) => one === values.polarity);
  if (path === undefined || values.place === undefined || values.area === undefined)
    throw new Error('Say what and where to: import fingertips FILE --place SLUG --area CODE');
  if (polarity === undefined) throw new Error(`--polarity is one of ${polarities.join(', ')}.`);
  if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`There is no file "${path}".`);
  if (statSync(path).size > largest)
    throw new Error('The file is larger than 100 MB, which is more than this reader can hold.');
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === values.place);
    if (place === undefined) throw new Error(`There is no place "${values.place}".`);
    const request = {
      place,
      fileName: basename(path),
      text: readFileSync(path, 'utf8'),
      areas: values.area,
      polarity,
      sourceId: values['source-id'],
      attribution: values.attribution,
      isPublic: values.publish,
    };
    const planned = planIndicators(request);
    if (!planned.ok) throw new Error(`Nothing was imported:\n- ${planned.error.slice(0, 50).join('\n- ')}`);
    for (const line of planned.value.summary) console.log(line);
    if (values['dry-run']) {
      console.log('This was a dry run: nothing was written.');
      return;
    }
    const done = await importIndicators({ db: opened.db, clock: systemClock(), newId: newUuid }, request);
    if (!done.ok) throw new Error(`Nothing was imported:\n- ${done.error.join('\n- ')}`);
    for (const line of done.value.summary) console.log(line);
  } finally {
    await opened.close();
  }
}
