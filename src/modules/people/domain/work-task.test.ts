import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import {
  beginTask,
  decideTask,
  openTaskCommands,
  taskCommands,
  taskStanding,
  taskStatuses,
  type TaskCommand,
} from './work-task.ts';

const today = '2026-03-02' as LocalDate;
const offered = { status: 'offered', author: 'amara', for: 'femi' } as const;
const femi = { account: 'femi', today };
const amara = { account: 'amara', today };

describe('a task', () => {
  it('is to be done at once where it is one’s own, and offered where it is a colleague’s', () => {
    assert.equal(beginTask({ by: 'amara', for: 'amara' }), 'open');
    assert.equal(beginTask({ by: 'amara', for: 'femi' }), 'offered');
    assert.equal(beginTask({ by: undefined, for: 'femi' }), 'offered');
  });

  it('is answered by the colleague alone, and a no has a reason', () => {
    assert.deepEqual(decideTask(offered, { kind: 'accept' }, femi), {
      ok: true,
      value: { status: 'open', doneOn: undefined, words: '' },
    });
    assert.deepEqual(decideTask(offered, { kind: 'accept' }, amara), { ok: false, error: 'task/not-yours' });
    assert.deepEqual(decideTask(offered, { kind: 'decline', words: '' }, femi), {
      ok: false,
      error: 'task/why-needed',
    });
  });

  it('is done only after a yes, and not tomorrow', () => {
    const done = { kind: 'done', on: today, words: '' } as const;
    assert.deepEqual(decideTask(offered, done, femi), { ok: false, error: 'task/not-accepted' });
    assert.ok(decideTask({ ...offered, status: 'open' }, done, femi).ok);
    const tomorrow = { ...done, on: '2026-03-03' as LocalDate };
    assert.deepEqual(decideTask({ ...offered, status: 'open' }, tomorrow, femi), {
      ok: false,
      error: 'task/done-in-future',
    });
  });

  it('is never moved by a stranger, nor once it is over', () => {
    const commands: TaskCommand[] = [
      { kind: 'accept' },
      { kind: 'decline', words: 'No time' },
      { kind: 'done', on: today, words: '' },
      { kind: 'drop', words: 'Not needed' },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...taskStatuses), fc.constantFrom(...commands), (status, command) => {
        assert.ok(!decideTask({ ...offered, status }, command, { account: 'stranger', today }).ok);
        if (status !== 'done' && status !== 'dropped') return;
        for (const who of [femi, amara]) assert.ok(!decideTask({ ...offered, status }, command, who).ok);
      }),
    );
  });

  it('offers on its page what would be taken', () => {
    assert.deepEqual(openTaskCommands(offered, 'femi'), ['accept', 'decline']);
    assert.deepEqual(openTaskCommands(offered, 'amara'), ['drop']);
    assert.deepEqual(openTaskCommands({ ...offered, status: 'open' }, 'femi'), ['done', 'drop']);
    assert.equal(taskCommands.length, 4);
  });

  it('says how late it is', () => {
    const open = { status: 'open', forName: 'Femi', doneOn: undefined } as const;
    assert.equal(taskStanding({ ...open, by: '2026-02-28' as LocalDate }, today).text, '2 days late');
    assert.equal(taskStanding({ ...open, by: today }, today).text, 'Today');
  });
});
