import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { HelpKind, StrengthKind } from '../domain/words.ts';
import { helpOf } from './circle.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

/** What is said of a person in their own words: a strength, what matters to them, or what they would like help with. */
export type Words =
  | { kind: 'strength'; words: string; about: StrengthKind; saidBy: 'person' | 'somebody-else' }
  | { kind: 'what-matters'; words: string }
  | {
      kind: 'need';
      words: string;
      category: 'needs' | 'safeguarding';
      /** What kind of help it asks for, where that was said. */
      help?: HelpKind | undefined;
      /** Food, warmth or safety. */
      isUrgent?: boolean;
    };
export type WordsKind = Words['kind'];
export type SeenWords = Words & { id: Uuid; person: Uuid; saidOn: LocalDate; version: number };

function categoryOf(words: Words): 'plan' | 'needs' | 'safeguarding' {
  return words.kind === 'need' ? words.category : 'plan';
}

/** Everything of one kind that is said of a person and was not taken back, in the order in which it was said. */
export async function wordsOf(trx: Trx, place: Uuid, person: Uuid, kind: WordsKind): Promise<SeenWords[]> {
  return await wordsOfAll(trx, place, [person], kind);
}

const strengthRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('strength')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .where('removed_at', 'is', null)
    .orderBy('said_on')
    .orderBy('id'),
);

const mattersRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('what_matters')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .where('removed_at', 'is', null)
    .orderBy('said_on')
    .orderBy('id'),
);

const needRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('need')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .where('removed_at', 'is', null)
    .orderBy('said_on')
    .orderBy('id'),
);

/** The same of several people. */
export async function wordsOfAll(
  trx: Trx,
  place: Uuid,
  people: readonly Uuid[],
  kind: WordsKind,
): Promise<SeenWords[]> {
  if (people.length === 0) return [];
  switch (kind) {
    case 'strength': {
      const rows = await strengthRows(trx, place, people);
      return rows.map((row) => ({
        kind,
        ...common(row),
        about: row.kind as StrengthKind,
        saidBy: row.said_by as 'person' | 'somebody-else',
      }));
    }
    case 'what-matters': {
      const rows = await mattersRows(trx, place, people);
      return rows.map((row) => ({ kind, ...common(row) }));
    }
    case 'need': {
      const rows = await needRows(trx, place, people);
      return rows.map((row) => ({
        kind,
        ...common(row),
        category: row.category as 'needs' | 'safeguarding',
        help: helpOf(row.help_kind),
        isUrgent: row.urgent,
      }));
    }
  }
}

function common(row: { id: string; person_id: string; words: string; said_on: string; version: number }) {
  return {
    id: row.id,
    person: row.person_id,
    words: row.words,
    saidOn: row.said_on as LocalDate,
    version: row.version,
  };
}

/** Writes down what was said. */
export async function addWords(trx: Trx, doing: PeopleDoing, person: Uuid, words: Words): Promise<{ id: Uuid }> {
  const id = doing.newId();
  const row = {
    place_id: doing.place.id,
    id,
    person_id: person,
    words: words.words,
    said_on: dayOf(doing),
    ...authorColumns(doing),
  };
  switch (words.kind) {
    case 'strength':
      await trx
        .insertInto('strength')
        .values({ ...row, kind: words.about, said_by: words.saidBy })
        .execute();
      break;
    case 'what-matters':
      await trx.insertInto('what_matters').values(row).execute();
      break;
    case 'need':
      await trx
        .insertInto('need')
        .values({ ...row, category: words.category, help_kind: words.help ?? '', urgent: words.isUrgent === true })
        .execute();
      break;
  }
  await keep(trx, doing, person, id, 1, words);
  return { id };
}

/** Changes what was said, or takes it away. What kind of information it is does not change: say it again under the other. */
export async function changeWords(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  change: { version: number; words: Words; removed: boolean },
): Promise<Result<undefined, EditRefusal>> {
  const { words, version } = change;
  const place = doing.place.id;
  const set = {
    words: words.words,
    version: version + 1,
    ...(change.removed ? { removed_at: doing.now } : {}),
  };
  const about =
    words.kind === 'strength'
      ? { kind: words.about, said_by: words.saidBy }
      : words.kind === 'need'
        ? { help_kind: words.help ?? '', urgent: words.isUrgent === true }
        : {};
  const table = ({ strength: 'strength', 'what-matters': 'what_matters', need: 'need' } as const)[words.kind];
  // The three tables have these columns in common; strengths and needs have more of their own.
  const done = await trx
    .updateTable(table as 'strength')
    .set({ ...set, ...about })
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) {
    const here = (await wordsOf(trx, place, person, words.kind)).some((one) => one.id === id);
    return fail(here ? 'people/changed-meanwhile' : 'people/gone');
  }
  await keep(trx, doing, person, id, version + 1, { ...words, removed: change.removed });
  return ok(undefined);
}

async function keep(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  version: number,
  content: Words & { removed?: boolean },
) {
  const category = categoryOf(content);
  await keepPersonalVersion(trx, doing, { kind: content.kind, id, version, person, category, content });
}
