import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { ThreadKind } from '../../src/kernel/thread-ref.ts';
import type { Place } from '../../src/platform/http/places.ts';
import type { Service } from '../../src/start.ts';
import { PageView } from '../support/html.ts';
import { withDemoService } from '../support/service.ts';

type Card = { key: string; kind: ThreadKind; id: string; title: string; address: string; place: Place };
type Demo = { service: Service; cards: Card[]; links: [from: string, to: string][] };

/** Everything on the thread that anybody may see, of every place. */
async function readThread(service: Service): Promise<Demo> {
  const demo: Demo = { service, cards: [], links: [] };
  for (const place of service.context.places.all())
    await service.context.db.read({ role: 'thread_public', place: place.id }, async (trx) => {
      const cards = await sql<Omit<Card, 'place' | 'key'>>`
        select kind, id, title, address from thread_record where place_id = ${place.id}`.execute(trx);
      for (const card of cards.rows) demo.cards.push({ ...card, key: `${place.id}/${card.kind}/${card.id}`, place });
      const links = await sql<{ near: string; far: string }>`
        select place_id || '/' || from_kind || '/' || from_id as near, to_place_id || '/' || to_kind || '/' || to_id as far
          from thread_link where place_id = ${place.id}`.execute(trx);
      for (const { near, far } of links.rows) demo.links.push([near, far]);
    });
  return demo;
}

/** What lies within `steps` of `from`, by how many steps; nothing is looked for behind what `stops` names. */
function within(
  from: string,
  steps: number,
  next: (key: string) => readonly string[],
  stops: (key: string) => boolean = () => false,
): Map<string, number> {
  const found = new Map([[from, 0]]);
  let front = [from];
  for (let step = 1; step <= steps; step += 1) {
    const beyond: string[] = [];
    for (const key of front.filter((one) => one === from || !stops(one)))
      for (const other of next(key).filter((one) => !found.has(one))) {
        found.set(other, step);
        beyond.push(other);
      }
    front = beyond;
  }
  return found;
}

function neighbours(links: Demo['links']): (key: string) => readonly string[] {
  const all = Map.groupBy(
    links.flatMap(([near, far]) => [
      [near, far],
      [far, near],
    ]),
    ([from]) => from,
  );
  return (key) => (all.get(key) ?? []).map(([, to]) => to ?? '');
}

const pages = new Map<string, PageView>();
async function open(service: Service, path: string): Promise<PageView> {
  const known = pages.get(path);
  if (known !== undefined) return known;
  const answer = await service.app.inject(path);
  const page = new PageView(answer.body, answer.statusCode);
  pages.set(path, page);
  return page;
}

/** Where the links in the content of a page lead, without the part of a page that they point to. */
async function linksOn(service: Service, path: string): Promise<string[]> {
  const page = await open(service, path);
  return [...page.document.querySelectorAll('main a[href^="/"]')].map((a) => pathOf(a.getAttribute('href') ?? ''));
}
function pathOf(address: string): string {
  return address.split('#')[0] ?? '';
}
function threadPage(card: Card): string {
  return `/${card.place.slug}/thread/${card.kind}/${card.id}`;
}

/** The pages that somebody reaches from a priority by at most three links, without going through another priority. */
async function reached(service: Service, from: string, known: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set([from]);
  let front = [from];
  for (let step = 1; step <= 3; step += 1) {
    const beyond: string[] = [];
    for (const path of front)
      for (const to of await linksOn(service, path)) {
        if (found.has(to) || (!known.has(to) && !to.includes('/thread/'))) continue;
        found.add(to);
        if (!to.includes('/priorities/') && !to.includes('/thread/priority/')) beyond.push(to);
        else if (to.includes('/thread/priority/') && step === 1) beyond.push(to);
      }
    front = beyond;
  }
  return found;
}

/** Kinds that need no priority: they are there before the thread, or beside it. */
const beside: readonly ThreadKind[] = ['organisation', 'conversation', 'service'];

describe('the thread of the demo', { timeout: 1_200_000 }, () => {
  it('can be followed within three steps, down and up, from every record that anybody may see', async (t) => {
    await withDemoService(async (service) => {
      pages.clear();
      const demo = await readThread(service);
      const next = neighbours(demo.links);
      const priorities = demo.cards.filter((card) => card.kind === 'priority');
      assert.ok(demo.cards.length > 150 && priorities.length > 4, `${demo.cards.length} records`);

      await t.test('every record has its page, and a page that follows its thread', async () => {
        for (const card of demo.cards) {
          const follow = await open(service, threadPage(card));
          assert.equal(follow.status, 200, threadPage(card));
          assert.ok(follow.heading.includes(card.title.replaceAll(/\s+/g, ' ').trim()), threadPage(card));
          assert.equal((await open(service, pathOf(card.address))).status, 200, card.address);
        }
      });

      await t.test('the page of every record that is on the thread leads to the one that follows it', async () => {
        const without: string[] = [];
        for (const card of demo.cards.filter((one) => next(one.key).length > 0 && !one.address.includes('#')))
          if (!(await linksOn(service, card.address)).includes(threadPage(card))) without.push(card.address);
        assert.deepEqual(without, []);
      });

      await t.test('from every record one comes to a priority, or it is said to be loose', async () => {
        const near = new Set(priorities.flatMap(({ key }) => [...within(key, 3, next).keys()]));
        const lost: string[] = [];
        for (const card of demo.cards.filter((one) => !near.has(one.key) && !beside.includes(one.kind))) {
          const loose = await linksOn(service, `/${card.place.slug}/loose-ends`);
          // A statement that people differ on, or agree against, waits for nobody.
          const differs =
            card.kind === 'statement' && !/We agree(?! this is not us)/.test((await open(service, card.address)).text);
          if (!loose.includes(pathOf(card.address)) && !differs) lost.push(`${card.kind}: ${card.title}`);
        }
        assert.deepEqual(lost, []);
      });

      await t.test('each priority of the town has all parts of the thread within three steps of its own', async () => {
        const kinds = new Map(demo.cards.map((card) => [card.key, card.kind]));
        for (const priority of priorities.filter((one) => one.place.slug === 'wrenmouth')) {
          const own = within(priority.key, 3, next, (key) => kinds.get(key) === 'priority');
          const has = new Set([...own.keys()].map((key) => kinds.get(key)));
          for (const kind of ['statement', 'commitment', 'plan', 'meeting', 'service', 'measure', 'story'] as const)
            assert.ok(has.has(kind), `${priority.title} has no ${kind}`);
        }
      });

      await t.test('from the page of a priority three links are enough for everything that belongs to it', async () => {
        const kinds = new Map(demo.cards.map((card) => [card.key, card.kind]));
        const known = new Set(demo.cards.map((card) => pathOf(card.address)));
        const missing: string[] = [];
        for (const priority of priorities) {
          const own = within(priority.key, 3, next, (key) => kinds.get(key) === 'priority');
          const there = await reached(service, priority.address, known);
          for (const card of demo.cards.filter((one) => own.has(one.key)))
            if (!there.has(pathOf(card.address))) missing.push(`${priority.title}: ${card.kind} “${card.title}”`);
        }
        assert.deepEqual(missing, []);
      });

      await t.test('who pays is said with every commitment and added up with every plan', async () => {
        for (const card of demo.cards.filter((one) => one.kind === 'commitment' || one.kind === 'plan'))
          assert.match(
            (await open(service, card.address)).text,
            card.kind === 'plan' ? /Money/ : /Who pays/,
            card.address,
          );
      });
      t.diagnostic(`${demo.cards.length} records, ${pages.size} pages`);
    });
  });
});
