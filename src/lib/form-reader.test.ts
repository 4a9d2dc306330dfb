import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from './dates.ts';
import { FormReader, typedDay } from './form-reader.ts';

describe('reading a form', () => {
  it('names each problem with its field, in the order of the page', () => {
    const form = new FormReader({ title: ' ', 'due-day': '31', 'due-month': '2', 'due-year': '2026', value: 'many' });
    form.text('title', 'Title', 200, 'Enter a title');
    form.date('due', 'The day it is due', true);
    form.number('value', 'The figure');
    assert.deepEqual(form.problems, [
      { field: 'title', text: 'Enter a title' },
      { field: 'due-day', text: 'The day it is due must be a real date: check the day' },
      { field: 'value', text: 'The figure must be a number, like 34 or 12.5' },
    ]);
  });
  it('asks once for a day that is needed, however its name begins', () => {
    const form = new FormReader({});
    form.date('due', 'The day it is due', true);
    form.date('agreed', 'Day on which the person agreed', true);
    assert.deepEqual(
      form.problems.map((one) => one.text),
      ['Enter the day it is due', 'Enter the day on which the person agreed'],
    );
  });
  it('reads a day back from the boxes that hold it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 73_000 }), (days) => {
        const date = addDays('1900-01-01' as LocalDate, days);
        assert.equal(new FormReader(typedDay('due', date)).date('due', 'The day', true), date);
      }),
    );
    assert.deepEqual(typedDay('due', '2026-03-07' as LocalDate), {
      'due-day': '7',
      'due-month': '3',
      'due-year': '2026',
    });
    assert.equal(new FormReader(typedDay('due', undefined)).date('due', 'The day', false), undefined);
  });
  it('says how long a text may be', () => {
    const form = new FormReader({ title: 'x'.repeat(201) });
    form.text('title', 'Title', 200);
    assert.deepEqual(form.problems, [{ field: 'title', text: 'Title must be 200 characters or fewer' }]);
  });
  it('reads numbers as people type them', () => {
    const form = new FormReader({ a: '1,204', b: '34%', c: '-2.5', d: '' });
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((name) => form.number(name, 'It')),
      [1204, 34, -2.5, undefined],
    );
    assert.deepEqual(form.problems, []);
  });
  it('takes three empty boxes for no day where none is needed', () => {
    const form = new FormReader({});
    assert.equal(form.date('due', 'The day', false), undefined);
    assert.deepEqual(form.problems, []);
  });
});
