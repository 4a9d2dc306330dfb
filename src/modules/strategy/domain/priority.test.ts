import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decidePriority, decideReply, objectionStanding, priorityStanding } from './priority.ts';

describe('publishing a priority', () => {
  it('is refused while it answers nothing and rests on nothing', () => {
    assert.deepEqual(decidePriority('draft', 'publish', { answers: 0, evidence: 0 }), {
      ok: false,
      error: 'priority/no-grounds',
    });
  });
  it('needs one statement or one piece of evidence', () => {
    assert.deepEqual(decidePriority('draft', 'publish', { answers: 1, evidence: 0 }), { ok: true, value: 'published' });
    assert.deepEqual(decidePriority('draft', 'publish', { answers: 0, evidence: 1 }), { ok: true, value: 'published' });
  });
  it('happens once; a retired priority can be taken up again', () => {
    const grounds = { answers: 1, evidence: 0 };
    assert.deepEqual(decidePriority('published', 'publish', grounds), { ok: false, error: 'priority/not-draft' });
    assert.deepEqual(decidePriority('published', 'retire', grounds), { ok: true, value: 'retired' });
    assert.deepEqual(decidePriority('draft', 'retire', grounds), { ok: false, error: 'priority/not-published' });
    assert.deepEqual(decidePriority('retired', 'publish', grounds), { ok: true, value: 'published' });
  });
});

describe('the status of a priority', () => {
  const facts = { status: 'published', openCommitments: 2, overdue: 0, kept: 1, openObjections: 0 } as const;
  it('counts what was promised, kept and is late', () => {
    assert.deepEqual(priorityStanding(facts), { text: '3 commitments, 1 kept', tone: 'good' });
    assert.deepEqual(priorityStanding({ ...facts, overdue: 1 }), {
      text: '4 commitments, 1 kept, 1 overdue',
      tone: 'late',
    });
  });
  it('says when nothing was promised', () => {
    assert.equal(priorityStanding({ ...facts, openCommitments: 0, kept: 0 }).text, 'Nothing promised yet');
  });
  it('never hides an objection that waits', () => {
    assert.equal(
      priorityStanding({ ...facts, openObjections: 1 }).text,
      '3 commitments, 1 kept, 1 objection waiting for a reply',
    );
  });
});

describe('an objection', () => {
  it('is settled by a reply that says something', () => {
    assert.deepEqual(decideReply('  ', 'answered'), { ok: false, error: 'objection/reply-needed' });
    assert.deepEqual(decideReply(' We looked again. ', 'upheld'), {
      ok: true,
      value: { status: 'upheld', reply: 'We looked again.' },
    });
  });
  it('is shown as unresolved until then', () => {
    assert.deepEqual(objectionStanding('open'), { text: 'No reply yet', tone: 'late' });
    assert.equal(objectionStanding('upheld').tone, 'good');
  });
});
