import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bankHolidays } from './bank-holidays.ts';
import {
  agendaStanding,
  commandsIn,
  decideMeeting,
  meetingCommands,
  meetingStanding,
  meetingStates,
  type MeetingCommand,
  type MeetingCommandKind,
  type MeetingFacts,
  type MeetingState,
} from './meeting.ts';

const now = new Date('2026-03-02T09:00:00Z');
const willing: MeetingFacts = {
  now,
  startsAt: new Date('2026-03-26T14:00:00Z'),
  venue: 'The Town Hall',
  items: 3,
  withoutMinutes: 0,
  laterHeld: true,
  holidays: bankHolidays,
};
const over: MeetingFacts = { ...willing, startsAt: new Date('2026-02-26T14:00:00Z') };

function commandOf(kind: MeetingCommandKind): MeetingCommand {
  const [startsAt, endsAt] = [new Date('2026-04-30T13:00:00Z'), new Date('2026-04-30T15:00:00Z')];
  if (kind === 'move') return { kind, startsAt, endsAt, reason: 'The hall is flooded' };
  return kind === 'call' || kind === 'cancel' ? { kind, reason: 'Because' } : { kind };
}

/** Every pair of state and command that leads anywhere, and where to. */
const table: Partial<Record<MeetingState, Partial<Record<MeetingCommandKind, MeetingState>>>> = {
  planned: { call: 'called', move: 'planned', cancel: 'cancelled' },
  called: { 'publish-agenda': 'agenda-published', move: 'called', cancel: 'cancelled' },
  'agenda-published': { hold: 'held', move: 'agenda-published', cancel: 'cancelled' },
  held: { 'draft-minutes': 'minutes-draft' },
  'minutes-draft': { 'approve-minutes': 'minutes-approved' },
};

describe('the life of a meeting', () => {
  it('goes where the table says, and is refused everywhere else', () => {
    for (const state of meetingStates)
      for (const kind of meetingCommands) {
        const wanted = table[state]?.[kind];
        const facts = kind === 'hold' ? over : willing;
        const result = decideMeeting(state, commandOf(kind), facts);
        assert.deepEqual(
          result,
          wanted === undefined ? { ok: false, error: 'meeting/not-now' } : { ok: true, value: wanted },
          `${state} ${kind}`,
        );
        assert.equal(commandsIn(state).includes(kind), wanted !== undefined);
      }
  });

  it('has a guard for each step', () => {
    const refused: [MeetingState, MeetingCommand, Partial<MeetingFacts>, string][] = [
      ['planned', { kind: 'call', reason: '' }, { venue: ' ' }, 'meeting/no-venue'],
      ['planned', { kind: 'call', reason: '' }, { startsAt: new Date('2026-03-05T14:00:00Z') }, 'meeting/short-notice'],
      ['planned', { kind: 'call', reason: 'x' }, { startsAt: now }, 'meeting/already-begun'],
      ['called', { kind: 'publish-agenda' }, { items: 0 }, 'meeting/no-agenda'],
      ['called', { kind: 'cancel', reason: ' ' }, {}, 'meeting/reason-needed'],
      ['agenda-published', { kind: 'hold' }, {}, 'meeting/not-begun'],
      ['held', { kind: 'draft-minutes' }, { withoutMinutes: 1 }, 'meeting/minutes-missing'],
      ['held', { kind: 'draft-minutes' }, { items: 0 }, 'meeting/minutes-missing'],
      ['minutes-draft', { kind: 'approve-minutes' }, { laterHeld: false }, 'meeting/no-later-meeting'],
    ];
    for (const [state, command, facts, error] of refused)
      assert.deepEqual(decideMeeting(state, command, { ...willing, ...facts }), { ok: false, error });
    const move = commandOf('move') as Extract<MeetingCommand, { kind: 'move' }>;
    for (const [changed, error] of [
      [{ reason: '' }, 'meeting/reason-needed'],
      [{ endsAt: move.startsAt }, 'meeting/ends-before-start'],
      [{ startsAt: now }, 'meeting/already-begun'],
    ] as const)
      assert.deepEqual(decideMeeting('called', { ...move, ...changed }, willing), { ok: false, error });
  });

  it('calls a meeting at short notice only with a reason, and at five clear days without', () => {
    const facts = { ...willing, startsAt: new Date('2026-03-10T14:00:00Z') };
    assert.equal(decideMeeting('planned', { kind: 'call', reason: '' }, facts).ok, true);
    const shorter = { ...facts, startsAt: new Date('2026-03-09T14:00:00Z') };
    assert.equal(decideMeeting('planned', { kind: 'call', reason: '' }, shorter).ok, false);
    assert.equal(decideMeeting('planned', { kind: 'call', reason: 'A flood' }, shorter).ok, true);
  });

  it('never approves minutes unless a later meeting was held, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...meetingCommands), { maxLength: 30 }), fc.boolean(), (kinds, begun) => {
        let state: MeetingState = 'planned';
        for (const kind of kinds) {
          const next = decideMeeting(state, commandOf(kind), { ...(begun ? over : willing), laterHeld: false });
          if (next.ok) state = next.value;
        }
        assert.notEqual(state, 'minutes-approved');
      }),
    );
  });
});

describe('what the dates say of a meeting', () => {
  it('finds an agenda on time, late, or still to come', () => {
    const startsAt = new Date('2026-03-12T14:00:00Z');
    const text = (published: string | undefined, at: string, state: MeetingState = 'called') =>
      agendaStanding(
        { state, startsAt, agendaPublishedAt: published === undefined ? undefined : new Date(published) },
        new Date(at),
        bankHolidays,
      )?.text;
    assert.equal(
      text('2026-03-04T10:00:00Z', '2026-03-20T10:00:00Z'),
      'Agenda on time: open for 5 clear days before the meeting',
    );
    assert.equal(
      text('2026-03-09T10:00:00Z', '2026-03-20T10:00:00Z'),
      'Agenda late: open for 2 clear days, and 5 are needed',
    );
    assert.equal(text(undefined, '2026-03-04T10:00:00Z'), 'Agenda due by 4 March 2026');
    assert.equal(text(undefined, '2026-03-05T10:00:00Z'), 'Agenda late: it was due by 4 March 2026');
    assert.equal(text(undefined, '2026-03-05T10:00:00Z', 'cancelled'), undefined);
  });
  it('says where each meeting stands', () => {
    for (const state of meetingStates)
      for (const startsAt of [new Date('2026-01-10T14:00:00Z'), new Date('2026-04-10T14:00:00Z')])
        assert.notEqual(meetingStanding({ state, startsAt }, now).text, '');
    assert.equal(meetingStanding({ state: 'held', startsAt: new Date('2026-02-01T14:00:00Z') }, now).tone, 'late');
    assert.equal(meetingStanding({ state: 'held', startsAt: new Date('2026-02-26T14:00:00Z') }, now).tone, 'waiting');
  });
});
