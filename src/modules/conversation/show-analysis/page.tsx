import { Details, InsetText, Table } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Counts } from '../domain/counts.ts';
import type { Findings, StatementFinding } from '../domain/findings.ts';
import type { AcrossGroups } from '../domain/mathematics/analysis.ts';
import { OpinionPicture } from '../parts/opinion-picture.tsx';
import { StatementList } from '../parts/statement-list.tsx';

type Props = {
  conversation: Conversation;
  base: string;
  findings: Findings;
  computedAt: Date;
  bodies: ReadonlyMap<number, string>;
  /** The statement whose answers the picture shows. */
  chosen: number | undefined;
};

const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });

/** Everything that the votes tell, exact, in words and tables first. */
export function AnalysisPage(props: Props) {
  const { conversation, findings, base, bodies } = props;
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">Analysis</h1>
      <InsetText text="These figures are exact. Do not pass them on: small numbers can show how one person voted." />
      <p>
        From {plural(findings.votes, 'vote')} of {plural(findings.people, 'person', 'people')}, worked out on{' '}
        {formatInstant(props.computedAt)}. <a href={`${base}/analysis.json`}>The same as JSON, to check it</a>.
      </p>
      <DivisionSection findings={findings} bodies={bodies} />
      <section aria-labelledby="consensus">
        <h2 class="nhsuk-heading-m" id="consensus">
          What the whole room agrees on
        </h2>
        <StatementList numbers={findings.consensus.agree.slice(0, 10)} bodies={bodies} base={base} ordered />
        {findings.consensus.disagree.length > 0 && (
          <>
            <h3 class="nhsuk-heading-s">And what it says is not us</h3>
            <StatementList numbers={findings.consensus.disagree.slice(0, 10)} bodies={bodies} base={base} ordered />
          </>
        )}
      </section>
      <SlateSection findings={findings} bodies={bodies} base={base} />
      {findings.sectors.length > 0 && <AcrossTable {...props} />}
      {findings.leftOut.length > 0 && (
        <p class="ct-small">
          Left out, because fewer than five people are of it:{' '}
          {findings.leftOut.map(({ label, people }) => `${label} (${people})`).join(', ')}.
        </p>
      )}
      <RankTable {...props} />
      {findings.groups.length >= 2 && <GroupsSection {...props} />}
      {conversation.attribution !== undefined && <p class="ct-small">{conversation.attribution}</p>}
    </>
  );
}

function DivisionSection({ findings }: Pick<Props, 'findings' | 'bodies'>) {
  const { division } = findings;
  const tests = [division.balanced, division.plain].filter((test) => test !== undefined);
  return (
    <section aria-labelledby="division">
      <h2 class="nhsuk-heading-m" id="division">
        {division.words}
      </h2>
      {division.verdict === 'too-early' ? (
        <p>
          This is asked from 15 people and 8 statements on. There are {plural(division.people, 'person', 'people')}.
        </p>
      ) : (
        <Details summary="How we asked">
          <p>
            We dealt the answers to each statement anew among those who gave one, again and again, and looked how often
            chance alone makes a room as divided as this one.
          </p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {tests.map((test, at) => (
              <li key={String(at)}>
                {at === 0 ? 'With how readily each person agrees taken out' : 'With everything in'}: as divided in{' '}
                {percent.format(test.p)} of {plural(test.draws, 'room')} by chance (the line that divides most holds{' '}
                {percent.format(test.statistic)} of all difference).
              </li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  );
}

function SlateSection({ findings, bodies, base }: Pick<Props, 'findings' | 'bodies' | 'base'>) {
  const { slate } = findings;
  if (slate.proportional.length === 0) return null;
  const others = slate.mostVotes.filter((number) => !slate.proportional.includes(number));
  return (
    <section aria-labelledby="slate">
      <h2 class="nhsuk-heading-m" id="slate">
        {slate.proportional.length} statements that serve everybody in proportion
      </h2>
      <StatementList numbers={slate.proportional} bodies={bodies} base={base} ordered />
      <p>
        {percent.format(slate.served)} of people agree with at least one of them.{' '}
        {slate.equalShares.length < slate.proportional.length
          ? `Only ${slate.equalShares.length} of them could be paid for by those who agree: support is spread thinly.`
          : 'Those who agree with them could pay for all of them with equal shares.'}
      </p>
      {others.length > 0 && (
        <>
          <p>A plain count of votes would have chosen these instead of some of them:</p>
          <StatementList numbers={others} bodies={bodies} base={base} />
        </>
      )}
    </section>
  );
}

function scoreOf(across: AcrossGroups | undefined, labels: readonly string[], way: 'agree' | 'disagree'): string {
  if (across === undefined) return '';
  if (!across.known) return `Too few votes from ${across.notEnoughFrom.map((at) => labels[at]).join(', ')}`;
  return percent.format(across[way]);
}

function byScore(one: StatementFinding, other: StatementFinding): number {
  const score = ({ acrossSectors }: StatementFinding): number =>
    acrossSectors?.known === true ? acrossSectors.agree : -1;
  return score(other) - score(one) || one.number - other.number;
}

function AcrossTable({ findings, bodies, base }: Props) {
  const labels = findings.sectors.map(({ label }) => label);
  return (
    <>
      <Table
        id="across"
        scroll
        caption="Agreement across the groups that people declared"
        captionSize="m"
        head={['Statement', { text: 'We agree', numeric: true }, { text: 'Not us', numeric: true }, 'Agrees least']}
        rows={findings.statements.toSorted(byScore).map((one) => [
          <a href={`${base}/statements/${one.number}`} key={one.number}>
            {bodies.get(one.number)}
          </a>,
          { text: scoreOf(one.acrossSectors, labels, 'agree'), numeric: true },
          { text: one.acrossSectors?.known === true ? percent.format(one.acrossSectors.disagree) : '', numeric: true },
          one.acrossSectors?.known === true ? (labels[one.acrossSectors.weakest] ?? '') : '',
        ])}
        firstCellIsHeader
      />
      <Details summary="How many of each group agree">
        <Table
          id="in-sectors"
          scroll
          caption="Agree, of those who answered"
          captionSize="s"
          head={['Statement', ...findings.sectors.map(({ label, people }) => `${label} (${people})`)]}
          rows={findings.statements.map((one) => [
            bodies.get(one.number),
            ...one.sectors.map((counts) => `${counts.agree} of ${counts.seen}`),
          ])}
          firstCellIsHeader
        />
      </Details>
    </>
  );
}

function RankTable({ findings, bodies, base }: Props) {
  const ranked = findings.statements
    .flatMap((one) => (one.rank === undefined ? [] : [{ ...one, rank: one.rank }]))
    .sort((a, b) => a.rank.rank - b.rank.rank);
  if (ranked.length === 0) return null;
  return (
    <Table
      id="ranks"
      scroll
      caption="The order, and how sure it is"
      captionSize="m"
      head={['Statement', 'Place', { text: 'Agree', numeric: true }, 'Share who agree, 95 % sure']}
      rows={ranked.map((one) => [
        <a href={`${base}/statements/${one.number}`} key={one.number}>
          {bodies.get(one.number)}
        </a>,
        `${one.rank.rank}, between ${one.rank.low} and ${one.rank.high}`,
        { text: `${one.all.agree} of ${one.all.seen}`, numeric: true },
        `${percent.format(one.agreeInterval.low)} to ${percent.format(one.agreeInterval.high)}`,
      ])}
      firstCellIsHeader
    />
  );
}

function GroupsSection(props: Props) {
  const { findings, bodies, base, chosen } = props;
  const isReal = findings.division.verdict === 'real';
  const statement = findings.statements.find((one) => one.number === chosen);
  return (
    <section aria-labelledby="groups">
      <h2 class="nhsuk-heading-m" id="groups">
        Groups of people who answer alike
      </h2>
      {!isReal && (
        <p>
          <strong>Chance draws groups like these too.</strong> Do not speak of groups in this room: the test above does
          not find that it is divided.
        </p>
      )}
      {findings.groups.map((group) => (
        <section aria-labelledby={`group-${group.name}`} key={group.name}>
          <h3 class="nhsuk-heading-s" id={`group-${group.name}`}>
            Group {group.name}, {plural(group.people, 'person', 'people')}
          </h3>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {group.representative.map(({ number, direction }) => (
              <li key={number}>
                {direction === 'agree' ? 'More than others agree: ' : 'More than others disagree: '}
                <a href={`${base}/statements/${number}`}>{bodies.get(number)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <AnswersOfGroups findings={findings} bodies={bodies} base={base} />
      {findings.hasMap ? (
        <OpinionPicture
          groups={findings.groups}
          statement={
            statement === undefined ? undefined : { number: statement.number, body: bodies.get(statement.number) ?? '' }
          }
          answers={statement?.groups}
        />
      ) : (
        <p>There is no picture: the two lines along which people differ are so alike that it could be turned freely.</p>
      )}
    </section>
  );
}

function said(counts: Counts | undefined): string {
  return counts === undefined ? '' : `${counts.agree} · ${counts.disagree} · ${counts.pass}`;
}

function AnswersOfGroups({ findings, bodies, base }: Pick<Props, 'findings' | 'bodies' | 'base'>) {
  return (
    <Table
      id="by-opinion"
      scroll
      caption="How each group answered: agree · disagree · pass"
      captionSize="s"
      head={['Statement', ...findings.groups.map(({ name }) => ({ text: `Group ${name}`, numeric: true }))]}
      rows={findings.statements.map((one) => [
        <a href={`${base}/analysis?s=${one.number}#picture-title`} key={one.number}>
          <span class="nhsuk-u-visually-hidden">Show in the picture: </span>
          {bodies.get(one.number)}
        </a>,
        ...findings.groups.map((_, at) => ({ text: said(one.groups[at]), numeric: true })),
      ])}
      firstCellIsHeader
    />
  );
}
