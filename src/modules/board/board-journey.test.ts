import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';

type Signed = Awaited<ReturnType<TestApp['person']>>;

function dayFields(app: TestApp, name: string, days: number): Record<string, string> {
  const [year = '', month = '', day = ''] = addDays(todayInLondon(app.context.clock.now()), days).split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

/** A called meeting with one public and one private item; the address of its page. */
async function calledMeeting(app: TestApp, officer: Signed): Promise<string> {
  const added = await app.post(
    '/testbourne/meetings/bodies',
    { name: 'The board', kind: 'place-board', purpose: 'To decide', seen: 'public' },
    officer,
  );
  assert.equal(added.status, 303);
  const form = await app.get('/testbourne/meetings/new', officer);
  const body =
    [...form.document.querySelectorAll('option')]
      .find((one) => one.textContent === 'The board')
      ?.getAttribute('value') ?? '';
  const words = { body, title: 'March meeting', venue: 'The hall', start: '2pm', end: '16:00' };
  const planned = await app.post('/testbourne/meetings', { ...words, ...dayFields(app, 'on', 40) }, officer);
  assert.equal(planned.status, 303);
  const here = (planned.location ?? '').split('?')[0] ?? '';
  assert.equal((await app.get(here)).status, 404);
  assert.equal((await app.post(`${here}/steps/call`, { reason: '', version: '1' }, officer)).status, 303);
  const item = { seen: 'public', title: 'Warm rooms', purpose: 'decide', ask: 'Agree a warm room' };
  assert.equal((await app.post(`${here}/items`, item, officer)).status, 303);
  const hidden = {
    seen: 'private',
    title: 'canary-title',
    'public-title': 'A staffing matter',
    because: 'It is about one person',
    purpose: 'note',
    ask: 'canary-ask',
    paper: 'canary-paper',
  };
  assert.equal((await app.post(`${here}/items`, hidden, officer)).status, 303);
  return here;
}

describe('a meeting of the board', () => {
  it('is unseen until it is called, and its agenda until it is published', async () => {
    await withTestApp(async (app) => {
      const officer = await app.person('board-officer');
      const here = await calledMeeting(app, officer);
      assert.doesNotMatch((await app.get(here)).text, /Warm rooms/);
      assert.equal((await app.post(`${here}/steps/publish-agenda`, { version: '2' }, officer)).status, 303);
      const page = await app.get(here);
      assert.match(page.text, /Warm rooms/);
      assert.match(page.text, /A staffing matter/);
      assert.match(page.text, /2pm to 4pm, The hall/);
    });
  });

  it('keeps what is heard in private from everybody but the board: on no page, in no search, in no calendar', async () => {
    await withTestApp(async (app) => {
      const officer = await app.person('board-officer');
      const here = await calledMeeting(app, officer);
      await app.post(`${here}/steps/publish-agenda`, { version: '2' }, officer);
      assert.match((await app.get(here, officer)).text, /canary-ask/);
      const partner = await app.person('link-worker');
      for (const reader of [undefined, partner])
        for (const address of [
          here,
          '/testbourne',
          '/testbourne/meetings',
          '/testbourne/calendar/meetings.ics',
          '/testbourne/search?q=canary',
          '/testbourne/events',
        ])
          assert.doesNotMatch((await app.get(address, reader)).html.replaceAll('q=canary', ''), /canary-/, address);
    });
  });

  it('refuses the second of two who move it at once, and a step that does not fit', async () => {
    await withTestApp(async (app) => {
      const officer = await app.person('board-officer');
      const here = await calledMeeting(app, officer);
      assert.equal((await app.post(`${here}/steps/publish-agenda`, { version: '1' }, officer)).status, 409);
      const early = await app.post(`${here}/steps/hold`, { version: '2' }, officer);
      assert.equal(early.status, 422);
      const cancelled = await app.post(`${here}/steps/cancel`, { version: '2', reason: '' }, officer);
      assert.equal(cancelled.status, 422);
      assert.match(cancelled.text, /Give a reason/);
      assert.equal((await app.post(`${here}/steps/cancel`, { version: '2', reason: 'Snow' }, officer)).status, 303);
      assert.match((await app.get(here)).text, /Cancelled: Snow/);
      assert.match((await app.get('/testbourne/calendar/meetings.ics')).html, /STATUS:CANCELLED/);
    });
  });

  it('is prepared by officers only', async () => {
    await withTestApp(async (app) => {
      for (const role of ['board-member', 'programme-manager', 'resident'] as const)
        assert.equal((await app.get('/testbourne/meetings/new', await app.person(role))).status, 403);
    });
  });
});

describe('an action', () => {
  async function asked(app: TestApp, officer: Signed): Promise<string> {
    const key = `'${app.place.id}', '01960000-0000-7000-8000-0000000000aa'`;
    const connection = await app.db.source.acquire();
    await connection.exec(`
      insert into body (place_id, id, slug, name, kind, status, created_at) values (${key}, 'b', 'B', 'place-board', 'live', now());
      insert into meeting (place_id, id, body_id, slug, title, starts_at, ends_at, state, called_at, agenda_published_at, changed_at, created_at)
        values (${key}, '01960000-0000-7000-8000-0000000000aa', 'm', 'M', '2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z', 'held', now(), now(), now(), now());
      insert into thread_record (place_id, kind, id, title, address, visibility, updated_at)
        values ('${app.place.id}', 'meeting', '01960000-0000-7000-8000-0000000000aa', 'M', '/testbourne/meetings/m', 'public', now());`);
    connection.release();
    const recorded = await app.post(
      '/testbourne/meetings/m/decisions',
      { text: 'Open the hall every day', reasons: 'Asked for' },
      officer,
    );
    assert.equal(recorded.status, 303);
    const decision = (recorded.location ?? '').split('?')[0] ?? '';
    assert.equal((await app.get(decision)).status, 404);
    const offer = { text: 'Open the hall', organisation: app.organisation.id, ...dayFields(app, 'due', 30) };
    assert.equal((await app.post(`${decision}/actions`, offer, officer)).status, 422);
    assert.equal((await app.post(`${decision}/publish`, {}, officer)).status, 303);
    assert.match((await app.get(decision)).text, /Decision 2026-001/);
    assert.equal((await app.post(`${decision}/publish`, {}, officer)).status, 409);
    const made = await app.post(`${decision}/actions`, offer, officer);
    assert.equal(made.status, 303);
    return (made.location ?? '').split('?')[0] ?? '';
  }

  it('is a question until the people of its own organisation accept it; nobody else can, and nobody twice', async () => {
    await withTestApp(async (app) => {
      const officer = await app.person('board-officer');
      const action = await asked(app, officer);
      assert.match((await app.get(action)).text, /Not accepted yet/);
      const other = await app.person('editor', { organisation: await app.addOrganisation('Another charity') });
      assert.equal((await app.post(action, { step: 'accept' }, other)).status, 403);
      assert.equal((await app.post(action, { step: 'accept' }, officer)).status, 403);
      const owner = await app.person('editor', { organisation: app.organisation.id });
      assert.match((await app.get('/testbourne/actions', owner)).text, /Waiting for your organisation/);
      assert.equal((await app.post(action, { step: 'decline', reason: '' }, owner)).status, 422);
      assert.equal((await app.post(action, { step: 'accept' }, owner)).status, 303);
      assert.equal((await app.post(action, { step: 'decline', reason: 'No' }, owner)).status, 409);
      assert.equal((await app.post(action, { step: 'note', reason: 'The key is cut' }, owner)).status, 303);
      assert.match((await app.get(action)).text, /The key is cut/);
      const future = await app.post(action, { step: 'done', ...dayFields(app, 'on', 1) }, owner);
      assert.equal(future.status, 422);
      assert.equal((await app.post(action, { step: 'done', ...dayFields(app, 'on', 0) }, owner)).status, 303);
      assert.match((await app.get(action)).text, /Done on/);
    });
  });
});
