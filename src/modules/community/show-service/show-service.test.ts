import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { contentWith, plantAreas, plantService, venueAt } from '../../../../test/support/community.ts';
import { must, plantCommitment, plantPriority, seeding } from '../../../../test/support/strategy.ts';
import { decideOnVersion } from '../store/decide.ts';
import { proposeChange } from '../store/propose.ts';
import { reportCapacity } from '../store/taps.ts';

describe('the page of a service', () => {
  it('says what, when, where, at what cost, for whom, how to come, who runs it and how fresh that is', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(
        app,
        { minimumAge: 18, terms: ['company', 'older-people'], url: 'https://cafe.example/soup' },
        { days: 12 },
      );
      const page = await app.get(`/testbourne/community/services/${slug}`);
      assert.equal(page.heading, 'Soup and company');
      for (const words of [
        'Tuesday, midday to 2pm',
        'Next open on Tuesday 3 March 2026',
        'The hall',
        '1 Mill Lane',
        'TB1 1AA',
        'Step-free',
        'Free',
        'Age 18 or over. Made for older people',
        'Just turn up',
        '01632 960101',
        'Testbourne Council',
        'checked 12 days ago',
      ])
        assert.ok(page.text.includes(words), words);
      assert.equal(page.hasLink('Change this'), false);
      assert.equal(page.link('Testbourne Council'), '/testbourne/partners/testbourne-council');
    });
  });

  it('warns when nobody has checked for long, and when it is closed', async () => {
    await withTestApp(async (app) => {
      const stale = await plantService(app, { name: 'Stale' }, { days: 91 });
      const shut = await plantService(app, { name: 'Shut', status: 'temporarily closed' });
      const first = await app.get(`/testbourne/community/services/${stale.slug}`);
      assert.ok(first.text.includes('Not checked for 91 days'));
      assert.ok(first.text.includes('Some of this may be out of date'));
      const second = await app.get(`/testbourne/community/services/${shut.slug}`);
      assert.ok(second.text.includes('It is closed at the moment'));
      assert.equal(second.text.includes('Next open'), false);
    });
  });

  it('says whether it can take someone, for 14 days', async () => {
    await withTestApp(async (app) => {
      const now = await plantService(app, { name: 'Now' });
      const then = await plantService(app, { name: 'Then' });
      await app.db.write(app.seed, async (trx) => {
        must(await reportCapacity(trx, seeding(app), now.id, 'capacity'));
        const long = new Date(app.now.getTime() - 15 * 86_400_000);
        must(await reportCapacity(trx, seeding(app, long), then.id, 'waitlist'));
      });
      assert.ok((await app.get('/testbourne/community/services/now')).text.includes('Can take someone now'));
      const old = await app.get('/testbourne/community/services/then');
      assert.ok(old.text.includes('Not known since 1 March 2026'));
      assert.equal(old.text.includes('waiting list'), false);
    });
  });

  it('is not there for anybody before it was approved', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app, { name: 'Secret plan' }, { isApproved: false });
      const here = `/testbourne/community/services/${slug}`;
      for (const person of [undefined, await app.person('editor'), await app.person('link-worker')])
        assert.equal((await app.get(here, person)).status, 404);
      const search = await app.get('/testbourne/search?q=secret');
      assert.equal(search.text.includes('Secret plan'), false);
    });
  });

  it('moves with its name, and its old address leads on', async () => {
    await withTestApp(async (app) => {
      const { id } = await plantService(app);
      await app.db.write(app.seed, async (trx) => {
        const content = contentWith({ name: 'Lunch for all' });
        const made = must(await proposeChange(trx, seeding(app), { serviceId: id, base: 1, content }));
        must(await decideOnVersion(trx, seeding(app), made.versionId, { kind: 'approve' }));
      });
      const old = await app.get('/testbourne/community/services/soup-and-company');
      assert.equal(old.location, '/testbourne/community/services/lunch-for-all');
      assert.equal((await app.get(old.location)).status, 200);
    });
  });

  it('stands on the thread: the promise it helps to keep, and the priority behind it', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const commitment = await plantCommitment(app, planted, { title: 'Share one table' });
      const { id, slug } = await plantService(app, { delivers: commitment.id });
      const page = await app.get(`/testbourne/community/services/${slug}`);
      assert.equal(page.link('Share one table'), `/testbourne/commitments/${commitment.slug}`);
      const priority = await app.get(`/testbourne/priorities/${planted.slug}`);
      assert.ok(priority.text.includes('What is available'));
      assert.equal(priority.link('Soup and company'), `/testbourne/community/services/${slug}`);
      const thread = await app.get(`/testbourne/thread/service/${id}`);
      assert.equal(thread.hasLink('Nobody tells their story twice'), true);
      await app.db.write(app.seed, async (trx) => {
        const change = { serviceId: id, base: 1, content: contentWith() };
        const made = must(await proposeChange(trx, seeding(app), change));
        must(await decideOnVersion(trx, seeding(app), made.versionId, { kind: 'approve' }));
      });
      assert.equal((await app.get(`/testbourne/priorities/${planted.slug}`)).text.includes('What is available'), false);
    });
  });
});

describe('a masked address', () => {
  const secrets = {
    name: 'Canaryhall',
    address: '9 Canarystreet',
    city: 'Canarytown',
    postcode: 'TB2 2BB',
    accessNotes: 'Canarydoor',
  };
  it('appears nowhere: on no page, in no list, in no search, on no thread, for no reader but its own people', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      const { id, slug } = await plantService(app, {
        name: 'Safe house',
        venue: venueAt('', { ...secrets, masked: true }),
      });
      const refuge = await app.addOrganisation('Another charity');
      const readers = [
        undefined,
        await app.person('link-worker'),
        await app.person('resident'),
        await app.person('editor', { organisation: refuge }),
      ];
      const pages = [
        `/testbourne/community/services/${slug}`,
        '/testbourne/community',
        '/testbourne/community?words=safe',
        '/testbourne/search?q=safe',
        `/testbourne/thread/service/${id}`,
        '/testbourne/events',
        '/testbourne/loose-ends',
        '/testbourne',
      ];
      for (const reader of readers) {
        for (const path of pages) {
          const page = await app.get(path, reader);
          assert.equal(page.status, 200, path);
          assert.equal(/canary|TB2 ?2BB|53\.4/i.test(page.html), false, `${path} for ${reader?.name ?? 'anybody'}`);
        }
        for (const words of ['canaryhall', 'canarystreet', 'canarytown', 'canarydoor', 'TB2+2BB'])
          for (const path of [`/testbourne/community?words=${words}`, `/testbourne/search?q=${words}`]) {
            const page = await app.get(path, reader);
            assert.equal(page.hasLink('Safe house'), false, path);
          }
      }
      const page = await app.get(`/testbourne/community/services/${slug}`);
      assert.ok(page.text.includes('The address is kept private'));
      assert.ok(page.document.querySelector('[data-quick-exit]') !== null);
      const own = await app.get(`/testbourne/my-organisation/services/${slug}/edit`, await app.person('editor'));
      assert.equal(own.value('Street and number'), '9 Canarystreet');
    });
  });

  it('stands in the same position wherever one asks from, without a distance', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      await plantService(app, { name: 'Safe house', venue: venueAt('', { ...secrets, masked: true }) });
      await plantService(app, { name: 'South', venue: venueAt('TB1 1AA') });
      await plantService(app, { name: 'North', venue: venueAt('TB2 2BB') });
      for (const near of ['TB1+1AA', 'TB2+2BB', 'Northern+Villages']) {
        const page = await app.get(`/testbourne/community?near=${near}`);
        const rows = [...page.document.querySelectorAll('.ct-rows > li')].map((one) => one.textContent ?? '');
        assert.ok(rows.at(-1)?.includes('Safe house'), near);
        assert.equal(rows.at(-1)?.includes('miles'), false);
      }
    });
  });
});
