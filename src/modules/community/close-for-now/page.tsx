import { Button, DayField, Hero } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';

/** Saying that a service is closed for now, and until when: for its own page and for the letter. */
export function CloseForm(props: { action: string; form: FormView; variant?: 'secondary' }) {
  return (
    <form method="post" action={props.action} novalidate>
      <DayField
        form={props.form}
        name="reopens"
        legend="On which day does it open again?"
        hint="For example, 27 3 2026. If you do not know, give the day on which you will look again."
      />
      <Button variant={props.variant} preventDoubleClick>
        It is closed until then
      </Button>
    </form>
  );
}

/** The page of that form. */
export function ClosePage(props: { name: string; action: string; form: FormView }) {
  return (
    <>
      <Hero
        kicker={props.name}
        title="Closed for now"
        lede="Everybody reads it at once. Until that day no search finds it, nobody is referred to it and it is on no map; then it is open by itself."
      />
      <CloseForm action={props.action} form={props.form} />
    </>
  );
}
