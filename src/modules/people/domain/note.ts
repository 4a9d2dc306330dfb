import type { PersonCategory } from '../../../kernel/helping.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';

/** How it came to what a note says. */
export const noteHows = ['met', 'phone', 'message', 'letter', 'about-them'] as const;
export type NoteHow = (typeof noteHows)[number];
export const noteHowWords: Readonly<Record<NoteHow, string>> = {
  met: 'We met',
  phone: 'On the phone',
  message: 'By message or email',
  letter: 'By letter',
  'about-them': 'Without them: a colleague, or a meeting',
};

/** What a note may be about; each is shared, or refused, by itself. */
export const noteCategories = [
  'plan',
  'needs',
  'circle',
  'referral',
  'safeguarding',
] as const satisfies PersonCategory[];
export type NoteCategory = (typeof noteCategories)[number];

/** Why the person does not read a note: so much is said at least, so that somebody else can judge it. */
export const leastHeldReason = 20;

export type Note = {
  category: NoteCategory;
  how: NoteHow;
  happenedOn: LocalDate;
  words: string;
  /**
   * Empty where the person reads it, which is the rule. Source: Data Protection Act 2018, schedule 3, paragraph 5 (the
   * serious harm test).
   */
  heldReason: string;
};

export type NoteRefusal = 'note/in-future' | 'note/held-reason' | 'note/why-withdrawn' | 'note/withdrawn';

/** Whether a note may be kept as it is. */
export function checkNote(note: Note, today: LocalDate): NoteRefusal | undefined {
  if (compareDates(note.happenedOn, today) > 0) return 'note/in-future';
  if (note.heldReason !== '' && Array.from(note.heldReason).length < leastHeldReason) return 'note/held-reason';
  return undefined;
}
