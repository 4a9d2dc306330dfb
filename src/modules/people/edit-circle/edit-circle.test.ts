import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';

describe('moving somebody to another ring', () => {
  it('changes how close they are and nothing else, by the same form and under its version', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      const page = `/testbourne/people/${person.id}`;
      const edit = `${page}/circle/${person.tie}/edit`;
      const whole = {
        kind: 'neighbour',
        name: 'Des',
        ring: '1',
        gives: 'A lift',
        help: 'transport',
        care: 'cares-for',
      };
      const more = { strength: 'thin', quality: 'mixed', direction: 'both' };
      assert.equal((await app.post(edit, { ...whole, ...more, version: '1' }, worker)).status, 303);
      const dot = (await app.get(page, worker)).document.querySelector(`.ct-rings svg a[href="${edit}"]`);
      assert.equal(dot?.getAttribute('data-version'), '2');

      const nowhere = await app.post(edit, { only: 'ring', ring: '4', version: '2' }, worker);
      assert.deepEqual([nowhere.status, nowhere.errors], [422, ['Choose how close it is']]);
      assert.equal((await app.post(edit, { only: 'ring', ring: '3', version: '2' }, worker)).status, 303);
      const form = (await app.get(edit, worker)).document;
      const value = (name: string): string | null | undefined =>
        (form.querySelector(`[name=${name}][checked]`) ?? form.querySelector(`input[name=${name}]`))?.getAttribute(
          'value',
        );
      for (const [name, kept] of Object.entries({ ...whole, ...more, ring: '3' }))
        if (name !== 'help') assert.equal(value(name), kept, name);
      assert.equal(form.querySelector('select[name=help] option[selected]')?.getAttribute('value'), 'transport');

      // Somebody else was faster: the whole form comes back, with the ring that was meant.
      const late = await app.post(edit, { only: 'ring', ring: '2', version: '2' }, worker);
      assert.equal(late.status, 409);
      assert.equal(late.document.querySelector('[name=ring][checked]')?.getAttribute('value'), '2');
      assert.equal(late.document.querySelector('input[name=name]')?.getAttribute('value'), 'Des');
      const elsewhere = edit.replace(person.tie, person.goal);
      assert.equal((await app.post(elsewhere, { only: 'ring', ring: '2' }, worker)).status, 404);
    });
  });

  it('is offered to whoever may write the circle, and to nobody else', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const editor = await app.person('editor');
      const edit = `/testbourne/people/${person.id}/circle/${person.tie}/edit`;
      assert.equal((await app.get(`/testbourne/people/${person.id}`, editor)).html.includes('data-version'), false);
      assert.equal((await app.post(edit, { only: 'ring', ring: '3', version: '1' }, editor)).status, 404);
    });
  });
});
