import { Button, Radios, SummaryList, errorOf, LongField } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { payWords } from '../parts/commitment-rows.tsx';
import type { Commitment } from '../store/commitments.ts';

/** The form on which an organisation accepts or declines what it was asked for. */
export function AnswerPage(props: { commitment: Commitment; action: string; form: FormView }) {
  const { commitment, form } = props;
  return (
    <>
      <h1>Will {commitment.ownerName} do this?</h1>
      <SummaryList
        rows={[
          { key: 'What', value: commitment.title },
          { key: 'First step', value: commitment.firstStep },
          { key: 'Due', value: formatDate(commitment.dueOn) },
          { key: 'Who pays', value: payWords(commitment) },
          { key: 'Asked on', value: formatDate(commitment.offeredOn) },
        ]}
      />
      <form method="post" action={props.action}>
        <Radios
          name="answer"
          legend="Your answer"
          legendSize="m"
          value={typedText(form.typed, 'answer')}
          error={errorOf(form, 'answer')}
          items={[
            { value: 'accept', text: 'We accept', hint: 'Everyone can then see it as your promise.' },
            {
              value: 'decline',
              text: 'We decline',
              hint: 'Partners can see your reason. The public cannot.',
              conditional: <LongField form={form} name="reason" label="Reason" rows={3} />,
            },
          ]}
        />
        <Button preventDoubleClick>Send the answer</Button>
      </form>
    </>
  );
}
