import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { addStatement, plantPriority, seeding } from '../../../../test/support/strategy.ts';
import { answerValue, parsePriority } from './form.ts';

describe('the form of a priority', () => {
  it('needs a title, and takes only statements and themes for answers', () => {
    assert.deepEqual(parsePriority({ title: ' ' }), {
      ok: false,
      error: [{ field: 'title', text: 'Enter a title for the priority' }],
    });
    const id = '01890000-0000-7000-8000-000000000001';
    assert.deepEqual(parsePriority({ title: 'A', answers: [`statement:${id}`, `account:${id}`, 'statement:x'] }), {
      ok: true,
      value: { title: 'A', summary: '', answers: [{ kind: 'statement', id }] },
    });
  });
});

describe('drafting a priority', () => {
  it('keeps what was typed and ticked while looking for statements', async () => {
    await withTestApp(async (app) => {
      const planner = await app.person('programme-manager');
      const [bus, phone] = await app.db.write(app.seed, async (trx) => [
        await addStatement(trx, seeding(app), 'The bus never comes'),
        await addStatement(trx, seeding(app), 'Nobody answers the phone'),
      ]);
      assert.ok(bus !== undefined && phone !== undefined);
      const found = await app.post(
        '/testbourne/priorities',
        { title: 'Buses', summary: 'More of them', answers: answerValue(bus), words: 'phone', find: 'yes' },
        planner,
      );
      assert.equal(found.status, 200);
      assert.equal(found.value('Title'), 'Buses');
      assert.equal(found.value('Summary'), 'More of them');
      assert.equal(found.field('The bus never comes').hasAttribute('checked'), true);
      assert.equal(found.field('Nobody answers the phone').hasAttribute('checked'), false);
      const saved = await app.post(
        '/testbourne/priorities',
        { title: 'Buses', summary: '', answers: [answerValue(bus), answerValue(phone)] },
        planner,
      );
      assert.equal(saved.status, 303);
      assert.equal(saved.location, '/testbourne/priorities/buses?notice=priority-drafted');
      const page = await app.get(saved.location, planner);
      assert.ok(page.text.includes('The priority is saved as a draft'));
      assert.ok(page.text.includes('Nobody answers the phone'));
    });
  });

  it('is for planners', async () => {
    await withTestApp(async (app) => {
      for (const role of ['editor', 'resident', 'analyst', 'facilitator'] as const) {
        const person = await app.person(role);
        assert.equal((await app.get('/testbourne/priorities/new', person)).status, 403);
        assert.equal((await app.post('/testbourne/priorities', { title: 'Mine' }, person)).status, 403);
      }
      assert.equal((await app.post('/testbourne/priorities', { title: 'Mine' })).status, 401);
    });
  });

  it('says what is wrong and loses nothing', async () => {
    await withTestApp(async (app) => {
      const planner = await app.person('administrator');
      const page = await app.post('/testbourne/priorities', { title: '', summary: 'Long thought' }, planner);
      assert.equal(page.status, 422);
      assert.deepEqual(page.errors, ['Enter a title for the priority']);
      assert.equal(page.value('Summary'), 'Long thought');
    });
  });
});

describe('changing a priority', () => {
  it('keeps what was typed when somebody else was faster, and saves it when sent again', async () => {
    await withTestApp(async (app) => {
      const { slug, statement } = await plantPriority(app);
      const planner = await app.person('programme-manager');
      const form = await app.get(`/testbourne/priorities/${slug}/edit`, planner);
      assert.equal(form.value('Title'), 'Nobody tells their story twice');
      assert.equal(form.field('I tell my story every time').hasAttribute('checked'), true);
      const version = form.document.querySelector('input[name=version]')?.getAttribute('value') ?? '';
      const first = { title: 'Nobody tells their story twice', summary: 'First', version };
      const answers = `statement:${statement}`;
      assert.equal((await app.post(`/testbourne/priorities/${slug}/edit`, { ...first, answers }, planner)).status, 303);
      const late = await app.post(
        `/testbourne/priorities/${slug}/edit`,
        { ...first, summary: 'Second', answers },
        planner,
      );
      assert.equal(late.status, 409);
      assert.equal(late.value('Summary'), 'Second');
      assert.match(late.errors[0] ?? '', /Somebody changed this while you were working/);
      const now = late.document.querySelector('input[name=version]')?.getAttribute('value') ?? '';
      const again = await app.post(
        `/testbourne/priorities/${slug}/edit`,
        { ...first, summary: 'Second', version: now, answers },
        planner,
      );
      assert.equal(again.status, 303);
    });
  });
});

describe('publishing a priority', () => {
  it('is refused without grounds, and possible with evidence', async () => {
    await withTestApp(async (app) => {
      const planner = await app.person('programme-manager');
      await app.post('/testbourne/priorities', { title: 'Buses' }, planner);
      const refused = await app.post('/testbourne/priorities/buses/publish', {}, planner);
      assert.equal(refused.status, 422);
      assert.match(refused.errors[0] ?? '', /Say first where this priority comes from/);
      const bad = await app.post(
        '/testbourne/priorities/buses/evidence',
        { finding: 'Households without a car', figure: '31%', address: 'ftp://x' },
        planner,
      );
      assert.deepEqual(bad.errors, [
        'Say where the evidence comes from',
        'The web address must start with https:// or http://',
      ]);
      assert.equal(bad.value('What it shows'), 'Households without a car');
      const added = await app.post(
        '/testbourne/priorities/buses/evidence',
        { finding: 'Households without a car', figure: '31%', source: 'Census' },
        planner,
      );
      assert.equal(added.status, 303);
      const done = await app.post('/testbourne/priorities/buses/publish', {}, planner);
      assert.equal(done.location, '/testbourne/priorities/buses?notice=priority-published');
      assert.ok((await app.get('/testbourne/priorities/buses')).text.includes('Households without a car: 31%'));
      assert.equal((await app.post('/testbourne/priorities/buses/retire', {}, planner)).status, 303);
      assert.ok((await app.get('/testbourne/priorities/buses')).text.includes('No longer a priority'));
    });
  });

  it('lets planners name and remove who shaped it, and what it rests on', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantPriority(app);
      const planner = await app.person('programme-manager');
      const here = `/testbourne/priorities/${slug}`;
      const missing = await app.post(`${here}/voices`, { who: 'Carers' }, planner);
      assert.deepEqual(missing.errors, ['Say how they shaped the priority']);
      await app.post(`${here}/voices`, { who: 'Carers', how: 'chose the words' }, planner);
      const page = await app.get(`${here}/voices`, planner);
      const remove = page.document.querySelector('form[action$="/remove"]')?.getAttribute('action') ?? '';
      assert.equal((await app.post(remove, {}, planner)).status, 303);
      assert.equal((await app.get(`${here}/voices`, planner)).text.includes('Carers:'), false);
      await app.post(`${here}/evidence`, { finding: 'wait', source: 'Survey' }, planner);
      const list = await app.get(`${here}/evidence`, planner);
      const take = list.document.querySelector('form[action$="/remove"]')?.getAttribute('action') ?? '';
      assert.equal((await app.post(take, {}, planner)).status, 303);
      assert.equal((await app.get(`${here}/evidence`, planner)).text.includes('(Survey)'), false);
    });
  });
});
