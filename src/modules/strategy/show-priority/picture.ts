import type { FlowColumn, FlowEdge, FlowNode } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { commitmentStanding } from '../domain/commitment.ts';
import { outcomeProgress } from '../domain/outcome.ts';
import type { Standing } from '../domain/standing.ts';
import type { PriorityThread } from './load.ts';

/** More boxes than this in one column make a picture that nobody reads; the lists on the page have them all. */
const mostInColumn = 7;

const states: Record<Standing['tone'], FlowNode['state']> = {
  good: 'good',
  waiting: 'waiting',
  late: 'bad',
  ended: undefined,
  plain: undefined,
};

/** The thread of a priority as columns from what people said to what was promised, and the threads between them. */
export function threadPicture(
  thread: PriorityThread,
  home: string,
  today: LocalDate,
): { columns: FlowColumn[]; edges: FlowEdge[] } {
  const { priority } = thread;
  const statements = thread.answers.slice(0, mostInColumn);
  const outcomes = thread.outcomes.slice(0, mostInColumn);
  const commitments = thread.commitments.filter((one) => one.state.status !== 'declined').slice(0, mostInColumn);
  const isDrawn = new Set(outcomes.map((one) => one.id));
  const columns: FlowColumn[] = [
    {
      title: 'What people said',
      nodes: statements.map((card) => ({
        id: card.id,
        text: card.title,
        href: card.address,
        state: card.status === undefined ? undefined : states[card.status.tone],
      })),
    },
    { title: 'Priority', nodes: [{ id: priority.id, text: priority.title, state: 'now' }] },
    {
      title: 'What should change',
      nodes: outcomes.map((one) => {
        const { standing } = outcomeProgress(one);
        return {
          id: one.id,
          text: one.title,
          href: `#outcome-${one.id}`,
          state: states[standing.tone],
          stateText: standing.text,
        };
      }),
    },
    {
      title: 'What was promised',
      nodes: commitments.map((one) => {
        const standing = commitmentStanding(one, today);
        return {
          id: one.id,
          text: `${one.ownerName}: ${one.title}`,
          href: `${home}/commitments/${one.slug}`,
          state: states[standing.tone],
          stateText: one.state.status === 'stopped' ? 'Stopped' : standing.text,
        };
      }),
    },
  ];
  return {
    // A column without anything would only push the others aside; what is missing is said in words below.
    columns: columns.filter((column) => column.nodes.length > 0),
    edges: [
      ...statements.map((card) => ({ from: card.id, to: priority.id })),
      ...outcomes.map((one) => ({ from: priority.id, to: one.id })),
      ...commitments.map((one) => ({
        from: one.outcomeId !== undefined && isDrawn.has(one.outcomeId) ? one.outcomeId : priority.id,
        to: one.id,
        ...(one.state.status === 'stopped' ? { broken: true, text: 'stopped' } : {}),
      })),
    ],
  };
}
