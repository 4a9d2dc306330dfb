import { fail, ok, type Result } from '../../../lib/result.ts';

/**
 * An NHS number as ten digits. The last is a check: 11 minus the sum of the first nine times 10 to 2, modulo 11, where 11
 * counts as 0 and 10 is never given out. Whether it is this person's is found only by asking. Source: NHS Data Dictionary.
 */
export function parseNhsNumber(text: string): Result<string, 'person/nhs-number'> {
  const digits = text.replaceAll(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits)) return fail('person/nhs-number');
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]) ? ok(digits) : fail('person/nhs-number');
}

/** "999 123 4567", as it is printed. */
export function formatNhsNumber(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}
