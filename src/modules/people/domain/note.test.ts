import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { checkNote, isReadByPerson, noteCategories, type Note } from './note.ts';

const today = '2026-03-02' as LocalDate;
const note: Note = { category: 'plan', how: 'met', happenedOn: today, words: 'We talked.', heldReason: '' };

describe('a note', () => {
  it('is about today or earlier', () => {
    assert.equal(checkNote(note, today), undefined);
    assert.equal(checkNote({ ...note, happenedOn: '2026-03-03' as LocalDate }, today), 'note/in-future');
  });

  it('is held back only with a reason that somebody else can judge', () => {
    assert.equal(checkNote({ ...note, heldReason: 'Too risky' }, today), 'note/held-reason');
    assert.equal(checkNote({ ...note, heldReason: 'He reads her post and has hurt her' }, today), undefined);
  });

  it('is read by the person unless one of three things is said', () => {
    assert.ok(isReadByPerson(note, { safeMode: false }));
    fc.assert(
      fc.property(fc.constantFrom(...noteCategories), fc.boolean(), fc.boolean(), (category, isHeld, safeMode) => {
        const heldReason = isHeld ? 'Reading it could do them serious harm' : '';
        const isRead = isReadByPerson({ category, heldReason }, { safeMode });
        assert.equal(isRead, category !== 'safeguarding' && !isHeld && !safeMode);
      }),
    );
  });
});
