import { typedList, typedText, type FormReader, type Typed } from '../../../lib/form-reader.ts';
import { listField, textField } from '../../../platform/http/fields.ts';
import { accessFeatures } from '../domain/access.ts';
import type { ServiceContent } from '../domain/content.ts';
import { languages } from '../domain/languages.ts';
import { formMessages } from '../messages.ts';

/** The fields that few services need: none of them has to be filled in. */
export const moreFields = {
  alert: textField(1_200),
  eligibility: textField(2_400),
  language: listField(30, 10),
  areas: textField(2_000),
  'contact-name': textField(500),
  'contact-title': textField(500),
  'paid-for-by': textField(800),
  feature: listField(20, 40),
};

type More = Pick<ServiceContent, 'alert' | 'eligibility' | 'languages' | 'areas' | 'contact' | 'paidForBy'>;

const mostAreas = 12;
const longestArea = 80;

function readAreas(form: FormReader, typed: Typed): string[] {
  const areas = typedText(typed, 'areas')
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (areas.length > mostAreas || areas.some((one) => one.length > longestArea))
    form.problem('areas', formMessages.areas);
  return [...new Set(areas)];
}

/** Reads what few services say of themselves. */
export function readMore(form: FormReader, typed: Typed): More {
  const spoken = typedList(typed, 'language');
  const known = languages.filter((one) => spoken.includes(one.code)).map((one) => one.code);
  if (known.length > 12) form.problem('language', formMessages.terms);
  return {
    alert: form.text('alert', 'What people should know', 300),
    eligibility: form.text('eligibility', 'Who may come', 600),
    languages: known,
    areas: readAreas(form, typed),
    contact: {
      name: form.text('contact-name', 'Whom to ask for', 120),
      title: form.text('contact-title', 'What they do', 120),
    },
    paidForBy: form.text('paid-for-by', 'Who pays for it', 200),
  };
}

/** The codes of what helps people in and around. */
export function readAccess(typed: Typed): string[] {
  const ticked = typedList(typed, 'feature');
  return accessFeatures.filter((one) => ticked.includes(one.code)).map((one) => one.code);
}

/** The same as it stands in the form. */
export function typedMore(content: ServiceContent): Record<string, string | string[]> {
  return {
    alert: content.alert,
    eligibility: content.eligibility,
    language: [...content.languages],
    areas: content.areas.join('\n'),
    'contact-name': content.contact.name,
    'contact-title': content.contact.title,
    'paid-for-by': content.paidForBy,
    feature: [...(content.venue?.access ?? [])],
  };
}
