import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../test/support/app.ts';
import { plantAreas, plantService, venueAt } from '../../test/support/community.ts';
import { feedPages } from './import-directory.ts';
import { takeOver } from './take-over.ts';

describe('a feed on the web', () => {
  it('of our own is read back as it stands: every page, every part, and nothing of a private address', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      const other = await app.addPlace('elsewhere');
      for (let number = 0; number < 105; number += 1) await plantService(app, { name: `Group ${number}` });
      await plantService(app, { name: 'Refuge', venue: venueAt('TB2 2BB', { masked: true, address: '9 Secretlane' }) });
      const asked: string[] = [];
      const asking = async (address: string): Promise<unknown> => {
        asked.push(address);
        return (await app.app.inject({ method: 'GET', url: address.replace('https://feed.example', '') })).json();
      };
      const read = () => feedPages('https://feed.example/testbourne/open-referral/3.0', asking);
      const counts = await takeOver(app.db, other, 'Testbourne', read(), () => {});
      assert.deepEqual([counts.listed, counts.unreadable], [106, 0]);
      assert.equal(asked.length, 2);
      const page = await app.get('/elsewhere/community/services/group-7');
      for (const words of ['1 Mill Lane', 'TB1 1AA', 'Tuesday, midday to 2pm', 'Free', 'Step-free', '01632 960101'])
        assert.ok(page.text.includes(words), words);
      assert.ok(!(await app.get('/elsewhere/community/services/refuge')).text.includes('Secretlane'));
      assert.equal((await takeOver(app.db, other, 'Testbourne', read(), () => {})).same, 106);
    });
  });
  it('that tells no parts in its list is asked for each of them', async () => {
    const service = { id: 'a', name: 'Choir', description: 'Singing', organization: { name: 'Choir' } };
    const asking = async (address: string): Promise<unknown> =>
      address.endsWith('/services/a')
        ? { ...service, schedules: [{ byday: '2TU', opens_at: '10:00Z', closes_at: '11:00' }] }
        : { contents: [service], last_page: true };
    const { value: rows } = await feedPages('https://feed.example/services', asking).next();
    const [row] = rows ?? [];
    assert.ok(row?.kind === 'offered');
    const [schedule] = row.offered.content.schedules;
    assert.deepEqual(
      [schedule?.days, schedule?.monthWeek, schedule?.opensAt, schedule?.closesAt],
      [['TU'], 2, '10:00', '11:00'],
    );
  });
});
