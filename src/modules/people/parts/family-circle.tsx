import { JoinedRings, type JoinedLine, type JoinedNode } from '../../../design/index.ts';
import { peopleOf, type Joined } from '../domain/family.ts';
import { circleKindWords } from '../domain/words.ts';
import type { SeenTie } from '../store/circle.ts';
import { arrows, noteOf, shapes } from './circle.tsx';
import type { Family, FamilyPerson } from './load-family.ts';

type Arrow = 'in' | 'out' | 'both';

/** One line for several ties between the same two: hard if any is hard, strong if any is strong, thin if all are. */
function lineOf(ties: readonly { tie: SeenTie; arrow: Arrow }[]): Pick<JoinedLine, 'line' | 'arrow'> {
  const all = ties.map((one) => one.tie);
  const ways = new Set(ties.map((one) => one.arrow));
  return {
    line: all.some((tie) => tie.quality === 'strains')
      ? 'strained'
      : all.some((tie) => tie.strength === 'strong')
        ? 'strong'
        : all.every((tie) => tie.strength === 'thin')
          ? 'thin'
          : 'plain',
    arrow: ways.size === 1 ? [...ways][0] : 'both',
  };
}

const reversed: Readonly<Record<Arrow, Arrow>> = { in: 'out', out: 'in', both: 'both' };

/** Lines from each of the family to what is around them, and between two of the family one line for what both said. */
export function linesOf(circle: Family['circle']): JoinedLine[] {
  const between = Map.groupBy(circle.between, ({ person, to }) => [person, to].toSorted().join('/'));
  return [
    ...[...between].map(([pair, ties]): JoinedLine => {
      const [centre = '', to = ''] = pair.split('/');
      const ways = ties.map(({ person, tie }) => {
        const arrow = arrows[tie.direction];
        return { tie, arrow: person === centre ? arrow : reversed[arrow] };
      });
      return { centre, to, ...lineOf(ways) };
    }),
    ...circle.joined.flatMap((joined) =>
      peopleOf(joined).map((centre): JoinedLine => {
        const ties = joined.ties.filter((one) => one.person === centre);
        return { centre, to: joined.key, ...lineOf(ties.map(({ tie }) => ({ tie, arrow: arrows[tie.direction] }))) };
      }),
    ),
  ];
}

/** What each of the family said of it, and what they call it where that is another name. */
function noteOfJoined(joined: Joined<SeenTie>, called: ReadonlyMap<string, string>): string {
  return joined.ties
    .map(({ person, tie }) => {
      const name = tie.name === joined.name ? '' : ` (“${tie.name}”)`;
      return `For ${called.get(person) ?? ''}${name}: ${noteOf(tie)}`;
    })
    .join('. ');
}

/** The circles of a family in one drawing: who is shared stands in it once, tied to each of those they support. */
export function FamilyCircleFigure(props: { family: Family; home: string }) {
  const { family, home } = props;
  const { circle, members } = family;
  const called = new Map(members.map(({ person }) => [person.id, person.knownAs]));
  const can = new Map(members.map((one) => [one.person.id, one.can.circle]));
  const ofFamily = (one: FamilyPerson): JoinedNode => ({
    id: one.person.id,
    label: one.person.knownAs,
    kind: one.member.relation === '' ? 'of the family' : one.member.relation,
    href: `${home}/people/${one.person.id}`,
    note: one.isHidden
      ? 'Who is around them is not laid beside others here: open their own page'
      : circle.between
          .filter(({ person }) => person === one.person.id)
          .map(({ to, tie }) => `${called.get(to) ?? ''}: ${noteOf(tie)}`)
          .join('. '),
  });
  return (
    <JoinedRings
      title="Who and what is around them, once each. A line points to whoever is supported; a heavy line is a strong tie, a zigzag a hard one."
      names={['Of the family', 'Around several of them', 'Around one of them']}
      centres={members.map(ofFamily)}
      items={circle.joined.map((joined): JoinedNode => {
        const [only] = joined.ties;
        const isOne = joined.ties.length === 1 && only !== undefined && can.get(only.person) === true;
        return {
          id: joined.key,
          label: joined.name,
          kind: circleKindWords[joined.kind],
          shape: shapes[joined.kind],
          note: noteOfJoined(joined, called),
          href: isOne ? `${home}/people/${only.person}/circle/${only.tie.id}/edit` : undefined,
        };
      })}
      lines={linesOf(circle)}
    />
  );
}
