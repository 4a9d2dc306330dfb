import { localDate, type LocalDate } from '../../../lib/dates.ts';
import { normaliseForSearch } from '../../../lib/text.ts';

/** The lines of a letter by which a practice refers somebody without an account. In the order of the printed form. */
export const letterFields = [
  { field: 'name', label: 'Name of the person', also: ['patient', 'patient name', 'name', 'full name'] },
  { field: 'born', label: 'Date of birth', also: ['dob', 'd o b', 'born', 'day of birth'] },
  { field: 'nhs-number', label: 'NHS number', also: ['nhs no', 'nhs'] },
  { field: 'postcode', label: 'Postcode', also: ['post code'] },
  { field: 'phone', label: 'Phone of the person', also: ['phone', 'telephone', 'mobile', 'tel', 'patient phone'] },
  { field: 'reason', label: 'What matters and why now', also: ['reason', 'reason for referral', 'why now'] },
  { field: 'access-needs', label: 'What they need to take part', also: ['access needs', 'reasonable adjustments'] },
  { field: 'risks', label: 'Risks for a visitor, or none known', also: ['risks', 'risk', 'known risks'] },
  { field: 'safe-contact', label: 'How it is safe to get in touch', also: ['safe contact', 'contact'] },
  { field: 'agreed', label: 'The person agreed on', also: ['consent', 'agreed', 'agreed on', 'consent given on'] },
  { field: 'urgency', label: 'How soon', also: ['urgency', 'priority'] },
  { field: 'asker-name', label: 'Referred by', also: ['referrer', 'gp', 'from', 'referring clinician'] },
  { field: 'practice', label: 'Practice', also: ['surgery', 'gp practice', 'practice name'] },
  { field: 'practice-code', label: 'Practice code', also: ['ods code', 'ods', 'practice ods code'] },
  { field: 'asker-contact', label: 'Send the answer to', also: ['reply to', 'return to', 'answer to'] },
] as const;
export type LetterField = (typeof letterFields)[number]['field'];

/** What could be read of a letter: the words beside each label, and the lines that belong to none. */
export type ReadLetter = { found: Partial<Record<LetterField, string>>; unread: string[] };

const fieldOf = new Map<string, LetterField>(
  letterFields.flatMap(({ field, label, also }) =>
    [label, ...also].map((word): [string, LetterField] => [normaliseForSearch(word), field]),
  ),
);
const mostLines = 400;

/**
 * Reads the text of a letter, line by line: a label, a colon and words; the lines after it go on until the next label. The
 * order does not matter, nor do capitals, stars or arrows of a mail program. What is said twice counts once, as first said;
 * what belongs to no label is told apart and never guessed.
 */
export function readLetter(text: string): ReadLetter {
  const found: Partial<Record<LetterField, string>> = {};
  const unread: string[] = [];
  let open: LetterField | undefined;
  for (const raw of text.split(/\r?\n/).slice(0, mostLines)) {
    const line = raw
      .replace(/^[\s>*•-]+/, '')
      .replaceAll('*', '')
      .trim();
    if (line === '') continue;
    const [, label = '', words = ''] = /^([^:]{2,60}):\s*(.*)$/.exec(line) ?? [];
    const field = fieldOf.get(normaliseForSearch(label));
    if (field !== undefined) {
      if (found[field] === undefined || found[field] === '') {
        found[field] = words;
        open = field;
      } else {
        unread.push(line);
        open = undefined;
      }
    } else if (open !== undefined && label === '') found[open] = `${found[open] ?? ''} ${line}`.trim();
    else {
      unread.push(line);
      open = undefined;
    }
  }
  return { found, unread };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day as letters write it: 3/5/1962, 3 May 1962, 1962-05-03. A year of two digits is none: nobody guesses the century. */
export function readDay(text: string): LocalDate | undefined {
  const plain = text.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  const british = /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})$/.exec(plain);
  const worded = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})$/.exec(plain);
  const [day, month, year] = ((): (number | undefined)[] => {
    if (iso !== null) return [Number(iso[3]), Number(iso[2]), Number(iso[1])];
    if (british !== null) return [Number(british[1]), Number(british[2]), Number(british[3])];
    if (worded !== null) return [Number(worded[1]), months.indexOf(worded[2] ?? '') + 1, Number(worded[3])];
    return [];
  })();
  if (day === undefined || month === undefined || year === undefined) return undefined;
  return localDate(year, month, day) ?? undefined;
}

/** Whether the words beside the risks say that none are known. No words say nothing. */
export function saysNoRisks(text: string): boolean {
  return ['none', 'no', 'nil', 'none known', 'no known risks', 'no risks known', 'n a'].includes(
    normaliseForSearch(text),
  );
}

/** Whether the words beside the contact say that any way is safe. */
export function saysAnyWay(text: string): boolean {
  return ['', 'any', 'any way', 'any way is safe', 'no restrictions', 'none'].includes(normaliseForSearch(text));
}

/** Whether the words say that it is urgent. */
export function saysUrgent(text: string): boolean {
  return /\burgent|\basap\b|\btoday\b/i.test(text) && !/\b(?:not|non)[\s-]*urgent/i.test(text);
}

/** The form as text, to be copied into a secure letter and filled in. */
export function emptyLetter(): string {
  return letterFields.map(({ label }) => `${label}: `).join('\n');
}
