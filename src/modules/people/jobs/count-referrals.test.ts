import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantAreas, plantService } from '../../../../test/support/community.ts';
import { plantPerson } from '../../../../test/support/people.ts';
import { newUuid } from '../../../kernel/ids.ts';
import { countHelp } from './count-referrals.ts';

describe('what may be told of how a service is used', () => {
  it('is people, up to the end of last month, rounded, and nothing of a few', async () => {
    await withTestApp(async (app) => {
      const [many, few] = [await plantService(app, { name: 'Many' }), await plantService(app, { name: 'Few' })];
      for (let n = 0; n < 9; n += 1) {
        const { id } = await plantPerson(app, { name: `Number ${n}` });
        // One person who was told twice is one person.
        for (const service of n < 7 ? [many, many, few] : [many])
          await app.db.write(app.seed, (trx) =>
            trx
              .insertInto('introduction')
              .values({
                place_id: app.place.id,
                id: newUuid(),
                person_id: id,
                service_id: service.id,
                organisation_id: app.organisation.id,
                to_name: 'The group',
                told_on: '2026-03-02',
              })
              .execute(),
          );
      }
      const page = async (slug: string): Promise<string> =>
        (await app.get(`/testbourne/community/services/${slug}`)).text;
      const count = (at: string) =>
        app.db.write(app.seed, (trx) => countHelp(trx, app.place.id, new Date(`${at}T09:00:00Z`)));
      await count('2026-03-20');
      assert.ok(!(await page(many.slug)).includes('Told of it'));
      await count('2026-04-03');
      assert.ok((await page(many.slug)).includes('Referred here: none. Told of it: about 10. Up to 31 March 2026'));
      assert.ok((await page(few.slug)).includes('Told of it: fewer than 8'));
      const gaps = await app.get('/testbourne/community/gaps', await app.person('link-worker'));
      assert.ok(gaps.text.includes('People for whom help is asked'));
    });
  });
});

describe('what may be told of what is asked for', () => {
  it('is by where people live, with why nobody helps, for partners alone and nothing of a few', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      await plantService(app, { name: 'Kitchen', terms: ['food'] });
      const plant = async (n: number, postcode: string, kind: string, isRefused: boolean): Promise<void> => {
        const { id } = await plantPerson(app, { name: `Number ${n}` });
        const base = { place_id: app.place.id, person_id: id };
        await app.db.write(app.seed, async (trx) => {
          await trx
            .updateTable('person')
            .set({ postcode })
            .where('place_id', '=', app.place.id)
            .where('id', '=', id)
            .execute();
          await trx
            .insertInto('need')
            .values({ ...base, id: newUuid(), category: 'needs', words: 'x', said_on: '2026-03-02', help_kind: kind })
            .execute();
          if (isRefused)
            await trx
              .insertInto('referral')
              .values({
                ...base,
                id: newUuid(),
                requested_by: 'self',
                permission_how: 'phone',
                permission_on: '2026-03-02',
                to_kind: 'organisation',
                organisation_id: app.organisation.id,
                to_name: 'The group',
                reason: 'x',
                no_known_risks: true,
                status: 'rejected',
                status_reason: 'no-capacity',
                sent_at: new Date('2026-03-03T09:00:00Z'),
                answered_at: new Date('2026-03-04T09:00:00Z'),
                closed_at: new Date('2026-03-04T09:00:00Z'),
                created_at: new Date('2026-03-03T09:00:00Z'),
              })
              .execute();
        });
      };
      for (let n = 0; n < 12; n += 1) await plant(n, 'TB2 2BB', 'transport', n < 10);
      for (let n = 12; n < 15; n += 1) await plant(n, 'TB2 2BB', 'food', true);
      await app.db.write(app.seed, (trx) => countHelp(trx, app.place.id, new Date('2026-04-03T09:00:00Z')));
      const gaps = await app.get('/testbourne/community/gaps', await app.person('link-worker'));
      const rows = [...gaps.document.querySelectorAll('table')].map((table) =>
        [...table.querySelectorAll('tbody tr')].map((row) =>
          [...row.querySelectorAll('th, td')].map((cell) => (cell.lastChild?.textContent ?? '').trim()),
        ),
      );
      const byArea = rows[1] ?? [];
      assert.deepEqual(byArea, [['getting about', 'The Northern Villages', 'about 10', 'about 10', 'none']]);
      // Of three people nothing is told, not even a line: something is listed there.
      assert.deepEqual(
        (rows[0] ?? []).filter(([, people]) => people === 'not told').map(([words]) => words),
        ['food and meals'],
      );
      assert.ok(gaps.text.includes('1 more need of too few people to be told'));
      assert.ok(gaps.text.includes('There is no room just now'));
      assert.equal((await app.get('/testbourne/community/gaps')).status, 401);
    });
  });
});
