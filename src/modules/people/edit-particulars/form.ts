import { FormReader, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { parsePostcode } from '../../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { formMessages } from '../messages.ts';
import type { Particulars, SeenParticulars } from '../store/particulars.ts';

export const particularsBody = formSchema({
  given: textField(400),
  family: textField(400),
  pronouns: textField(200),
  gender: textField(400),
  ethnicity: textField(600),
  address: textField(2_000),
  postcode: textField(60),
  practice: textField(800),
  'practice-code': textField(60),
  version: textField(20),
});

const mostLines = 5;

/** Reads what the record standards ask for. Everything may be left out: nobody is asked what they do not want to say. */
export function parseParticulars(typed: Typed): Result<Particulars, Problem[]> {
  const form = new FormReader(typed);
  const particulars = {
    givenName: form.text('given', 'The first name', 80),
    familyName: form.text('family', 'The family name', 80),
    pronouns: form.text('pronouns', 'The pronouns', 40),
    gender: form.text('gender', 'The gender', 80),
    ethnicity: form.text('ethnicity', 'The ethnicity', 120),
    addressLines: form.text('address', 'The address', 400),
    practice: form.text('practice', 'The practice', 160),
  };
  const typedPostcode = form.text('postcode', 'The postcode', 60);
  const postcode = typedPostcode === '' ? ok('') : parsePostcode(typedPostcode);
  if (!postcode.ok) form.problem('postcode', postcode.error);
  if (particulars.addressLines.split('\n').length > mostLines) form.problem('address', formMessages.addressLines);
  const code = form.text('practice-code', 'The code', 60).replaceAll(/\s/g, '').toUpperCase();
  if (code !== '' && !/^[A-Z]\d{5}$/.test(code)) form.problem('practice-code', formMessages.practiceCode);
  if (!postcode.ok || form.problems.length > 0) return fail(form.problems);
  return ok({ ...particulars, postcode: postcode.value, practiceCode: code === '' ? undefined : code });
}

/** What the form holds before anything is changed. */
export function typedOfParticulars(one: SeenParticulars | undefined): Typed {
  if (one === undefined) return {};
  return {
    given: one.givenName,
    family: one.familyName,
    pronouns: one.pronouns,
    gender: one.gender,
    ethnicity: one.ethnicity,
    address: one.addressLines,
    postcode: one.postcode,
    practice: one.practice,
    'practice-code': one.practiceCode ?? '',
  };
}
