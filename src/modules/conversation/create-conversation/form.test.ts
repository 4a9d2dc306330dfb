import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCreate, type CreateFields } from './form.ts';

function parse(fields: Partial<CreateFields>) {
  return parseCreate({ question: 'What helps?', description: '', sectors: '', statements: '', ...fields });
}
function problemsOf(fields: Partial<CreateFields>): string[] {
  const parsed = parse(fields);
  assert.ok(!parsed.ok);
  return parsed.error.map((problem) => `${problem.field}: ${problem.text}`);
}

describe('a new conversation', () => {
  it('takes groups and statements one a line, without empty lines and extra spaces', () => {
    const parsed = parse({ sectors: 'NHS\n\n Council ', statements: 'One  idea\r\nAnother\n' });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.value.sectors, ['NHS', 'Council']);
    assert.deepEqual(parsed.value.statements, ['One idea', 'Another']);
  });
  it('needs a question', () => {
    assert.deepEqual(problemsOf({ question: ' ' }), ['question: Enter the question that people will answer']);
    assert.equal(problemsOf({ question: 'x'.repeat(301) }).length, 1);
  });
  it('names the line that is too long or said twice', () => {
    assert.match(problemsOf({ statements: `Good\n${'long '.repeat(40)}` })[0] ?? '', /Statement 2/);
    assert.match(problemsOf({ statements: 'Same\nsame' })[0] ?? '', /Statement 2 says the same/);
  });
  it('refuses a group twice, a long name and too many groups', () => {
    assert.equal(problemsOf({ sectors: 'NHS\nNHS' }).length, 1);
    assert.equal(problemsOf({ sectors: 'x'.repeat(61) }).length, 1);
    assert.equal(
      problemsOf({ sectors: Array.from({ length: 13 }, (_, index) => `Group ${index}`).join('\n') }).length,
      1,
    );
  });
});
