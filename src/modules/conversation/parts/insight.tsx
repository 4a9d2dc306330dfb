import { Details, Table } from '../../../design/index.ts';
import type { Insight } from '../domain/public-insight.ts';
import type { StatementResult } from '../store/results.ts';
import { OpinionPicture } from './opinion-picture.tsx';
import { StatementList } from './statement-list.tsx';

type Props = {
  insight: Insight | undefined;
  results: readonly StatementResult[];
  base: string;
  chosen: number | undefined;
};

/** Whether people are divided, what would serve everybody, and how sure the order is: what anybody may read, in words first. */
export function InsightSection(props: Props) {
  const { insight, results, base } = props;
  if (insight === undefined) return null;
  const bodies = new Map(results.map((one) => [one.number, one.body]));
  const known = (numbers: readonly number[]): number[] => numbers.filter((number) => bodies.has(number));
  const slate = known(insight.slate);
  return (
    <>
      <section aria-labelledby="division">
        <h2 class="nhsuk-heading-m" id="division">
          {insight.words}
        </h2>
        <p class="ct-small">{explanations[insight.verdict]}</p>
        {insight.verdict === 'real' && insight.groups.length < 2 && (
          <p>The groups are so small that we do not show them: somebody could be recognised.</p>
        )}
        {insight.groups.length >= 2 && <Groups {...props} insight={insight} bodies={bodies} />}
      </section>
      {slate.length > 0 && (
        <section aria-labelledby="slate">
          <h2 class="nhsuk-heading-m" id="slate">
            What would serve everybody in proportion
          </h2>
          <p>Chosen one by one, so that each next statement is agreed with by people whom the others serve least.</p>
          <StatementList numbers={slate} bodies={bodies} base={base} ordered />
        </section>
      )}
      <Ranks insight={insight} bodies={bodies} base={base} />
    </>
  );
}

const explanations: Readonly<Record<Insight['verdict'], string>> = {
  'too-early': 'This is asked once 15 people have answered 8 statements.',
  real: 'Chance alone hardly ever makes answers as divided as these.',
  hints: 'Chance alone makes answers as divided as these now and then.',
  readiness: 'Some people agree with much and some with little; they do not stand on different sides.',
  none: 'Chance alone makes answers as divided as these often. We do not speak of groups.',
};

type Known = { insight: Insight; bodies: ReadonlyMap<number, string>; base: string };

function Groups({ insight, bodies, base, chosen }: Known & Pick<Props, 'chosen'>) {
  const shown = insight.answers.filter((one) => bodies.has(one.number));
  const answer = shown.find((one) => one.number === chosen) ?? shown[0];
  return (
    <>
      {insight.groups.map((group) => (
        <section aria-labelledby={`group-${group.name}`} key={group.name}>
          <h3 class="nhsuk-heading-s" id={`group-${group.name}`}>
            Group {group.name}: {group.people} people
          </h3>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {group.representative
              .filter(({ number }) => bodies.has(number))
              .map(({ number, direction }) => (
                <li key={number}>
                  {direction === 'agree' ? 'More than others agree: ' : 'More than others disagree: '}
                  {bodies.get(number)}
                </li>
              ))}
          </ul>
        </section>
      ))}
      <OpinionPicture
        groups={insight.groups}
        statement={answer === undefined ? undefined : { number: answer.number, body: bodies.get(answer.number) ?? '' }}
        answers={answer?.groups}
      />
      {shown.length > 1 && (
        <Details summary="Show another statement in the picture">
          <ul class="nhsuk-list">
            {shown.map(({ number }) => (
              <li key={number}>
                <a href={`${base}?s=${number}#picture-title`}>{bodies.get(number)}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

function Ranks({ insight, bodies, base }: Known) {
  const ranks = insight.ranks.filter(({ number }) => bodies.has(number));
  if (ranks.length < 2) return null;
  return (
    <Details summary="The order, and how sure it is">
      <Table
        id="ranks"
        scroll
        caption="Places by how far everybody agrees"
        captionSize="s"
        head={['Statement', 'Place']}
        rows={ranks.map(({ number, rank, low, high }) => [
          <a href={`${base}/statements/${number}`} key={number}>
            {bodies.get(number)}
          </a>,
          low === high ? String(rank) : `${rank}, between ${low} and ${high}`,
        ])}
        firstCellIsHeader
      />
    </Details>
  );
}
