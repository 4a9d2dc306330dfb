import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sharedData } from '../test/support/shared-data.ts';
import { rules } from './people-coverage-map.ts';
import { conceptsOf, coverageFile, coverageReport, fits, mapConcepts, models } from './people-coverage.ts';

const { absent } = sharedData(models[0].file);
const counts = { 'people/prsb/SocialPrescribing.json': [355, 19], 'people/prsb/PersonalisedCSP.json': [287, 11] };

describe('the coverage of the record standards', () => {
  it('is written down as it is today: run npm run coverage', { skip: absent }, () => {
    assert.equal(readFileSync(coverageFile, 'utf8'), coverageReport());
  });

  it('has a rule for every item, and holds every mandatory one', { skip: absent }, () => {
    for (const { file, name } of models) {
      const mapped = mapConcepts(conceptsOf(sharedData(file).json()));
      const mandatory = mapped.filter((one) => one.isMandatory);
      assert.deepEqual([mapped.length, mandatory.length], counts[file]);
      assert.deepEqual(
        mandatory.filter((one) => one.ours === undefined).map((one) => one.path),
        [],
        name,
      );
      for (const one of mapped) assert.ok(one.ours !== undefined || (one.why ?? '').length > 10, one.path);
    }
  });

  it('has no rule that is never needed', { skip: absent }, () => {
    const paths = models.flatMap(({ file }) => conceptsOf(sharedData(file).json()).filter((one) => one.isLeaf));
    const used = new Set(paths.map(({ path }) => rules.find(([rule]) => fits(rule, path))));
    assert.deepEqual(
      rules.filter((rule) => !used.has(rule)).map(([path]) => path),
      [],
    );
  });

  it('names only columns that there are', () => {
    const schema = readFileSync(join(import.meta.dirname, '..', 'src/platform/database/schema.sql'), 'utf8');
    const wrong = rules.flatMap(([, ours]) =>
      typeof ours !== 'string'
        ? []
        : ours.split(', ').filter((one) => {
            const [table = '', column = ''] = one.split('.');
            const body = new RegExp(`create table ${table} \\(([\\s\\S]*?)\\n\\);`).exec(schema)?.[1] ?? '';
            return !new RegExp(`^  ${column} `, 'm').test(body);
          }),
    );
    assert.deepEqual(wrong, []);
  });

  it('would find an item without a rule', () => {
    const planted = [{ path: 'Invented/Item', isMandatory: false, isLeaf: true }];
    assert.throws(() => mapConcepts(planted), /Invented\/Item/);
    assert.equal(mapConcepts(planted, [['Invented', { not: 'It is made up' }]])[0]?.ours, undefined);
    assert.equal(fits('Invented/*/Item', 'Invented/Group/Item'), true);
    assert.equal(fits('Invented', 'Invented too/Item'), false);
  });
});
