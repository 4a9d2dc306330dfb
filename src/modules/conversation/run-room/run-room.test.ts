import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation, type MadeConversation } from '../../../../test/support/conversation.ts';
import { plantPriority } from '../../../../test/support/strategy.ts';

type Phone = Record<string, string>;

async function blocksOf(app: TestApp, made: MadeConversation): Promise<Map<string, string>> {
  const rows = await app.db.read(app.seed, async (trx) =>
    trx.selectFrom('room_block').select(['id', 'kind']).where('conversation_id', '=', made.id).execute(),
  );
  return new Map(rows.map((row) => [row.kind, row.id]));
}

/** A room that a facilitator has prepared, with so many phones. */
async function roomWith(app: TestApp, phones: number, template = 'half-day') {
  const made = await makeConversation(app, { statements: ['Buses should run later', 'I know who to ask'] });
  const facilitator = await app.person('facilitator');
  const step = async (form: Record<string, string>) => await app.post(`${made.base}/console`, form, facilitator);
  assert.equal((await step({ do: 'start', template })).status, 303);
  const blocks = await blocksOf(app, made);
  const open = async (kind: string) => {
    const done = await step({ do: 'open', block: blocks.get(kind) ?? '' });
    assert.equal(done.status, 303, done.text);
  };
  const joined: Phone[] = [];
  for (let phone = 0; phone < phones; phone += 1) joined.push(await joinConversation(app, made));
  const give = async (phone: Phone | undefined, kind: string, form: Record<string, string | string[]>) =>
    await app.post(`${made.base}/room`, { block: blocks.get(kind) ?? '', ...form }, undefined, phone ?? {});
  return { made, facilitator, step, open, give, phones: joined, blocks };
}

async function wall(app: TestApp, made: MadeConversation): Promise<string> {
  const page = await app.get(`${made.base}/wall`);
  assert.equal(page.status, 200);
  return page.text;
}

describe('a room', () => {
  it('is nothing before it is prepared: phones vote alone', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const phone = await joinConversation(app, made);
      assert.equal((await app.get(`${made.base}/wall`)).status, 404);
      assert.equal((await app.get(`${made.base}/room`, undefined, phone)).location, `${made.base}/vote`);
      const page = await app.get(`${made.base}/console`, await app.person('facilitator'));
      assert.match(page.text, /Prepare a workshop/);
    });
  });

  it('says who is here, by group, beside those who said that they come', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { sectors: ['NHS', 'Council', 'Residents'] });
      const facilitator = await app.person('facilitator');
      const [nhs = '', council = '', residents = ''] = made.sectors.map((one) => one.id);
      const prepare = async (form: Record<string, string>) =>
        await app.post(`${made.base}/prepare`, { do: 'group', ...form }, facilitator);
      await prepare({ label: 'Staff of the trust', coming: '9', 'group-sector': nhs });
      await prepare({ label: 'Councillors', coming: '3', 'group-sector': council });
      await app.post(`${made.base}/console`, { do: 'start', template: 'half-day' }, facilitator);
      const block = (await blocksOf(app, made)).get('here') ?? '';
      await app.post(`${made.base}/console`, { do: 'open', block }, facilitator);
      const say = async (phone: Phone, sector: string) =>
        await app.post(`${made.base}/room`, { block, sector }, undefined, phone);
      const first = await joinConversation(app, made);
      assert.match((await app.get(`${made.base}/room`, undefined, first)).text, /I am here/);
      const wrong = await say(first, made.id);
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /Choose a group/);
      for (let at = 0; at < 7; at += 1) assert.equal((await say(await joinConversation(app, made), nhs)).status, 303);
      for (let at = 0; at < 6; at += 1) await say(await joinConversation(app, made), 'not-said');
      await say(first, residents);
      await say(first, residents);
      const table = await joinConversation(app, made);
      await app.post(`${made.base}/table`, { table: '3' }, undefined, table);
      await say(table, nhs);
      await app.post(`${made.base}/console`, { do: 'close' }, facilitator);
      const text = await wall(app, made);
      assert.match(text, /14 people said so/);
      assert.match(text, /NHS: 7 are here, of 9 who said they come/);
      assert.match(text, /Council: nobody is here, of 3 who said they come/);
      // One resident, and so neither the six who did not say, from which the one would follow.
      assert.match(text, /Residents: some are here/);
      assert.match(text, /not said: some are here/);
      assert.match((await app.get(`${made.base}/prepare`, facilitator)).text, /Were in the room/);
    });
  });

  it('takes words, and shows those of two people or more once the round has closed', async () => {
    await withTestApp(async (app) => {
      const { made, open, give, step, phones } = await roomWith(app, 3);
      await open('word');
      for (const [at, word] of ['Hope', 'hope', 'tired'].entries())
        assert.equal((await give(phones[at], 'word', { word })).location, `${made.base}/room?notice=round-given`);
      assert.doesNotMatch(await wall(app, made), /Hope/);
      await step({ do: 'close' });
      await app.get(`${made.base}/wall`);
      const text = await wall(app, made);
      assert.match(text, /Hope/);
      assert.doesNotMatch(text, /tired/);
      const late = await give(phones[0], 'word', { word: 'late' });
      assert.equal(late.status, 422);
      assert.match(late.text, /This round has closed/);
    });
  });

  it('takes a vote as a plain form and asks the next statement', async () => {
    await withTestApp(async (app) => {
      const { made, open, phones } = await roomWith(app, 1);
      await open('vote');
      const first = await app.get(`${made.base}/room`, undefined, phones[0]);
      assert.match(first.text, /0 of 2/);
      const number = first.document.querySelector('input[name="statement"]')?.getAttribute('value') ?? '';
      const sent = await app.post(
        `${made.base}/vote`,
        { statement: number, vote: 'agree', from: 'room' },
        undefined,
        phones[0],
      );
      assert.equal(sent.location, `${made.base}/room`);
      assert.match((await app.get(`${made.base}/room`, undefined, phones[0])).text, /1 of 2/);
      const none = await app.post(
        `${made.base}/vote`,
        { statement: number, vote: '', from: 'room' },
        undefined,
        phones[0],
      );
      assert.equal(none.location, `${made.base}/room?problem=choose`);
    });
  });

  it('shows what the votes say once voting closes, in words, and anew only after five more votes', async () => {
    await withTestApp(async (app) => {
      const { made, step, open, give, phones } = await roomWith(app, 12);
      const vote = async (from: number, to: number, statement: string) => {
        for (const phone of phones.slice(from, to))
          await app.post(`${made.base}/vote`, { statement, vote: 'agree', from: 'room' }, undefined, phone);
      };
      await open('vote');
      assert.equal((await give(phones[0], 'vote', {})).status, 422);
      await vote(0, 10, '1');
      assert.doesNotMatch(await wall(app, made), /We agree/);
      await step({ do: 'close' });
      assert.match(await wall(app, made), /We agree.*Buses should run later/);
      await open('vote');
      await vote(0, 3, '2');
      await step({ do: 'close' });
      assert.doesNotMatch(await wall(app, made), /I know who to ask/);
      await open('vote');
      await vote(3, 10, '2');
      await step({ do: 'close' });
      assert.match(await wall(app, made), /I know who to ask/);
    });
  });

  it('has one dot for every four things, and refuses more', async () => {
    await withTestApp(async (app) => {
      const { made, step, open, give, phones, blocks } = await roomWith(app, 6, 'priorities');
      const dots = blocks.get('dots') ?? '';
      assert.equal((await step({ do: 'open', block: dots })).status, 422);
      await step({ do: 'change', block: dots, title: 'What first?', minutes: '10', options: 'Buses\nGardens\nChoirs' });
      await open('dots');
      assert.equal((await give(phones[0], 'dots', { dot: ['0', '1'] })).status, 422);
      for (const phone of phones) assert.equal((await give(phone, 'dots', { dot: '1' })).status, 303);
      assert.equal((await give(phones[0], 'dots', { dot: '0' })).status, 303);
      await step({ do: 'close' });
      await app.get(`${made.base}/wall`);
      const text = await wall(app, made);
      assert.match(text, /Gardens \(5 dots\)/);
      assert.match(text, /Buses \(fewer than five people\)/);
    });
  });

  it('scores bold ideas: nobody their own, each as often as there are others', async () => {
    await withTestApp(async (app) => {
      const { made, step, open, give, phones, blocks } = await roomWith(app, 3, 'ideas');
      await open('ideas');
      for (const [at, phone] of phones.entries())
        await give(phone, 'ideas', { idea: `Idea ${at}`, 'first-step': 'Ring' });
      await step({ do: 'score', block: blocks.get('ideas') ?? '' });
      for (const [at, phone] of phones.entries())
        for (let round = 0; round < 2; round += 1) {
          const page = await app.get(`${made.base}/room`, undefined, phone);
          const idea = page.document.querySelector('input[name="scored-idea"]')?.getAttribute('value') ?? '';
          assert.notEqual(idea, String(at));
          await give(phone, 'ideas', { 'scored-idea': idea, score: idea === '1' ? '5' : '2' });
        }
      assert.match((await app.get(`${made.base}/room`, undefined, phones[0])).text, /all your scores/);
      await step({ do: 'close' });
      await app.get(`${made.base}/wall`);
      assert.match(await wall(app, made), /Idea 1 First step: Ring \(25 of 25\)/);
    });
  });

  it('lets a table write, and counts its votes for nobody', async () => {
    await withTestApp(async (app) => {
      const { made, phones } = await roomWith(app, 1);
      await app.post(`${made.base}/table`, { table: '4' }, undefined, phones[0]);
      assert.match((await app.get(`${made.base}/room`, undefined, phones[0])).text, /table 4/);
      await app.post(`${made.base}/write`, { body: 'We need benches', from: 'room' }, undefined, phones[0]);
      await app.post(`${made.base}/vote`, { statement: '1', vote: 'agree', from: 'room' }, undefined, phones[0]);
      const rows = await app.db.read(app.seed, async (trx) => ({
        origin: await trx
          .selectFrom('statement')
          .select('origin')
          .where('body', '=', 'We need benches')
          .executeTakeFirst(),
        channel: await trx.selectFrom('vote_event').select('channel').where('conversation_id', '=', made.id).execute(),
      }));
      assert.equal(rows.origin?.origin, 'table');
      assert.deepEqual(rows.channel, [{ channel: 'table' }]);
      const { gatherVotes } = await import('../index.ts');
      const gathered = await app.db.read(app.seed, async (trx) => await gatherVotes(trx, app.place.id, made.id));
      assert.equal(gathered.input.value.length, 0);
    });
  });

  it('moves every screen on: a step raises the version that they follow', async () => {
    await withTestApp(async (app) => {
      const { made, open, step, phones } = await roomWith(app, 1);
      const version = async () => {
        const page = await app.get(`${made.base}/room`, undefined, phones[0]);
        return Number(page.document.querySelector('[data-room]')?.getAttribute('data-version'));
      };
      const before = await version();
      await open('talk');
      const after = await version();
      assert.ok(after > before);
      await step({ do: 'wall', view: 'join' });
      assert.ok((await version()) > after);
      await step({ do: 'end' });
      assert.match((await app.get(`${made.base}/room`, undefined, phones[0])).text, /has ended/);
      assert.equal((await step({ do: 'open', block: '01960000-0000-7000-8000-000000000001' })).status, 422);
    });
  });

  it('says on each screen that it has ended and what comes next, and goes on where it was', async () => {
    await withTestApp(async (app) => {
      const { made, open, step, facilitator } = await roomWith(app, 1);
      await open('talk');
      await step({ do: 'end' });
      const ended = await app.get(`${made.base}/console`, facilitator);
      assert.match(ended.text, /The workshop has ended/);
      assert.ok(ended.link('Write themes').endsWith('/themes'));
      assert.ok(!ended.hasButton('Close this block') && !ended.hasButton('End the workshop'));
      assert.match(await wall(app, made), new RegExp(`stays on the page of this conversation: .*${made.base}`));
      assert.equal((await step({ do: 'again' })).status, 303);
      const again = await app.get(`${made.base}/console`, facilitator);
      assert.ok(again.hasButton('End the workshop'));
      assert.doesNotMatch(await wall(app, made), /has ended/);
    });
  });

  it('goes through the whole family exercise and ends with commitments that each organisation confirms once', async () => {
    await withTestApp(async (app) => {
      const { made, facilitator, step, open, give, phones } = await roomWith(app, 2, 'family');
      const editor = await app.person('editor');
      const priority = await plantPriority(app);
      await step({ do: 'family', scenario: 'grandparent', priority: priority.priorityId });
      await open('family-strengths');
      const support = { kind: 'person', ring: '1', member: '0' };
      assert.equal((await give(phones[0], 'family-strengths', { ...support, what: 'Her sister' })).status, 303);
      const worry = await give(phones[1], 'family-strengths', { ...support, what: 'She is lonely and has debts' });
      assert.equal(worry.location, `${made.base}/room?notice=worry-kept`);
      assert.match(await wall(app, made), /This family is fictitious/);
      assert.match(await wall(app, made), /Her sister/);
      assert.doesNotMatch(await wall(app, made), /lonely/);
      const real = await give(phones[1], 'family-strengths', {
        ...support,
        what: 'A real case, NHS number 943 476 5919',
      });
      assert.equal(real.status, 422);

      await open('family-handoffs');
      for (const agency of ['GP', 'Council', 'GP'])
        await give(phones[0], 'family-handoffs', { agency, member: '0', told: 'yes', wait: '7', outcome: 'passed-on' });
      const text = await wall(app, made);
      assert.match(text, /tells its story 3 times/);
      assert.match(text, /handed on 2 times/);
      assert.match(text, /waits 21 days/);
      const { id: first } = await app.db.read(app.seed, async (trx) =>
        trx.selectFrom('exercise_step').select('id').orderBy('position').limit(1).executeTakeFirstOrThrow(),
      );
      await step({ do: 'spare', item: first, way: 'out' });
      assert.match(await wall(app, made), /tells its story 3 times; after our changes 2/);

      await open('family-offers');
      const offer = {
        organisation: app.organisation.id,
        what: 'A first visit together',
        'first-step': 'Ring the surgery',
        member: '0',
        'by-day': '1',
        'by-month': '9',
        'by-year': '2026',
        needs: 'nothing',
      };
      assert.equal((await give(phones[0], 'family-offers', offer)).status, 303);
      assert.equal(
        (await give(phones[1], 'family-offers', { ...offer, what: 'A grant', needs: 'money', amount: '500' })).status,
        303,
      );
      assert.equal((await give(phones[1], 'family-offers', { ...offer, 'by-year': '2020' })).status, 422);
      assert.match(await wall(app, made), /Nobody offers anything for: Des, Kayleigh, Alfie/);
      assert.match(await wall(app, made), /lonely/);

      await open('commit');
      const page = await app.get(`${made.base}/commitments`, facilitator);
      const offers = [...page.document.querySelectorAll('input[id^="ask-offer"]')].map(
        (box) => box.getAttribute('value') ?? '',
      );
      assert.equal(offers.length, 1);
      assert.equal(
        (
          await app.post(
            `${made.base}/commitments`,
            { do: 'ask', priority: priority.priorityId, offer: offers },
            facilitator,
          )
        ).status,
        303,
      );
      const asked = await app.get(`/${app.place.slug}/priorities/${priority.slug}`, editor);
      assert.match(asked.text, /A first visit together/);
      const confirmed = await app.post(`${made.base}/commitments`, { do: 'confirm' }, editor);
      assert.equal(confirmed.location, `${made.base}/commitments?notice=offers-confirmed`);
      assert.match((await app.get(`/${app.place.slug}/priorities/${priority.slug}`)).text, /A first visit together/);
      assert.equal((await app.post(`${made.base}/commitments`, { do: 'confirm' }, editor)).status, 422);
    });
  });

  it('is confirmed by nobody but those who speak for the organisation', async () => {
    await withTestApp(async (app) => {
      const { made, facilitator, open, give, step, phones } = await roomWith(app, 1, 'family');
      const other = await app.addOrganisation('Another');
      const stranger: Person = await app.person('editor', { organisation: other });
      const priority = await plantPriority(app);
      await step({ do: 'family', scenario: 'grandparent', priority: priority.priorityId });
      await open('family-offers');
      await give(phones[0], 'family-offers', {
        organisation: app.organisation.id,
        what: 'A bench',
        'first-step': 'Measure',
        member: '-1',
        'by-day': '1',
        'by-month': '9',
        'by-year': '2026',
        needs: 'nothing',
      });
      const { id } = await app.db.read(app.seed, async (trx) =>
        trx.selectFrom('exercise_offer').select('id').executeTakeFirstOrThrow(),
      );
      await app.post(`${made.base}/commitments`, { do: 'ask', priority: priority.priorityId, offer: id }, facilitator);
      assert.equal((await app.post(`${made.base}/commitments`, { do: 'confirm' }, stranger)).status, 422);
      assert.equal((await app.post(`${made.base}/commitments`, { do: 'ask' }, stranger)).status, 403);
    });
  });
});
