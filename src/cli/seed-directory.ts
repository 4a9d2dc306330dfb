import type { DemoDirectory } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import { addMonths, type LocalDate } from '../lib/dates.ts';
import { addHelper, countContact, countUnmet, replaceWards, setWatch } from '../modules/community/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { dateAt, doingAt, found, must, type Seeding } from './seeding.ts';

/**
 * What stands around the services of the demo: the outlines of its parts, people who can be asked, who watches what, what
 * was looked for in vain, and how often somebody got in touch.
 */
export async function seedDirectory(
  trx: Trx,
  directory: DemoDirectory,
  services: ReadonlyMap<string, Uuid>,
  seeding: Seeding,
): Promise<void> {
  for (const place of new Set(directory.wards.map((ward) => ward.place)))
    await replaceWards(
      trx,
      found(seeding.places, place).id,
      directory.wards
        .filter((ward) => ward.place === place)
        .map(({ code, name, outline, latitude, longitude }) => ({
          code,
          name,
          outline,
          label: { latitude, longitude },
        })),
    );
  for (const { place, organisation, agreedDay, ...helper } of directory.helpers)
    await addHelper(trx, doingAt(seeding, place, agreedDay), {
      ...helper,
      organisation: found(seeding.organisations, organisation),
      agreedOn: dateAt(seeding, agreedDay),
    });
  for (const { place, person, service, day } of directory.watches) {
    const account = found(seeding.accounts, person);
    const speaker = { kind: 'member' as const, account, name: '', memberships: [] };
    const isKept = await setWatch(trx, { ...doingAt(seeding, place, day), speaker }, found(services, service), true);
    must(isKept ? { ok: true, value: undefined } : { ok: false, error: 'too many' }, service);
  }
  for (const { place, monthsAgo, area, term, count } of directory.unmet) {
    const { id } = found(seeding.places, place);
    const month = `${addMonths(dateAt(seeding, 0), -monthsAgo).slice(0, 7)}-01` as LocalDate;
    for (let times = 0; times < count; times += 1) await countUnmet(trx, id, { month, area, term });
  }
  for (const { place, service, day, count } of directory.contacts)
    for (let times = 0; times < count; times += 1)
      must(await countContact(trx, doingAt(seeding, place, day), found(services, service), 'one'), service);
}
