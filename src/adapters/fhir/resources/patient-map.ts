import { isLocalDate } from '../../../lib/dates.ts';
import { parsePostcode } from '../../../lib/identifiers.ts';
import { parseNhsNumber, type Details, type Particulars } from '../../../modules/people/index.ts';
import { ownExtension, systems } from '../core/codes.ts';
import { problem, type Issue } from '../core/outcome.ts';
import type { JsonObject } from '../core/json.ts';
import { coding, firstOf, listAt, nameText, objectAt, own, ownText, textAt, wordsOf } from './elements.ts';

/** What the tables hold of a patient. */
export type PatientFacts = { details: Details; particulars: Particulars };

export const interpreterExtension = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';

/** The ethnic categories of England. Source: NHS Data Dictionary. */
const ethnicCategories: readonly (readonly [code: string, words: string])[] = [
  ['A', 'White British'],
  ['B', 'White Irish'],
  ['C', 'Any other White background'],
  ['D', 'White and Black Caribbean'],
  ['E', 'White and Black African'],
  ['F', 'White and Asian'],
  ['G', 'Any other mixed background'],
  ['H', 'Indian'],
  ['J', 'Pakistani'],
  ['K', 'Bangladeshi'],
  ['L', 'Any other Asian background'],
  ['M', 'Caribbean'],
  ['N', 'African'],
  ['P', 'Any other Black background'],
  ['R', 'Chinese'],
  ['S', 'Any other ethnic group'],
  ['Z', 'Not stated'],
  ['99', 'Not known'],
];

const genderWords: Readonly<Record<string, string>> = { male: 'Man', female: 'Woman', other: 'Other', unknown: '' };

/** The code for what somebody calls their gender; none where they said nothing. */
function genderCode(words: string): string | undefined {
  const plain = words.trim().toLowerCase();
  if (plain === '') return undefined;
  if (['woman', 'female', 'girl'].includes(plain)) return 'female';
  if (['man', 'male', 'boy'].includes(plain)) return 'male';
  return 'other';
}

function identifiers({ nhsNumber }: Details): JsonObject[] {
  if (nhsNumber === undefined) return [];
  const status = coding(systems.verification, '02', 'Number present but not traced');
  return [
    {
      extension: [{ url: systems.verificationExtension, valueCodeableConcept: { coding: [status] } }],
      system: systems.nhsNumber,
      value: nhsNumber,
    },
  ];
}

function names({ name, knownAs }: Details, { givenName, familyName }: Particulars): JsonObject[] {
  const given = givenName === '' ? [] : givenName.split(' ');
  const official: JsonObject = {
    use: 'official',
    text: name,
    ...(familyName === '' ? {} : { family: familyName }),
    ...(given.length === 0 ? {} : { given }),
  };
  const first = name.split(' ')[0];
  return [official, ...(knownAs === '' || knownAs === first ? [] : [{ use: 'nickname', given: [knownAs] }])];
}

function extensions({ details, particulars }: PatientFacts): JsonObject[] {
  const category = ethnicCategories.find(([, words]) => words.toLowerCase() === particulars.ethnicity.toLowerCase());
  const words = (text: string): JsonObject | undefined => (text === '' ? undefined : { valueString: text });
  return [
    ...(category === undefined
      ? own('ethnicity-in-own-words', words(particulars.ethnicity))
      : [
          {
            url: systems.ethnicityExtension,
            valueCodeableConcept: { coding: [coding(systems.ethnicity, category[0], category[1])] },
          },
        ]),
    ...(details.interpreter ? [{ url: interpreterExtension, valueBoolean: true }] : []),
    ...own('pronouns', words(particulars.pronouns)),
    ...own('safe-contact', details.safeContact === 'any' ? undefined : { valueCode: details.safeContact }),
    ...own('safe-contact-note', words(details.safeContactNote)),
    ...own('format-needs', words(details.formatNeeds)),
  ];
}

/** A person as a Patient. */
export function renderPatient(facts: PatientFacts): JsonObject {
  const { details, particulars } = facts;
  const lines = particulars.addressLines.split('\n').filter((one) => one !== '');
  const postalCode = details.postcode === '' ? particulars.postcode : details.postcode;
  return {
    extension: extensions(facts),
    identifier: identifiers(details),
    name: names(details, particulars),
    telecom: [
      ...(details.phone === '' ? [] : [{ system: 'phone', value: details.phone }]),
      ...(details.email === '' ? [] : [{ system: 'email', value: details.email }]),
    ],
    gender: genderCode(particulars.gender) ?? '',
    birthDate: details.bornOn ?? '',
    address: [{ line: lines, postalCode }],
    communication: details.language === '' ? [] : [{ language: { text: details.language } }],
    generalPractitioner:
      particulars.practiceCode === undefined && particulars.practice === ''
        ? []
        : [
            {
              ...(particulars.practiceCode === undefined
                ? {}
                : { identifier: { system: systems.odsOrganisation, value: particulars.practiceCode } }),
              ...(particulars.practice === '' ? {} : { display: particulars.practice }),
            },
          ],
  };
}

const mostLong = { name: 160, knownAs: 80, phone: 40, email: 254, language: 80, practice: 120, line: 300 };

function practiceCode(text: string | undefined): string | undefined {
  const plain = text?.trim().toUpperCase() ?? '';
  return /^[A-Z][0-9]{5}$/.test(plain) ? plain : undefined;
}

/**
 * What the tables take of a Patient. Of `before` stays what FHIR has no word for and the resource does not mention: how
 * somebody may be contacted safely is never loosened by leaving it out.
 */
export function parsePatient(patient: JsonObject, before?: PatientFacts): PatientFacts {
  const listed = listAt(patient, 'name');
  const main = firstOf(
    listed,
    (one) => one['use'] === 'official',
    (one) => one['use'] === 'usual',
    (one) => one['use'] === undefined,
    (one) => one['use'] !== 'nickname' && one['use'] !== 'old' && one['use'] !== 'maiden',
  );
  const nickname = nameText(listed.find((one) => one['use'] === 'nickname'));
  const telecoms = listAt(patient, 'telecom').filter((one) => one['use'] !== 'old');
  const number = (...kinds: string[]): string =>
    textAt(
      kinds.map((kind) => telecoms.find((one) => one['system'] === kind)).find((one) => one !== undefined),
      'value',
    ) ?? '';
  const address = firstOf(
    listAt(patient, 'address'),
    (one) => one['use'] === 'home',
    (one) => one['use'] !== 'old',
  );
  const lines = Array.isArray(address?.['line']) ? address['line'].filter((one) => typeof one === 'string') : [];
  const town = ['city', 'district'].map((key) => textAt(address, key)).filter((one) => one !== undefined);
  const postcode = parsePostcode(textAt(address, 'postalCode') ?? '');
  const nhs = listAt(patient, 'identifier').find((one) => one['system'] === systems.nhsNumber);
  const nhsNumber = parseNhsNumber(textAt(nhs, 'value') ?? '');
  const birthDate = textAt(patient, 'birthDate') ?? '';
  const [practice] = listAt(patient, 'generalPractitioner');
  const [language] = listAt(patient, 'communication');
  const gender = textAt(patient, 'gender');
  const given = Array.isArray(main?.['given']) ? main['given'].filter((one) => typeof one === 'string') : [];
  const name = nameText(main);
  const find = (url: string): JsonObject | undefined => listAt(patient, 'extension').find((one) => one['url'] === url);
  const ethnic = objectAt(find(systems.ethnicityExtension), 'valueCodeableConcept');
  const ethnicCode = textAt(listAt(ethnic, 'coding')[0], 'code');
  const ethnicity =
    ownText(patient, 'ethnicity-in-own-words') ??
    ethnicCategories.find(([code]) => code === ethnicCode)?.[1] ??
    (ethnic === undefined ? undefined : wordsOf(ethnic));
  const safe = ownText(patient, 'safe-contact');
  const kept = before?.details;
  return {
    details: {
      name: name === '' ? 'Name not known' : name.slice(0, mostLong.name),
      knownAs: (nickname === '' ? (given[0] ?? '') : nickname).slice(0, mostLong.knownAs),
      bornOn: isLocalDate(birthDate) ? birthDate : undefined,
      nhsNumber: nhsNumber.ok ? nhsNumber.value : undefined,
      postcode: postcode.ok ? postcode.value : '',
      phone: number('phone', 'sms').slice(0, mostLong.phone),
      email: number('email').slice(0, mostLong.email),
      safeContact:
        safe === 'any' || safe === 'only-this-way' || safe === 'through-somebody' ? safe : (kept?.safeContact ?? 'any'),
      safeContactNote: (
        ownText(patient, 'safe-contact-note') ??
        (safe === 'any' ? '' : kept?.safeContactNote) ??
        ''
      ).slice(0, 600),
      formatNeeds: (ownText(patient, 'format-needs') ?? kept?.formatNeeds ?? '').slice(0, 300),
      language: wordsOf(objectAt(language, 'language')).slice(0, mostLong.language),
      interpreter: find(interpreterExtension)?.['valueBoolean'] === true,
    },
    particulars: {
      givenName: given.join(' ').slice(0, mostLong.knownAs),
      familyName: (textAt(main, 'family') ?? '').slice(0, mostLong.knownAs),
      pronouns: (ownText(patient, 'pronouns') ?? before?.particulars.pronouns ?? '').slice(0, 40),
      gender: keptGender(gender, before),
      ethnicity: (ethnicity ?? before?.particulars.ethnicity ?? '').slice(0, mostLong.practice),
      addressLines: [...lines, ...town].slice(0, 5).join('\n').slice(0, mostLong.line),
      postcode: postcode.ok ? postcode.value : '',
      practice: (textAt(practice, 'display') ?? '').slice(0, mostLong.practice),
      practiceCode: practiceCode(textAt(objectAt(practice, 'identifier'), 'value')),
    },
  };
}

/** The words that somebody uses for themselves stay as long as the code is the one they lead to. */
function keptGender(code: string | undefined, before: PatientFacts | undefined): string {
  const words = before?.particulars.gender ?? '';
  return genderCode(words) === code && words !== '' ? words : (genderWords[code ?? ''] ?? '');
}

/** What is taken, and what somebody should look at. */
export function patientWarnings(patient: JsonObject): Issue[] {
  return listAt(patient, 'identifier').flatMap((one, index): Issue[] => {
    const value = textAt(one, 'value');
    if (one['system'] !== systems.nhsNumber || value === undefined || parseNhsNumber(value).ok) return [];
    const text = 'The check digit of this NHS number is wrong: it is kept, and never used to find somebody.';
    return [{ ...problem('business-rule', text, `Patient.identifier[${index}].value`), severity: 'warning' }];
  });
}

/** What the tables have no room for is refused, not cut. */
export function patientTooLong(patient: JsonObject): Issue[] {
  const long = (text: string | undefined, most: number, path: string): Issue[] =>
    text !== undefined && text.length > most
      ? [problem('too-long', `At most ${most} characters are kept here.`, path)]
      : [];
  const note = listAt(patient, 'extension').findIndex((one) => one['url'] === ownExtension('safe-contact-note'));
  return [
    ...listAt(patient, 'name').flatMap((one, index) => [
      ...long(nameText(one), one['use'] === 'nickname' ? mostLong.knownAs : mostLong.name, `Patient.name[${index}]`),
      ...long(textAt(one, 'family'), mostLong.knownAs, `Patient.name[${index}].family`),
    ]),
    ...listAt(patient, 'telecom').flatMap((one, index) =>
      long(
        textAt(one, 'value'),
        one['system'] === 'email' ? mostLong.email : mostLong.phone,
        `Patient.telecom[${index}].value`,
      ),
    ),
    ...long(ownText(patient, 'safe-contact-note'), 600, `Patient.extension[${note}]`),
    ...(ownText(patient, 'safe-contact') !== undefined &&
    ownText(patient, 'safe-contact') !== 'any' &&
    (ownText(patient, 'safe-contact-note') ?? '') === ''
      ? [problem('business-rule', 'Say in a note how the person can be contacted safely.', 'Patient.extension')]
      : []),
  ];
}
