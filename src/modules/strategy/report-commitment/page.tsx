import { Button, Radios, DayField, errorOf, LongField } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { commitmentStanding } from '../domain/commitment.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Commitment } from '../store/commitments.ts';

/** The form on which an owner says how a promise is going. */
export function ReportPage(props: { commitment: Commitment; action: string; form: FormView; today: LocalDate }) {
  const { commitment, form } = props;
  return (
    <>
      <h1>How is it going?</h1>
      <p>
        <strong>{commitment.title}</strong> <StatusTag status={commitmentStanding(commitment, props.today)} />
      </p>
      <form method="post" action={props.action}>
        <Radios
          name="report"
          legend="What do you want to say?"
          legendSize="m"
          hint="Everyone can read it."
          value={typedText(form.typed, 'report')}
          error={errorOf(form, 'report')}
          items={[
            {
              value: 'note',
              text: 'There is news',
              conditional: <LongField form={form} name="note" label="What has happened?" />,
            },
            {
              value: 'keep',
              text: 'It is done',
              conditional: <DayField form={form} name="kept" legend="On which day was it done?" />,
            },
            {
              value: 'stop',
              text: 'We have stopped',
              conditional: <LongField form={form} name="reason" label="Why?" rows={3} />,
            },
          ]}
        />
        <Button preventDoubleClick>Send the report</Button>
      </form>
    </>
  );
}
