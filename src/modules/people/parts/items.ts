import type { Uuid } from '../../../kernel/ids.ts';
import { formatDate } from '../../../lib/dates.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import { correctionKindWords, type CorrectionKind } from '../domain/correction.ts';
import { figuresOf } from '../domain/wellbeing.ts';
import type { PersonRecord } from './load-record.ts';

/** One item of a record, named so that whoever wrote or reads it knows which it is. */
export type Item = { kind: CorrectionKind; id: Uuid; text: string };

/** Everything that is written about a person and this reader sees, item by item, in the order of the page. */
export function itemsOf(person: Uuid, record: PersonRecord, hasParticulars: boolean): Item[] {
  const list = <T extends { id: Uuid }>(kind: CorrectionKind, all: readonly T[], text: (one: T) => string): Item[] =>
    all.map((one) => ({ kind, id: one.id, text: truncateAtWord(text(one), 100) }));
  return [
    { kind: 'person', id: person, text: 'name, day of birth, how to be reached' },
    ...(hasParticulars ? [{ kind: 'particulars', id: person, text: 'as on official papers' } as const] : []),
    ...list('what-matters', record.matters, (one) => one.words),
    ...list('strength', record.strengths, (one) => one.words),
    ...list('circle', record.circle, (one) => one.name),
    ...list('goal', record.goals, (one) => one.words),
    ...list('step', record.steps, (one) => one.what),
    ...list('review', record.reviews, (one) => `${formatDate(one.heldOn)} ${one.words}`.trim()),
    ...list('contingency', record.contingencies, (one) => one.trigger),
    ...list('referral', record.referrals, (one) => one.to.name),
    ...list('wellbeing', record.wellbeing, (one) =>
      [formatDate(one.takenOn), ...figuresOf(one).map((figure) => figure.words)].join(', '),
    ),
    ...list(
      'need',
      record.needs.filter((one) => one.kind === 'need' && one.category === 'needs'),
      (one) => one.words,
    ),
  ];
}

/** An item in a list of all of them; `kindWords` says whose they are. */
export function itemWords(item: Item, kindWords = correctionKindWords): string {
  return `${kindWords[item.kind]}: ${item.text}`;
}

/** The item that something was asked about; its kind alone where this reader does not see it, or it is there no longer. */
export function wordsOfItem(
  about: Pick<Item, 'kind' | 'id'>,
  items: readonly Item[],
  kindWords = correctionKindWords,
): string {
  const item = items.find((one) => one.kind === about.kind && one.id === about.id);
  return item === undefined ? kindWords[about.kind] : itemWords(item, kindWords);
}
