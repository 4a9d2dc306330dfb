/** Letters and digits that nobody mixes up, spoken or read. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
/** Twelve of them hold 58 bits: with few tries in an hour nobody guesses one within its week. */
export const codeLength = 12;
export const codeDays = 7;

/** A code from random bytes, in groups of four, as it is written on a slip of paper. Bytes that would favour a letter are skipped. */
export function codeFrom(bytes: Uint8Array): string {
  const most = 256 - (256 % alphabet.length);
  const letters = [...bytes].filter((byte) => byte < most).map((byte) => alphabet.charAt(byte % alphabet.length));
  if (letters.length < codeLength) throw new RangeError('too few random bytes');
  return letters
    .slice(0, codeLength)
    .join('')
    .replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** What was typed, as the code was made: capitals, without blanks and dashes. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
