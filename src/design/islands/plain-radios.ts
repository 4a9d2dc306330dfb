import { Radios } from 'nhsuk-frontend';

/**
 * Radio buttons that show their follow-up questions without `aria-expanded`, which the role `radio` does not support
 * (WAI-ARIA 1.2) and which accessibility checkers report.
 */
export class PlainRadios extends Radios {
  override syncConditionalRevealWithInputState(input: HTMLInputElement): void {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute('aria-expanded');
  }
}
