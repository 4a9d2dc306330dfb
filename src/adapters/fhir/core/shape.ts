/** A type that an element may have, and to what a reference may lead. */
export type ElementType = { type: string; targets: readonly string[] | undefined };
/** One element: a choice such as `value[x]` has one for each of its types. */
export type Element = {
  name: string;
  /** Under which name a choice stands together; the name itself otherwise. */
  choice: string;
  type: ElementType;
  isRequired: boolean;
  isList: boolean;
  codes: ReadonlySet<string> | undefined;
};
export type Shape = {
  name: string;
  elements: ReadonlyMap<string, Element>;
  /** The names of which one has to be there: a choice counts as one. */
  required: readonly { choice: string; names: readonly string[] }[];
};

function upper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const line = /^(\w+(?:\[x\])?)([!*+]?):\s*([^=]+?)(?:\s*=\s*([\w-]+))?$/;

function typesOf(text: string): ElementType[] {
  return [...text.matchAll(/([\w.]+)(?:\(([^)]*)\))?/g)].map((match) => ({
    type: match[1] ?? '',
    targets: match[2]?.split('|'),
  }));
}

/**
 * Reads the elements of a shape, one a line: `name: Type`, with `!` where it must be there, `*` for any number, `+` for one
 * or more; `Reference(Patient|Group)` says to what it leads; `= codes` names a set of codes outside of which nothing is let
 * through; `value[x]: string|Coding` is a choice.
 * @throws TypeError when a line does not read.
 */
export function readShape(name: string, text: string, codeSets: Readonly<Record<string, ReadonlySet<string>>>): Shape {
  const elements = new Map<string, Element>();
  const required: { choice: string; names: string[] }[] = [];
  for (const row of text.split('\n').map((one) => one.trim())) {
    if (row === '') continue;
    const read = line.exec(row);
    if (read === null) throw new TypeError(`${name}: ${row}`);
    const [, full = '', how = '', words = '', codeName] = read;
    const isChoice = full.endsWith('[x]');
    const choice = isChoice ? full.slice(0, -3) : full;
    const codes = codeName === undefined ? undefined : codeSets[codeName];
    if (codeName !== undefined && codes === undefined) throw new TypeError(`${name}: no codes ${codeName}`);
    const names: string[] = [];
    for (const type of typesOf(words)) {
      const element = isChoice ? choice + upper(type.type) : full;
      names.push(element);
      elements.set(element, {
        name: element,
        choice,
        type,
        isRequired: how === '!' || how === '+',
        isList: how === '*' || how === '+',
        codes,
      });
    }
    if (how === '!' || how === '+') required.push({ choice, names });
  }
  return { name, elements, required };
}
