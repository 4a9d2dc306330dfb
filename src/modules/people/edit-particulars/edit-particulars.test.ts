import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';

const form = {
  given: 'Ruth',
  family: 'Halloran',
  address: '4 Marsh Row\nWrenmouth',
  postcode: 'wq1 1aa',
  'practice-code': 'a12345',
};

describe('what the record standards ask of a person', () => {
  it('is written down only as far as they want, and nothing is written over', async () => {
    await withTestApp(async (app) => {
      const [ruth, worker] = [await app.person('resident'), await app.person('link-worker')];
      const person = await plantPerson(app, { account: ruth.account });
      const here = `/testbourne/people/${person.id}/particulars`;
      assert.equal((await app.get(`/testbourne/people/${person.id}/edit`, worker)).link('Name, address'), here);
      const wrong = await app.post(
        here,
        { 'practice-code': 'Marsh', address: 'a\nb\nc\nd\ne\nf', version: '0' },
        worker,
      );
      assert.deepEqual(wrong.errors, [
        'Write the address on at most five lines',
        'Enter a letter and five digits, like A12345',
      ]);
      assert.equal((await app.post(here, { ...form, version: '0' }, worker)).status, 303);
      const mine = await app.get(here, ruth);
      assert.equal(mine.value('Postcode (optional)'), 'WQ1 1AA');
      assert.equal(mine.value('Code of the GP practice (optional)'), 'A12345');
      for (const version of ['0', '7']) {
        const late = await app.post(here, { ...form, given: 'R.', version }, ruth);
        assert.equal(late.status, 409);
        assert.equal(late.value('First name, as on official papers (optional)'), 'R.');
      }
      assert.equal((await app.post(here, { version: '1' }, ruth)).status, 303);
      assert.equal((await app.get(here, worker)).value('Postcode (optional)'), '');
    });
  });

  it('is for nobody who may not write down who somebody is', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const here = `/testbourne/people/${person.id}/particulars`;
      assert.equal((await app.get(here, nurse)).status, 404);
      assert.equal((await app.post(here, { ...form, version: '0' }, nurse)).status, 404);
    });
  });
});
