import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { contentWith, plantService } from '../../../test/support/community.ts';
import {
  everyone,
  must,
  plantCommitment,
  plantPriority,
  scopeOf,
  seeding,
  unchecked,
} from '../../../test/support/strategy.ts';
import type { LocalDate } from '../../lib/dates.ts';
import { decideOnVersion, keepServiceHelp, proposeChange, servicesTakingReferrals } from './index.ts';
import { markChecked } from './store/taps.ts';

describe('services on the thread', () => {
  it('are loose ends after 180 days without a check, and when a change waits longer than 7', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Edge' }, { days: 180 });
      await plantService(app, { name: 'Forgotten' }, { days: 181 });
      await plantService(app, { name: 'Slow' }, { days: 8, isApproved: false });
      await plantService(app, { name: 'Quick' }, { days: 7, isApproved: false });
      const anybody = await app.get('/testbourne/loose-ends');
      assert.equal(anybody.hasLink('Forgotten'), true);
      assert.equal(anybody.hasLink('Edge'), false);
      assert.equal(anybody.hasLink('Slow'), false);
      const tom = await app.get('/testbourne/loose-ends', await app.person('programme-manager'));
      assert.match(tom.link('Slow'), /^\/testbourne\/community\/approvals\//);
      assert.equal(tom.hasLink('Quick'), false);
      const joan = await app.get('/testbourne/loose-ends', await app.person('editor'));
      assert.equal(joan.link('Slow'), '/testbourne/my-organisation/services');
      const worker = await app.get('/testbourne/loose-ends', await app.person('link-worker'));
      assert.equal(worker.hasLink('Slow'), false);
    });
  });

  it('are counted on the home page', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'One' }, { days: 90 });
      await plantService(app, { name: 'Two' }, { days: 91 });
      await plantService(app, { name: 'Three', status: 'inactive' });
      const home = await app.get('/testbourne');
      assert.equal(home.link('services in the community'), '/testbourne/community');
      assert.match(home.text, /2 ?services in the community/);
      assert.match(home.text, /1 ?checked in the last 90 days/);
    });
  });

  it('that take referrals are listed for other modules, the closed and the waiting left out', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Takes' });
      await plantService(app, { name: 'Does not', takesReferrals: false });
      await plantService(app, { name: 'Shut', status: 'temporarily closed' });
      await plantService(app, { name: 'Waits' }, { isApproved: false });
      const list = await app.db.read(app.seed, (trx) => servicesTakingReferrals(trx, app.place.id));
      assert.deepEqual(
        list.map((one) => one.content.name),
        ['Takes'],
      );
    });
  });
});

describe('what the community has for a priority', () => {
  it('stands by promise with how many it reached, and each service says what it is for', async () => {
    await withTestApp(async (app) => {
      const priority = await plantPriority(app, 'Company for everybody');
      const commitment = await plantCommitment(app, priority);
      const service = await plantService(app, { name: 'Serves', delivers: commitment.id });
      await plantService(app, { name: 'Over', delivers: commitment.id, status: 'defunct' });
      await plantService(app, { name: 'Other' });
      await app.db.write(app.seed, (trx) =>
        keepServiceHelp(trx, app.place.id, '2026-02-28' as LocalDate, [
          { service: service.id, referred: 10, introduced: undefined },
        ]),
      );
      const own = await app.get(`/testbourne/community/services/${service.slug}`);
      const address = `/testbourne/priorities/${priority.slug}`;
      assert.equal(own.link('Company for everybody'), address);
      const page = await app.get(own.link('What else is available for it'));
      assert.equal(page.status, 200);
      assert.ok(page.hasLink('Share one record'));
      assert.ok(page.hasLink('Serves') && !page.hasLink('Over') && !page.hasLink('Other'));
      const words = 'Referred here: about 10. Told of it: fewer than 8. Up to 28 February 2026';
      assert.ok(page.text.includes(words));
      assert.ok((await app.get(address)).text.includes(words));
      const unknown = '/testbourne/community/priorities/00000000-0000-4000-8000-000000000000';
      assert.equal((await app.get(unknown)).status, 404);
    });
  });
});

describe('the database', () => {
  it('lets nobody approve but approvers, and nobody write for another organisation, whatever the server checked', async () => {
    await withTestApp(async (app) => {
      const planted = await plantService(app);
      const other = await app.addOrganisation('Another charity');
      const stranger = await app.person('editor', { organisation: other });
      const own = await app.person('editor');
      await assert.rejects(
        app.db.write(scopeOf(app, stranger), (trx) =>
          proposeChange(
            trx,
            { ...unchecked(app, stranger), speaker: { kind: 'service' } },
            {
              serviceId: planted.id,
              base: 1,
              content: contentWith(),
            },
          ).then(must),
        ),
      );
      await assert.rejects(
        app.db.write(scopeOf(app, stranger), (trx) =>
          markChecked(trx, { ...unchecked(app, stranger), speaker: { kind: 'service' } }, planted.id),
        ),
      );
      const waiting = await app.db.write(app.seed, async (trx) =>
        must(await proposeChange(trx, seeding(app), { serviceId: planted.id, base: 1, content: contentWith() })),
      );
      await assert.rejects(
        app.db.write(scopeOf(app, own), (trx) =>
          decideOnVersion(trx, { ...unchecked(app, own), speaker: { kind: 'service' } }, waiting.versionId, {
            kind: 'approve',
          }).then(must),
        ),
      );
      await assert.rejects(
        app.db.read(everyone(app), (trx) => trx.selectFrom('masked_address').selectAll().execute()),
        /permission denied/,
      );
      await assert.rejects(
        app.db.read(everyone(app), (trx) => trx.selectFrom('service_version').selectAll().execute()),
        /permission denied/,
      );
    });
  });
});
