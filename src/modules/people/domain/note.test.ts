import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalDate } from '../../../lib/dates.ts';
import { checkNote, type Note } from './note.ts';

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
});
