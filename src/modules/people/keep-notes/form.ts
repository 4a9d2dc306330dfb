import type { LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedDay, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { checkNote, noteHows, type Note, type NoteCategory } from '../domain/note.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { SeenNote } from '../store/notes.ts';

export const noteBody = formSchema({
  category: textField(20),
  how: textField(20),
  'on-day': textField(20),
  'on-month': textField(20),
  'on-year': textField(20),
  words: textField(20_000),
  read: textField(10),
  'held-reason': textField(3_000),
  version: textField(20),
  withdraw: textField(10),
  'withdrawn-why': textField(1_500),
});

/** Reads a note: of what, when, what was said, and whether the person reads it. */
export function parseNote(
  typed: Typed,
  facts: { today: LocalDate; categories: readonly NoteCategory[] },
): Result<Note, Problem[]> {
  const form = new FormReader(typed);
  const happenedOn = form.date('on', 'The day of the note', true);
  const how = form.choice('how', noteHows, formMessages.noteHow);
  const words = form.text('words', 'The note', 4_000, formMessages.noteWords);
  const category = form.choice('category', facts.categories, formMessages.noteCategory);
  const read = form.choice('read', ['yes', 'held'], formMessages.noteRead);
  const reason = form.text('held-reason', 'The reason', 600, read === 'held' ? formMessages.noteHeld : undefined);
  if (form.problems.length > 0 || happenedOn === undefined || how === undefined || category === undefined)
    return fail(form.problems);
  const note = { category, how, happenedOn, words, heldReason: read === 'held' ? reason : '' };
  const refusal = checkNote(note, facts.today);
  if (refusal === undefined) return ok(note);
  const field = refusal === 'note/in-future' ? 'on-day' : 'held-reason';
  return fail([{ field, text: refusalSentence(refusal) }]);
}

/** Why a note was written in error. */
export function parseWithdrawal(typed: Typed): Result<{ why: string }, Problem[]> {
  const form = new FormReader(typed);
  const why = form.text('withdrawn-why', 'The reason', 300, formMessages.noteWithdrawn);
  return form.problems.length > 0 ? fail(form.problems) : ok({ why });
}

/** What the form holds before anything is changed. */
export function typedOfNote(note: SeenNote): Typed {
  return {
    category: note.category,
    how: note.how,
    ...typedDay('on', note.happenedOn),
    words: note.words,
    read: note.heldReason === '' ? 'yes' : 'held',
    'held-reason': note.heldReason,
  };
}

/** What a new form holds: today, and that the person reads it. */
export function typedOfNewNote(today: LocalDate): Typed {
  return { ...typedDay('on', today), read: 'yes' };
}

export function wantsWithdrawal(typed: Typed): boolean {
  return typedText(typed, 'withdraw') === 'yes';
}
