import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { newUuid, type Uuid } from '../kernel/ids.ts';
import { todayInLondon } from '../lib/dates.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { servicesTakingReferrals } from '../modules/community/index.ts';
import { importCases, mayHoldPeople, readCaseFile, type CaseImport } from '../modules/people/index.ts';
import { openDatabase } from '../open.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { allPlaces, type Place } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';

/** As large as a file may be. */
const largest = 10_000_000;

/** Why a place takes nobody in, with what to do about it. */
const notSigned =
  'this place may not keep records of people yet: four people who answer for it sign the safety documents first, on the page “Care of people”';

/** Ends the transaction so that nothing of it stays, and says what came of it. */
class Undone extends Error {
  readonly result: Result<CaseImport, string[]>;
  constructor(result: Result<CaseImport, string[]>) {
    super('nothing is imported');
    this.result = result;
  }
}

/** Reads the bytes of a file: text in UTF-8, of a size that can be held. */
export function readCaseText(bytes: Uint8Array): Result<string, string[]> {
  if (bytes.length > largest) return fail(['the file is larger than 10 MB: divide it']);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? fail(['the file holds characters that are no text']) : ok(text);
  } catch {
    return fail(['the file is not text in UTF-8: save it as “CSV UTF-8”']);
  }
}

/** Brings a file into a place for an organisation: all of it or nothing. With `isDryRun` it only looks. */
export async function importPeople(
  deps: { db: Database; now: Date; newId: () => Uuid },
  place: Pick<Place, 'id' | 'slug'>,
  request: { text: string; organisation: string; isDryRun: boolean },
): Promise<Result<CaseImport, string[]>> {
  const { db, now, newId } = deps;
  const file = readCaseFile(request.text, todayInLondon(now));
  if (!file.ok) return file;
  const scope = { role: 'thread_service', job: 'import-people', place: place.id } as const;
  try {
    return await db.write(scope, async (trx) => {
      if (!(await mayHoldPeople(trx))) throw new Undone(fail([notSigned]));
      const organisation = await trx
        .selectFrom('partner as p')
        .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
        .select('o.id')
        .where('p.place_id', '=', place.id)
        .where('p.left_on', 'is', null)
        .where('o.slug', '=', request.organisation)
        .executeTakeFirst();
      if (organisation === undefined)
        throw new Undone(fail([`there is no partner “${request.organisation}” in this place`]));
      const services = new Map(
        (await servicesTakingReferrals(trx, place.id)).map((one) => [
          one.slug,
          { organisation: one.organisation.id, service: one.id, name: one.content.name },
        ]),
      );
      const doing = { place, by: { account: undefined, organisation: organisation.id, name: '' }, now, newId };
      const done = await importCases(trx, doing, file.value, services);
      if (!done.ok || request.isDryRun) throw new Undone(done);
      return done;
    });
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  }
}

/** `cli import people FILE --place SLUG --organisation SLUG`: people, referrals and outcomes from another system. */
export async function importPeopleCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      place: { type: 'string' },
      organisation: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [path] = positionals;
  if (path === undefined || values.place === undefined || values.organisation === undefined)
    throw new Error('Say what, where to and for whom: import people FILE --place SLUG --organisation SLUG');
  if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`There is no file "${path}".`);
  if (statSync(path).size > largest)
    throw new Error('Nothing was imported:\n- the file is larger than 10 MB: divide it');
  const text = readCaseText(readFileSync(path));
  if (!text.ok) throw new Error(`Nothing was imported:\n- ${text.error.join('\n- ')}`);
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === values.place);
    if (place === undefined) throw new Error(`There is no place "${values.place}".`);
    const done = await importPeople({ db: opened.db, now: systemClock().now(), newId: newUuid }, place, {
      text: text.value,
      organisation: values.organisation,
      isDryRun: values['dry-run'],
    });
    if (!done.ok) throw new Error(`Nothing was imported:\n- ${done.error.slice(0, 50).join('\n- ')}`);
    const { people, referrals, known, erased } = done.value;
    console.log(`${people} people and ${referrals} referrals; ${known} were here from before and are as they were.`);
    if (erased > 0) console.log(`${erased} were left out: their records were erased here.`);
    if (values['dry-run']) console.log('This was a dry run: nothing was written.');
  } finally {
    await opened.close();
  }
}
