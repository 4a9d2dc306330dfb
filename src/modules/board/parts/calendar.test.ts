import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Meeting } from '../store/meetings.ts';
import { folded } from '../../../lib/icalendar.ts';
import { writeCalendar } from './calendar.ts';

const meeting: Meeting = {
  id: '01960000-0000-7000-8000-000000000001',
  slug: 'march',
  title: 'March; a, b\\c',
  body: { id: '01960000-0000-7000-8000-000000000002', slug: 'board', name: 'The board', isPublic: true },
  startsAt: new Date('2026-07-01T13:00:00Z'),
  endsAt: new Date('2026-07-01T15:00:00Z'),
  venue: 'Hall\nRoom 2',
  accessNotes: '',
  state: 'agenda-published',
  stateReason: '',
  movedFrom: undefined,
  calledAt: new Date('2026-06-01T10:00:00Z'),
  shortNoticeReason: '',
  agendaPublishedAt: new Date('2026-06-10T10:00:00Z'),
  minutesApprovedAt: undefined,
  approvedAtMeetingId: undefined,
  sequence: 3,
  changedAt: new Date('2026-06-10T10:00:00Z'),
  version: 3,
};

describe('a calendar of meetings', () => {
  const text = writeCalendar(
    'Meetings',
    [meeting, { ...meeting, state: 'cancelled' }],
    'https://example.org/wrenmouth',
  );
  const lines = text.split('\r\n');

  it('says when in UTC, with an identifier that stays and a number for each change', () => {
    for (const line of [
      'DTSTART:20260701T130000Z',
      'DTEND:20260701T150000Z',
      `UID:${meeting.id}`,
      'SEQUENCE:3',
      'STATUS:CONFIRMED',
      'STATUS:CANCELLED',
    ])
      assert.ok(lines.includes(line), line);
  });

  it('escapes what would end a value', () => {
    assert.ok(lines.includes('SUMMARY:The board: March\\; a\\, b\\\\c'));
    assert.ok(lines.includes('LOCATION:Hall\\nRoom 2'));
  });

  it('folds lines at 75 octets and never inside a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (line) => {
        fc.pre(!/[\r\n]/.test(line));
        const pieces = folded(line).split('\r\n');
        for (const piece of pieces) assert.ok(Buffer.byteLength(piece) <= 75);
        assert.equal(pieces.map((piece, index) => (index === 0 ? piece : piece.slice(1))).join(''), line);
      }),
    );
  });
});
