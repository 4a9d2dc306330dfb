import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid } from '../../../kernel/ids.ts';
import { createJobRunner } from '../../../platform/jobs/jobs.ts';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation } from '../../../../test/support/conversation.ts';
import { jobHandlers } from '../../../modules.ts';
import { link } from '../../../thread/store/write.ts';

const five = ['Buses should run later', 'Parks are safe', 'GPs are easy to reach', 'Shops are near', 'We have time'];

/** Twelve people; the small counts are 1 to 4. */
async function smallRoom(app: TestApp) {
  return await makeConversation(app, {
    statements: five,
    votes: [
      [12, 0, 0],
      [8, 3, 1],
      [1, 1, 2],
      [4, 4, 4],
      [0, 12, 0],
    ],
    state: 'closed',
  });
}

describe('a closed conversation', () => {
  it('says in words, bars and a table what people share', async () => {
    await withTestApp(async (app) => {
      const made = await smallRoom(app);
      const shown = await app.get(made.base);
      assert.equal(shown.heading, made.question);
      assert.ok(/12\s*people took part/.test(shown.text));
      assert.ok(shown.text.includes('We agree this is not us'));
      assert.ok(shown.text.includes('Agree 100% (12)'));
      assert.ok(shown.text.includes('Too few votes'));
      const statement = await app.get(`${made.base}/statements/1`);
      assert.ok(statement.text.includes('12 of 12 agree'));
      assert.ok(statement.hasLink('Follow the thread'));
      const csv = await app.get(`${made.base}/results.csv`);
      assert.match(csv.html, /1,Buses should run later,We agree,12,0,0,12/);
    });
  });

  it('shows no count of 1 to 4 anywhere, nor one that could be worked out', async () => {
    await withTestApp(async (app) => {
      const made = await smallRoom(app);
      const lines = (await app.get(`${made.base}/results.csv`)).html.trim().split(/\r?\n/).slice(1);
      for (const line of lines) {
        const [agree, disagree, pass, seen] = line
          .split(',')
          .slice(-4)
          .map((text) => (text === '' ? undefined : Number(text)));
        const known = [agree, disagree, pass].filter((one) => one !== undefined);
        for (const one of known) assert.ok(one === 0 || one >= 5, line);
        if (seen !== undefined && known.length === 2) assert.fail(`the third count of ${line} can be worked out`);
      }
      const pages = [
        made.base,
        ...five.map((_, index) => `${made.base}/statements/${index + 1}`),
        '/testbourne',
        '/testbourne/search?q=parks',
      ];
      for (const url of pages) {
        const shown = await app.get(url);
        const cells = [...shown.document.querySelectorAll('td')].map((td) => (td.textContent ?? '').trim());
        for (const cell of cells) assert.ok(!/^[1-4]$/.test(cell), `${url}: ${cell}`);
        assert.ok(!/(Agree|Disagree|Pass) \d+% \([1-4]\)/.test(shown.text), url);
        assert.ok(!/\b[1-4] of \d+ (agree|say)/.test(shown.text), url);
      }
      const cards = await app.db.read(
        { role: 'thread_public', place: app.place.id },
        async (trx) => await trx.selectFrom('thread_record').select('summary').execute(),
      );
      for (const card of cards) assert.ok(!/\b[1-4] of \d+/.test(card.summary), card.summary);
    });
  });

  it('says nothing of how many took part when there were fewer than five', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { votes: [[3, 1, 0]], state: 'closed' });
      const shown = await app.get(made.base);
      assert.ok(/Fewer than 5\s*people took part/.test(shown.text));
      assert.ok(shown.text.includes('Too few votes to show'));
    });
  });

  it('shows declared groups only where every group is large enough', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, {
        sectors: ['NHS', 'Residents'],
        votes: [
          [20, 0, 0],
          [18, 2, 0],
        ],
        sectorOf: (person) => person % 2,
        state: 'closed',
      });
      assert.ok((await app.get(`${made.base}/statements/1`)).text.includes('How each group answered'));
      assert.ok(!(await app.get(`${made.base}/statements/2`)).text.includes('How each group answered'));
    });
  });
});

describe('an open conversation', () => {
  it('shows the code, the statements and who took part, and no result yet', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { votes: [[9, 0, 0]] });
      const shown = await app.get(made.base);
      assert.ok(shown.text.includes(made.joinCode));
      assert.ok(shown.text.includes('Buses should run later'));
      assert.ok(!shown.text.includes('Agree 100%'));
      assert.equal((await app.get(`${made.base}/results.csv`)).html.trim().split('\n').length, 1);
    });
  });

  it('counts a vote through its job and makes the kept page anew', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { votes: [[5, 0, 0]] });
      assert.ok(/5\s*people took part/.test((await app.get(made.base)).text));
      const cookies = await joinConversation(app, made);
      await app.post(`${made.base}/vote`, { statement: '1', vote: 'agree' }, undefined, cookies);
      const later = { ...app.context, clock: { now: () => new Date(app.now.getTime() + 60_000) } };
      // It is counted, and then it is analysed.
      assert.equal(await createJobRunner(later, jobHandlers).runDue(), 2);
      assert.ok(/6\s*people took part/.test((await app.get(made.base)).text));
    });
  });
});

describe('a draft', () => {
  it('is seen by partners alone', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { state: 'draft', question: 'What is still secret?' });
      assert.equal((await app.get(made.base)).status, 404);
      assert.equal((await app.get(`${made.base}/statements/1`)).status, 404);
      assert.ok(!(await app.get('/testbourne/conversations')).text.includes(made.question));
      assert.ok(
        (await app.get('/testbourne/conversations', await app.person('board-member'))).text.includes(made.question),
      );
      assert.equal((await app.get(made.base, await app.person('resident'))).status, 404);
    });
  });
});

describe('conversations on the thread', () => {
  it('lists statements that most agree with and no priority answers, until one does', async () => {
    await withTestApp(async (app) => {
      const made = await smallRoom(app);
      const partner = await app.person('board-member');
      const before = await app.get('/testbourne/loose-ends', partner);
      assert.ok(before.text.includes('Statements that most people agree with and no priority answers'));
      assert.ok(before.text.includes('12 of 12 agree, and no priority answers it'));
      const priority = newUuid();
      await app.db.write(app.seed, async (trx) => {
        await trx
          .insertInto('thread_record')
          .values({
            place_id: app.place.id,
            kind: 'priority',
            id: priority,
            title: 'Later buses',
            address: '/testbourne/priorities/later-buses',
            visibility: 'public',
            updated_at: app.now,
          })
          .execute();
        const to = { kind: 'statement' as const, id: made.statements[0] ?? '' };
        assert.ok(
          await link(trx, app.place.id, { kind: 'priority', id: priority }, 'answers', to, {
            account: undefined,
            now: app.now,
          }),
        );
      });
      assert.ok(!(await app.get('/testbourne/loose-ends', partner)).text.includes('12 of 12 agree'));
      const statement = await app.get(`${made.base}/statements/1`);
      assert.equal(statement.link('Later buses'), '/testbourne/priorities/later-buses');
    });
  });

  it('tells the home page what was said and where to take part', async () => {
    await withTestApp(async (app) => {
      await smallRoom(app);
      const open = await makeConversation(app, { question: 'What next?' });
      const home = await app.get('/testbourne');
      assert.ok(home.text.includes('12 of 12 agree'));
      assert.equal(home.link('What next?'), `/testbourne/conversations/join/${open.joinCode}`);
    });
  });
});
