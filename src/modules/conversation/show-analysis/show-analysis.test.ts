import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeConversation } from '../../../../test/support/conversation.ts';
import { createJobRunner } from '../../../platform/jobs/jobs.ts';
import { analyseConversation, analyseJob, gatherVotes, publishJob, publishResults, workOut } from '../index.ts';
import { OpinionPicture } from '../parts/opinion-picture.tsx';
import { renderPart } from '../../../design/index.ts';
import { analysedFingerprint } from '../store/analysis.ts';

type Findings = {
  people: number;
  division: { verdict: string };
  sectors: { label: string; people: number }[];
  statements: { number: number; body: string; all: Record<string, number>; sectors: { agree: number }[] }[];
};

async function analysed(app: TestApp, options: Parameters<typeof makeConversation>[1]) {
  const made = await makeConversation(app, options);
  const scope = { role: 'thread_service', job: 'test', place: app.place.id } as const;
  const gathered = await app.db.read(scope, async (trx) => await gatherVotes(trx, app.place.id, made.id));
  await workOut(app.context, app.place.id, made.id, gathered);
  return made;
}

async function lettersOf(app: TestApp) {
  return await app.db.read(app.seed, async (trx) =>
    trx.selectFrom('group_letters').select(['letters', 'given']).executeTakeFirstOrThrow(),
  );
}

const divided = {
  sectors: ['NHS', 'Residents'],
  sectorOf: (person: number) => (person < 12 ? 0 : 1),
  state: 'closed',
  votes: [
    [20, 4, 0],
    [12, 12, 0],
  ],
} as const;

describe('the analysis', () => {
  it('keeps the letters of groups from one time to the next, and proposes statements for a theme by the votes', async () => {
    await withTestApp(async (app) => {
      const sides = Array.from({ length: 10 }, (_, at): readonly [number, number, number] =>
        at % 2 === 0 ? [20, 12, 0] : [12, 20, 0],
      );
      const made = await analysed(app, { statements: sides.map((_, at) => `Statement ${at}`), votes: sides });
      const kept = await lettersOf(app);
      assert.equal(kept.given, 'ABC');
      await app.db.write(app.seed, async (trx) =>
        trx
          .updateTable('group_letters')
          .set({ letters: kept.letters.replaceAll('A', 'D'), given: 'ABCD' })
          .execute(),
      );
      const gathered = await app.db.read(app.seed, async (trx) => await gatherVotes(trx, app.place.id, made.id));
      await workOut(app.context, app.place.id, made.id, gathered);
      assert.deepEqual(await lettersOf(app), { letters: kept.letters.replaceAll('A', 'D'), given: 'ABCD' });
      const page = await app.get(`${made.base}/analysis`, await app.person('analyst'));
      const facilitator = await app.person('facilitator');
      const theme = { theme: '', version: '0', label: 'Side', draft: '', stage: 'draft', statement: '1' };
      await app.post(`${made.base}/themes`, theme, facilitator);
      const { id } = await app.db.read(app.seed, async (trx) =>
        trx.selectFrom('theme').select('id').executeTakeFirstOrThrow(),
      );
      const written = await app.get(`${made.base}/themes?theme=${id}`, facilitator);
      assert.match(written.text, /Then come those that people answered as they answered yours/);
      assert.match(page.text, /Group B/);
      assert.match(page.text, /Group D/);
      assert.doesNotMatch(page.text, /Group A/);
    });
  });

  it('is exact for analysts, on the page and as JSON', async () => {
    await withTestApp(async (app) => {
      const made = await analysed(app, { ...divided, sectors: [...divided.sectors] });
      const analyst = await app.person('analyst');
      const page = await app.get(`${made.base}/analysis`, analyst);
      assert.equal(page.status, 200);
      assert.match(page.text, /Too early to say/);
      assert.match(page.text, /24 people/);
      assert.match(page.text, /NHS \(12\)/);
      assert.match(page.text, /12 of 12/);
      const answer = await app.app.inject({
        url: `${made.base}/analysis.json`,
        headers: { 'x-test-session': analyst.account, cookie: 'thread.session_token=test' },
      });
      const findings = answer.json<Findings>();
      assert.equal(findings.people, 24);
      assert.deepEqual(findings.sectors, [
        { label: 'NHS', people: 12 },
        { label: 'Residents', people: 12 },
      ]);
      assert.deepEqual(findings.statements[0]?.all, { agree: 20, disagree: 4, pass: 0, seen: 24 });
      assert.deepEqual(
        findings.statements[1]?.sectors.map((one) => one.agree),
        [12, 0],
      );
    });
  });

  it('gives the public no count under five, neither on the page nor as JSON', async () => {
    await withTestApp(async (app) => {
      const made = await analysed(app, { ...divided, sectors: [...divided.sectors] });
      const page = await app.get(made.base);
      assert.match(page.text, /Too early to say/);
      const answer = await app.app.inject({ url: `${made.base}/results.json` });
      const { statements, insight } = answer.json<{
        statements: { agree: number | null; disagree: number | null }[];
        insight: { verdict: string; ranks: { number: number }[] };
      }>();
      assert.deepEqual(new Set(statements.map((one) => one.disagree)), new Set([12, null]));
      assert.equal(insight.verdict, 'too-early');
      assert.deepEqual(
        insight.ranks.map(({ number }) => number),
        [2],
      );
      assert.equal((await app.get(`${made.base}/analysis.json`)).status, 401);
    });
  });

  it('says that nothing is worked out before there are votes', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const page = await app.get(`${made.base}/analysis`, await app.person('facilitator'));
      assert.match(page.text, /Nothing is worked out yet/);
    });
  });

  it('is asked for by the count of votes, left where nothing changed, and taken up again should a process end', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { votes: [[6, 0, 0]] });
      const scope = { role: 'thread_service', job: 'test', place: app.place.id } as const;
      const jobs = createJobRunner(app.context, { [publishJob]: publishResults, [analyseJob]: analyseConversation });
      const waiting = async () =>
        await app.db.read({ role: 'thread_service', job: 'job-runner' }, async (trx) => {
          return (await trx.selectFrom('job').select(['kind', 'dedupe_key']).execute()).filter((one) =>
            one.dedupe_key.startsWith(made.id),
          );
        });
      await app.db.write(scope, async (trx) => {
        const { queueJob } = await import('../../../platform/jobs/jobs.ts');
        const job = { place: app.place.id, kind: publishJob, dedupeKey: made.id, subject: made.id };
        await queueJob(trx, job, app.now, app.context.newId);
      });
      await jobs.runDue();
      assert.deepEqual(await waiting(), [{ kind: analyseJob, dedupe_key: `${made.id} again` }]);
      const gathered = await app.db.read(scope, async (trx) => await gatherVotes(trx, app.place.id, made.id));
      await workOut(app.context, app.place.id, made.id, gathered);
      const kept = await app.db.read(scope, async (trx) => await analysedFingerprint(trx, app.place.id, made.id));
      assert.equal(kept, gathered.fingerprint);
    });
  });
});

describe('the opinion picture', () => {
  const groups = [
    { name: 'A', people: 12, x: -1, y: 0 },
    { name: 'B', people: 8, x: 1, y: 0 },
  ];
  const looksIn = (number: number): string[] => {
    const answers = [
      { agree: 6, disagree: 6, pass: 0, seen: 12 },
      { agree: 4, disagree: 2, pass: 2, seen: 8 },
    ];
    const html = renderPart(OpinionPicture({ groups, statement: { number, body: 'Buses' }, answers }));
    const drawing = html.slice(html.indexOf('<svg'), html.indexOf('</svg>'));
    return [...drawing.matchAll(/ct-share--(\d)/g)].map(([, look = '']) => look);
  };

  it('has as many dots of each answer as people gave, and in another order for each statement', () => {
    const [one, other] = [looksIn(1), looksIn(2)];
    assert.equal(one.length, 20);
    assert.deepEqual(one.toSorted(), other.toSorted());
    assert.equal(one.filter((look) => look === '0').length, 10);
    assert.notDeepEqual(one, other);
  });

  it('has the same as a table', () => {
    const html = renderPart(OpinionPicture({ groups, statement: undefined, answers: undefined }));
    assert.match(html, /<table/);
    assert.match(html, /Group A/);
  });
});
