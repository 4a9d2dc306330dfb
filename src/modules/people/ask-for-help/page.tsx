import {
  Button,
  Checkboxes,
  DayField,
  errorOf,
  Hero,
  InsetText,
  LongField,
  Panel,
  Radios,
  TextField,
} from '../../../design/index.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { contactWays, contactWayWords, formatRequestCode } from '../domain/help-request.ts';
import { whoeverCanFirst } from './form.ts';

function NotForEmergencies() {
  return (
    <InsetText>
      <p>
        Nobody reads this at night or at the weekend. If somebody is in danger, ring 999. For urgent help with health,
        ring 111.
      </p>
    </InsetText>
  );
}

/** Asking for help without an account: for oneself, or for somebody who knows of it. */
export function AskForHelpPage(props: {
  form: FormView;
  action: string;
  placeName: string;
  takers: readonly { id: string; name: string }[];
}) {
  const { form } = props;
  return (
    <>
      <Hero
        kicker={props.placeName}
        title="Ask for help"
        lede="Tell us what would help. A link worker reads it, and gets in touch in the way that is safe for you."
      />
      <NotForEmergencies />
      <form method="post" action={props.action} autocomplete="off">
        <Radios
          name="who"
          legend="Who is it for?"
          legendSize="m"
          value={typedText(form.typed, 'who')}
          error={errorOf(form, 'who')}
          items={[
            { value: 'self', text: 'For me' },
            { value: 'on-behalf', text: 'For somebody else', conditional: <ForSomebodyElse form={form} /> },
          ]}
        />
        <LongField
          form={form}
          name="reason"
          label="What would help, and why now?"
          hint="A few words are enough. You can say more when we talk."
        />
        <LongField
          form={form}
          name="access-needs"
          label="What do you need so that you can take part? (optional)"
          hint="For example: step-free, large print, an interpreter, somebody with you"
          rows={2}
        />
        <Radios
          name="organisation"
          legend="Who should read it?"
          legendSize="m"
          hint="If somebody works there who must not know, choose another."
          value={typedText(form.typed, 'organisation')}
          error={errorOf(form, 'organisation')}
          items={[
            ...props.takers.map((one) => ({ value: one.id, text: one.name })),
            {
              value: whoeverCanFirst,
              text: 'Whoever can first',
              hint: 'Each of these sees that somebody asks. Only the one that takes it sees who you are.',
            },
          ]}
        />
        <h2>The person who would be helped</h2>
        <TextField form={form} name="name" label="Name" hint="As you would like us to call you" />
        <DayField form={form} name="born" legend="Day of birth (optional)" hint="For example, 27 3 1962" />
        <TextField form={form} name="postcode" label="Postcode (optional)" width={10} />
        <TextField
          form={form}
          name="nhs-number"
          label="NHS number (optional)"
          hint="Ten digits. It helps us to see whether somebody helps you already."
          width={20}
        />
        <h2>How we may get in touch</h2>
        <Checkboxes
          name="ways"
          legend="Which ways are safe?"
          legendSize="s"
          values={typedList(form.typed, 'ways')}
          error={errorOf(form, 'ways')}
          items={contactWays.map((value) => ({ value, text: contactWayWords[value] }))}
        />
        <TextField form={form} name="phone" label="Phone (if a call or a text is safe)" width={20} />
        <TextField form={form} name="email" label="Email (if an email is safe)" width={30} />
        <TextField
          form={form}
          name="when"
          label="When is it safe, and when is it not? (optional)"
          hint="For example: on weekday mornings, not after 3 pm"
        />
        <Radios
          name="message"
          legend="May we leave a message, or say who we are to somebody else who answers?"
          legendSize="s"
          value={typedText(form.typed, 'message')}
          error={errorOf(form, 'message')}
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No: leave no message and tell nobody' },
          ]}
        />
        <div class="nhsuk-u-visually-hidden" aria-hidden="true">
          <label>
            Leave this empty
            <input name="website" type="text" tabIndex={-1} autocomplete="off" />
          </label>
        </div>
        <p>
          Those who take it in read what you wrote, keep it as safe as a record of care, and show you who looked.
          Nothing of it is public.
        </p>
        <Button preventDoubleClick>Send</Button>
      </form>
    </>
  );
}

function ForSomebodyElse(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <TextField form={form} name="asker-name" label="Your name" />
      <TextField
        form={form}
        name="relation"
        label="How do you know them?"
        hint="For example: daughter, neighbour, landlord"
        width={20}
      />
      <TextField form={form} name="asker-contact" label="Your phone or email" width={30} />
      <Radios
        name="knows"
        legend="Do they know that you ask, and do they want it?"
        legendSize="s"
        value={typedText(form.typed, 'knows')}
        error={errorOf(form, 'knows')}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <Checkboxes
        name="only-me"
        values={typedText(form.typed, 'only-me') === '' ? [] : ['yes']}
        items={[{ value: 'yes', text: 'Do not contact them yourself: only through me' }]}
      />
    </>
  );
}

/** Said once it has arrived. The code opens nothing. */
export function ArrivedPage(props: { code: string; takerName: string | undefined; home: string }) {
  return (
    <>
      <Panel heading="It has arrived">
        Your code: <strong>{formatRequestCode(props.code)}</strong>
      </Panel>
      <p>
        {props.takerName === undefined ? 'The first link worker who can' : `A link worker of ${props.takerName}`} reads
        it and gets in touch, as a rule within five working days.
      </p>
      <p>
        Keep the code if that is safe. Say it when you ring us, and we find what you wrote. It shows nothing to anybody.
      </p>
      <NotForEmergencies />
      <p>
        <a href={`${props.home}/community`}>Look what is on near you in the meantime</a>
      </p>
    </>
  );
}

/** Where no organisation of the place takes requests in. */
export function NobodyTakesPage(props: { home: string }) {
  return (
    <>
      <Hero title="Ask for help" lede="Nobody takes requests by this page here yet." />
      <NotForEmergencies />
      <p>
        Look in <a href={`${props.home}/community`}>Community</a> for somebody to ring, or ask at your GP practice.
      </p>
    </>
  );
}
