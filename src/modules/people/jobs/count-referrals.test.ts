import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantService } from '../../../../test/support/community.ts';
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
