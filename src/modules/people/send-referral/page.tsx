import {
  Button,
  Checkboxes,
  Details,
  errorOf,
  Hero,
  LongField,
  Radios,
  Select,
  TextField,
} from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { safeContacts, safeContactWords, waysGiven, wayGivenWords } from '../domain/words.ts';
import type { SeenGoal } from '../store/goals.ts';

/** A referral on one page: where to, what for, and what the person allows. */
export function SendReferralPage(props: {
  form: FormView;
  action: string;
  called: string;
  goals: readonly SeenGoal[];
  /** The services that take referrals, with what is known of their room. */
  services: readonly { id: string; text: string; told: string; answers: string }[];
  /** The address of the form by which several are asked. */
  several: string;
  /** The address of the form for an introduction. */
  introduce: string;
  /** Whether the chosen service says that it is full. */
  isFull: boolean;
}) {
  const { form, called } = props;
  return (
    <>
      <Hero
        kicker="Referral"
        title="Ask somebody to help"
        lede="It goes to one group. They see the name only once they have said yes, and no longer than they help."
      />
      <p>
        <a href={props.several}>Ask several at once: the first that says yes takes it</a>
        <br />
        <a href={props.introduce}>Only tell them of a group: nobody is asked</a>
      </p>
      <form method="post" action={props.action}>
        <Select
          name="service"
          label="Who could help?"
          hint="Groups and services that take referrals, with the room they told of last."
          value={typedText(form.typed, 'service')}
          error={errorOf(form, 'service')}
          items={[{ value: '', text: 'Choose' }, ...props.services.map((one) => ({ value: one.id, text: one.text }))]}
        />
        <Details summary="What they told of their room, and how they answer">
          <ul>
            {props.services.map((one) => (
              <li key={one.id}>
                <strong>{one.text}</strong>
                {one.told}. {one.answers}.
              </li>
            ))}
          </ul>
        </Details>
        {(props.isFull || typedText(form.typed, 'send-anyway') !== '') && (
          <Checkboxes
            name="send-anyway"
            error={errorOf(form, 'send-anyway')}
            values={typedText(form.typed, 'send-anyway') === '' ? [] : ['yes']}
            items={[{ value: 'yes', text: 'Send it anyway', hint: 'They said that there is no room just now.' }]}
          />
        )}
        <ReferralFields form={form} called={called} goals={props.goals} />
        <Button preventDoubleClick>Send the referral</Button>
      </form>
    </>
  );
}

/** What every referral says, whoever is asked: why, what the person allows, how to get in touch, what to know. */
export function ReferralFields(props: { form: FormView; called: string; goals: readonly SeenGoal[] }) {
  const { form, called } = props;
  return (
    <>
      <LongField
        form={form}
        name="reason"
        label="What matters to them, and why now?"
        hint="The group reads this before it answers. Write it together, without the name."
      />
      {props.goals.length > 0 && (
        <Select
          name="goal"
          label="Which goal does it serve? (optional)"
          value={typedText(form.typed, 'goal')}
          error={errorOf(form, 'goal')}
          items={[
            { value: '', text: 'None of these' },
            ...props.goals.map((goal) => ({ value: goal.id, text: goal.words })),
          ]}
        />
      )}
      <Radios
        name="how"
        legend={`How did ${called} say yes to this referral?`}
        legendSize="s"
        hint="Without their yes it is not sent."
        inline
        value={typedText(form.typed, 'how')}
        error={errorOf(form, 'how')}
        items={waysGiven.map((value) => ({ value, text: wayGivenWords[value] }))}
      />
      <Radios
        name="scope"
        legend="What may the group see while it helps?"
        legendSize="s"
        value={typedText(form.typed, 'scope')}
        error={errorOf(form, 'scope')}
        items={[
          { value: 'deliver', text: 'The name, how to get in touch, and what help is wanted' },
          {
            value: 'share-plan',
            text: 'Also the circle and the support plan',
            hint: 'So that they need not tell their story again.',
          },
        ]}
      />
      <Radios
        name="safe-contact"
        legend="How is it safe to get in touch?"
        legendSize="s"
        value={typedText(form.typed, 'safe-contact')}
        error={errorOf(form, 'safe-contact')}
        items={safeContacts.map((value) => ({ value, text: safeContactWords[value] }))}
      />
      <LongField
        form={form}
        name="safe-contact-note"
        label="Which way, which times, or through whom"
        hint="Leave this empty if any way is safe."
        rows={2}
      />
      <LongField
        form={form}
        name="access-needs"
        label="What do they need to take part? (optional)"
        hint="For example: step-free, a lift there, large print, an interpreter"
        rows={2}
      />
      <Radios
        name="risks"
        legend="Is there anything a visitor must know to be safe?"
        legendSize="s"
        value={typedText(form.typed, 'risks')}
        error={errorOf(form, 'risks')}
        items={[
          { value: 'none', text: 'No risks known' },
          {
            value: 'some',
            text: 'Yes',
            conditional: <LongField form={form} name="risks-note" label="What must they know?" rows={2} />,
          },
        ]}
      />
      <Radios
        name="urgency"
        legend="How soon?"
        legendSize="s"
        value={typedText(form.typed, 'urgency')}
        error={errorOf(form, 'urgency')}
        items={[
          { value: 'routine', text: 'In the usual way', hint: 'We ask for an answer within five days.' },
          { value: 'urgent', text: 'Urgent', hint: 'Ring them as well. We ask for an answer tomorrow.' },
        ]}
      />
      <TextField form={form} name="phone" label="Your phone, for questions (optional)" width={20} />
    </>
  );
}
