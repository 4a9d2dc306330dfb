import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importPolis, planPolisImport } from '../adapters/polis/import-polis.ts';
import type { Config } from '../config/config.ts';
import { newUuid } from '../kernel/ids.ts';
import { openDatabase } from '../open.ts';
import { systemClock } from '../platform/clock.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';
import { importDirectoryCommand } from './import-directory.ts';
import { importIndicatorsCommand } from './import-indicators.ts';
import { importPeopleCommand } from './import-people.ts';
import { importWardsCommand } from './import-wards.ts';

const files = [
  'summary.csv',
  'comments.csv',
  'votes.csv',
  'participants-votes.csv',
  'participant-votes.csv',
  'stats-history.csv',
  'comment-groups.csv',
];
/** The reader holds whole files: larger ones are refused before they fill the memory. */
const largest = 200_000_000;

/** "1,4-14" as the numbers it stands for. */
function numbersIn(text: string | undefined): number[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const range = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part);
      if (range === null) throw new Error(`--about-you takes numbers and ranges such as 1,4-14, not "${part}".`);
      const from = Number(range[1]);
      const to = Number(range[2] ?? range[1]);
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
    });
}

function readFolder(folder: string): Record<string, string> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`There is no folder "${folder}".`);
  const found: Record<string, string> = {};
  for (const name of files) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    if (statSync(path).size > largest)
      throw new Error(`${name} is larger than 200 MB, which is more than this reader can hold.`);
    found[name] = readFileSync(path, 'utf8');
  }
  return found;
}

/** `cli import …`: what a place already has elsewhere. */
export async function importCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const [format, ...rest] = words;
  if (format === 'polis') return await importPolisCommand(config, log, rest);
  if (format === 'fingertips') return await importIndicatorsCommand(config, log, rest);
  if (format === 'directory') return await importDirectoryCommand(config, log, rest);
  if (format === 'wards') return await importWardsCommand(config, log, rest);
  if (format === 'people') return await importPeopleCommand(config, log, rest);
  throw new Error(
    'Say what and where to: import polis FOLDER --place SLUG, import fingertips FILE --place SLUG --area CODE, import people FILE --place SLUG --organisation SLUG, import directory FILE-OR-ADDRESS --place SLUG --source NAME, or import wards FILE --place SLUG',
  );
}

/** `cli import polis FOLDER --place SLUG`: a past conversation, in the exchange format of Polis. */
async function importPolisCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      place: { type: 'string' },
      'about-you': { type: 'string' },
      title: { type: 'string' },
      slug: { type: 'string' },
      attribution: { type: 'string' },
      'repair-bodies': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || values.place === undefined)
    throw new Error('Say what and where to: import polis FOLDER --place SLUG');
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === values.place);
    if (place === undefined) throw new Error(`There is no place "${values.place}".`);
    const request = {
      files: readFolder(folder),
      place,
      ...(values['about-you'] === undefined ? {} : { setAside: numbersIn(values['about-you']) }),
      repairUnquotedBodies: values['repair-bodies'],
      title: values.title,
      slug: values.slug,
      attribution: values.attribution,
    };
    const planned = planPolisImport(request);
    if (!planned.ok) throw new Error(`Nothing was imported:\n- ${planned.error.slice(0, 50).join('\n- ')}`);
    for (const line of planned.value.summary) console.log(line);
    if (values['dry-run']) {
      console.log('This was a dry run: nothing was written.');
      return;
    }
    const done = await importPolis({ db: opened.db, clock: systemClock(), newId: newUuid }, request);
    if (!done.ok) throw new Error(`Nothing was imported:\n- ${done.error.join('\n- ')}`);
    console.log(done.value.summary.at(-1));
  } finally {
    await opened.close();
  }
}
