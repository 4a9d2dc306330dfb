import { InsetText } from '../../../design/index.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import { DoButton } from '../parts/confirm-form.tsx';
import type { NamedOrganisation } from '../store/organisations.ts';
import type { Plan } from '../store/plans.ts';

/** The steps that are possible for a plan now. */
export function PlanStandingPage(props: {
  plan: Plan;
  here: string;
  parties: readonly NamedOrganisation[];
  priorities: number;
}) {
  const { plan, here } = props;
  if (plan.status === 'draft')
    return (
      <>
        <h1>Agree “{plan.title}”</h1>
        <p>Agreeing shows the plan to everyone. Do this after the organisations have decided it.</p>
        <InsetText
          text={
            props.parties.length === 0
              ? 'No organisation is named in it yet.'
              : `Agreed by ${listInWords(props.parties.map((one) => one.name))}, about ${plural(props.priorities, 'priority', 'priorities')}.`
          }
        />
        <DoButton action={`${here}/agree`}>Agree this plan</DoButton>
      </>
    );
  return (
    <>
      <h1>End or replace “{plan.title}”</h1>
      <p>The plan keeps its page, so that people can see what was promised in it.</p>
      <div class="ct-actions">
        <DoButton action={`${here}/replace`} variant="secondary">
          A later plan replaces it
        </DoButton>
        <DoButton action={`${here}/end`} variant="warning">
          It has ended
        </DoButton>
      </div>
    </>
  );
}
