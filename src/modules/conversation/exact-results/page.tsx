import { InsetText, ShareBar, Table } from '../../../design/index.ts';
import type { ConsensusEntry } from '../domain/consensus.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { ExactResult } from '../store/results.ts';

type Props = {
  place: { slug: string };
  conversation: Conversation;
  results: readonly ExactResult[];
  consensus: { agree: readonly ConsensusEntry[]; disagree: readonly ConsensusEntry[] };
};

/** Every count as it is. Not for passing on: small numbers can show who somebody is. */
export function ExactPage({ conversation, results, consensus }: Props) {
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">Exact results</h1>
      <InsetText text="Do not pass these figures on. Small numbers can show how one person voted; the public page leaves them out." />
      <Strongest title="What the whole room agrees on" entries={consensus.agree} results={results} />
      <Strongest title="What the whole room says is not us" entries={consensus.disagree} results={results} />
      <Table
        id="exact"
        scroll
        caption="Every statement"
        captionSize="m"
        head={[
          'Statement',
          { text: 'Agree', numeric: true },
          { text: 'Disagree', numeric: true },
          { text: 'Pass', numeric: true },
          { text: 'Votes', numeric: true },
        ]}
        rows={results.map((one) => [
          `${one.number}. ${one.body}${note(one)}`,
          { text: String(one.counts.agree), numeric: true },
          { text: String(one.counts.disagree), numeric: true },
          { text: String(one.counts.pass), numeric: true },
          { text: String(one.counts.seen), numeric: true },
        ])}
        firstCellIsHeader
      />
      {conversation.attribution !== undefined && <p class="ct-small">{conversation.attribution}</p>}
    </>
  );
}

function note(one: ExactResult): string {
  if (one.kind === 'about-you') return ' (about the person, set aside)';
  return one.status === 'approved' ? '' : ' (not shown, set aside)';
}

function Strongest(props: { title: string; entries: readonly ConsensusEntry[]; results: readonly ExactResult[] }) {
  if (props.entries.length === 0) return null;
  return (
    <section>
      <h2 class="nhsuk-heading-m">{props.title}</h2>
      <ol class="nhsuk-list nhsuk-list--number ct-strongest">
        {props.entries.map((entry) => {
          const one = props.results.find((result) => result.id === entry.statementId);
          return one === undefined ? null : (
            <li key={entry.statementId} data-number={one.number}>
              <p class="ct-row__title">{one.body}</p>
              <ShareBar
                label={`How people voted on: ${one.body}`}
                shares={[
                  { label: 'Agree', value: one.counts.agree },
                  { label: 'Disagree', value: one.counts.disagree },
                  { label: 'Pass', value: one.counts.pass },
                ]}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
