import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';

const letter = [
  'Dear link workers,',
  'Name of the person: Wordletter Fairley',
  'Date of birth: 3 May 1962',
  'NHS number: 999 000 0018',
  'Postcode: somewhere',
  'What matters and why now: wordwhy, lonely since',
  'her sister moved',
  'How it is safe to get in touch: only by text',
  'The person agreed on: 1/3/2026',
  'Referred by: Dr Wordgp',
  'Practice: Marsh End Surgery',
  'Practice code: y00001',
  'Send the answer to: marsh.end@example.nhs.uk',
].join('\n');

/** Every field of the page's main form with what stands in it. */
function filled(page: { document: Document }, action: string): Record<string, string> {
  const form = page.document.querySelector(`form[action="${action}"]`);
  const values: Record<string, string> = {};
  for (const one of form?.querySelectorAll('input[name], textarea[name]') ?? []) {
    const type = one.getAttribute('type');
    if (['radio', 'checkbox'].includes(type ?? '') && !one.hasAttribute('checked')) continue;
    values[one.getAttribute('name') ?? ''] = one.getAttribute('value') ?? one.textContent ?? '';
  }
  return values;
}

describe('referring by letter', () => {
  it('has a form that anybody can print or copy, and a box only for those who take people in', async () => {
    await withTestApp(async (app) => {
      const page = await app.get('/testbourne/refer');
      assert.equal(page.status, 200);
      assert.ok(
        page.text.includes('Refer somebody by letter') && page.text.includes('How it is safe to get in touch:'),
      );
      assert.equal(page.document.querySelector('textarea'), null);
      const worker = await app.person('link-worker');
      assert.notEqual((await app.get('/testbourne/refer', worker)).document.querySelector('textarea'), null);
      assert.equal((await app.post('/testbourne/refer', { letter })).status, 401);
      assert.equal((await app.post('/testbourne/refer', { letter }, await app.person('editor'))).status, 403);
    });
  });

  it('is read, checked, matched and taken in, and nothing of it is typed again', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      assert.deepEqual((await app.post('/testbourne/refer', { letter: ' ' }, worker)).errors, [
        'Paste the text of the letter',
      ]);
      const read = await app.post('/testbourne/refer', { letter }, worker);
      assert.equal(read.status, 200);
      assert.ok(read.text.includes('This could not be read') && read.text.includes('Postcode: somewhere'));
      assert.ok(read.text.includes('Dear link workers,'));
      const rows = () => app.db.read(app.seed, (trx) => trx.selectFrom('help_request').selectAll().execute());
      assert.deepEqual(await rows(), [], 'nothing is kept before it is checked');
      const form = filled(read, '/testbourne/refer/check');
      assert.equal(form['postcode'], '');
      const kept = await app.post('/testbourne/refer/check', form, worker);
      assert.match(
        kept.location ?? '',
        /^\/testbourne\/intake\/[0-9a-f-]{36}\?notice=letter-kept$/,
        kept.errors.join(),
      );
      const [row] = await rows();
      assert.equal(row?.born_on, '1962-05-03');
      assert.equal(row.nhs_number, '9990000018');
      assert.equal(row.permission_on, '2026-03-01');
      assert.equal(row.asker_organisation, 'Marsh End Surgery (Y00001)');
      const intake = await app.get(kept.location ?? '', worker);
      for (const word of ['Wordletter Fairley', 'wordwhy, lonely since her sister moved', 'only by text', 'Dr Wordgp'])
        assert.ok(intake.text.includes(word), word);
      const carried = filled(intake, '/testbourne/people/new');
      const { begin: _, ...person } = carried;
      const consent = { 'may-know': 'only-us', 'may-plan': 'only-us', 'must-not': 'nobody' };
      const added = await app.post('/testbourne/people/new', { ...person, ...consent }, worker);
      assert.match(added.location ?? '', /referrals\/[0-9a-f-]{36}\?notice=request-taken-in/, added.errors.join());
      const referral = await app.get(added.location ?? '', worker);
      assert.ok(referral.text.includes('Dr Wordgp, Marsh End Surgery (Y00001), marsh.end@example.nhs.uk'));
      const note = referral.document.querySelector('.ct-note')?.textContent ?? '';
      assert.ok(
        note.split('\n').length <= 10 && note.includes('Outcome: Accepted') && note.includes('871731000000106'),
      );
      assert.ok(!note.includes('Wordletter'));
    });
  });

  it('asks for what is missing and keeps the rest', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const wrong = await app.post('/testbourne/refer/check', { name: 'Una', reason: 'Kept words' }, worker);
      assert.deepEqual(wrong.errors, [
        'Choose how it is safe to get in touch',
        'Enter the day on which the person agreed',
        'Choose how soon',
        'Enter who refers them',
        'Enter where the answer goes',
      ]);
      assert.ok(wrong.html.includes('Kept words'));
      assert.equal((await app.post('/testbourne/refer', { letter: 'x'.repeat(20_001) }, worker)).status, 400);
    });
  });
});
