import { fail, ok, type Result } from './result.ts';

/**
 * The code of an organisation in the NHS Organisation Data Service, in capitals: 3 to 10 letters and digits.
 * Only the form is checked, not that the organisation exists.
 */
export function parseOdsCode(text: string): Result<string, string> {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9]{3,10}$/.test(code)
    ? ok(code)
    : fail('An ODS code must be 3 to 10 letters and numbers, like A81001');
}

export type CharityNumber = { number: string; register: 'england-and-wales' | 'scotland' | 'northern-ireland' };

/**
 * A registered charity's number: England and Wales 6 or 7 digits, Scotland SC and 6 digits, Northern Ireland NIC and 6 digits.
 * Only the form is checked. Spaces are dropped and letters put in capitals.
 */
export function parseCharityNumber(text: string): Result<CharityNumber, string> {
  const number = text.replaceAll(/\s/g, '').toUpperCase();
  if (/^\d{6,7}$/.test(number)) return ok({ number, register: 'england-and-wales' });
  if (/^SC\d{6}$/.test(number)) return ok({ number, register: 'scotland' });
  if (/^NIC\d{6}$/.test(number)) return ok({ number, register: 'northern-ireland' });
  return fail('A charity number must be 6 or 7 numbers, or SC and 6 numbers, or NIC and 6 numbers');
}

/** A postcode in capitals with one space: "AB1 2CD". Only the form is checked. Source: BS 7666 patterns. */
export function parsePostcode(text: string): Result<string, string> {
  const plain = text.replaceAll(/[\s.-]/g, '').toUpperCase();
  const match = /^(GIR|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(plain);
  return match === null ? fail('Enter a full UK postcode, like AB1 2CD') : ok(`${match[1]} ${match[2]}`);
}

/**
 * An e-mail address as a person types it, without spaces around it. Only the shape is checked: whether it works is found
 * by sending to it. Source: RFC 5321 for the lengths.
 */
export function parseEmail(text: string): Result<string, string> {
  const email = text.trim();
  const isShaped = /^[^\s@"<>(),;:\\[\]]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(email);
  const [local = '', domain = ''] = email.split('@');
  const hasGoodDots = !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
  const hasGoodDomain = domain
    .split('.')
    .every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label));
  return isShaped && hasGoodDots && hasGoodDomain && local.length <= 64 && email.length <= 254
    ? ok(email)
    : fail('Enter an email address in the correct format, like name@example.com');
}
