import { type VNode, isValidElement, options } from 'preact';
import { renderToString } from 'preact-render-to-string';

const addressAttributes = new Set(['href', 'src', 'action', 'formaction', 'formAction', 'xlinkHref', 'xlink:href']);
const objectAttributes = new Set(['children', 'dangerouslySetInnerHTML', 'ref', 'key']);

let isInstalled = false;

/**
 * A whole page as text. The guard below is active for everything rendered in this process from then on.
 * @throws {TypeError} where an object would render as nothing, or an address would run as a script.
 */
export function renderPage(page: VNode): string {
  installGuard();
  return `<!doctype html>${renderToString(page)}`;
}

/** A part of a page as text, under the same guard. */
export function renderPart(part: VNode): string {
  installGuard();
  return renderToString(part);
}

/**
 * Makes Preact refuse what it would let through in silence: an object (a `Date`, a plain record) as a child or as an
 * attribute renders as nothing or as `[object Object]`, and a `javascript:` address would run.
 */
export function installGuard(): void {
  if (isInstalled) return;
  isInstalled = true;
  const earlier = { ...options };
  options.vnode = (vnode) => {
    if (typeof vnode.type === 'string') checkElement(vnode.type, vnode.props);
    earlier.vnode?.(vnode);
  };
}

function checkElement(tag: string, props: Record<string, unknown>): void {
  // Every element of every page comes by here: no list of its attributes is made.
  for (const name in props) {
    const value = props[name];
    if (name === 'children') checkChildren(tag, value);
    else if (name === 'style' && value !== undefined) {
      throw new TypeError(`<${tag}> has a style attribute, which the content security policy forbids. Use a class.`);
    } else if (value !== null && typeof value === 'object' && !objectAttributes.has(name)) {
      throw new TypeError(`The attribute "${name}" of <${tag}> is an object; write it as text first.`);
    } else if (typeof value === 'string' && addressAttributes.has(name) && isScriptAddress(value)) {
      throw new TypeError(`The attribute "${name}" of <${tag}> is an address that a page must not carry.`);
    }
  }
}

function checkChildren(tag: string, children: unknown): void {
  if (typeof children === 'string') return;
  if (Array.isArray(children)) {
    for (const child of children) checkChildren(tag, child);
  } else if (typeof children === 'function') {
    throw new TypeError(`<${tag}> has a function as a child, which would show nothing.`);
  } else if (children !== null && typeof children === 'object' && !isValidElement(children)) {
    const kind = children instanceof Date ? 'a Date' : children instanceof Promise ? 'a Promise' : 'an object';
    throw new TypeError(`<${tag}> has ${kind} as a child, which would show nothing. Write it as text first.`);
  }
}

/** Browsers skip control characters and blanks inside a scheme, and so do we. */
function isScriptAddress(address: string): boolean {
  // What begins as a path, a place on the page or a query has no scheme; nearly all of ours do.
  if (/^[/#?]/.test(address)) return false;
  // oxlint-disable-next-line no-control-regex
  return /^(?:javascript|data|vbscript):/i.test(address.replaceAll(/[\u0000-\u0020\u007f-\u00a0]/g, ''));
}
