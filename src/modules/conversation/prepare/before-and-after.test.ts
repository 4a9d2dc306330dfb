import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation } from '../../../../test/support/conversation.ts';
import { newUuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { createJobRunner } from '../../../platform/jobs/jobs.ts';
import { addFigures, createMeasure, measuresWhere, needSeries } from '../../measures/index.ts';
import { reminderJob, remindModerators } from '../index.ts';

/** Figures of a place about who lives there, by age. */
async function plantResidents(app: TestApp) {
  const doing = { place: app.place, account: undefined, now: app.now, newId: newUuid };
  const add = async (year: number, under: number, over: number) =>
    await app.db.write(app.seed, async (trx) => {
      const [measure] = await measuresWhere(trx, app.place.id, { slug: 'who-lives-here' });
      if (measure === undefined) throw new Error('no measure');
      const ids: string[] = [];
      for (const [at, [age, value]] of (
        [
          ['Under 25', under],
          ['25 and over', over],
        ] as const
      ).entries()) {
        const words = { areaCode: '', areaName: 'Here', sex: '', age, breakdown: '' };
        const series = await needSeries(trx, doing, measure.id, words, at);
        const period = { from: `${year}-01-01` as LocalDate, to: `${year}-12-31` as LocalDate };
        const figure = { ...period, value, lower: null, upper: null, note: '', status: 'final' } as const;
        await addFigures(trx, doing, measure, series, [figure]);
        ids.push(series);
      }
      return ids[0] ?? '';
    });
  await app.db.write(app.seed, async (trx) =>
    createMeasure(trx, doing, {
      name: 'Who lives here',
      question: 'Who lives here?',
      aim: 'population',
      polarity: 'no-judgement',
      unit: 'residents',
      decimals: 0,
      periodRule: 'non-overlapping',
      aboutPeople: false,
      source: 'A count',
      sourceId: '',
      licence: 'Open',
      weaknesses: '',
    }),
  );
  const series = await add(2024, 100, 300);
  return { series, addFigure: async () => await add(2025, 200, 200) };
}

describe('before a workshop', () => {
  it('says who comes and who is not here, beside the figures of the place', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const facilitator = await app.person('facilitator');
      const editor = await app.person('editor');
      const send = async (form: Record<string, string>) => await app.post(`${made.base}/prepare`, form, facilitator);
      const group = { do: 'group', label: 'Under 25', percent: '30', source: 'Census 2021', coming: '1' };
      assert.equal((await send(group)).status, 303);
      assert.equal((await send({ ...group, label: 'Carers', source: '' })).status, 422);
      assert.equal(
        (await send({ do: 'invite', organisation: app.organisation.id, asked: 'Bring four people' })).status,
        303,
      );
      const answer = {
        do: 'answer',
        organisation: app.organisation.id,
        answer: 'coming',
        people: '20',
        vision: 'Nobody is sent on',
        challenges: 'Three systems',
        opportunities: 'One front door',
      };
      assert.equal((await app.post(`${made.base}/prepare`, answer, editor)).status, 303);
      const page = await app.get(`${made.base}/prepare`, facilitator);
      assert.match(page.text, /20 people come so far/);
      assert.match(page.text, /Under 25: 1 person, where a room like the place would have 6/);
      for (const words of ['Nobody is sent on', 'Three systems', 'One front door', 'Bring four people'])
        assert.match(page.text, new RegExp(words));
    });
  });

  it('compares with the place’s own figures, which go on as they do, and with typed ones that say where they come from', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { sectors: ['NHS', 'Residents'] });
      const facilitator = await app.person('facilitator');
      const { series, addFigure } = await plantResidents(app);
      const send = async (form: Record<string, string>) =>
        await app.post(`${made.base}/prepare`, { do: 'group', coming: '1', ...form }, facilitator);
      assert.match(
        (await app.get(`${made.base}/prepare`, facilitator)).text,
        /Under 25: 25 of 100 \(Who lives here, 2024\)/,
      );
      const residents = made.sectors[1]?.id ?? '';
      assert.equal((await send({ figure: series, 'group-sector': residents })).status, 303);
      const twice = await send({ label: 'Young people', figure: series, percent: '30', source: 'A guess' });
      assert.equal(twice.status, 422);
      assert.match(twice.text, /Choose a figure of this place or type one, not both/);
      assert.equal(twice.value('Group'), 'Young people');
      assert.equal((await send({ figure: made.id })).status, 422);
      assert.equal((await send({ label: 'Carers', 'group-sector': made.id })).status, 422);
      await app.post(
        `${made.base}/prepare`,
        { do: 'invite', organisation: app.organisation.id, sector: made.sectors[0]?.id ?? '' },
        facilitator,
      );
      const answer = { do: 'answer', organisation: app.organisation.id, answer: 'coming', people: '16' };
      await app.post(`${made.base}/prepare`, answer, await app.person('editor'));
      const page = await app.get(`${made.base}/prepare`, facilitator);
      assert.match(page.text, /Under 25: 1 person, where a room like the place would have 4/);
      assert.match(page.text, new RegExp(`NHS\\s*Asked\\s*${app.organisation.name}\\s*Say they come\\s*16`));
      assert.match(page.text, /Residents\s*Asked\s*Under 25\s*Say they come\s*1/);
      await addFigure();
      const later = await app.get(`${made.base}/prepare`, facilitator);
      assert.match(later.text, /where a room like the place would have 8/);
      assert.match(later.text, /50 \(Who lives here, 2025\)/);
    });
  });

  it('lets nobody answer for an organisation for which they do not speak', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const other = await app.addOrganisation('Another');
      const stranger = await app.person('editor', { organisation: other });
      await app.post(
        `${made.base}/prepare`,
        { do: 'invite', organisation: app.organisation.id },
        await app.person('facilitator'),
      );
      const answer = { do: 'answer', organisation: app.organisation.id, answer: 'coming', people: '2' };
      assert.equal((await app.post(`${made.base}/prepare`, answer, stranger)).status, 422);
      assert.equal((await app.post(`${made.base}/prepare`, { do: 'group', label: 'X' }, stranger)).status, 403);
    });
  });

  it('asks everybody what matters to them, once, and the organisers make statements of it', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const facilitator = await app.person('facilitator');
      const phone = await joinConversation(app, made);
      assert.equal((await app.post(`${made.base}/matters`, { body: '' }, undefined, phone)).status, 422);
      const said = { body: 'That somebody asks my son, and that the bus runs' };
      assert.equal(
        (await app.post(`${made.base}/matters`, said, undefined, phone)).location,
        `${made.base}/matters?notice=answer-sent`,
      );
      assert.match((await app.get(`${made.base}/matters`, undefined, phone)).text, /You have told us/);
      const page = await app.get(`${made.base}/prepare`, facilitator);
      assert.match(page.text, /somebody asks my son/);
      assert.doesNotMatch((await app.get(`${made.base}/prepare`, await app.person('editor'))).text, /asks my son/);
      const item = page.document.querySelector('input[name="item"]')?.getAttribute('value') ?? '';
      await app.post(`${made.base}/prepare`, { do: 'take-up', item, statements: 'The bus should run' }, facilitator);
      assert.doesNotMatch((await app.get(`${made.base}/prepare`, facilitator)).text, /asks my son/);
      assert.match((await app.get(made.base)).text, /The bus should run/);
    });
  });

  it('takes votes from paper: one card is one person', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { sectors: ['NHS'] });
      const facilitator = await app.person('facilitator');
      const send = async (votes: string) => await app.post(`${made.base}/paper`, { votes, sector: '' }, facilitator);
      assert.equal((await send('1 a\n2 d')).status, 303);
      const wrong = await send('1 a\n9 d');
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /Line 2/);
      assert.match(wrong.value('Answers, one a line'), /9 d/);
      const rows = await app.db.read(app.seed, async (trx) =>
        trx
          .selectFrom('vote_event')
          .select(['value', 'channel'])
          .where('conversation_id', '=', made.id)
          .orderBy('value')
          .execute(),
      );
      assert.deepEqual(rows, [
        { value: -1, channel: 'paper' },
        { value: 1, channel: 'paper' },
      ]);
    });
  });
});

describe('a statement that a facilitator reads', () => {
  it('is split, said anew or joined to another, and its author is told', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { statements: ['Buses should run later'] });
      const facilitator = await app.person('facilitator');
      const phone = await joinConversation(app, made);
      const send = async (body: string) =>
        await app.post(`${made.base}/write`, { body, anyway: '1' }, undefined, phone);
      await send('We need benches and more light');
      await send('The buses should run later');
      const queue = await app.get(`${made.base}/moderate`, facilitator);
      const ids = [...queue.document.querySelectorAll('form input[name="statement"]')].map(
        (one) => one.getAttribute('value') ?? '',
      );
      const decide = async (form: Record<string, string>) => await app.post(`${made.base}/moderate`, form, facilitator);
      assert.equal((await decide({ statement: ids[0] ?? '', decision: 'split', parts: '' })).status, 422);
      const split = { statement: ids[0] ?? '', decision: 'split', parts: 'We need benches\nWe need more light' };
      assert.equal((await decide(split)).location, `${made.base}/moderate?notice=statement-split`);
      assert.equal(
        (await decide({ statement: ids[1] ?? '', decision: 'merge', into: '1' })).location,
        `${made.base}/moderate?notice=statement-merged`,
      );
      const mine = await app.get(`${made.base}/mine`, undefined, phone);
      assert.match(mine.text, /Two ideas were made of it/);
      assert.match(mine.text, /We need more light/);
      assert.match(mine.text, /Somebody had said the same/);
      const policy = await app.get(`${made.base}/policy`);
      assert.match(policy.text, /2 \(its words are not shown\)/);
      assert.doesNotMatch(policy.text, /benches and more light/);
      const shown = await app.get(made.base);
      assert.match(shown.text, /We need more light/);
      assert.doesNotMatch(shown.text, /benches and more light/);
    });
  });

  it('that waits for more than a day is told of once a day to whoever runs conversations, without its words', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const facilitator = await app.person('facilitator');
      await app.person('resident');
      const phone = await joinConversation(app, made);
      await app.post(`${made.base}/write`, { body: 'Nobody reads this' }, undefined, phone);
      const runAt = async (hours: number) => {
        const clock = { now: () => new Date(app.now.getTime() + hours * 3_600_000) };
        await createJobRunner({ ...app.context, clock }, { [reminderJob]: remindModerators }).runDue();
        const rows = await app.db.read({ role: 'thread_service', job: 'mail-sender' }, async (trx) =>
          trx.selectFrom('mail').select(['to_address', 'body']).where('kind', '=', 'statements-waiting').execute(),
        );
        return rows;
      };
      assert.deepEqual(await runAt(23), []);
      const [letter, ...others] = await runAt(25);
      assert.equal(letter?.to_address, facilitator.email);
      assert.match(letter?.body ?? '', /1 statement waits for more than a day/);
      assert.doesNotMatch(letter?.body ?? '', /Nobody reads this/);
      assert.deepEqual(others, []);
      assert.equal((await runAt(30)).length, 1);
      assert.equal((await runAt(50)).length, 2);
    });
  });

  it('is taken back by its author while it waits, and by nobody else', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const phone = await joinConversation(app, made);
      const other = await joinConversation(app, made);
      await app.post(`${made.base}/write`, { body: 'I said too much' }, undefined, phone);
      const page = await app.get(`${made.base}/mine`, undefined, phone);
      const statement = page.document.querySelector('input[name="statement"]')?.getAttribute('value') ?? '';
      assert.equal((await app.post(`${made.base}/mine`, { statement }, undefined, other)).status, 409);
      assert.equal((await app.post(`${made.base}/mine`, { statement }, undefined, phone)).status, 303);
      assert.match((await app.get(`${made.base}/mine`, undefined, phone)).text, /Taken back/);
    });
  });

  it('is translated, and the translation stands with it where people vote', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const facilitator = await app.person('facilitator');
      const url = `${made.base}/statements/1/translations`;
      assert.equal((await app.post(url, { locale: 'xx', body: 'x' }, facilitator)).status, 422);
      assert.equal((await app.post(url, { locale: 'ur', body: 'بسیں دیر تک چلیں' }, facilitator)).status, 303);
      const phone = await joinConversation(app, made);
      const page = await app.get(`${made.base}/vote?s=1`, undefined, phone);
      assert.equal(page.document.querySelector('[lang="ur"]')?.getAttribute('dir'), 'rtl');
      assert.match((await app.get(`${made.base}/statements/1`)).text, /بسیں/);
    });
  });
});

describe('after a conversation', () => {
  it('has themes that people write, agreed only with the view of the minority, and a report of them', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, {
        state: 'closed',
        votes: [
          [30, 0, 0],
          [15, 15, 0],
        ],
      });
      const facilitator = await app.person('facilitator');
      const theme = {
        theme: '',
        version: '0',
        label: 'Getting about',
        draft: 'We cannot get home',
        statement: '1',
        stage: 'agreed',
      };
      const refused = await app.post(`${made.base}/themes`, theme, facilitator);
      assert.equal(refused.status, 422);
      assert.match(refused.text, /minority/);
      assert.equal(
        (await app.post(`${made.base}/themes`, { ...theme, minority: 'Some drive and like it' }, facilitator)).status,
        303,
      );
      assert.equal((await app.post(`${made.base}/themes`, { ...theme, minority: 'x' }, facilitator)).status, 422);
      const report = await app.get(`${made.base}/report`);
      assert.match(report.text, /Getting about/);
      assert.match(report.text, /A minority sees it in another way: Some drive and like it/);
      assert.match(report.text, /30 of 30 agree/);
      const file = await app.app.inject({ url: `${made.base}/report.docx` });
      assert.equal(file.statusCode, 200);
      assert.equal(file.rawPayload.toString('latin1', 0, 2), 'PK');
    });
  });

  it('keeps a theme that somebody else has changed meanwhile', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const facilitator = await app.person('facilitator');
      await app.post(
        `${made.base}/themes`,
        { theme: '', version: '0', label: 'One', draft: 'First', stage: 'draft' },
        facilitator,
      );
      const { id } = await app.db.read(app.seed, async (trx) =>
        trx.selectFrom('theme').select('id').executeTakeFirstOrThrow(),
      );
      const next = { theme: id, label: 'One', stage: 'draft' };
      assert.equal(
        (await app.post(`${made.base}/themes`, { ...next, version: '1', draft: 'Second' }, facilitator)).status,
        303,
      );
      assert.equal(
        (await app.post(`${made.base}/themes`, { ...next, version: '1', draft: 'Lost' }, facilitator)).status,
        409,
      );
      assert.match((await app.get(`${made.base}/themes?theme=${id}`, facilitator)).html, /Second/);
      assert.doesNotMatch((await app.get(`${made.base}/report`)).text, /Second/);
    });
  });

  it('shows what moved where the very same words were asked before, and claims no movement that is not clear', async () => {
    await withTestApp(async (app) => {
      const sectors = ['NHS', 'Residents'];
      const sectorOf = (person: number): number => (person < 25 ? 0 : 1);
      await makeConversation(app, {
        sectors,
        sectorOf,
        state: 'closed',
        votes: [
          [10, 40, 0],
          [25, 25, 0],
        ],
      });
      await app.db.write(app.seed, async (trx) =>
        trx
          .updateTable('conversation')
          .set({ closed_at: new Date('2025-06-01T10:00:00Z') })
          .where('place_id', '=', app.place.id)
          .execute(),
      );
      const again = await makeConversation(app, {
        question: 'And now?',
        sectors,
        sectorOf,
        state: 'closed',
        votes: [
          [44, 6, 0],
          [28, 22, 0],
        ],
      });
      const report = await app.get(`${again.base}/report`);
      assert.match(report.text, /10 of 50 agreed/);
      assert.match(report.text, /More people agree than before/);
      assert.match(report.text, /No clear movement/);
      assert.match(report.text, /Residents\s*0 of 25 agreed\s*19 of 25 agree\s*More people agree than before/);
    });
  });
});
