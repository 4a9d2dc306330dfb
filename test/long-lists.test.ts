import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { newUuid } from '../src/kernel/ids.ts';
import { withTestApp, type Person, type TestApp } from './support/app.ts';
import { makeConversation } from './support/conversation.ts';

const many = 112;
const numbers = Array.from({ length: many }, (_, index) => index);

/** Follows the link `more` from page to page, and gives back how often each record was listed, and the longest page. */
async function walk(app: TestApp, path: string, part: string, more: string, as?: Person) {
  const seen = new Map<string, number>();
  let longest = 0;
  let next: string | undefined = path;
  for (let pages = 0; next !== undefined && pages < 10; pages += 1) {
    const page = await app.get(next, as);
    assert.equal(page.status, 200, page.text);
    const links = [...page.document.querySelectorAll('main a[href]')].map((a) => a.getAttribute('href') ?? '');
    const here = new Set(links.filter((href) => href.startsWith(part) && /row-\d+(?:\/edit)?$|\/\d+$/.test(href)));
    for (const href of here) seen.set(href, (seen.get(href) ?? 0) + 1);
    longest = Math.max(longest, here.size);
    next = page.hasLink(more) ? page.link(more) : undefined;
  }
  return { seen, longest };
}

async function expectPages(
  app: TestApp,
  path: string,
  part: string,
  more: string,
  as?: Person,
  onePage = 50,
): Promise<void> {
  const { seen, longest } = await walk(app, path, part, more, as);
  assert.equal(seen.size, many, `${path} shows ${seen.size} of ${many}`);
  assert.deepEqual(
    [...seen.values()].filter((times) => times !== 1),
    [],
    `${path} shows something twice`,
  );
  assert.equal(longest, onePage, path);
}

// All rows sort alike, so that only the last part of a key tells them apart.
describe('a list longer than a page', () => {
  it('of priorities and of plans is shown 50 at a time, each record once', async () => {
    await withTestApp(async (app) => {
      const place_id = app.place.id;
      const common = { title: 'The same', created_at: app.now };
      await app.db.write(app.seed, async (trx) => {
        await trx
          .insertInto('priority')
          .values(numbers.map((n) => ({ place_id, id: newUuid(), slug: `row-${n}`, status: 'published', ...common })))
          .execute();
        await trx
          .insertInto('plan')
          .values(
            numbers.map((n) => ({
              place_id,
              id: newUuid(),
              slug: `row-${n}`,
              kind: 'local',
              status: 'agreed',
              period_start: '2026-01-01',
              period_end: '2027-01-01',
              ...common,
            })),
          )
          .execute();
      });
      await expectPages(app, '/testbourne/priorities', '/testbourne/priorities/', 'More priorities');
      await expectPages(app, '/testbourne/plans', '/testbourne/plans/', 'More plans');
    });
  });

  it('of measures is shown 25 at a time and of stories 50, each record once', async () => {
    await withTestApp(async (app) => {
      const place_id = app.place.id;
      await app.db.write(app.seed, async (trx) => {
        await trx
          .insertInto('measure')
          .values(
            numbers.map((n) => ({
              place_id,
              id: newUuid(),
              slug: `row-${n}`,
              name: 'The same',
              aim: 'experience',
              polarity: 'high-good',
              unit: '%',
              period_rule: 'point',
              source: 'Counted here',
              licence: 'Open Government Licence',
              status: 'published',
              created_at: app.now,
            })),
          )
          .execute();
        await trx
          .insertInto('story')
          .values(
            numbers.map((n) => ({
              place_id,
              id: newUuid(),
              slug: `row-${n}`,
              organisation_id: app.organisation.id,
              title: 'The same',
              core: 'What stays',
              status: 'published',
              published_at: app.now,
              review_by: '2027-01-01',
              created_at: app.now,
            })),
          )
          .execute();
      });
      await expectPages(app, '/testbourne/measures', '/testbourne/measures/', 'More measures', undefined, 25);
      await expectPages(app, '/testbourne/learning', '/testbourne/learning/stories/', 'More stories');
    });
  });

  it('of past meetings is shown 50 at a time, each record once', async () => {
    await withTestApp(async (app) => {
      const place_id = app.place.id;
      const body_id = newUuid();
      await app.db.write(app.seed, async (trx) => {
        await trx
          .insertInto('body')
          .values({
            place_id,
            id: body_id,
            slug: 'board',
            name: 'Board',
            kind: 'place-board',
            status: 'live',
            created_at: app.now,
          })
          .execute();
        await trx
          .insertInto('meeting')
          .values(
            numbers.map((n) => ({
              place_id,
              id: newUuid(),
              body_id,
              slug: `row-${n}`,
              title: 'The same',
              starts_at: new Date('2026-01-05T10:00:00Z'),
              ends_at: new Date('2026-01-05T12:00:00Z'),
              state: 'held',
              called_at: new Date('2025-12-01T10:00:00Z'),
              agenda_published_at: new Date('2025-12-01T10:00:00Z'),
              changed_at: app.now,
              created_at: app.now,
            })),
          )
          .execute();
      });
      await expectPages(app, '/testbourne/meetings', '/testbourne/meetings/', 'Earlier meetings');
    });
  });

  it('of one’s own services is shown 50 at a time, each record once', async () => {
    await withTestApp(async (app) => {
      const place_id = app.place.id;
      await app.db.write(app.seed, async (trx) => {
        await trx
          .insertInto('service')
          .values(
            numbers.map((n) => ({
              place_id,
              id: newUuid(),
              slug: `row-${n}`,
              organisation_id: app.organisation.id,
              name: 'The same',
              approved_at: app.now,
              last_modified: app.now,
              version: 1,
              created_at: app.now,
            })),
          )
          .execute();
      });
      const editor = await app.person('editor', { organisation: app.organisation.id });
      const part = '/testbourne/my-organisation/services/row-';
      await expectPages(app, '/testbourne/my-organisation/services', part, 'More services', editor);
    });
  });

  it('of the statements of a conversation is shown 50 at a time, before and after it closes', async () => {
    await withTestApp(async (app) => {
      const statements = numbers.map((n) => `Statement number ${n} is about something`);
      const open = await makeConversation(app, { statements });
      await expectPages(app, open.base, `${open.base}/statements/`, 'More statements');
      const closed = await makeConversation(app, {
        question: 'And now?',
        statements,
        votes: statements.map(() => [6, 0, 0] as const),
        state: 'closed',
      });
      await expectPages(app, closed.base, `${closed.base}/statements/`, 'More statements');
      const first = await app.get(closed.base);
      assert.match(first.text, /112\s*statements/);
    });
  });

  it('of loose ends says that there are more than it shows', async () => {
    await withTestApp(async (app) => {
      const place_id = app.place.id;
      await app.db.write(app.seed, async (trx) => {
        await sql`insert into priority (place_id, id, slug, title, status, created_at)
          select ${place_id}, gen_random_uuid(), 'row-' || n, 'Nobody promised', 'published', ${app.now} from generate_series(1, ${many}::integer) n`.execute(
          trx,
        );
      });
      const page = await app.get('/testbourne/loose-ends');
      assert.ok(
        page.text.includes('Priorities that nobody has promised anything for ( the first 20)'.replace('( ', '(')),
        page.text.slice(0, 400),
      );
      assert.match(page.text, /breaks off in more than \d+ places/);
    });
  });
});
