import { fail, ok, type Result } from '../../../lib/result.ts';

/** Letters and digits that nobody mixes up: no vowels, no 0, 1, I, L or O. */
export const joinCodeAlphabet = 'BCDFGHJKMNPQRSTVWXZ23456789';
const codeLength = 6;

/**
 * A join code of 6 characters from random bytes, each code equally likely. About one byte in twenty is not used:
 * give 16. Null when the bytes run out. Source: note on the conversation, section 6.1.
 */
export function joinCodeFrom(randomBytes: Uint8Array): string | null {
  const fair = 256 - (256 % joinCodeAlphabet.length);
  const characters: string[] = [];
  for (const byte of randomBytes) {
    if (byte >= fair) continue;
    characters.push(joinCodeAlphabet.charAt(byte % joinCodeAlphabet.length));
    if (characters.length === codeLength) return characters.join('');
  }
  return null;
}

/** The code in what a person typed: capitals, spaces and dashes do not matter. The error is a sentence for that person. */
export function parseJoinCode(typed: string): Result<string, string> {
  const code = typed.replaceAll(/[\s\p{Pd}]/gu, '').toUpperCase();
  if (code === '') return fail('Enter the code that is on the screen');
  if (code.length !== codeLength) return fail('The code has 6 letters and numbers');
  const wrong = Array.from(code).find((character) => !joinCodeAlphabet.includes(character));
  return wrong === undefined ? ok(code) : fail(`Codes never have “${wrong}” in them: check the screen again`);
}
