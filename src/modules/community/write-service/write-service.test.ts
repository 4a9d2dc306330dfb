import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { contentWith, plantService, venueAt } from '../../../../test/support/community.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Typed } from '../../../lib/form-reader.ts';
import { parseService } from './form.ts';
import { typedOf } from './typed.ts';

const list = '/testbourne/my-organisation/services';

/** The form of a version as a browser would send it. */
function sent(change: Parameters<typeof contentWith>[0] = {}, version = 1): Record<string, string | string[]> {
  return typedOf(contentWith(change), version) as Record<string, string | string[]>;
}

describe('the form of a service', () => {
  it('reads back what it shows, whatever it holds', () => {
    const full = contentWith({
      alert: 'In August we meet in the library',
      eligibility: 'Anyone who lives here',
      languages: ['ar', 'pl'],
      areas: ['The harbour', 'Marsh End'],
      contact: { name: 'The front desk', title: 'Organiser' },
      paidForBy: 'The council',
      minimumAge: 11,
      maximumAge: 17,
      email: 'hello@cafe.example',
      url: 'https://cafe.example',
      venue: venueAt('TB1 1AA', { masked: true, stepFree: undefined, access: ['hearing-loop', 'lift'] }),
      status: 'temporarily closed',
      listedFrom: '2026-01-05' as LocalDate,
      listedTo: '2027-03-31' as LocalDate,
      reopensOn: '2026-09-01' as LocalDate,
      costs: [
        { option: 'adults', pence: 250 },
        { option: 'children', pence: 0 },
      ],
      schedules: [
        {
          days: ['MO', 'FR'],
          opensAt: '09:30',
          closesAt: '17:00',
          everyWeeks: 2,
          from: '2026-01-05' as LocalDate,
          to: '2026-12-18' as LocalDate,
          description: 'term time',
        },
        {
          days: ['SU'],
          opensAt: undefined,
          closesAt: undefined,
          everyWeeks: 1,
          monthWeek: -1,
          from: '2026-01-05' as LocalDate,
          to: '2026-12-18' as LocalDate,
          description: '',
        },
      ],
    });
    for (const content of [full, contentWith(), contentWith({ venue: undefined, costs: [], schedules: [] })])
      assert.deepEqual(parseService(typedOf(content, 3)), { ok: true, value: content });
  });

  it('says what is missing, in the order of the page', () => {
    const parsed = parseService({});
    assert.deepEqual(parsed.ok ? [] : parsed.error.map((one) => one.field), [
      'name',
      'description',
      'status',
      'where',
      'cost',
    ]);
  });

  it('says what cannot be read', () => {
    const wrong = (typed: Typed): string[] => {
      const parsed = parseService({ ...typedOf(contentWith(), 1), ...typed });
      return parsed.ok ? [] : parsed.error.map((one) => one.text);
    };
    assert.deepEqual(wrong({ 'opens-1': 'lunch' }), ['Enter a time like 9:30am, 14:00 or 2pm']);
    assert.deepEqual(wrong({ 'closes-1': '11am' }), ['The time it closes must be after the time it opens']);
    assert.deepEqual(wrong({ 'opens-2': '9am' }), ['Tick the days for these times']);
    assert.deepEqual(wrong({ 'weeks-1': '2' }), ['Give the first day, so that the weeks can be counted from it']);
    assert.deepEqual(wrong({ postcode: 'nowhere' }), ['Enter a full UK postcode, like AB1 2CD']);
    assert.deepEqual(wrong({ url: 'javascript:alert(1)' }), ['The web address must start with https:// or http://']);
    assert.deepEqual(wrong({ 'minimum-age': '18', 'maximum-age': '11' }), [
      'The oldest age must not be below the youngest',
    ]);
    assert.deepEqual(wrong({ 'minimum-age': '-1' }), ['An age must be a whole number from 0 to 120']);
    assert.deepEqual(wrong({ cost: 'costs' }), ['Enter at least one amount, or choose that it is free']);
    assert.deepEqual(wrong({ cost: 'costs', 'amount-1': 'lots' }), ['Enter an amount of money, like 2.50']);
    assert.deepEqual(wrong({ areas: 'x'.repeat(81) }), [
      'Name at most 12 parts of the place, each in 80 characters or fewer',
    ]);
    assert.deepEqual(wrong({ 'weeks-1': 'month5' }), ['Choose how often']);
    const days = { 'listed-from-day': '2', 'listed-from-month': '3', 'listed-from-year': '2027' };
    const before = { 'listed-to-day': '1', 'listed-to-month': '3', 'listed-to-year': '2027' };
    assert.deepEqual(wrong({ ...days, ...before }), ['The last day must not be before the first']);
    assert.deepEqual(wrong({ status: 'temporarily closed', 'reopens-day': '1' }).length, 1);
    assert.deepEqual(wrong({ name: 'x'.repeat(121) }), ['The name must be 120 characters or fewer']);
  });
});

describe('the day on which it opens again', () => {
  it('is only said of what is closed for now', () => {
    const typed = { 'reopens-day': '1', 'reopens-month': '9', 'reopens-year': '2027' };
    const reopens = (status: string): unknown => {
      const parsed = parseService({ ...typedOf(contentWith(), 1), ...typed, status });
      return parsed.ok ? parsed.value.reopensOn : parsed.error;
    };
    assert.equal(reopens('temporarily closed'), '2027-09-01');
    assert.equal(reopens('active'), undefined);
  });
});

describe('adding a service', () => {
  it('waits until it is approved, and is then for everyone', async () => {
    await withTestApp(async (app) => {
      const joan = await app.person('editor');
      const tom = await app.person('programme-manager');
      const form = await app.get(`${list}/new`, joan);
      assert.equal(form.status, 200);
      const done = await app.post(list, { ...sent(), organisation: app.organisation.id }, joan);
      assert.equal(done.location, `${list}?notice=service-proposed`);
      assert.ok((await app.get(list, joan)).text.includes('Waiting for approval'));
      assert.equal((await app.get('/testbourne/community/services/soup-and-company')).status, 404);
      const queue = await app.get('/testbourne/community/approvals', tom);
      const approval = await app.get(queue.link('Soup and company'), tom);
      assert.ok(approval.text.includes('Just turn up'));
      const decided = await app.post(queue.link('Soup and company'), { decision: 'approve' }, tom);
      assert.equal(decided.location, '/testbourne/community/approvals?notice=version-approved');
      const page = await app.get('/testbourne/community/services/soup-and-company');
      assert.ok(page.text.includes('Tuesday, midday to 2pm'));
    });
  });

  it('is for an organisation one speaks for, and loses nothing when something is wrong', async () => {
    await withTestApp(async (app) => {
      const other = await app.addOrganisation('Another charity');
      const joan = await app.person('editor');
      const theirs = await app.post(list, { ...sent(), organisation: other }, joan);
      assert.equal(theirs.status, 422);
      assert.deepEqual(theirs.errors, ['Choose the organisation that runs this service']);
      const page = await app.post(
        list,
        { ...sent(), organisation: app.organisation.id, name: '', 'opens-1': 'noonish' },
        joan,
      );
      assert.equal(page.status, 422);
      assert.deepEqual(page.errors, ['Enter the name of the service', 'Enter a time like 9:30am, 14:00 or 2pm']);
      assert.equal(page.value('What is it?'), 'A shared lunch for anyone who would like company.');
      assert.equal(page.value('Opens at'), 'noonish');
      for (const link of page.document.querySelectorAll('.nhsuk-error-summary a')) {
        const target = (link.getAttribute('href') ?? '').slice(1);
        assert.notEqual(page.document.querySelector(`[id="${target}"]`), null, target);
      }
    });
  });

  it('never lets the words give away an address that is kept private', async () => {
    await withTestApp(async (app) => {
      const joan = await app.person('editor');
      const masked = sent({ venue: venueAt('TB1 1AA', { masked: true }), description: 'Come to 1 Mill Lane.' });
      const page = await app.post(list, { ...masked, organisation: app.organisation.id }, joan);
      assert.equal(page.status, 422);
      assert.match(page.errors[0] ?? '', /The address is to be kept private/);
    });
  });
});

async function editing(app: TestApp) {
  const { id, slug } = await plantService(app);
  return {
    id,
    here: `${list}/${slug}/edit`,
    joan: await app.person('editor'),
    tom: await app.person('programme-manager'),
  };
}

describe('changing a service', () => {
  it('leaves what was approved public until the change is, and shows both beside each other', async () => {
    await withTestApp(async (app) => {
      const { here, joan, tom } = await editing(app);
      const page = '/testbourne/community/services/soup-and-company';
      assert.equal((await app.post(here, sent({ phone: '01632 960999' }), joan)).status, 303);
      for (const reader of [undefined, joan, tom]) {
        const text = (await app.get(page, reader)).text;
        assert.ok(text.includes('01632 960101') && !text.includes('01632 960999'));
      }
      const queue = await app.get('/testbourne/community/approvals', tom);
      const approval = await app.get(queue.link('Soup and company'), tom);
      const rows = [...approval.document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
      assert.equal(rows.length, 1);
      assert.match(rows[0] ?? '', /Contact.*01632 960101.*01632 960999/);
      await app.post(queue.link('Soup and company'), { decision: 'approve' }, tom);
      assert.ok((await app.get(page)).text.includes('01632 960999'));
    });
  });

  it('comes back with a reason, which its own people read where they put it right', async () => {
    await withTestApp(async (app) => {
      const { here, joan, tom } = await editing(app);
      await app.post(here, sent({ description: 'Only for friends of mine' }), joan);
      const item = (await app.get('/testbourne/community/approvals', tom)).link('Soup and company');
      const unreasoned = await app.post(item, { decision: 'send-back' }, tom);
      assert.equal(unreasoned.status, 422);
      assert.deepEqual(unreasoned.errors, ['Say why you send it back, so that they can put it right']);
      assert.equal((await app.post(item, { decision: 'send-back', reason: 'Say who may come' }, tom)).status, 303);
      assert.ok((await app.get(list, joan)).text.includes('Say who may come'));
      const form = await app.get(here, joan);
      assert.ok(form.text.includes('Say who may come'));
      assert.equal(form.value('What is it?'), 'Only for friends of mine');
      assert.equal((await app.post(item, { decision: 'approve' }, tom)).status, 409);
      const again = sent({ description: 'For everybody' }, 2);
      assert.equal((await app.post(here, again, joan)).status, 303);
    });
  });

  it('answers 409 when a colleague was faster, keeps the words, and takes them when sent again', async () => {
    await withTestApp(async (app) => {
      const { here, joan, tom } = await editing(app);
      assert.equal((await app.post(here, sent({ phone: '01632 960111' }), joan)).status, 303);
      const waiting = (await app.get('/testbourne/community/approvals', tom)).link('Soup and company');
      const late = await app.post(here, sent({ phone: '01632 960222' }), joan);
      assert.equal(late.status, 409);
      assert.equal(late.value('Phone'), '01632 960222');
      const version = late.document.querySelector('input[name=version]')?.getAttribute('value') ?? '';
      assert.equal((await app.post(here, { ...sent({ phone: '01632 960222' }), version }, joan)).status, 303);
      // The version that gave way can no longer be approved.
      assert.equal((await app.post(waiting, { decision: 'approve' }, tom)).status, 409);
    });
  });

  it('is refused to everybody who does not speak for the organisation', async () => {
    await withTestApp(async (app) => {
      const { here } = await editing(app);
      const other = await app.addOrganisation('Another charity');
      for (const role of ['editor', 'administrator', 'programme-manager'] as const) {
        const stranger = await app.person(role, { organisation: other });
        assert.equal((await app.get(here, stranger)).status, 403);
        assert.equal((await app.post(here, sent(), stranger)).status, 403);
        for (const tap of ['checked', 'capacity'])
          assert.equal(
            (await app.post(here.replace('edit', tap), tap === 'capacity' ? { capacity: 'capacity' } : {}, stranger))
              .status,
            403,
          );
      }
      for (const role of ['link-worker', 'resident'] as const)
        assert.equal((await app.get(here, await app.person(role))).status, 403);
      const editor = await app.person('editor');
      assert.equal((await app.get('/testbourne/community/approvals', editor)).status, 403);
    });
  });
});

describe('one tap', () => {
  it('says that all is still right, and whether it can take someone, at once', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app, {}, { days: 200 });
      const joan = await app.person('editor');
      const page = `/testbourne/community/services/${slug}`;
      assert.ok((await app.get(page)).text.includes('Not checked for 200 days'));
      const done = await app.post(`${list}/${slug}/checked`, {}, joan);
      assert.equal(done.location, `${list}?notice=service-checked`);
      assert.ok((await app.get(page)).text.includes('checked today'));
      assert.equal((await app.post(`${list}/${slug}/capacity`, { capacity: 'waitlist' }, joan)).status, 303);
      assert.ok((await app.get(page)).text.includes('Full, with a waiting list'));
      assert.equal((await app.post(`${list}/${slug}/capacity`, { capacity: 'lots' }, joan)).status, 422);
    });
  });
  it('is refused before anything is approved', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app, {}, { isApproved: false });
      assert.equal((await app.post(`${list}/${slug}/checked`, {}, await app.person('editor'))).status, 422);
    });
  });
});
