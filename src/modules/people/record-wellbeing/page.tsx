import { Button, Checkboxes, DayField, Radios, Select, TextField, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { instrumentWords, ons4, ucla3, type Instrument } from '../domain/wellbeing.ts';

const scale = [
  { value: '', text: 'Choose' },
  ...Array.from({ length: 11 }, (_, value) => ({
    value: String(value),
    text: value === 0 ? '0: not at all' : value === 10 ? '10: completely' : String(value),
  })),
];

function Ons4(props: { form: FormView }) {
  return (
    <>
      <p>{ons4.intro}</p>
      {ons4.questions.map((question, index) => {
        const name = `answer-${index + 1}`;
        return (
          <Select
            name={name}
            label={question}
            value={typedText(props.form.typed, name)}
            error={errorOf(props.form, name)}
            items={scale}
            key={name}
          />
        );
      })}
      <p class="ct-small">
        Questions: Office for National Statistics, personal well-being (ONS4), Open Government Licence v3.0.
      </p>
    </>
  );
}

function Choices(props: { form: FormView; number: number; question: string; answers: readonly string[] }) {
  const name = `answer-${props.number}`;
  return (
    <Radios
      name={name}
      legend={props.question}
      legendSize="s"
      value={typedText(props.form.typed, name)}
      error={errorOf(props.form, name)}
      items={props.answers.map((text, index) => ({ value: String(index + 1), text }))}
    />
  );
}

function Ucla3(props: { form: FormView }) {
  return (
    <>
      {ucla3.questions.map((question, index) => (
        <Choices form={props.form} number={index + 1} question={question} answers={ucla3.answers} key={question} />
      ))}
      <Choices form={props.form} number={4} question={ucla3.direct} answers={ucla3.directAnswers} />
      <p class="ct-small">
        Questions: national indicators of loneliness, Office for National Statistics, Open Government Licence v3.0; the
        first three from the UCLA Loneliness Scale.
      </p>
    </>
  );
}

function Other(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <p>
        Questionnaires that somebody owns are asked on their own forms. Only the total is kept here, with the name, so
        that nothing is copied that is not ours.
      </p>
      <TextField form={form} name="name" label="Name of the questionnaire" hint="For example: SWEMWBS" />
      <TextField form={form} name="total" label="Total" width={10} inputmode="decimal" />
      <Checkboxes
        name="licence"
        error={errorOf(form, 'licence')}
        values={typedText(form.typed, 'licence') === 'yes' ? ['yes'] : []}
        items={[{ value: 'yes', text: 'We have a licence, or have registered, to use it' }]}
      />
    </>
  );
}

/** The form on which somebody says how they are. */
export function WellbeingPage(props: { form: FormView; action: string; instrument: Instrument }) {
  const { form, instrument } = props;
  return (
    <>
      <h1>{instrumentWords[instrument]}</h1>
      <form method="post" action={props.action}>
        {instrument === 'ons4' ? (
          <Ons4 form={form} />
        ) : instrument === 'ucla-3' ? (
          <Ucla3 form={form} />
        ) : (
          <Other form={form} />
        )}
        <DayField form={form} name="on" legend="On which day was it said?" />
        <Button preventDoubleClick>Save</Button>
      </form>
    </>
  );
}
