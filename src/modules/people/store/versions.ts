import type { Uuid } from '../../../kernel/ids.ts';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { addRows } from '../../../platform/database/prepared.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';

/** What a personal record says, as one of its versions. */
export type PersonalVersion = {
  kind: string;
  id: Uuid;
  version: number;
  person: Uuid;
  category: PersonCategory;
  content: object;
};

/** Keeps what a personal record said at `version`, guarded like the record, so that no edit destroys what was written. */
export async function keepPersonalVersion(trx: Trx, doing: PeopleDoing, record: PersonalVersion): Promise<void> {
  await keepPersonalVersions(trx, doing, [record]);
}

/** The same of several records, in one statement. */
export async function keepPersonalVersions(
  trx: Trx,
  doing: PeopleDoing,
  records: readonly PersonalVersion[],
): Promise<void> {
  const rows = records.map(({ kind, id, version, person, category, content }) => ({
    place_id: doing.place.id,
    kind,
    record_id: id,
    version,
    person_id: person,
    category,
    at: doing.now,
    content: JSON.stringify(content),
    ...authorColumns(doing),
  }));
  await addRows(trx, 'personal_version', rows);
}
