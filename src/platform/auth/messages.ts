import { passwordLength } from './library.ts';

/** The one sentence for a wrong password and for an address that is not ours: nobody learns which. */
export const wrongPassword = 'The e-mail address or the password is not right. Check both and try again.';
export const closedAccount = 'This account is closed. If it should not be, ask an administrator of your place.';
export const wrongCode = 'That code is not right. Wait for the next code in the app, or use a backup code.';
export const wrongOwnPassword = 'This is not your password. Check it and try again.';
export const startAgain = 'This sign-in took too long or had too many wrong codes. Sign in with your password again.';
export const lockedCodes = 'There were too many wrong codes. Wait 15 minutes, then sign in again.';
export const resetOver =
  'This link was used already or is more than an hour old. Ask for a new one, and use the newest letter.';

/** What is wrong with a password that somebody chose; nothing when it will do. */
export function passwordProblem(password: string, email: string): string | undefined {
  if (password.length < passwordLength.least)
    return `The password must have at least ${passwordLength.least} characters. Three words that you choose at random are good.`;
  if (password.length > passwordLength.most) return `The password can have at most ${passwordLength.most} characters.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5 || (email !== '' && plain.includes(email.toLowerCase())))
    return 'This password is easy to guess. Choose one without your address and with more different characters.';
  return undefined;
}
