import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { contentWith, plantService, venueAt } from '../../../../test/support/community.ts';
import { must, seeding } from '../../../../test/support/strategy.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { writeXlsx } from '../../../lib/write-xlsx.ts';
import { createJobRunner } from '../../../platform/jobs/jobs.ts';
import { jobHandlers } from '../../../modules.ts';
import type { OfferedRow } from '../domain/offered.ts';
import { decideOnVersion, proposeChange } from '../index.ts';
import { organisationsNamed } from '../../partnership/index.ts';
import { applyRows } from '../store/import-apply.ts';
import { importScope, sourceNamed } from '../store/import-runs.ts';
import { guessColumns, readRows } from './columns.ts';

const imports = '/testbourne/community/imports';

function offered(
  key: string,
  change: Parameters<typeof contentWith>[0] = {},
  organisation = 'The Chess Club',
): OfferedRow {
  return {
    kind: 'offered',
    offered: {
      key,
      organisation: { name: organisation, summary: '', website: undefined, charityNumber: undefined },
      content: contentWith({ takesReferrals: false, ...change }),
      checkedOn: undefined,
    },
  };
}
function many(count: number, change: (index: number) => Parameters<typeof contentWith>[0]): OfferedRow[] {
  return Array.from({ length: count }, (_, index) => offered(`k${index}`, change(index)));
}
const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const subjects = ['chess', 'yoga', 'soup', 'walking', 'sewing', 'singing'];
function named(index: number): string {
  return `${subjects[index % 6] ?? ''} for ${numbers[Math.floor(index / 6) % 10] ?? ''}`;
}

async function bring(app: TestApp, name: string, rows: readonly OfferedRow[]) {
  return await app.db.write(importScope(app.place.id), async (trx) => {
    const doing = seeding(app, app.now);
    return await applyRows(trx, doing, await sourceNamed(trx, doing, name, undefined), rows, organisationsNamed);
  });
}
async function everyRow(app: TestApp): Promise<string> {
  return await app.db.read(app.seed, async (trx) => {
    const tables = ['service', 'service_version', 'location', 'service_search', 'service_key', 'import_row'] as const;
    const rows = [];
    for (const table of tables)
      rows.push(await trx.selectFrom(table).selectAll().where('place_id', '=', app.place.id).execute());
    return JSON.stringify(rows.map((all) => all.map((row) => JSON.stringify(row)).sort()));
  });
}
async function upload(app: TestApp, as: Person, source: string, name: string, bytes: Buffer | string) {
  const form = new FormData();
  form.set('source', source);
  form.set('file', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
  const request = new Response(form);
  return await app.app.inject({
    method: 'POST',
    url: imports,
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      'x-test-session': as.account,
      origin: app.context.config.baseUrl,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}
async function runJobs(app: TestApp): Promise<void> {
  const runner = createJobRunner(app.context, jobHandlers);
  while ((await runner.runDue()) > 0);
}

describe('another directory', () => {
  it('is listed once, and changes nothing when it is brought in again', async () => {
    await withTestApp(async (app) => {
      const rows = many(60, (index) => ({ name: named(index), phone: `01632 9600${index + 10}` }));
      assert.deepEqual(await bring(app, 'County', rows), {
        same: 0,
        listed: 60,
        changed: 0,
        asked: 0,
        keptOut: 0,
        unreadable: 0,
      });
      const before = await everyRow(app);
      assert.equal((await bring(app, 'County', rows)).same, 60);
      assert.equal(await everyRow(app), before);
      assert.ok((await app.get('/testbourne/community?words=chess')).text.includes('chess for one'));
      const page = await app.get('/testbourne/community/services/chess-for-one');
      assert.ok(page.text.includes('Never checked'));
      assert.ok(page.text.includes('Run by The Chess Club'));
    });
  });
  it('with thirty near duplicates of what is here asks thirty questions, and writes nothing over', async () => {
    await withTestApp(async (app) => {
      const first = many(60, (index) => ({
        name: named(index),
        phone: `01632 9600${index + 10}`,
        venue: venueAt('TB1 1AA'),
      }));
      await bring(app, 'County', first);
      const before = await app.get('/testbourne/community/services/chess-for-one');
      const second = first.map((row, index): OfferedRow => {
        if (row.kind !== 'offered') return row;
        const { content } = row.offered;
        const isNear = index < 30;
        const change = isNear
          ? { name: `${content.name} group`, description: 'Other words.' }
          : {
              name: `Bowls ${index} of the ${'abcdefghij'.charAt(index % 10).repeat(4)}`,
              phone: `0191 4980${index + 100}`,
              venue: undefined,
            };
        return offered(`other ${index}`, { ...content, ...change }, isNear ? 'Chess Club' : `The bowls of ${index}`);
      });
      const counts = await bring(app, 'Charity', second);
      assert.deepEqual([counts.asked, counts.listed], [30, 30]);
      assert.equal((await app.get('/testbourne/community/services/chess-for-one')).text, before.text);
      const tom = await app.person('programme-manager');
      const list = await app.get(`${imports}/questions`, tom);
      assert.equal(list.document.querySelectorAll('.ct-rows strong').length, 30);
    });
  });
  it('that changed what nobody here did, is followed; where both changed, somebody decides, and not twice', async () => {
    await withTestApp(async (app) => {
      await bring(app, 'County', [offered('1', { name: 'Chess' }), offered('2', { name: 'Yoga' })]);
      const id = async (slug: string): Promise<string> =>
        await app.db.read(
          app.seed,
          async (trx) =>
            (await trx.selectFrom('service').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id,
        );
      const yoga = await id('yoga');
      await app.db.write(app.seed, async (trx) => {
        const content = contentWith({ name: 'Yoga', takesReferrals: false, phone: '01632 960777' });
        const made = must(await proposeChange(trx, seeding(app, app.now), { serviceId: yoga, base: 1, content }));
        must(await decideOnVersion(trx, seeding(app, app.now), made.versionId, { kind: 'approve' }));
      });
      const theirs = { phone: '01632 960888', howToCome: 'Ring first' };
      const counts = await bring(app, 'County', [
        offered('1', { name: 'Chess', ...theirs }),
        offered('2', { name: 'Yoga', ...theirs }),
      ]);
      assert.deepEqual([counts.changed, counts.asked], [1, 1]);
      assert.ok((await app.get('/testbourne/community/services/chess')).text.includes('01632 960888'));
      assert.ok((await app.get('/testbourne/community/services/yoga')).text.includes('01632 960777'));
      const tom = await app.person('programme-manager');
      const list = await app.get(`${imports}/questions`, tom);
      const question = await app.get(list.link('Yoga'), tom);
      const base = question.document.querySelector('input[name=base]')?.getAttribute('value') ?? '';
      const sent = { decision: 'same', base, 'field-phone': 'ours', 'field-howToCome': 'theirs' };
      assert.equal((await app.post(list.link('Yoga'), { ...sent, base: '1' }, tom)).status, 409);
      assert.equal((await app.post(list.link('Yoga'), sent, tom)).status, 303);
      assert.equal((await app.post(list.link('Yoga'), sent, tom)).status, 409);
      const page = await app.get('/testbourne/community/services/yoga');
      assert.ok(page.text.includes('01632 960777') && page.text.includes('Ring first'));
      const again = await bring(app, 'County', [offered('2', { name: 'Yoga', ...theirs })]);
      assert.equal(again.same, 1);
      // What was turned down is not offered again, also when another part changes.
      const later = await bring(app, 'County', [offered('2', { name: 'Yoga', ...theirs, alert: 'We have moved' })]);
      assert.deepEqual([later.changed, later.asked], [1, 0]);
      assert.ok((await app.get('/testbourne/community/services/yoga')).text.includes('01632 960777'));
    });
  });
  it('does not pass by a change that waits for approval', async () => {
    await withTestApp(async (app) => {
      await bring(app, 'County', [offered('1', { name: 'Chess' })]);
      await app.db.write(app.seed, async (trx) => {
        const { id } = await trx
          .selectFrom('service')
          .select('id')
          .where('slug', '=', 'chess')
          .executeTakeFirstOrThrow();
        must(
          await proposeChange(trx, seeding(app, app.now), {
            serviceId: id,
            base: 1,
            content: contentWith({ name: 'Chess!' }),
          }),
        );
      });
      assert.equal((await bring(app, 'County', [offered('1', { name: 'Chess', alert: 'Moved' })])).asked, 1);
    });
  });
  it('brings nobody back who asked not to be listed', async () => {
    await withTestApp(async (app) => {
      const tom = await app.person('programme-manager');
      const added = await app.post(
        '/testbourne/community/not-listed',
        { name: 'Chess for one', phone: '+44 1632 960010' },
        tom,
      );
      assert.equal(added.status, 303);
      const rows = [offered('1', { name: 'Chess for one', phone: '01632 960010' }), offered('2', { name: 'Yoga' })];
      assert.deepEqual(await bring(app, 'County', rows), {
        same: 0,
        listed: 1,
        changed: 0,
        asked: 0,
        keptOut: 1,
        unreadable: 0,
      });
      assert.equal((await app.get('/testbourne/community/services/chess-for-one')).status, 404);
      const list = await app.get('/testbourne/community/not-listed', tom);
      const form = [...list.document.querySelectorAll('form')].find(
        (one) => one.getAttribute('action')?.endsWith('/remove') === true,
      );
      assert.equal((await app.post(form?.getAttribute('action') ?? '', {}, tom)).status, 303);
      assert.equal((await bring(app, 'County', rows)).listed, 1);
    });
  });
  it('lists both when somebody says that they are two', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Chess evening' });
      await bring(app, 'County', [offered('1', { name: 'Chess evening' })]);
      const tom = await app.person('programme-manager');
      const list = await app.get(`${imports}/questions`, tom);
      assert.equal((await app.post(list.link('Chess evening'), { base: '1' }, tom)).status, 422);
      assert.equal((await app.post(list.link('Chess evening'), { decision: 'different', base: '1' }, tom)).status, 303);
      assert.equal(
        (await app.get('/testbourne/community?words=chess')).document.querySelectorAll(
          '.ct-rows strong:not(.nhsuk-tag)',
        ).length,
        2,
      );
    });
  });
  it('hides an address that is kept private, and reads nothing that gives it away', async () => {
    await withTestApp(async (app) => {
      const masked = venueAt('TB2 2BB', { masked: true, address: '9 Secretlane' });
      const counts = await bring(app, 'County', [
        offered('1', { name: 'Refuge', venue: masked }),
        offered('2', { name: 'Shelter', venue: masked, description: 'Come to 9 Secretlane' }),
      ]);
      assert.deepEqual([counts.listed, counts.unreadable], [1, 1]);
      const page = await app.get('/testbourne/community/services/refuge');
      assert.ok(page.text.includes('kept private') && !page.text.includes('Secretlane'));
    });
  });
});

describe('bringing a file in', () => {
  const header = ['Title', 'Provider', 'About', 'Day', 'Start', 'End', 'Street', 'Town', 'Post code', 'Price', 'Tel'];
  const rows = [
    [
      'Chess',
      'Chess Club',
      'Chess for all',
      'Tuesdays',
      '12:00',
      '14:00',
      '1 High Street',
      'Testbourne',
      'tb1 1aa',
      '£2.50 lunch',
      '01632 960101',
    ],
    ['Yoga', '', 'Stretching', '', '', '', '', '', '', '', ''],
    ['Soup', 'Soup Club', '', 'Mon to Fri', '', '', '', '', '', 'free', ''],
  ];
  it('reads from when until when a service is listed, as we write it and as others do', () => {
    const today = '2026-03-10' as LocalDate;
    const read = (cells: readonly string[]) => {
      const names = ['service', 'organisation', 'description', 'status', 'listed_from', 'end date', 'reopens_on'];
      const header = { line: 1, cells: names };
      const [row] = readRows([header, { line: 2, cells: [...cells] }], guessColumns(names, {}), today);
      assert.ok(row !== undefined);
      if (row.kind === 'unreadable') return row.problems;
      const { status, listedFrom, listedTo, reopensOn } = row.offered.content;
      return [status, listedFrom, listedTo, reopensOn];
    };
    const start = ['Chess', 'Chess Club', 'A game'];
    assert.deepEqual(read([...start, 'Closed for now', '2026-04-01', '30/9/2026', '2026-05-01']), [
      'temporarily closed',
      '2026-04-01',
      '2026-09-30',
      '2026-05-01',
    ]);
    assert.deepEqual(read([...start, '', '', '', '']), ['active', undefined, undefined, undefined]);
    assert.match(read([...start, '', 'soon', '', ''])[0] ?? '', /^Row 2: /);
    assert.deepEqual(read([...start, '', '2026-04-02', '2026-04-01', '']), [
      'Row 2: The last day must not be before the first',
    ]);
  });
  it('names its columns, shows what would become of it, and takes it over in the background', async () => {
    await withTestApp(async (app) => {
      const tom = await app.person('programme-manager');
      for (const [name, bytes] of [
        ['list.xlsx', writeXlsx('One', [header, ...rows])],
        ['list.csv', [header, ...rows].map((row) => row.join(';')).join('\r\n')],
      ] as const) {
        const sent = await upload(app, tom, name, name, bytes);
        assert.equal(sent.statusCode, 303);
        const run = String(sent.headers.location);
        assert.equal((await app.get(run, tom)).location, `${run}/columns`);
        const page = await app.get(`${run}/columns`, tom);
        const chosen: Record<string, string> = {};
        for (const select of page.document.querySelectorAll('select'))
          chosen[select.getAttribute('name') ?? ''] =
            select.querySelector('option[selected]')?.getAttribute('value') ?? '';
        assert.equal(chosen['service'], '0');
        assert.equal(chosen['postcode'], '8');
        const missing = await app.post(`${run}/columns`, { ...chosen, description: '' }, tom);
        assert.equal(missing.status, 422);
        assert.equal((await app.post(`${run}/columns`, chosen, tom)).location, run);
        const preview = await app.get(run, tom);
        assert.ok(preview.text.includes('Row 3: Say which organisation runs it'), preview.text);
        assert.ok(preview.text.includes('Row 4: Say what the service is'));
        assert.equal((await app.post(`${run}/start`, {}, tom)).status, 303);
        assert.equal((await app.post(`${run}/start`, {}, tom)).status, 409);
        await runJobs(app);
        const done = await app.get(run, tom);
        assert.ok(done.text.includes('3 of 3'));
      }
      const service = await app.get('/testbourne/community/services/chess');
      assert.ok(service.text.includes('Tuesday, midday to 2pm') && service.text.includes('£2.50 (lunch)'));
      // The second file is another directory with the same service: somebody decides.
      assert.ok((await app.get(imports, tom)).text.includes('1 question to decide'));
    });
  });
  it('reads a feed, and says what is wrong with a file that is none', async () => {
    await withTestApp(async (app) => {
      const tom = await app.person('administrator');
      const feed = {
        contents: [{ id: 'a', name: 'Choir', description: 'Singing', organization: { name: 'Choir' } }, { id: 'b' }],
      };
      const sent = await upload(app, tom, 'County', 'feed.json', JSON.stringify(feed));
      assert.equal(sent.statusCode, 303);
      const preview = await app.get(String(sent.headers.location), tom);
      assert.ok(preview.text.includes('It has no name'));
      assert.equal((await app.post(`${String(sent.headers.location)}/give-up`, {}, tom)).status, 303);
      for (const [name, bytes] of [
        ['a.json', '{"people": []}'],
        ['b.xlsx', 'PK not a workbook'],
        ['c.csv', 'name,organisation'],
        ['d.csv', 'name\n"open'],
        ['e.csv', ''],
      ] as const)
        assert.equal((await upload(app, tom, 'County', name, bytes)).statusCode, 422, name);
      assert.equal((await upload(app, tom, '', 'list.csv', 'a,b\n1,2')).statusCode, 422);
      assert.equal((await upload(app, tom, 'County', 'list.csv', 'x'.repeat(6_000_000))).statusCode, 413);
      const editor = await app.person('editor');
      assert.equal((await upload(app, editor, 'County', 'list.csv', 'a,b\n1,2')).statusCode, 403);
    });
  });
});
