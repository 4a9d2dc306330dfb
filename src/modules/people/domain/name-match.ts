import { normaliseForSearch } from '../../../lib/text.ts';

/** Short forms that stand for one given name in England. A name may stand in several groups. */
const shortForms: readonly string[] = [
  'abigail abby gail',
  'albert bert al',
  'alexander alex sandy alec xander',
  'alexandra alex sandra sandy lexi',
  'alfred alf fred',
  'andrew andy drew',
  'anne ann anna annie nan',
  'anthony tony ant',
  'arthur art',
  'barbara babs barb',
  'benjamin ben benny',
  'catherine katherine kathryn katharine cath kath kate katie kathy cathy kitty',
  'charles charlie chas chuck',
  'charlotte charlie lottie',
  'christine christina chris tina chrissie',
  'christopher chris kit topher',
  'daniel dan danny',
  'david dave davy',
  'deborah debbie deb debra',
  'dorothy dot dottie dolly',
  'edward ed eddie ted teddy ned',
  'eleanor ellen nell nelly ellie',
  'elizabeth liz lizzie beth betty bess eliza elsie libby lisa',
  'florence flo florrie',
  'frances fran francesca',
  'francis frank fran',
  'frederick fred freddie',
  'gerald gerry jerry',
  'geoffrey jeffrey geoff jeff',
  'george georgie',
  'harold harry hal',
  'henry harry hal',
  'jacqueline jackie jacqui',
  'james jim jimmy jamie',
  'jane janey jenny janet',
  'jennifer jen jenny',
  'jessica jess jessie',
  'john johnny jack jon',
  'jonathan jon jonny',
  'joseph joe joey',
  'josephine jo josie',
  'joanna joanne jo',
  'kenneth ken kenny',
  'lawrence laurence larry laurie',
  'leonard len lenny leo',
  'margaret maggie meg peggy marge madge greta rita',
  'mary molly polly may mamie',
  'matthew matt matty',
  'michael mike mick micky',
  'michelle shelly',
  'nicholas nick nicky',
  'nicola nicky',
  'oliver olly ollie',
  'pamela pam',
  'patricia pat patsy trish tricia',
  'patrick pat paddy',
  'peter pete',
  'philip phillip phil pip',
  'rebecca becky becca',
  'richard rick ricky dick rich',
  'robert bob bobby rob robbie bert',
  'ronald ron ronnie',
  'rosemary rose rosie',
  'samuel sam sammy',
  'samantha sam sammy',
  'sarah sally sara',
  'stephen steven steve stevie',
  'susan sue susie suzanne susannah',
  'theresa teresa terry tess tessa',
  'terence terry',
  'thomas tom tommy',
  'timothy tim timmy',
  'victoria vicky tori',
  'vincent vince vinny',
  'violet vi',
  'walter wally walt',
  'william will bill billy willie liam',
  'winifred winnie freda',
];
const groupsOf = new Map<string, Set<number>>();
for (const [index, group] of shortForms.entries())
  for (const name of group.split(' ')) groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(index));

function isShortForm(a: string, b: string): boolean {
  const others = groupsOf.get(b);
  return others !== undefined && [...(groupsOf.get(a) ?? [])].some((group) => others.has(group));
}

const codes: Readonly<Record<string, string>> = Object.fromEntries(
  ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((letters, index) =>
    Array.from(letters).map((letter) => [letter, String(index + 1)]),
  ),
);

/** How a word sounds: its first letter and three digits. Empty for words of other scripts. Source: US National Archives, Soundex. */
export function soundOf(word: string): string {
  const letters = word.replaceAll(/[^a-z]/g, '');
  const first = letters[0];
  if (first === undefined) return '';
  let result = first;
  let last = codes[first];
  for (const letter of letters.slice(1)) {
    const code = codes[letter];
    if (code !== undefined && code !== last) result += code;
    // H and W do not part two letters of one sound; vowels do.
    if (letter !== 'h' && letter !== 'w') last = code;
    if (result.length === 4) break;
  }
  return result.padEnd(4, '0');
}

/** Whether one slip of the keyboard makes one word of the other: a letter more, less, other, or two that changed places. */
export function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short === long || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2)
  );
}

function isLike(a: string, b: string): boolean {
  if (a === b || isShortForm(a, b)) return true;
  if (Math.min(a.length, b.length) >= 4 && isOneSlip(a, b)) return true;
  const sound = soundOf(a);
  return sound !== '' && sound === soundOf(b);
}

/** How alike two names are; not at all is undefined. */
export type NameLikeness = 'same' | 'similar';

/**
 * Compares two names as people are called: accents, capitals and the order of the words do not count; a short form, a like
 * sound or one slip makes them similar. Every word of the shorter name needs one of its own in the longer, and one word
 * alone is never enough to be the same.
 */
export function compareNames(a: string, b: string): NameLikeness | undefined {
  const [left = [], right = []] = [a, b].map((name) =>
    normaliseForSearch(name)
      .split(' ')
      .filter((word) => word !== ''),
  );
  if (left.length === 0 || right.length === 0) return undefined;
  if (left.length > 1 && left.toSorted().join(' ') === right.toSorted().join(' ')) return 'same';
  // The same answer whichever stands first.
  const isLeftFewer = left.length === right.length ? left.join(' ') < right.join(' ') : left.length < right.length;
  const [few, many] = isLeftFewer ? [left, [...right]] : [right, [...left]];
  for (const word of few.toSorted((one, other) => other.length - one.length)) {
    const exact = many.indexOf(word);
    const found = exact >= 0 ? exact : many.findIndex((one) => isLike(word, one));
    if (found < 0) return undefined;
    many.splice(found, 1);
  }
  return 'similar';
}
