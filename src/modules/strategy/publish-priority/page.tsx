import { InsetText } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { DoButton } from '../parts/confirm-form.tsx';
import type { Priority } from '../store/priorities.ts';

/** What a priority stands on, and the one step that is possible now. */
export function StandingPage(props: {
  priority: Priority;
  here: string;
  answers: number;
  evidence: number;
  outcomes: number;
}) {
  const { priority, here } = props;
  const isPublished = priority.status === 'published';
  return (
    <>
      <h1>
        {isPublished ? 'Retire' : 'Publish'} “{priority.title}”
      </h1>
      {isPublished ? (
        <>
          <p>
            A retired priority keeps its page and everything promised under it. Nothing new can be promised for it. You
            can publish it again later.
          </p>
          <DoButton action={`${here}/retire`} variant="warning">
            Retire this priority
          </DoButton>
        </>
      ) : (
        <>
          <p>
            Publishing shows this priority to everyone, with its outcomes, its objections and what has been promised.
          </p>
          <InsetText
            text={`It answers ${plural(props.answers, 'statement')}, rests on ${plural(props.evidence, 'piece')} of evidence, and has ${plural(props.outcomes, 'outcome')}.`}
          />
          {props.answers + props.evidence === 0 && (
            <p>
              First <a href={`${here}/edit`}>choose a statement that it answers</a> or{' '}
              <a href={`${here}/evidence`}>add evidence of need</a>.
            </p>
          )}
          <DoButton action={`${here}/publish`}>Publish this priority</DoButton>
        </>
      )}
    </>
  );
}
