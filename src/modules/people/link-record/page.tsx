import { ActionLink, Button, InsetText, Radios, TextField, errorOf } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { SeenTie } from '../store/circle.ts';
import type { Person } from '../store/people.ts';

/** Where a worker says that somebody of a circle has a record of their own. */
export function LinkRecordPage(props: {
  form: FormView;
  action: string;
  home: string;
  tie: SeenTie;
  /** Whom it is linked with today, if the reader may see them. */
  linked: Person | undefined;
  found: readonly Person[] | undefined;
}) {
  const { form, tie, found } = props;
  const version = <input type="hidden" name="version" value={tie.version} />;
  return (
    <>
      <h1>Does {tie.name} have a record of their own?</h1>
      <InsetText text="Somebody who looks after others has a circle, strengths and a plan, too. The link opens nothing: neither of them, and nobody who helps one of them, sees anything of the other by it." />
      {props.linked !== undefined && (
        <form method="post" action={props.action}>
          {version}
          <p>Linked with {props.linked.name}.</p>
          <Button name="remove" value="yes" variant="secondary">
            Take the link away
          </Button>
        </form>
      )}
      <form method="post" action={props.action}>
        {version}
        <TextField form={form} name="find" label="Their name" hint="Among the people whom you may see" />
        <Button variant="secondary">Search</Button>
      </form>
      {found !== undefined && found.length === 0 && <p>Nobody of this name whom you may see.</p>}
      {found !== undefined && found.length > 0 && (
        <form method="post" action={props.action}>
          {version}
          <input type="hidden" name="find" value={typedText(form.typed, 'find')} />
          <Radios
            name="other"
            legend="Which of them?"
            legendSize="s"
            value={typedText(form.typed, 'other')}
            error={errorOf(form, 'other')}
            items={found.map((one) => ({
              value: one.id,
              text: one.name,
              hint: one.bornOn === undefined ? undefined : `Born ${formatDate(one.bornOn)}`,
            }))}
          />
          <Button preventDoubleClick>This is the record</Button>
        </form>
      )}
      <ActionLink href={`${props.home}/people/new`}>Begin a record of their own, with what they allow</ActionLink>
    </>
  );
}
