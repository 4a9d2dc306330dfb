import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePolisExport } from './parse-export.ts';

const comments = [
  'timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body',
  '1700000001000,1,1,2,0,1,"Buses"',
  '1700000002000,2,2,1,1,1,"Benches"',
].join('\n');
const head = 'timestamp,comment-id,voter-id,vote';

function firstProblem(files: Record<string, string>): { file: string; line: number; column: string } | undefined {
  const result = parsePolisExport({ 'comments.csv': comments, ...files });
  assert.ok(!result.ok, 'it was accepted');
  const [first] = result.error;
  return first === undefined ? undefined : { file: first.file, line: first.line, column: first.column };
}
/** So many good votes, about 24 bytes each. */
function goodVotes(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `1700000003000,${1 + (at % 2)},${1 + Math.floor(at / 2)},1`);
}

describe('a large or hostile file', () => {
  it('of ten megabytes is refused with the line of its one fault', () => {
    const lines = goodVotes(430_000);
    const text = [head, ...lines, '1700000003000,1,7,5'].join('\n');
    assert.ok(text.length > 10_000_000, String(text.length));
    assert.deepEqual(firstProblem({ 'votes.csv': text }), { file: 'votes.csv', line: 430_002, column: 'vote' });
  });

  it('of ten megabytes in one quotation that never ends is refused, and so is one line without an end', () => {
    for (const text of [`${head}\n"${'x'.repeat(10_000_000)}`, 'y'.repeat(10_000_000)])
      assert.equal(firstProblem({ 'votes.csv': text })?.file, 'votes.csv');
  });

  it('with the names of prototypes, or with numbers beyond all numbers, is refused with its line', () => {
    for (const row of [
      '1700000003000,__proto__,1,1',
      '1700000003000,constructor,1,1',
      '1700000003000,1,99999999999999999999,1',
      '1700000003000,1,-1,1',
      '1e400,1,1,1',
      '1700000003000,1,1,NaN',
      '1700000003000,0x1,1,1',
      '1700000003000,1,1,1\u0000',
      '<script>,1,1,1',
    ])
      assert.equal(firstProblem({ 'votes.csv': `${head}\n1700000003000,1,1,1\n${row}` })?.line, 3, row);
  });

  it('with formulas and markup in its statements keeps them as text', () => {
    const bodies = ['=HYPERLINK(1)', '<img src=x onerror=alert(1)>', '@SUM(A1)', '\u202Ereversed'];
    const rows = bodies.map((body, at) => `1700000001000,${at + 1},1,0,0,1,"${body}"`);
    const result = parsePolisExport({
      'comments.csv': [comments.split('\n')[0], ...rows].join('\n'),
      'votes.csv': `${head}\n1700000001100,1,1,1`,
    });
    assert.ok(result.ok);
    assert.deepEqual(
      result.value.statements.map((one) => one.body),
      bodies,
    );
  });
});
