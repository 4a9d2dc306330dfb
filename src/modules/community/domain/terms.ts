/** What a term is about: what somebody needs, what one does there, whom it is for. */
export type TermKind = 'need' | 'activity' | 'circumstance';
export type Term = { code: string; kind: TermKind; name: string; description: string };

/** Our own short list, the same in every place. Codes never change; a term that is no longer used stays readable. */
export const terms: readonly Term[] = [
  need('company', 'Company', 'Somebody to talk to, friends, feeling less lonely'),
  need('food', 'Food', 'A meal, a food parcel, learning to cook'),
  need('money-and-debt', 'Money and debt', 'Benefits, bills, budgeting and money worries'),
  need('housing', 'Housing', 'Finding a home, repairs, damp, rent and eviction'),
  need('warmth', 'Warmth', 'Keeping warm in winter, heating and fuel costs'),
  need('mental-health', 'Mental health', 'Low mood, worry, stress, grief and sleep'),
  need('health', 'Health', 'Long-term illness, pain, breathing, falls and recovery'),
  need('safety', 'Safety', 'Being hurt, threatened or controlled by somebody'),
  need('work-and-learning', 'Work and learning', 'Jobs, skills, reading, English and computers'),
  need('transport', 'Transport', 'Lifts, buses and getting to appointments'),
  activity('eating-together', 'Eating together', 'Shared meals, lunch clubs, cafés'),
  activity('being-active', 'Being active', 'Walks, sport, dance, exercise, swimming'),
  activity('making-things', 'Making things', 'Crafts, music, singing, repair, woodwork'),
  activity('growing-things', 'Growing things', 'Gardening, allotments, nature, outdoors'),
  activity('advice', 'Advice', 'Information, forms, letters and rights'),
  activity('talking', 'Talking', 'Listening, counselling, support groups'),
  activity('play', 'Play', 'Toddler groups, youth clubs, toys and games'),
  circumstance('older-people', 'Older people', 'Pensioners, retired people'),
  circumstance('families', 'Families', 'Parents, babies and children'),
  circumstance('young-people', 'Young people', 'Teenagers and young adults'),
  circumstance('carers', 'Carers', 'People who look after somebody'),
  circumstance('disabled-people', 'Disabled people', 'Disability, wheelchair users, learning disability, deaf people'),
  circumstance('men', 'Men', 'Groups for men'),
  circumstance('women', 'Women', 'Groups for women'),
  circumstance('new-arrivals', 'New arrivals', 'Refugees and people new to the country or the town'),
];

function need(code: string, name: string, description: string): Term {
  return { code, kind: 'need', name, description };
}
function activity(code: string, name: string, description: string): Term {
  return { code, kind: 'activity', name, description };
}
function circumstance(code: string, name: string, description: string): Term {
  return { code, kind: 'circumstance', name, description };
}

/** The most terms that one service carries. */
export const mostTerms = 12;

/** The terms of these codes, in the order of the list; unknown codes are left out. */
export function termsOf(codes: readonly string[]): Term[] {
  return terms.filter((term) => codes.includes(term.code));
}

/** Whether there is a term with this code. */
export function isTermCode(code: string): boolean {
  return terms.some((term) => term.code === code);
}
