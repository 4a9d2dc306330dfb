import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCsv, readCsvRecords, writeCsv, writeCsvForSpreadsheet } from './csv.ts';

function tableOf(text: string) {
  const result = readCsv(text);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
function problemsOf(text: string) {
  const result = readCsv(text);
  assert.ok(!result.ok);
  return result.error;
}

describe('reading CSV', () => {
  it('reads quoted commas, doubled quotes and line breaks inside a cell', () => {
    const table = tableOf('a,b\n"x, y","say ""hello"""\n"two\nlines",3\n4,5\n');
    assert.deepEqual(table.header, ['a', 'b']);
    assert.deepEqual(table.rows, [
      { line: 2, cells: ['x, y', 'say "hello"'] },
      { line: 3, cells: ['two\nlines', '3'] },
      { line: 5, cells: ['4', '5'] },
    ]);
  });

  it('reads Windows line ends, a byte order mark, blank lines and a last line without an end', () => {
    assert.deepEqual(tableOf('\uFEFFa,b\r\n1,2\r\n\r\n3,').rows, [
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: ['3', ''] },
    ]);
    assert.deepEqual(tableOf('\uFEFFa,b\r\n1,2').header, ['a', 'b']);
  });

  it('names the line and the column of a row with too few or too many cells', () => {
    const [short, long] = problemsOf('name,town,role\nAnn,Saltby\nBen,Saltby,chair,extra\n');
    assert.deepEqual(short, {
      line: 2,
      column: 'role',
      expectation: '3 cells, one for each column, but the row has 2',
    });
    assert.deepEqual([long?.line, long?.column], [3, '4']);
  });

  it('names the line where a quotation mark was opened and never closed', () => {
    assert.deepEqual(problemsOf('a,b\n1,2\n3,"open\nand on\n')[0], {
      line: 3,
      column: 'b',
      expectation: 'a closing quotation mark before the end of the file',
    });
  });

  it('refuses stray quotation marks but keeps the text for a repair', () => {
    assert.equal(problemsOf('a,b\n1,he said "no"\n')[0]?.column, 'b');
    assert.equal(problemsOf('a,b\n1,"no" he said\n').length, 1);
    assert.deepEqual(readCsvRecords('a,b\n1,"no" he said\n').records[1]?.cells, ['1', '"no" he said']);
  });

  it('refuses an empty file and a repeated column name', () => {
    assert.equal(problemsOf('')[0]?.line, 1);
    assert.equal(problemsOf('a,a\n1,2\n')[0]?.expectation, 'the column name “a” once only');
  });
});

describe('writing CSV', () => {
  it('gives back every table that it wrote', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', '\uFEFF') }));
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(rows, fc.constantFrom('\n' as const, '\r\n' as const), (written, lineEnding) => {
        const read = readCsvRecords(writeCsv(written, { lineEnding }));
        assert.deepEqual(read.problems, []);
        assert.deepEqual(
          read.records.map((record) => record.cells),
          written,
        );
      }),
    );
  });

  it('writes nulls as empty cells and numbers as digits', () => {
    assert.equal(writeCsv([['a', null, -3]]), 'a,,-3\r\n');
  });

  it('stops a spreadsheet from running a cell as a formula, and leaves numbers alone', () => {
    assert.equal(
      writeCsvForSpreadsheet([['=1+1', '+44', '-x', '@me', '\t=1', ' =2', 'a=b', -3]]),
      "'=1+1,'+44,'-x,'@me,'\t=1,' =2,a=b,-3\r\n",
    );
    assert.equal(writeCsv([['=1+1']]), '=1+1\r\n');
  });
});
