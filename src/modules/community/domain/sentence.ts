import { normaliseForSearch } from '../../../lib/text.ts';
import { accessFeatures } from './access.ts';
import { languages } from './languages.ts';
import { weekdayName, weekdays, type Weekday } from './schedule.ts';

/** When something has to be open: a day of the week, or a time counted from now. */
export const moments = ['now', 'today', 'tomorrow', 'week', 'weekend'] as const;
export type Moment = (typeof moments)[number];

/** What a sentence asks for, told apart by rules: filters, and the words that are left to look for. */
export type Understood = {
  words: string;
  day: Weekday | Moment | undefined;
  isEvening: boolean;
  /** A postcode, or the name of a locality, as it was typed. */
  near: string | undefined;
  isFree: boolean;
  isStepFree: boolean;
  age: number | undefined;
  /** Codes of a term, of a language and of what helps people in. */
  term: string | undefined;
  language: string | undefined;
  feature: string | undefined;
};

/** What a rule found: the whole of it, and its groups. */
type Match = readonly (string | undefined)[];
type Rule = { pattern: RegExp; found: (understood: Understood, match: Match) => void };

const people =
  'dads?|mums?|mothers?|fathers?|husbands?|wife|sons?|daughters?|nans?|grans?|grandads?|grandmothers?|grandfathers?|uncles?|aunts?|brothers?|sisters?|neighbours?|friends?|partners?|patients?|clients?|somebody|someone|anybody|anyone|people|person';

/** Needs that people say of a person rather than look for as a word. */
const needs: readonly [RegExp, string][] = [
  [
    /\b(?:is |are |am |feels? |feeling |who is )?(?:very |so |a bit |quite )?(?:lonely|loneliness|isolated|on (?:his|her|their|my) own|has no friends|have no friends)\b/g,
    'company',
  ],
  [/\b(?:is |are |am |always )?(?:hungry|has no food|have no food|cannot afford food|can t afford food)\b/g, 'food'],
  [/\b(?:is |are |am )?(?:in debt|behind with (?:the |his |her |their |my )?(?:rent|bills))\b/g, 'money-and-debt'],
  [/\b(?:is |are |am )?(?:freezing|too cold at home|cold at home)\b/g, 'warmth'],
];

const steps =
  /\b(?:who )?(?:uses? |using |in |with |has )?(?:a |an )?(?:wheelchair|mobility scooter|walking frame|rollator|zimmer frame)(?: users?)?\b|\b(?:who )?(?:cannot|can t|can not) (?:manage |climb |do |use )?(?:stairs|steps)\b|\b(?:step free|no steps|without steps|no stairs)\b/g;

function names(list: readonly string[]): string {
  return list.map(normaliseForSearch).join('|');
}
const spoken = names(languages.map(({ name }) => name));

const rules: readonly Rule[] = [
  {
    pattern: new RegExp(`\\b(?:on |every |for )?(${names(weekdays.map(weekdayName))})s?\\b`, 'g'),
    found: (one, [, name]) => {
      one.day ??= weekdays.find((day) => weekdayName(day).toLowerCase() === name);
    },
  },
  when(/\b(?:that is |that s |which is )?open now\b|\bright now\b/g, 'now'),
  when(/\b(?:open )?(?:today|tonight)\b/g, 'today'),
  when(/\b(?:open )?tomorrow\b/g, 'tomorrow'),
  when(/\b(?:open )?(?:at |on |this )?(?:the )?weekends?\b/g, 'weekend'),
  when(/\b(?:open )?this week\b/g, 'week'),
  {
    pattern: /\b(?:in the |of an |this )?evenings?\b|\bafter work\b/g,
    found: (one) => {
      one.isEvening = true;
    },
  },
  {
    pattern: steps,
    found: (one) => {
      one.isStepFree = true;
    },
  },
  {
    pattern: /\b(?:that is |that s )?(?:for )?free(?: of charge)?\b|\b(?:costs? nothing|without paying|no money)\b/g,
    found: (one) => {
      one.isFree = true;
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:aged? (\\d{1,3})|(\\d{1,3}) (?:years? old|yr old|year olds))(?: (?:${people}|child|boy|girl|lad))?\\b`,
      'g',
    ),
    found: (one, match) => {
      const age = Number(match[1] ?? match[2] ?? 0);
      if (age <= 120) one.age ??= age;
    },
  },
  ...needs.map(([pattern, term]): Rule => ({
    pattern,
    found: (one) => {
      one.term ??= term;
    },
  })),
  {
    pattern: new RegExp(
      `\\b(?:who )?(?:speaks?|speaking|in|only) (?:only )?(${spoken})(?: speaking)?\\b|\\b(${spoken}) speak(?:ing|er|ers)\\b`,
      'g',
    ),
    found: (one, [, first, second]) => {
      one.language ??= languages.find(({ name }) => normaliseForSearch(name) === (first ?? second))?.code;
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:with|has|have|where there is) (?:a |an )?(${names(accessFeatures.map(({ name }) => name))})s?\\b`,
      'g',
    ),
    found: (one, [, found]) => {
      one.feature ??= accessFeatures.find(({ name }) => normaliseForSearch(name) === found)?.code;
    },
  },
];

function when(pattern: RegExp, moment: Moment): Rule {
  return {
    pattern,
    found: (one) => {
      one.day ??= moment;
    },
  };
}

/** Words that say that somebody looks for something, and for whom, but not for what. */
const filler = new RegExp(
  `\\b(?:(?:is there |are there |where (?:can|could|is|are|do) |what (?:can|could|is|are|do) |how (?:can|could|do) )?(?:i |we |he |she |they |you )?(?:am |are |is |s )?(?:looking for|searching for|trying to find|need to find|find|need|needs|want|wants|would like|d like|get|gets|go|goes)|something|somewhere|anything|anywhere|things?|a place|places|to do|to go|for (?:my|our|his|her|their|a|an|the) (?:${people})|(?:my|our|his|her|their) (?:${people})|please|near(?: (?:here|me|by))?|close to|nearby|around here|where|who|whom|that|which|can|could|with|and|in|on|at|of|is|are|there|my|me|some|the|an?|to|for|i|we|he|she|they|it)\\b`,
  'g',
);

const postcode = /\b(?:near |in |around |close to |from |at )*([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\b/g;

/**
 * Understands "something to do on Tuesday near WR4 2AB for my dad who is lonely and uses a wheelchair" by rules, without
 * guessing: what no rule knows stays a word to look for. Nothing that was understood can be understood again from the
 * words that are left.
 */
export function understand(sentence: string, localities: readonly string[]): Understood {
  const understood: Understood = {
    words: '',
    day: undefined,
    isEvening: false,
    near: undefined,
    isFree: false,
    isStepFree: false,
    age: undefined,
    term: undefined,
    language: undefined,
    feature: undefined,
  };
  const typed = normaliseForSearch(sentence);
  let text = typed;
  // Taking one thing out can bring the parts of another together: it ends when nothing more is found.
  for (let before = ''; before !== text;) {
    before = text;
    text = takeOut(text, understood, localities);
  }
  const isSentence = text !== typed || typed.split(' ').length > 3;
  const left = isSentence ? squeezed(text.replaceAll(filler, ' ')) : text;
  const again = left === text ? left : takeOut(left, understood, localities);
  understood.words = again === left ? left : understand(again, localities).words;
  return understood;
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Takes what the rules know out of the text, and keeps it. */
function takeOut(text: string, understood: Understood, localities: readonly string[]): string {
  let left = text.replaceAll(postcode, (_, found: string) => {
    understood.near ??= found.toUpperCase();
    return ' ';
  });
  for (const locality of localities) {
    const name = normaliseForSearch(locality).replace(/^the /, '');
    if (name === '' || !left.includes(name)) continue;
    const pattern = new RegExp(`\\b(?:near |in |around |close to |from |at )+(?:the )?${name}\\b`, 'g');
    left = left.replaceAll(pattern, () => {
      understood.near ??= locality;
      return ' ';
    });
  }
  for (const { pattern, found } of rules)
    left = left.replaceAll(pattern, (...match) => {
      found(understood, match.slice(0, -2) as Match);
      return ' ';
    });
  return squeezed(left);
}

/** True when a sentence asks for more than words. */
export function hasFilters(one: Understood): boolean {
  return Object.entries(one).some(([name, value]) => name !== 'words' && value !== undefined && value !== false);
}
