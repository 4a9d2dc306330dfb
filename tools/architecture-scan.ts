// A small reader of TypeScript source for the architecture test: enough of its grammar to tell code from words.

/** A text in the source: between quotes, or a template with its `${…}` left in. */
export type Literal = { start: number; end: number; text: string; isTemplate: boolean };

/** A source file as the rules see it. */
export type Source = {
  path: string;
  text: string;
  /** The text with comments and the insides of literals blanked, so that positions stay and words in them do not count. */
  code: string;
  literals: readonly Literal[];
  imports: readonly { specifier: string; line: number }[];
};

const afterValue = /[\w$)\]}'"`]$/;
const wordsBeforeRegex = /\b(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield)$/;

/** Blanks comments and the insides of literals, and lists the literals. */
export function maskSource(text: string): { code: string; literals: Literal[] } {
  const out = text.split(''); // by code unit, so that positions are those of the text
  const literals: Literal[] = [];
  function blank(from: number, to: number): void {
    for (let i = from; i < to; i += 1) if (out[i] !== '\n') out[i] = ' ';
  }
  function quoted(start: number): number {
    const quote = text[start];
    for (let i = start + 1; i < text.length && text[i] !== '\n'; i += 1) {
      if (text[i] === '\\') i += 1;
      else if (text[i] === quote) {
        literals.push({ start, end: i + 1, text: text.slice(start + 1, i), isTemplate: false });
        blank(start + 1, i);
        return i + 1;
      }
    }
    return start + 1; // an apostrophe in the words of a page: no literal
  }
  function template(start: number): number {
    let i = start + 1;
    let from = i;
    while (i < text.length) {
      if (text[i] === '\\') i += 2;
      else if (text[i] === '`') {
        blank(from, i);
        literals.push({ start, end: i + 1, text: text.slice(start + 1, i), isTemplate: true });
        return i + 1;
      } else if (text[i] === '$' && text[i + 1] === '{') {
        blank(from, i + 2);
        i = code(i + 2, true);
        from = i;
        if (text[i - 1] === '}') out[i - 1] = ' ';
      } else i += 1;
    }
    return i;
  }
  function regex(start: number): number {
    let inClass = false;
    for (let i = start + 1; i < text.length && text[i] !== '\n'; i += 1) {
      if (text[i] === '\\') i += 1;
      else if (text[i] === '[') inClass = true;
      else if (text[i] === ']') inClass = false;
      else if (text[i] === '/' && !inClass) {
        blank(start + 1, i);
        return i + 1;
      }
    }
    return start + 1;
  }
  /** Reads code from `start`; inside a template it ends behind the brace that closes the insertion. */
  function code(start: number, isInsertion: boolean): number {
    let depth = 0;
    let i = start;
    while (i < text.length) {
      const one = text[i] ?? '';
      const two = text.slice(i, i + 2);
      if (two === '//' && text[i - 1] !== ':') {
        const end = text.indexOf('\n', i);
        blank(i, end < 0 ? text.length : end);
        i = end < 0 ? text.length : end;
      } else if (two === '/*') {
        const end = text.indexOf('*/', i + 2);
        blank(i, end < 0 ? text.length : end + 2);
        i = end < 0 ? text.length : end + 2;
      } else if (one === "'" || one === '"') i = quoted(i);
      else if (one === '`') i = template(i);
      else if (one === '/' && text[i + 1] !== '>' && text[i - 1] !== '<') {
        const before = out
          .slice(Math.max(0, i - 40), i)
          .join('')
          .trimEnd();
        i = !afterValue.test(before) || wordsBeforeRegex.test(before) ? regex(i) : i + 1;
      } else {
        if (one === '{') depth += 1;
        if (one === '}') {
          if (isInsertion && depth === 0) return i + 1;
          depth -= 1;
        }
        i += 1;
      }
    }
    return i;
  }
  code(0, false);
  return { code: out.join(''), literals: literals.sort((a, b) => a.start - b.start) };
}

/** The line, counted from 1, on which the position lies. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

const importForms = [
  /\bimport\s+(?:type\s+)?[\w$\s{},*]*?\bfrom\s*(?=['"])/g,
  /\bimport\s*(?=['"])/g,
  /\bexport\s+(?:type\s+)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)\s*from\s*(?=['"])/g,
  /\b(?:import|require|import\.meta\.resolve)\s*\(\s*(?=['"`])/g,
];

/** Reads a file: its literals, and everything it imports, by whatever form of words. */
export function scanSource(path: string, text: string): Source {
  const { code, literals } = maskSource(text);
  const at = new Map(literals.map((literal) => [literal.start, literal.text]));
  const imports = importForms
    .flatMap((form) => [...code.matchAll(form)])
    .map((match) => ({ position: match.index, specifier: at.get(match.index + match[0].length) }))
    .filter((one): one is { position: number; specifier: string } => one.specifier !== undefined)
    .sort((a, b) => a.position - b.position)
    .map(({ position, specifier }) => ({ specifier, line: lineAt(text, position) }));
  return { path, text, code, literals, imports };
}
