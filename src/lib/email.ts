const shape = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\]+$/;

/** An e-mail address as it is kept: without blanks around it, in lower case. */
export function normaliseEmail(text: string): string {
  return text.trim().toLowerCase();
}

/** Whether `text` can be an e-mail address: mail will tell whether it is one. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && shape.test(text);
}
