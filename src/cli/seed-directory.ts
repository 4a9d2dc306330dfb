import type { DemoDirectory } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import { addHelper, replaceWards, setWatch } from '../modules/community/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { dateAt, doingAt, found, must, type Seeding } from './seeding.ts';

/** What stands around the services of the demo: the outlines of its parts, people who can be asked, and who watches what. */
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
}
