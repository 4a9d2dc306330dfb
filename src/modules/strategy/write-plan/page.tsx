import { Button, Checkboxes, Radios, DayField, errorOf, LongField, TextField } from '../../../design/index.ts';
import { planKindName, planKinds } from '../domain/plan.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import type { NamedOrganisation } from '../store/organisations.ts';
import type { Priority } from '../store/priorities.ts';

/** The form of a plan, new or changed. */
export function WritePlanPage(props: {
  heading: string;
  action: string;
  form: FormView;
  partners: readonly NamedOrganisation[];
  priorities: readonly Priority[];
  currentHref?: string | undefined;
}) {
  const { form } = props;
  return (
    <>
      <h1>{props.heading}</h1>
      {props.currentHref !== undefined && (
        <p>
          <a href={props.currentHref}>See the plan as it is now</a>
        </p>
      )}
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
        <TextField form={form} name="title" label="Title" />
        <Radios
          name="kind"
          legend="What kind of plan is it?"
          legendSize="s"
          value={typedText(form.typed, 'kind')}
          error={errorOf(form, 'kind')}
          items={planKinds.map((kind) => ({ value: kind, text: planKindName(kind) }))}
        />
        <LongField form={form} name="summary" label="Summary" />
        <DayField form={form} name="start" legend="First day" />
        <DayField form={form} name="end" legend="Last day" />
        {props.partners.length > 0 && (
          <Checkboxes
            name="parties"
            legend="Organisations that agree it"
            legendSize="s"
            small
            values={typedList(form.typed, 'parties')}
            error={errorOf(form, 'parties')}
            items={props.partners.map((one) => ({ value: one.id, text: one.name }))}
          />
        )}
        {props.priorities.length > 0 && (
          <Checkboxes
            name="priorities"
            legend="Priorities it is about"
            legendSize="s"
            small
            values={typedList(form.typed, 'priorities')}
            error={errorOf(form, 'priorities')}
            items={props.priorities.map((one) => ({ value: one.id, text: one.title }))}
          />
        )}
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
