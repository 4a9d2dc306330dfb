import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { plantService } from '../../test/support/community.ts';
import { withTestApp, type TestApp } from '../../test/support/app.ts';
import { agree } from '../../test/support/people.ts';
import { importPeople, readCaseText } from './import-people.ts';
import { newUuid } from '../kernel/ids.ts';
import type { LocalDate } from '../lib/dates.ts';
import { readCaseFile } from '../modules/people/index.ts';

const header =
  'person_id,name,born_on,nhs_number,safe_contact,safe_contact_note,permission_how,permission_on,same_as,referral_id,service,referred_on,reason,status,status_reason,outcome,ended_on';
const today = '2026-03-02' as LocalDate;
const lines = [
  'P1,Wordimported Fairley,1962-05-03,9990000018,only-this-way,By text,phone,2025-06-01,,R1,,2025-06-02,Lonely,completed,,wordoutcome,2025-08-01',
  'P1,Wordimported Fairley,1962-05-03,9990000018,only-this-way,By text,phone,2025-06-01,,R2,soup-and-company,2025-09-02,Company,rejected,no-capacity,,2025-09-05',
  'P2,Ruth Moor,,,,,letter,1/12/2025,,,,,,,,,',
  'P3,Bo Reed,,,,,phone,2025-12-01,,R3,soup-and-company,2025-12-02,"Eat, together",in-progress,,,',
];
const text = (...rows: string[]): string => [header, ...rows].join('\r\n');

async function run(app: TestApp, rows: readonly string[], isDryRun = false) {
  const request = { text: text(...rows), organisation: 'testbourne-council', isDryRun };
  return await importPeople({ db: app.db, now: app.now, newId: newUuid }, app.place, request);
}

async function counts(app: TestApp): Promise<number[]> {
  return await app.db.read(app.seed, async (trx) =>
    Promise.all(
      (['person', 'referral', 'referral_event', 'sharing_decision', 'import_key', 'job'] as const).map(
        async (table) => (await trx.selectFrom(table).select('place_id').execute()).length,
      ),
    ),
  );
}

async function world(app: TestApp): Promise<void> {
  const café = await app.addOrganisation('Community Café');
  await agree(app, [app.organisation.id, café]);
  await plantService(app, {}, { organisation: café });
}

describe('a file from another case-management system', () => {
  it('brings in people, referrals and what came of them; a second time it changes nothing', async () => {
    await withTestApp(async (app) => {
      await world(app);
      const dry = await run(app, lines, true);
      assert.deepEqual(dry, { ok: true, value: { people: 3, referrals: 3, known: 0, erased: 0 } });
      assert.deepEqual((await counts(app)).slice(0, 3), [0, 0, 0], 'looking writes nothing');
      assert.deepEqual(await run(app, lines), { ok: true, value: { people: 3, referrals: 3, known: 0, erased: 0 } });
      const after = await counts(app);
      assert.deepEqual(await run(app, lines), { ok: true, value: { people: 0, referrals: 0, known: 6, erased: 0 } });
      assert.deepEqual(await counts(app), after);
      const worker = await app.person('link-worker');
      const people = await app.get('/testbourne/people', worker);
      for (const name of ['Wordimported Fairley', 'Ruth Moor', 'Bo Reed']) assert.ok(people.text.includes(name), name);
      const all = await app.get('/testbourne/referrals', worker);
      for (const word of ['Done', 'They could not help', 'They are helping']) assert.ok(all.text.includes(word), word);
      const rows = await app.db.read(app.seed, (trx) =>
        trx.selectFrom('referral').select(['status', 'output', 'sent_at', 'closed_at']).orderBy('sent_at').execute(),
      );
      assert.deepEqual(
        rows.map((row) => [
          row.status,
          row.output,
          row.sent_at?.toISOString().slice(0, 10),
          row.closed_at?.toISOString().slice(0, 10),
        ]),
        [
          ['completed', 'wordoutcome', '2025-06-02', '2025-08-01'],
          ['rejected', null, '2025-09-02', '2025-09-05'],
          ['in-progress', null, '2025-12-02', undefined],
        ],
      );
      // What grows later is brought in beside it.
      const more = 'P2,Ruth Moor,,,,,letter,1/12/2025,,R4,,2026-01-05,Company,accepted,,,';
      assert.deepEqual(
        await run(
          app,
          [...lines, more].filter((row) => row !== lines[2]),
        ),
        {
          ok: true,
          value: { people: 0, referrals: 1, known: 6, erased: 0 },
        },
      );
    });
  });

  it('joins nobody and adds nobody twice: whoever may be here already is told by line, and nothing is kept', async () => {
    await withTestApp(async (app) => {
      await world(app);
      await run(app, lines);
      const before = await counts(app);
      const other = 'Q1,Fairley Wordimported,3/5/1962,,,,phone,2026-01-01,,,,,,,,,';
      const refused = await run(app, ['Q0,Una Reed,,,,,phone,2026-01-01,,,,,,,,,', other]);
      assert.ok(!refused.ok);
      assert.match(
        refused.error.join(),
        /^line 3, column same_as: may be here already \([0-9a-f-]{36}\); write that id, or new/,
      );
      assert.ok(!refused.error.join().includes('Fairley'));
      assert.deepEqual(await counts(app), before);
      const id = /\(([0-9a-f-]{36})\)/.exec(refused.error.join())?.[1] ?? '';
      const same = other.replace('2026-01-01,,', `2026-01-01,${id},`);
      assert.deepEqual(await run(app, [same]), { ok: true, value: { people: 1, referrals: 0, known: 0, erased: 0 } });
      assert.equal((await counts(app))[0], before[0], 'the same person');
      const apart = other.replace('Q1', 'Q2').replace('2026-01-01,,', '2026-01-01,new,');
      assert.deepEqual(await run(app, [apart]), { ok: true, value: { people: 1, referrals: 0, known: 0, erased: 0 } });
      assert.equal((await counts(app))[0], (before[0] ?? 0) + 1);
      const wrong = await run(app, [other.replace('Q1', 'Q3').replace('2026-01-01,,', `2026-01-01,${newUuid()},`)]);
      assert.ok(!wrong.ok && wrong.error[0]?.startsWith('line 2, column same_as'));
    });
  });

  it('is refused whole where one line is wrong, with line and column and never with what stands there', async () => {
    await withTestApp(async (app) => {
      await world(app);
      const bad = 'P9,Wordsecret,2030-01-01,123,through-somebody,,fax,,,R9,no-such,2025-01-02,,lost,,,';
      const refused = await run(app, [...lines, bad]);
      assert.ok(!refused.ok);
      for (const column of [
        'born_on',
        'nhs_number',
        'safe_contact_note',
        'permission_how',
        'permission_on',
        'reason',
        'status',
      ])
        assert.ok(
          refused.error.some((one) => one.startsWith(`line 6, column ${column}: `)),
          column,
        );
      assert.ok(!refused.error.join().includes('Wordsecret'));
      assert.deepEqual((await counts(app))[0], 0);
      const nowhere = await run(app, [lines[1]?.replace('soup-and-company', 'no-such-service') ?? '']);
      assert.ok(!nowhere.ok && nowhere.error[0]?.startsWith('line 2, column service'));
      const request = { text: text(...lines), organisation: 'nobody-here', isDryRun: false };
      const nobody = await importPeople({ db: app.db, now: app.now, newId: newUuid }, app.place, request);
      assert.ok(!nobody.ok);
    });
  });

  it('brings nobody back whose record was erased here, nor what was written of them', async () => {
    await withTestApp(async (app) => {
      await world(app);
      await run(app, lines);
      await app.db.write(app.seed, async (trx) => {
        const key = await trx
          .selectFrom('import_key')
          .select('person_id')
          .where('key', '=', 'P1')
          .executeTakeFirstOrThrow();
        await sql`select thread.erase_person(${app.place.id}::uuid, ${key.person_id}::uuid, 'person', '2026-02-01', gen_random_uuid(), false, ${app.now})`.execute(
          trx,
        );
      });
      const before = await counts(app);
      assert.deepEqual(await run(app, lines), { ok: true, value: { people: 0, referrals: 0, known: 3, erased: 3 } });
      assert.deepEqual(await counts(app), before);
      assert.equal(before[0], 2);
    });
  });

  it('into a place that is not signed for is refused with a sentence that says what to do', async () => {
    await withTestApp(async (app) => {
      await world(app);
      await app.db.write(app.seed, async (trx) => {
        await sql`delete from safety_signature`.execute(trx);
      });
      for (const isDryRun of [true, false]) {
        const refused = await run(app, lines, isDryRun);
        assert.ok(!refused.ok);
        assert.match(refused.error.join(), /^this place may not keep records of people yet: four people .* sign/);
      }
      assert.deepEqual((await counts(app)).slice(0, 3), [0, 0, 0]);
    });
  });

  it('that is too large, no text, or without its columns is refused', () => {
    assert.ok(!readCaseText(new Uint8Array(10_000_001)).ok);
    assert.ok(!readCaseText(Uint8Array.from([0xff, 0xfe, 0x41])).ok);
    assert.ok(!readCaseText(new TextEncoder().encode('a\0b')).ok);
    assert.ok(readCaseText(new TextEncoder().encode(text(...lines))).ok);
    for (const wrong of ['', 'a,b\n1,2', text('P1,"unclosed'), header.replace('name,', ''), `${header},extra`])
      assert.ok(!readCaseFile(wrong, today).ok, wrong.slice(0, 40));
    const twice = readCaseFile(text(lines[0] ?? '', (lines[0] ?? '').replace('Wordimported', 'Other')), today);
    assert.ok(!twice.ok);
    assert.deepEqual(twice.error, [
      'line 3, column person_id: the same person stands otherwise on line 2',
      'line 3, column referral_id: it stands twice in the file',
    ]);
  });
});
