import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import {
  actionGroups,
  actionStanding,
  decideAction,
  groupName,
  groupOf,
  looseBecause,
  type ActionCommand,
  type ActionState,
} from './action.ts';

const today = '2026-03-02' as LocalDate;
const states: ActionState[] = [
  { status: 'offered' },
  { status: 'accepted' },
  { status: 'declined', reason: 'No staff' },
  { status: 'done', on: '2026-02-01' as LocalDate },
  { status: 'withdrawn', reason: 'Overtaken' },
];
const commands: ActionCommand[] = [
  { kind: 'accept' },
  { kind: 'decline', reason: 'No staff' },
  { kind: 'finish', on: today },
  { kind: 'withdraw', reason: 'Overtaken' },
];
const owner = { isOwners: true, isOfficer: false, today };
const officer = { isOwners: false, isOfficer: true, today };

describe('an action', () => {
  it('moves where the table says, for those who may, and is refused everywhere else', () => {
    const may: Record<string, string> = {
      'offered accept': 'accepted',
      'offered decline': 'declined',
      'accepted finish': 'done',
      'offered withdraw': 'withdrawn',
      'accepted withdraw': 'withdrawn',
    };
    for (const state of states)
      for (const command of commands) {
        const right = command.kind === 'withdraw' ? officer : owner;
        const wrong = command.kind === 'withdraw' ? owner : officer;
        const result = decideAction(state, command, right);
        assert.equal(
          result.ok ? result.value.status : undefined,
          may[`${state.status} ${command.kind}`],
          `${state.status} ${command.kind}`,
        );
        assert.equal(decideAction(state, command, wrong).ok, false);
      }
  });

  it('is never accepted or done without its owner', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 20 }), (list) => {
        let state: ActionState = { status: 'offered' };
        for (const command of list) {
          const next = decideAction(state, command, officer);
          if (next.ok) state = next.value;
        }
        assert.ok(state.status === 'offered' || state.status === 'withdrawn');
      }),
    );
  });

  it('asks for reasons, and for a day that has come', () => {
    const offered: ActionState = { status: 'offered' };
    assert.deepEqual(decideAction(offered, { kind: 'decline', reason: ' ' }, owner), {
      ok: false,
      error: 'action/reason-needed',
    });
    assert.deepEqual(decideAction(offered, { kind: 'withdraw', reason: '' }, officer), {
      ok: false,
      error: 'action/reason-needed',
    });
    const tomorrow = { kind: 'finish', on: '2026-03-03' as LocalDate } as const;
    assert.deepEqual(decideAction({ status: 'accepted' }, tomorrow, owner), {
      ok: false,
      error: 'action/done-in-future',
    });
  });

  it('says where it stands, and when it is a loose end', () => {
    const at = (state: ActionState, offeredOn: string, dueOn: string) => ({
      state,
      offeredOn: offeredOn as LocalDate,
      dueOn: dueOn as LocalDate,
    });
    const offered: ActionState = { status: 'offered' };
    const accepted: ActionState = { status: 'accepted' };
    assert.equal(looseBecause(at(offered, '2026-02-16', '2026-06-01'), today), undefined);
    assert.equal(looseBecause(at(offered, '2026-02-15', '2026-06-01'), today), 'Nobody has answered for 15 days');
    assert.equal(looseBecause(at(accepted, '2026-01-01', '2026-03-01'), today), 'Accepted, 1 day overdue');
    assert.equal(looseBecause(at(accepted, '2026-01-01', '2026-03-02'), today), undefined);
    assert.equal(actionStanding(at(accepted, '2026-01-01', '2026-03-02'), today).text, 'Accepted, due today');
    for (const state of states) assert.ok(actionGroups.includes(groupOf(at(state, '2026-01-01', '2026-06-01'), today)));
    for (const group of actionGroups) assert.notEqual(groupName(group), '');
  });
});
