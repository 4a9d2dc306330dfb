import { Empty } from '../../../design/index.ts';
import type { Conversation } from '../domain/conversation.ts';

/** Before there are votes, or in the seconds until the first are worked out. */
export function NoAnalysisPage({ conversation }: { conversation: Conversation }) {
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">Analysis</h1>
      <Empty heading="Nothing is worked out yet">
        <p>
          A few seconds after people have voted you find here what they share, where they differ, and how sure it is.
        </p>
      </Empty>
    </>
  );
}
