import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { isWhole, offeredBy, readFeed, servicesIn } from '../adapters/open-referral/read-feed.ts';
import type { Config } from '../config/config.ts';
import { todayInLondon } from '../lib/dates.ts';
import { guessColumns, readRows, readTable, type ImportCounts, type OfferedRow } from '../modules/community/index.ts';
import { openDatabase } from '../open.ts';
import { systemClock } from '../platform/clock.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';
import { takeOver } from './take-over.ts';

/** The reader holds the whole file: a larger one is refused before it fills the memory. */
const largest = 200_000_000;
const mostRows = 500_000;
const mostPages = 10_000;
const patienceMs = 30_000;

/**
 * `cli import directory FILE-OR-ADDRESS --place SLUG --source NAME`: services of another directory. One that was
 * interrupted is begun again: what was taken over already changes nothing.
 */
export async function importDirectoryCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { place: { type: 'string' }, source: { type: 'string' } },
  });
  const [from] = positionals;
  const { place: slug, source } = values;
  if (from === undefined || slug === undefined || source === undefined || source.length > 120)
    throw new Error('Say what and where to: import directory FILE-OR-ADDRESS --place SLUG --source NAME');
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === slug);
    if (place === undefined) throw new Error(`There is no place "${slug}".`);
    const pieces = from.startsWith('https://') ? feedPages(from) : fileRows(from);
    let done = 0;
    const counts = await takeOver(opened.db, place, source, pieces, (count) => {
      done += count;
      console.log(`${done} services compared`);
    });
    console.log(tellCounts(counts));
  } finally {
    await opened.close();
  }
}

function tellCounts(counts: ImportCounts): string {
  return [
    `${counts.listed} listed`,
    `${counts.changed} changed`,
    `${counts.asked} to be decided on the page "Bring in another directory"`,
    `${counts.same} the same as before`,
    `${counts.keptOut} asked not to be listed`,
    `${counts.unreadable} could not be read`,
  ].join(', ');
}

function fileRows(path: string): OfferedRow[][] {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`There is no file "${path}".`);
  if (statSync(path).size > largest)
    throw new Error('The file is larger than 200 MB, which is more than this reader can hold.');
  const today = todayInLondon(systemClock().now());
  const file = readFileSync(path);
  if (/\.json$/i.test(basename(path))) {
    const rows = readFeed(JSON.parse(file.toString('utf8')), today);
    if (rows === undefined) throw new Error('This is not a feed of services that we know.');
    return [rows];
  }
  const read = readTable(file, mostRows);
  if (!read.ok) throw new Error(`${read.error}.`);
  const { cells } = read.value;
  const chosen = guessColumns(cells[0]?.cells ?? [], {});
  for (const name of ['service', 'organisation', 'description'])
    if (chosen[name] === undefined) throw new Error(`No column is called "${name}".`);
  return [readRows(cells, chosen, today)];
}

type Json = Readonly<Record<string, unknown>>;

async function ask(address: string): Promise<unknown> {
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(`The feed answered ${response.status}.`);
  return await response.json();
}

/** The pages of an Open Referral UK feed, each service with all its parts. `address` is that of the feed, or of its services. */
export async function* feedPages(
  address: string,
  asking: (address: string) => Promise<unknown> = ask,
): AsyncGenerator<OfferedRow[]> {
  const services = new URL(address.replace(/\/+$/, '').replace(/(\/services)?$/, '/services'));
  const today = todayInLondon(systemClock().now());
  for (let number = 1; number <= mostPages; number += 1) {
    services.search = new URLSearchParams({ page: String(number), per_page: '100', full: 'true' }).toString();
    const page = await asking(services.href);
    const items = servicesIn(page);
    if (items === undefined) throw new Error('This is not a feed of services that we know.');
    const rows: OfferedRow[] = [];
    for (const item of items) rows.push(offeredBy(await whole(services, item, asking), today));
    if (rows.length > 0) yield rows;
    const last =
      typeof page === 'object' && page !== null ? ((page as Json)['last_page'] ?? (page as Json)['last']) : true;
    if (last !== false || items.length === 0) return;
  }
}

/** A list may hold only the words of a service: its parts stand at an address of its own. */
async function whole(services: URL, item: Json, asking: (address: string) => Promise<unknown>): Promise<Json> {
  const id = item['id'];
  if (isWhole(item) || typeof id !== 'string') return item;
  const read = await asking(`${services.origin}${services.pathname}/${encodeURIComponent(id)}`);
  return typeof read === 'object' && read !== null ? { ...item, ...(read as Json) } : item;
}
