import {
  Button,
  DayField,
  errorOf,
  Hero,
  InsetText,
  LongField,
  Radios,
  TextField,
  WarningCallout,
} from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { emptyLetter, letterFields } from '../domain/referral-letter.ts';
import { safeContacts, safeContactWords } from '../domain/words.ts';
import { SoughtFields } from '../match-person/page.tsx';
import type { NotRead } from './form.ts';

/** The form of a practice, to be printed or to be copied into a secure letter; for workers the box in which a letter is pasted. */
export function ReferPage(props: { placeName: string; form: FormView; home: string; can: { takeIn: boolean } }) {
  return (
    <>
      <Hero
        kicker={props.placeName}
        title="Refer somebody by letter"
        lede="For GP practices and others without an account. Print this page, or copy the lines into a secure email."
      />
      {props.can.takeIn && (
        <section>
          <h2>Take in a letter</h2>
          <form method="post" action={`${props.home}/refer`}>
            <LongField
              form={props.form}
              name="letter"
              label="The text of the letter"
              hint="Paste all of it. You check what was read before anything is kept."
              rows={10}
            />
            <Button preventDoubleClick>Read the letter</Button>
          </form>
        </section>
      )}
      <h2>What we need</h2>
      <p>
        Ask the person first: nobody is referred who does not want it. Leave empty what you do not know. Send it only by
        secure email, by hand or by post to the link workers whom you know, never to an open mailbox.
      </p>
      <table class="nhsuk-table">
        <caption class="nhsuk-u-visually-hidden">The lines of the form</caption>
        <tbody>
          {letterFields.map(({ field, label }) => (
            <tr class="nhsuk-table__row" key={field}>
              <th class="nhsuk-table__cell" scope="row">
                {label}
              </th>
              <td class="nhsuk-table__cell">{'\u00a0'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>The same lines to copy</h2>
      <InsetText>
        <pre class="ct-note">{emptyLetter()}</pre>
      </InsetText>
      <p>
        You get back a note of at most ten lines, with the code for your records: whether they were reached, what was
        done, and what comes next. It goes to the address beside “Send the answer to”.
      </p>
    </>
  );
}

/** What was read of a letter, to be checked by a worker. */
export function CheckLetterPage(props: { form: FormView; notRead: readonly NotRead[]; action: string }) {
  const { form, notRead } = props;
  return (
    <>
      <Hero
        kicker="A letter from a practice"
        title="Is it right?"
        lede="Compare it with the letter. Nothing is kept before you press the button."
      />
      {notRead.length > 0 && (
        <WarningCallout heading="This could not be read" headingLevel={2}>
          <ul>
            {notRead.map((one) => (
              <li key={`${one.label}${one.words}`}>
                {one.label !== '' && <strong>{one.label}: </strong>}
                {one.words}
              </li>
            ))}
          </ul>
        </WarningCallout>
      )}
      <form method="post" action={props.action}>
        <SoughtFields form={form} />
        <TextField form={form} name="email" label="Email, if known" width={30} />
        <LongField form={form} name="reason" label="What matters to them, and why now?" />
        <LongField form={form} name="access-needs" label="What do they need to take part? (optional)" rows={2} />
        <LongField
          form={form}
          name="risks"
          label="What must a visitor know to be safe?"
          hint="Write “none known” only where the letter says so. Leave it empty where it says nothing."
          rows={2}
        />
        <Radios
          name="safe-contact"
          legend="How is it safe to get in touch?"
          legendSize="s"
          value={typedText(form.typed, 'safe-contact')}
          error={errorOf(form, 'safe-contact')}
          items={safeContacts.map((value) => ({ value, text: safeContactWords[value] }))}
        />
        <LongField form={form} name="safe-contact-note" label="Which way, which times, or through whom" rows={2} />
        <DayField form={form} name="agreed" legend="When did the person agree?" />
        <Radios
          name="urgency"
          legend="How soon?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'urgency')}
          error={errorOf(form, 'urgency')}
          items={[
            { value: 'routine', text: 'In the usual way' },
            { value: 'urgent', text: 'Urgent' },
          ]}
        />
        <h2>Who refers them</h2>
        <TextField form={form} name="asker-name" label="Name" />
        <TextField form={form} name="practice" label="Practice (optional)" />
        <TextField
          form={form}
          name="practice-code"
          label="Practice code (optional)"
          hint="For example, A81001"
          width={10}
        />
        <TextField form={form} name="asker-contact" label="Where the answer goes" />
        <Button preventDoubleClick>It is right: look for the person</Button>
      </form>
    </>
  );
}
