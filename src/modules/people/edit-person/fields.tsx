import { Checkboxes, DayField, errorOf, LongField, Radios, TextField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { safeContacts, safeContactWords } from '../domain/words.ts';

/** The fields about a person themselves. */
export function DetailFields(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <TextField form={form} name="name" label="Full name" />
      <TextField form={form} name="known-as" label="What they like to be called (optional)" width={20} />
      <DayField form={form} name="born" legend="Day of birth (optional)" hint="For example, 27 3 1962" />
      <TextField
        form={form}
        name="nhs-number"
        label="NHS number (optional)"
        hint="Ten digits, for example 999 123 4567"
        width={20}
      />
      <TextField form={form} name="postcode" label="Postcode where they live (optional)" width={10} />
      <TextField form={form} name="phone" label="Phone (optional)" width={20} />
      <TextField form={form} name="email" label="Email (optional)" width={30} />
      <Radios
        name="safe-contact"
        legend="How is it safe to get in touch?"
        legendSize="s"
        hint="Everyone who may see this person sees this first."
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
      <TextField
        form={form}
        name="format-needs"
        label="How they like to be told things (optional)"
        hint="For example: large print, easy read, by phone and not by letter"
      />
      <TextField form={form} name="language" label="Language they prefer (optional)" width={20} />
      <Checkboxes
        name="interpreter"
        items={[{ value: 'yes', text: 'They need an interpreter' }]}
        values={typedText(form.typed, 'interpreter') === '' ? [] : ['yes']}
      />
    </>
  );
}
