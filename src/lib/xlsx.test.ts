import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readXlsx } from './read-xlsx.ts';
import { columnName, writeXlsx } from './write-xlsx.ts';
import { readZip, writeZip } from './zip.ts';

const most = { rows: 100 };

function workbook(parts: Readonly<Record<string, string>>): Buffer {
  return writeZip(Object.entries(parts).map(([name, text]) => ({ name, text })));
}
const relations =
  '<Relationships><Relationship Id="a" Target="worksheets/one.xml"/><Relationship Id="b" Target="/xl/worksheets/two.xml"/></Relationships>';

describe('a workbook', () => {
  it('reads back as the texts and numbers that were written', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((one) => one.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').trim());
    const cell = fc.oneof(text, fc.integer().map(String));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 10 }),
        (rows) => {
          const read = readXlsx(writeXlsx('Services', rows), most);
          const wanted = rows
            .map((cells, index) => ({
              line: index + 1,
              cells: cells.slice(0, cells.findLastIndex((one) => one !== '') + 1),
            }))
            .filter((row) => row.cells.length > 0);
          if (wanted.length === 0) assert.equal(read.ok, false);
          else assert.deepEqual(read, { ok: true, value: wanted });
        },
      ),
    );
  });
  it('runs nothing: a formula that somebody typed is a text', () => {
    const file = writeXlsx('Services', [['=1+1', '@SUM(A1)']]);
    const parts = readZip(file, (name) => name.endsWith('sheet1.xml'), 100_000);
    assert.ok(parts.ok);
    const sheet = parts.value.get('xl/worksheets/sheet1.xml')?.toString('utf8') ?? '';
    assert.ok(sheet.includes('t="inlineStr"') && !sheet.includes('<f'));
  });
  it('has days, times, yes and no, shared words and results of formulas; hidden sheets are passed over', () => {
    const file = workbook({
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="h" state="hidden" r:id="a"/><sheet name="s" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relations,
      'xl/worksheets/one.xml': '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
      'xl/worksheets/two.xml':
        '<sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" s="1"><v>46054</v></c><c r="D3" s="2"><v>0.520833333</v></c><c r="E3" t="b"><v>1</v></c><c r="F3"><f>1/10+2/10</f><v>0.30000000000000004</v></c><c r="G3" t="e"><v>#N/A</v></c></row></sheetData>',
      'xl/sharedStrings.xml':
        '<sst><si><r><t>Tea &amp; </t></r><r><t>company</t></r><rPh sb="0"><t>tee</t></rPh></si></sst>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="165" formatCode="[$-F400]h:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    });
    const read = readXlsx(file, most);
    assert.deepEqual(read, {
      ok: true,
      value: [{ line: 3, cells: ['Tea & company', '', '2026-02-01', '12:30', 'yes', '0.3', ''] }],
    });
  });
  it('is not opened when it is no workbook, or would be too large', () => {
    for (const file of [Buffer.from(''), Buffer.from('name,address\n'), Buffer.alloc(40)])
      assert.deepEqual(readXlsx(file, most), { ok: false, error: 'not-a-zip' });
    const whole = writeXlsx('Services', [['one'], ['two']]);
    for (let length = 0; length < whole.length; length += 7)
      assert.equal(readXlsx(whole.subarray(0, length), most).ok, false);
    assert.deepEqual(readXlsx(whole, { rows: 1 }), { ok: false, error: 'too-large' });
    assert.deepEqual(readXlsx(writeZip([{ name: 'letter.txt', text: 'Dear' }]), most), {
      ok: false,
      error: 'no-sheet',
    });
  });
  it('that unpacks to more than there is room for is given up, whatever it says of its size', () => {
    const bomb = writeZip([{ name: 'xl/worksheets/sheet1.xml', text: '0'.repeat(1_000_000) }]);
    assert.ok(bomb.length < 5_000);
    bomb.writeUInt32LE(10, bomb.lastIndexOf('PK\u0001\u0002') + 24);
    assert.deepEqual(
      readZip(bomb, () => true, 500_000),
      { ok: false, error: 'too-large' },
    );
    assert.equal(readZip(bomb, () => true, 1_000_000).ok, true);
  });
  it('takes no longer for what is never closed', () => {
    const sheet = '<row>'.repeat(400_000);
    assert.deepEqual(readXlsx(writeZip([{ name: 'xl/worksheets/sheet1.xml', text: sheet }]), most), {
      ok: false,
      error: 'no-sheet',
    });
  });
  it('names columns as spreadsheets do', () => {
    assert.deepEqual([0, 25, 26, 701, 702].map(columnName), ['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
