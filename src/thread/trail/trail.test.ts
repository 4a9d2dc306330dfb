import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { loadTrail } from '../../../demo/wrenmouth/trail.ts';
import { newUuid } from '../../kernel/ids.ts';
import { allPlaces, type Place } from '../../platform/http/places.ts';
import { writeCard } from '../store/write.ts';
import { addressOnTrail, guideAt, wayToTrail } from './trail.ts';

const trail = loadTrail();
const statement = trail.steps.findIndex((step) => step.kind === 'statement') + 1;
const circle = trail.steps.findIndex((step) => step.signInAs !== undefined) + 1;

/** The place in which the trail begins, as a demo or as a real place of the same name. */
async function plantPlace(app: TestApp, isDemo: boolean): Promise<Place> {
  const id = newUuid();
  await app.db.write({ role: 'thread_service', job: 'seed', place: id }, async (trx) => {
    const { place: slug } = trail;
    await trx
      .insertInto('place')
      .values({ id, slug, name: 'Wrenmouth', tier: 'place', is_demo: isDemo, created_at: app.now })
      .execute();
    const address = `/${slug}/conversations/stay-well/statements/1`;
    await writeCard(
      trx,
      id,
      { kind: 'statement', id: newUuid(), title: trail.said, summary: '', address, visibility: 'public' },
      app.now,
    );
  });
  const places = await app.db.read({ role: 'thread_public' }, allPlaces);
  app.context.places.replace(places);
  const place = places.find((one) => one.id === id);
  assert.ok(place);
  return place;
}

describe('the guided trail', () => {
  it('lists its steps in order, each with what to look at and a way there', async () => {
    await withTestApp(async (app) => {
      await plantPlace(app, true);
      const page = await app.get('/wrenmouth/trail');
      assert.equal(page.status, 200, page.text);
      assert.ok(page.text.includes(trail.said));
      const found = trail.steps.map((step) => page.text.indexOf(step.look));
      assert.deepEqual(
        found,
        found.toSorted((a, b) => a - b),
      );
      trail.steps.forEach((step, index) => assert.equal(page.link(step.title), `/wrenmouth/trail/${index + 1}`));
      assert.equal(page.link('Begin'), '/wrenmouth/trail/1');
    });
  });

  it('is found from the demo’s home and from the list of places', async () => {
    await withTestApp(async (app) => {
      await plantPlace(app, true);
      assert.equal((await app.get('/wrenmouth')).link('Follow one thread'), '/wrenmouth/trail');
      assert.equal((await app.get('/')).link('Follow one thread through Wrenmouth'), '/wrenmouth/trail');
    });
  });

  it('leads to the record, whose page then shows the strip; the same page without the step is as before', async () => {
    await withTestApp(async (app) => {
      await plantPlace(app, true);
      const step = await app.get(`/wrenmouth/trail/${statement}`);
      assert.equal(step.location, `/wrenmouth/conversations/stay-well/statements/1?trail=${statement}`);
      const plain = await app.get('/wrenmouth/partners');
      const walked = await app.get('/wrenmouth/partners?trail=2');
      assert.ok(walked.text.includes(`Follow one thread: step 2 of ${trail.steps.length}`));
      assert.equal(walked.link('Next: What somebody promised'), '/wrenmouth/trail/3');
      assert.equal(plain.text.includes('Follow one thread'), false);
      // A kept page has no strip, also when somebody walked there before.
      assert.equal((await app.get('/wrenmouth/partners')).text, plain.text);
    });
  });

  it('says as whom to sign in where a page is about one person, and shows nothing of it', async () => {
    await withTestApp(async (app) => {
      await plantPlace(app, true);
      const page = await app.get(`/wrenmouth/trail/${circle}`);
      assert.equal(page.status, 200);
      assert.ok(page.text.includes('Amara Nwosu works with her'));
      // Next to a place that is real nobody can be tried out.
      assert.equal(page.document.querySelector('form[action="/sign-in/demo"]'), null);
      assert.ok(page.text.includes('not every place here is invented'));
    });
  });

  it('says so where its record is no longer there', async () => {
    await withTestApp(async (app) => {
      await plantPlace(app, true);
      const page = await app.get(`/wrenmouth/trail/${statement + 1}`);
      assert.equal(page.status, 200);
      assert.ok(page.text.includes('no longer where the trail left it'));
      assert.ok(page.text.includes('Next: '));
    });
  });

  it('does not exist in a place that is no demo, nor elsewhere, nor past its end', async () => {
    await withTestApp(async (app) => {
      await plantPlace(app, false);
      for (const url of ['/wrenmouth/trail', '/wrenmouth/trail/1', '/testbourne/trail', '/testbourne/trail/1'])
        assert.equal((await app.get(url)).status, 404, url);
      assert.equal((await app.get('/wrenmouth/partners?trail=2')).text.includes('step 2'), false);
      assert.equal((await app.get('/wrenmouth')).text.includes('Follow one thread'), false);
      assert.equal((await app.get('/')).text.includes('Follow one thread'), false);
    });
    await withTestApp(async (app) => {
      await plantPlace(app, true);
      assert.equal((await app.get(`/wrenmouth/trail/${trail.steps.length + 1}`)).status, 404);
    });
  });
});

describe('the strip of the trail', () => {
  const place = { slug: 'wrenmouth', isDemo: true } as Place;

  it('stands for any number of its steps, and for nothing else', () => {
    for (const [index] of trail.steps.entries())
      assert.equal(
        guideAt(trail, place, `/wrenmouth/x?trail=${index + 1}`)?.position.startsWith(`step ${index + 1} `),
        true,
      );
    for (const text of ['0', '-1', '1e1', '99', '', 'x', '١', '1&x=1'.slice(1)])
      assert.equal(guideAt(trail, place, `/wrenmouth/x?trail=${encodeURIComponent(text)}`), undefined, text);
    assert.equal(guideAt(trail, { ...place, isDemo: false }, '/wrenmouth/x?trail=1'), undefined);
  });

  it('has no way back at the first step and no way on at the last', () => {
    assert.equal(guideAt(trail, place, '/wrenmouth/x?trail=1')?.back, undefined);
    assert.equal(guideAt(trail, place, `/wrenmouth/x?trail=${trail.steps.length}`)?.next, undefined);
  });

  it('puts its number into an address in the place of the part it points to', () => {
    assert.equal(addressOnTrail('/wrenmouth/people/1#goal-2', 5), '/wrenmouth/people/1?trail=5');
  });

  it('has no way from the list of places without its own place', () => {
    assert.equal(wayToTrail(trail, { bySlug: () => undefined }), undefined);
  });
});
