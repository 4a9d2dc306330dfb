import { parseHTML } from 'linkedom';

/** What tests ask a page: by role and words, as a person would find it. */
export class PageView {
  readonly status: number;
  readonly document: Document;
  readonly html: string;

  constructor(html: string, status: number) {
    this.html = html;
    this.status = status;
    this.document = parseHTML(html).document;
  }

  /** Every word a reader sees, with white space folded. */
  get text(): string {
    return (this.document.querySelector('body')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  }
  get heading(): string {
    return words(this.document.querySelector('h1'));
  }
  /** The address of the link whose words contain `text`; throws when there is none. */
  link(text: string): string {
    const found = [...this.document.querySelectorAll('a[href]')].find((a) => words(a).includes(text));
    if (found === undefined) throw new Error(`no link "${text}" on the page "${this.heading}"`);
    return found.getAttribute('href') ?? '';
  }
  hasLink(text: string): boolean {
    return [...this.document.querySelectorAll('a[href]')].some((a) => words(a).includes(text));
  }
  hasButton(text: string): boolean {
    return [...this.document.querySelectorAll('button')].some((button) => words(button).includes(text));
  }
  /** The field with the label `label`; throws when there is none. */
  field(label: string): Element {
    const found = [...this.document.querySelectorAll('label')].find((one) => words(one).includes(label));
    const field = found === undefined ? null : this.document.querySelector(`[id="${found.getAttribute('for') ?? ''}"]`);
    if (field === null) throw new Error(`no field "${label}" on the page "${this.heading}"`);
    return field;
  }
  /** What the field with the label `label` holds. */
  value(label: string): string {
    const field = this.field(label);
    return field.tagName === 'TEXTAREA' ? (field.textContent ?? '') : (field.getAttribute('value') ?? '');
  }
  /** The sentences of the error summary. */
  get errors(): string[] {
    return [...this.document.querySelectorAll('.nhsuk-error-summary__list li')].map(words);
  }
}

function words(element: Element | null): string {
  return (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}
