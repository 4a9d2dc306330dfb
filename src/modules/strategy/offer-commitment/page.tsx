import {
  Button,
  Empty,
  Input,
  Radios,
  Rows,
  Select,
  type Choice,
  DayField,
  errorOf,
  LongField,
  TextField,
} from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { NamedOrganisation } from '../store/organisations.ts';

/** Choosing the priority that a commitment is for. */
export function ChoosePriorityPage(props: { home: string; priorities: readonly { slug: string; title: string }[] }) {
  return (
    <>
      <h1>Which priority would you like to help with?</h1>
      {props.priorities.length === 0 ? (
        <Empty heading="No priorities yet">
          <p>A commitment belongs to a priority. Come back when the first one is published.</p>
        </Empty>
      ) : (
        <Rows
          items={props.priorities.map((one) => (
            <a key={one.slug} href={`${props.home}/priorities/${one.slug}/commitments/new`}>
              {one.title}
            </a>
          ))}
        />
      )}
    </>
  );
}

export type OfferPageProps = {
  priorityTitle: string;
  action: string;
  form: FormView;
  /** Those for which the reader speaks: their promise holds at once. */
  own: readonly NamedOrganisation[];
  /** Those that can only be asked; empty for residents. */
  others: readonly NamedOrganisation[];
  partners: readonly NamedOrganisation[];
  outcomes: readonly { id: string; title: string }[];
  plans: readonly { id: string; title: string }[];
};

/** The form for a commitment: the same for an organisation's own promise, a request and a volunteer. */
export function OfferPage(props: OfferPageProps) {
  const { form } = props;
  return (
    <>
      <h1>Offer a commitment</h1>
      <p>
        For the priority “{props.priorityTitle}”. A commitment is a promise that everyone can see. It belongs to whoever
        makes it: an organisation that you ask can say no.
      </p>
      <form method="post" action={props.action}>
        <Radios
          name="who"
          legend="Who would do this?"
          legendSize="m"
          value={typedText(form.typed, 'who')}
          error={errorOf(form, 'who')}
          items={whoChoices(props)}
        />
        <TextField
          form={form}
          name="title"
          label="What will be done?"
          hint="For example, “Open the library as a warm, quiet room two evenings a week”"
        />
        <LongField form={form} name="first-step" label="What is the first step?" rows={2} />
        <DayField form={form} name="due" legend="By when?" />
        <Radios
          name="pay"
          legend="Who pays for it?"
          legendSize="m"
          hint="Goodwill is a gift, so we say so."
          value={typedText(form.typed, 'pay')}
          error={errorOf(form, 'pay')}
          items={payChoices(props)}
        />
        {props.outcomes.length > 0 && (
          <Select
            name="outcome"
            label="What should it help to change? (optional)"
            value={typedText(form.typed, 'outcome')}
            error={errorOf(form, 'outcome')}
            items={[
              { value: '', text: 'The priority as a whole' },
              ...props.outcomes.map((one) => ({ value: one.id, text: one.title })),
            ]}
          />
        )}
        {props.plans.length > 0 && (
          <Select
            name="plan"
            label="Is it part of a plan? (optional)"
            value={typedText(form.typed, 'plan')}
            error={errorOf(form, 'plan')}
            items={[{ value: '', text: 'No plan' }, ...props.plans.map((one) => ({ value: one.id, text: one.title }))]}
          />
        )}
        <Button preventDoubleClick>Send</Button>
      </form>
    </>
  );
}

function whoChoices(props: OfferPageProps): Choice[] {
  const { form } = props;
  const volunteer: Choice = {
    value: 'volunteer',
    text: 'I would, as a volunteer',
    conditional: <TextField form={form} name="volunteer-name" label="Name that people will see" width={20} />,
  };
  const ask: Choice = {
    value: 'ask',
    text: 'Another organisation: ask them',
    hint: 'They see your request and accept or decline it.',
    conditional: (
      <Select
        name="asked"
        label="Organisation"
        value={typedText(form.typed, 'asked')}
        error={errorOf(form, 'asked')}
        items={[
          { value: '', text: 'Choose an organisation' },
          ...props.others.map((one) => ({ value: one.id, text: one.name })),
        ]}
      />
    ),
  };
  return [
    ...props.own.map((one) => ({
      value: one.id,
      text: one.name,
      hint: 'You speak for it, so this is a promise at once.',
    })),
    volunteer,
    ...(props.others.length > 0 ? [ask] : []),
  ];
}

function payChoices(props: OfferPageProps): Choice[] {
  const { form } = props;
  return [
    { value: 'goodwill', text: 'Nobody: it is given as goodwill' },
    {
      value: 'own-budget',
      text: 'Whoever does it, from their own budget',
      conditional: <AmountField form={form} name="own-amount" />,
    },
    {
      value: 'paid',
      text: 'Another organisation pays',
      conditional: (
        <>
          <Select
            name="payer"
            label="Who pays"
            value={typedText(form.typed, 'payer')}
            error={errorOf(form, 'payer')}
            items={[
              { value: '', text: 'Choose an organisation' },
              ...props.partners.map((one) => ({ value: one.id, text: one.name })),
            ]}
          />
          <AmountField form={form} name="amount" />
        </>
      ),
    },
  ];
}

function AmountField(props: { form: FormView; name: string }) {
  return (
    <Input
      name={props.name}
      label="Amount in pounds, if known"
      prefix="£"
      width={10}
      inputmode="decimal"
      value={typedText(props.form.typed, props.name)}
      error={errorOf(props.form, props.name)}
    />
  );
}
