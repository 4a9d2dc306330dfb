/** Words that everybody takes for each other, before a place adds its own. */
const groups: readonly (readonly string[])[] = [
  ['food bank', 'food parcel', 'food share'],
  ['foodbank', 'food parcel', 'food share'],
  ['hot meal', 'lunch', 'soup'],
  ['meal', 'lunch', 'supper'],
  ['exercise', 'fitness', 'keep fit', 'active'],
  ['walk', 'ramble', 'stroll'],
  ['swim', 'pool'],
  ['choir', 'singing', 'singers'],
  ['gardening', 'allotment', 'growing'],
  ['woodwork', 'repair', 'shed'],
  ['crafts', 'making'],
  ['counsellor', 'counselling', 'therapy', 'therapist'],
  ['anxiety', 'anxious', 'worry'],
  ['depressed', 'depression', 'low mood'],
  ['bereaved', 'bereavement', 'grief'],
  ['baby', 'toddler'],
  ['kids', 'children', 'child', 'families'],
  ['teenager', 'teen', 'young people', 'youth'],
  ['elderly', 'pensioner', 'older people'],
  ['carer', 'caring', 'looks after'],
  ['heating', 'fuel', 'warmth', 'warm'],
  ['energy bill', 'fuel'],
  ['mould', 'damp'],
  ['landlord', 'tenant', 'rent', 'housing'],
  ['homeless', 'housing', 'finding a home'],
  ['domestic abuse', 'safety', 'refuge', 'controlled'],
  ['domestic violence', 'safety', 'refuge', 'hurt'],
  ['refugee', 'asylum', 'new arrivals'],
  ['esol', 'english'],
  ['internet', 'computer', 'digital'],
  ['job', 'work', 'employment'],
  ['lift', 'transport', 'driver'],
  ['respite', 'break'],
  ['copd', 'lungs', 'breathing'],
  ['asthma', 'breathing', 'breathe'],
  ['fall', 'balance'],
  ['benefits', 'pip', 'universal credit'],
  ['deaf', 'british sign language'],
  ['friend', 'company', 'befriending'],
  ['visitor', 'visit', 'befriending'],
  ['cafe', 'coffee'],
  ['football', 'sport', 'sports'],
  ['complain', 'complaint', 'feedback', 'experience'],
];

const builtIn: ReadonlyMap<string, readonly string[]> = new Map(
  groups.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)] as const)),
);

/** What else is looked for when somebody types a word or a phrase, one of it or many. */
export function builtInSynonyms(phrase: string): readonly string[] {
  return builtIn.get(phrase) ?? builtIn.get(phrase.replace(/s$/, '')) ?? [];
}
