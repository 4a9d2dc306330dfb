import { Button, Hero, InsetText, SummaryList, Timeline } from '../../../design/index.ts';
import { formatDate, formatInstant, type LocalDate } from '../../../lib/dates.ts';
import { commitmentStanding } from '../domain/commitment.ts';
import { ownerWords, payWords } from '../parts/commitment-rows.tsx';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Commitment, Note } from '../store/commitments.ts';

/** One promise: whose, what, by when, who pays; what the dates say beside what its owner says. */
export function CommitmentPage(props: {
  commitment: Commitment;
  priority: { title: string; slug: string };
  outcome: { id: string; title: string } | undefined;
  plan: { slug: string; title: string } | undefined;
  notes: readonly Note[];
  home: string;
  today: LocalDate;
  can: { answer: boolean; report: boolean };
}) {
  const { commitment, home, notes } = props;
  const here = `${home}/commitments/${commitment.slug}`;
  const priorityHref = `${home}/priorities/${props.priority.slug}`;
  const latest = notes[0];
  return (
    <>
      <Hero
        kicker={commitment.state.status === 'offered' ? 'Asked for, not promised yet' : 'A commitment'}
        title={commitment.title}
      >
        {props.can.answer && <Button href={`${here}/answer`}>Accept or decline</Button>}
        {props.can.report && <Button href={`${here}/report`}>Say how it is going</Button>}
      </Hero>
      <SummaryList
        rows={[
          {
            key: 'What the dates say',
            value: <StatusTag status={commitmentStanding(commitment, props.today)} />,
          },
          {
            key: 'What its owner says',
            value: latest === undefined ? 'Nothing yet' : `${latest.note} (${formatInstant(latest.at)})`,
          },
          { key: 'Whose it is', value: ownerWords(commitment) },
          { key: 'First step', value: commitment.firstStep },
          { key: 'Due', value: formatDate(commitment.dueOn) },
          { key: 'Who pays', value: payWords(commitment) },
          { key: 'For the priority', value: <a href={priorityHref}>{props.priority.title}</a> },
          ...(props.outcome === undefined
            ? []
            : [
                {
                  key: 'Should help to change',
                  value: <a href={`${priorityHref}#outcome-${props.outcome.id}`}>{props.outcome.title}</a>,
                },
              ]),
          ...(props.plan === undefined
            ? []
            : [{ key: 'In the plan', value: <a href={`${home}/plans/${props.plan.slug}`}>{props.plan.title}</a> }]),
        ]}
      />
      {commitment.state.status === 'offered' && (
        <InsetText text="Nobody has promised this yet. It holds only when the organisation itself accepts." />
      )}
      <p>
        <a href={`${home}/thread/commitment/${commitment.id}`}>Follow the thread of this commitment</a>
      </p>
      {notes.length > 0 && (
        <>
          <h2>On the way</h2>
          <Timeline
            items={notes.map((note) => ({
              when: formatInstant(note.at),
              datetime: note.at.toISOString(),
              what: note.note,
            }))}
          />
        </>
      )}
    </>
  );
}
