import { seededRandom, shuffled } from '../../src/lib/random.ts';
import type { DemoGoal, DemoSupport, DemoSupported, DemoTie } from './support-types.ts';

const districts = ['WQ1 1AA', 'WQ1 2AB', 'WQ2 1AA', 'WQ2 3CD', 'WQ1 1AA', 'WQ3 1AA', ''];
const genders = ['Woman', 'Woman', 'Man', 'Woman', 'Man', ''];
const ethnicities = [
  'White British',
  'White British',
  'British Bangladeshi',
  'White British',
  'Black Caribbean',
  '',
  'White Polish',
];
const births = ['1941-05-03', '1958-09-12', '1949-01-27', '1972-11-08', '1953-06-19', '1966-02-14', '1989-07-30'];

/** What they said of themselves, in turn, so that it can be counted whom help reaches. */
function saidOf(index: number): Pick<DemoSupported, 'bornOn' | 'postcode' | 'gender' | 'ethnicity'> {
  const at = (list: readonly string[], step: number): string => list[(index * step) % list.length] ?? '';
  return {
    bornOn: index % 9 === 8 ? null : at(births, 3),
    postcode: at(districts, 1),
    gender: at(genders, 1),
    ethnicity: at(ethnicities, 2),
  };
}

/** The many people whom nobody needs to know by name, drawn from the lists of `support.json`: always the same ones. */
export function generatePeople(support: DemoSupport): DemoSupported[] {
  const { many } = support;
  const random = seededRandom(many.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return many.names.map((name, index): DemoSupported => {
    const isShared = index % many.sharedEvery === 0;
    const isWithSurgery = isShared && index % (many.sharedEvery * many.surgeryEvery) === 0;
    const sinceDay = -12 - below(70);
    const ties = shuffled(many.ties, random)
      .slice(0, 3 + below(4))
      .map(([kind, who, ring, gives]): DemoTie => {
        const strength = (['strong', 'ordinary', 'ordinary', 'thin'] as const)[below(4)] ?? 'ordinary';
        const direction = (['gives', 'gives', 'both'] as const)[below(3)] ?? 'gives';
        return {
          kind,
          name: who,
          ring,
          gives,
          strength,
          direction,
          quality: 'helps',
          organisation: null,
          person: null,
        };
      });
    const goals =
      index % many.withoutGoalEvery === many.withoutGoalEvery - 1
        ? []
        : shuffled(many.goals, random)
            .slice(0, 1 + below(2))
            .map((goal): DemoGoal => {
              const start = below(4);
              return {
                words: goal.words,
                why: goal.why,
                priority: goal.priority,
                importance: 6 + below(5),
                progress: [start, start + below(5)],
                steps: goal.steps.map((what, number) => {
                  const isDone = random() < 0.45;
                  const byDay = isDone ? -1 - below(9) : below(24) - 4;
                  const who = number === 0 ? 'person' : 'quays-pcn';
                  return { what, who, byDay, state: isDone ? 'done' : 'accepted', doneDay: isDone ? byDay : null };
                }),
              };
            });
    const language = many.interpreters[name] ?? '';
    return {
      slug: `many-${index + 1}`,
      name,
      knownAs: '',
      ...saidOf(index),
      nhsNumber: null,
      phone: `01632 960 ${200 + index}`,
      safeContact: 'any',
      safeContactNote: '',
      formatNeeds: '',
      language,
      interpreter: language !== '',
      account: null,
      lead: index % 13 === 12 ? 'okafor' : 'amara',
      sinceDay,
      mayKnow: isShared || index % 4 === 0 ? 'partners' : 'only-us',
      mayPlan: isShared ? 'partners' : 'only-us',
      denies: null,
      helpedBy: isWithSurgery ? [{ organisation: 'marsh-end-surgery', worker: 'okafor', scope: 'share-plan' }] : [],
      matters: shuffled(many.matters, random).slice(0, 1 + below(2)),
      strengths: shuffled(many.strengths, random).slice(0, 2 + below(2)),
      ties,
      needs: many.needs
        .filter(({ outOfTen }, number) => (index * 7 + number * 3) % 10 < outOfTen)
        .map(({ help, words }) => ({ help, words })),
      goals,
      reviews: [],
      contingencies: [],
      wellbeing: [],
    };
  });
}
