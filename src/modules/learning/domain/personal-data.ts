/** What a text may not hold when everybody can read it. */
export type PersonalData = 'nhs-number' | 'postcode' | 'telephone';

/**
 * Whether ten digits are an NHS number: the last is the check digit of the others, weighted 10 to 2, modulo 11.
 * Source: NHS Data Dictionary, NHS NUMBER.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && check % 11 === Number(digits[9]);
}

/**
 * The first thing in a text that points to one person or one front door: an NHS number, a whole UK postcode, or a
 * telephone number. It reads shapes, not meanings: what it lets through is not proved to be free of names.
 */
export function personalDataIn(text: string): PersonalData | undefined {
  for (const match of text.matchAll(/(?<![\d£])\d(?:[ .-]?\d){9}(?!\d)/g))
    if (isNhsNumber(match[0].replaceAll(/\D/g, ''))) return 'nhs-number';
  // The last letters of a postcode are never C, I, K, M, O or V: "10 am" and "5 km" are no postcodes.
  if (/(?<![A-Za-z\d])(?:GIR|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)[ ]?\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z\d])/i.test(text))
    return 'postcode';
  if (/(?<!\d)(?:\+44|0044|0)[ ()0-]*[1-9](?:[ ()-]{0,2}\d){8,9}(?!\d)/.test(text)) return 'telephone';
  return undefined;
}
