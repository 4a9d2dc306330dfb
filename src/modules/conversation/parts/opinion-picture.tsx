import { seededRandom, shuffled } from '../../../lib/random.ts';
import type { Counts } from '../domain/counts.ts';
import { OpinionDots, type OpinionCrowd } from '../../../design/index.ts';

export type PicturedGroup = { name: string; people: number; x: number; y: number };

/** What a dot stands for, by its look: the answers in the order in which every bar has them. */
const looks = ['Agree', 'Disagree', 'Pass', 'Did not answer'] as const;

/**
 * The groups as crowds of dots, as many as they have people, and how each group answered one statement. No dot is a person: the
 * answers of a group are dealt to its dots anew for every statement, so that none can be followed from one to the next.
 */
export function OpinionPicture(props: {
  groups: readonly PicturedGroup[];
  statement: { number: number; body: string } | undefined;
  /** How each group answered it; undefined where some count is too small to show. */
  answers: readonly Counts[] | undefined;
}) {
  const { groups, statement, answers } = props;
  const crowds: OpinionCrowd[] = groups.map((group, at) => ({
    name: `Group ${group.name}`,
    x: group.x,
    y: group.y,
    dots: dealt(group.people, answers?.[at], (statement?.number ?? 0) * 31 + at),
  }));
  return (
    <OpinionDots
      id="picture"
      caption={
        statement === undefined || answers === undefined
          ? 'Groups of people who answer alike, the further apart the less alike'
          : `How each group answered “${statement.body}”`
      }
      description={groups.map((group) => `Group ${group.name} has ${group.people} people.`).join(' ')}
      looks={answers === undefined ? [] : looks}
      crowds={crowds}
      head={['Group', 'People', ...(answers === undefined ? [] : ['Agree', 'Disagree', 'Pass'])].map((text, at) =>
        at === 0 ? text : { text, numeric: true },
      )}
      rows={groups.map((group, at) => {
        const counts = answers?.[at];
        const figures = counts === undefined ? [] : [counts.agree, counts.disagree, counts.pass];
        return [
          `Group ${group.name}`,
          ...[group.people, ...figures].map((value) => ({ text: String(value), numeric: true })),
        ];
      })}
    />
  );
}

/** The looks of a group's dots: as many of each answer as people gave, in an order that only this statement has. */
function dealt(people: number, counts: Counts | undefined, seed: number): number[] {
  if (counts === undefined) return Array.from({ length: people }, () => 3);
  const missing = Math.max(0, people - counts.seen);
  const all = [counts.agree, counts.disagree, counts.pass, missing].flatMap((count, look) =>
    Array.from({ length: count }, () => look),
  );
  return shuffled(all, seededRandom(seed));
}
