import type { Uuid } from '../../../kernel/ids.ts';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { PeopleDoing } from './doing.ts';

const newVersion = prepared(
  (db, ...given: [Uuid, string, Uuid, number, Uuid, string, Date, string, Uuid | undefined, Uuid | undefined]) => {
    const [place_id, kind, record_id, version, person_id, category, at, content, org, account] = given;
    const columns = { place_id, kind, record_id, version, person_id, category, at, content };
    const author = { author_org: org ?? null, author_account: account ?? null };
    return db.insertInto('personal_version').values({ ...columns, ...author });
  },
);

/** Keeps what a personal record said at `version`, guarded like the record, so that no edit destroys what was written. */
export async function keepPersonalVersion(
  trx: Trx,
  doing: PeopleDoing,
  record: { kind: string; id: Uuid; version: number; person: Uuid; category: PersonCategory; content: object },
): Promise<void> {
  const { kind, id, version, person, category } = record;
  const { organisation, account } = doing.by;
  const content = JSON.stringify(record.content);
  await newVersion(trx, doing.place.id, kind, id, version, person, category, doing.now, content, organisation, account);
}
