import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  conversationRefusalSentence,
  decideConversation,
  decideStatement,
  reasonSentences,
  statementRefusalSentence,
  takesVotes,
  type ConversationCommand,
  type ConversationState,
  type StatementCommand,
  type StatementState,
} from './life-cycle.ts';

function outcome(state: ConversationState, command: ConversationCommand, approved = 3): string {
  const result = decideConversation(state, command, approved);
  return result.ok ? result.value : result.error;
}

describe('the life of a conversation', () => {
  it('goes from draft to open to closed to reopened and no other way', () => {
    const table: [ConversationState, ConversationCommand, string][] = [
      ['draft', 'open', 'open'],
      ['draft', 'close', 'conversation/not-open-yet'],
      ['draft', 'reopen', 'conversation/not-open-yet'],
      ['open', 'open', 'conversation/already-open'],
      ['open', 'close', 'closed'],
      ['open', 'reopen', 'conversation/already-open'],
      ['closed', 'open', 'conversation/reopen-instead'],
      ['closed', 'close', 'conversation/already-closed'],
      ['closed', 'reopen', 'reopened'],
      ['reopened', 'open', 'conversation/already-open'],
      ['reopened', 'close', 'closed'],
      ['reopened', 'reopen', 'conversation/already-open'],
    ];
    for (const [state, command, expected] of table) assert.equal(outcome(state, command), expected);
  });

  it('cannot open with nothing to vote on', () => {
    assert.equal(outcome('draft', 'open', 0), 'conversation/no-statements');
    assert.match(conversationRefusalSentence('conversation/no-statements'), /at least one statement/);
  });

  it('takes votes only while open', () => {
    assert.deepEqual((['draft', 'open', 'closed', 'reopened'] as const).map(takesVotes), [false, true, false, true]);
  });
});

describe('the life of a statement', () => {
  const submitted: StatementState = { status: 'submitted' };
  const approved: StatementState = { status: 'approved' };
  const unclear: StatementState = { status: 'rejected', reason: 'unclear' };
  const withdrawn: StatementState = { status: 'withdrawn' };
  const approve: StatementCommand = { kind: 'approve' };
  const rejectUnclear: StatementCommand = { kind: 'reject', reason: 'unclear' };

  it('lets moderators decide and decide again', () => {
    assert.deepEqual(decideStatement(submitted, approve), { ok: true, value: approved });
    assert.deepEqual(decideStatement(submitted, rejectUnclear), { ok: true, value: unclear });
    assert.deepEqual(decideStatement(approved, rejectUnclear), { ok: true, value: unclear });
    assert.deepEqual(decideStatement(unclear, approve), { ok: true, value: approved });
    assert.deepEqual(decideStatement(unclear, { kind: 'reject', reason: 'spam' }), {
      ok: true,
      value: { status: 'rejected', reason: 'spam' },
    });
  });

  it('refuses the same decision twice, and a rejection without a reason', () => {
    assert.deepEqual(decideStatement(approved, approve), { ok: false, error: 'statement/already-approved' });
    assert.deepEqual(decideStatement(unclear, rejectUnclear), { ok: false, error: 'statement/already-rejected' });
    assert.deepEqual(decideStatement(submitted, { kind: 'reject', reason: null }), {
      ok: false,
      error: 'statement/reason-needed',
    });
    assert.match(statementRefusalSentence('statement/reason-needed'), /the author will read it/);
  });

  it('lets the author take it back until somebody else has voted, for good', () => {
    const own: StatementCommand = { kind: 'withdraw', byAuthor: true, votesByOthers: 0 };
    assert.deepEqual(decideStatement(approved, own), { ok: true, value: withdrawn });
    assert.deepEqual(decideStatement(approved, { ...own, votesByOthers: 1 }), {
      ok: false,
      error: 'statement/others-have-voted',
    });
    assert.deepEqual(decideStatement(approved, { ...own, byAuthor: false }), {
      ok: false,
      error: 'statement/not-yours',
    });
    for (const command of [approve, rejectUnclear, own]) {
      assert.deepEqual(decideStatement(withdrawn, command), { ok: false, error: 'statement/withdrawn' });
    }
  });

  it('lets the author alone say it in other words, once, and what people vote on stays until these are approved', () => {
    const reword = { kind: 'reword', byAuthor: true, isReplaced: false } as const;
    const says = (state: StatementState, change = {}) => decideStatement(state, { ...reword, ...change });
    assert.deepEqual(says({ status: 'submitted' }), { ok: true, value: { status: 'withdrawn' } });
    assert.deepEqual(says({ status: 'approved' }), { ok: true, value: { status: 'approved' } });
    const rejected = { status: 'rejected', reason: 'unclear' } as const;
    assert.deepEqual(says(rejected), { ok: true, value: rejected });
    for (const [state, change, error] of [
      [{ status: 'withdrawn' }, {}, 'statement/withdrawn'],
      [{ status: 'approved' }, { byAuthor: false }, 'statement/not-yours'],
      [{ status: 'approved' }, { isReplaced: true }, 'statement/said-anew'],
    ] as const)
      assert.deepEqual(says(state, change), { ok: false, error });
  });

  it('has a whole plain sentence for the author with every reason', () => {
    assert.equal(Object.keys(reasonSentences).length, 9);
    for (const sentence of Object.values(reasonSentences)) assert.match(sentence, /^[A-Z].+\.$/);
  });
});
