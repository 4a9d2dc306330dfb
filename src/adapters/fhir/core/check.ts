import { codeSets } from './codes.ts';
import { datatypes, primitives } from './datatypes.ts';
import { isObject, numberText, type Json, type JsonObject } from './json.ts';
import { problem, type Issue, type IssueCode } from './outcome.ts';
import { resourceShapes } from './resource-shapes.ts';
import { readShape, type Element, type Shape } from './shape.ts';

const shapes = new Map<string, Shape>(
  Object.entries({ ...datatypes, ...resourceShapes }).map(([name, text]) => [name, readShape(name, text, codeSets)]),
);
const nestedMost = 16;
const issuesMost = 40;
const itemsMost = 400;

/** The types of resource that may be sent here. */
export const checkedTypes: readonly string[] = Object.keys(resourceShapes).filter((name) => !name.includes('.'));

class Checking {
  readonly issues: Issue[] = [];

  add(code: IssueCode, text: string, path: string): void {
    if (this.issues.length < issuesMost) this.issues.push(problem(code, text, path));
  }
  get isFull(): boolean {
    return this.issues.length >= issuesMost;
  }
}

/** Days beyond the end of their month are none. */
function isRealDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  if (day === undefined) return true;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= last;
}

function checkPrimitive(checking: Checking, type: string, element: Element, value: Json, path: string): void {
  const spec = primitives[type];
  if (spec === undefined) throw new TypeError(`no primitive ${type}`);
  const number = numberText(value);
  const json = number === undefined ? typeof value : 'number';
  if (json !== spec.json) {
    checking.add('structure', `This must be ${spec.json === 'string' ? 'text' : `a ${spec.json}`}.`, path);
    return;
  }
  const text = number ?? (typeof value === 'string' ? value : String(value === true));
  if (text.length > spec.most) checking.add('too-long', `At most ${spec.most} characters are kept here.`, path);
  else if (!spec.shape.test(text) || text.includes('\0'))
    checking.add('value', `This does not read as ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}.`, path);
  else if ((type === 'date' || type === 'dateTime' || type === 'instant') && !isRealDay(text))
    checking.add('value', 'There is no such day.', path);
  else if (/^(?:integer|positiveInt|unsignedInt)$/.test(type) && Math.abs(Number(text)) > 2_147_483_647)
    checking.add('value', 'This number is too large.', path);
  else if (
    type === 'xhtml' &&
    /<\s*(?:script|iframe|object|embed|form|link|style)\b|\son\w+\s*=|javascript:/i.test(text)
  )
    checking.add('invariant', 'A narrative holds text and simple marks only (txt-1).', path);
  else if (element.codes !== undefined && !element.codes.has(text))
    checking.add('code-invalid', `“${text.slice(0, 60)}” is none of: ${[...element.codes].join(', ')}.`, path);
}

/** What stands beside a primitive: its id and its extensions. */
function checkBeside(checking: Checking, value: Json, path: string, depth: number): void {
  if (!isObject(value)) {
    checking.add('structure', 'What stands beside a primitive is an object.', path);
    return;
  }
  for (const [name, one] of Object.entries(value)) {
    if (name === 'id') checkId(checking, one, path);
    else if (name === 'extension') checkExtensions(checking, one, path, depth);
    else checking.add('structure', `“${name.slice(0, 60)}” has no place here.`, path);
  }
}

function checkId(checking: Checking, value: Json, path: string): void {
  if (typeof value !== 'string' || value === '' || value.length > 64)
    checking.add('value', 'An id is text of at most 64 characters.', `${path}.id`);
}

function checkExtensions(checking: Checking, value: Json, path: string, depth: number): void {
  if (!Array.isArray(value) || value.length === 0) {
    checking.add('structure', 'Extensions stand in a list that is not empty.', `${path}.extension`);
    return;
  }
  for (const [index, one] of value.slice(0, itemsMost).entries()) {
    const here = `${path}.extension[${index}]`;
    checkObject(checking, 'Extension', one, here, depth + 1);
    if (!isObject(one)) continue;
    const hasValue = Object.keys(one).some((name) => /^_?value/.test(name));
    if (hasValue === (one['extension'] !== undefined))
      checking.add('invariant', 'An extension has either a value or extensions (ext-1).', here);
  }
}

function checkReference(checking: Checking, element: Element, value: Json, path: string): void {
  const target = isObject(value) ? value['reference'] : undefined;
  const { targets } = element.type;
  if (typeof target !== 'string' || targets === undefined) return;
  if (target.startsWith('#')) {
    checking.add('not-supported', 'Resources inside a resource are not supported: send them by themselves.', path);
    return;
  }
  const [, type] =
    /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(target) ?? [];
  if (type !== undefined && !targets.includes(type))
    checking.add('value', `This must lead to one of: ${targets.join(', ')}.`, `${path}.reference`);
}

function checkOne(checking: Checking, element: Element, value: Json, path: string, depth: number): void {
  const { type } = element.type;
  if (primitives[type] !== undefined) checkPrimitive(checking, type, element, value, path);
  else {
    checkObject(checking, type, value, path, depth + 1);
    if (type === 'Reference') checkReference(checking, element, value, path);
  }
}

function checkList(
  checking: Checking,
  element: Element,
  value: Json,
  beside: Json | undefined,
  path: string,
  depth: number,
) {
  if (!Array.isArray(value)) {
    checking.add('structure', 'This must be a list.', path);
    return;
  }
  if (value.length === 0) checking.add('structure', 'A list is not empty: leave it out.', path);
  if (value.length > itemsMost) checking.add('too-long', `At most ${itemsMost} are kept here.`, path);
  for (const [index, one] of value.slice(0, itemsMost).entries()) {
    const here = `${path}[${index}]`;
    if (one === null && Array.isArray(beside) && isObject(beside[index])) continue;
    checkOne(checking, element, one, here, depth);
  }
}

function checkBesides(checking: Checking, shape: Shape, name: string, value: Json, path: string, depth: number): void {
  const element = shape.elements.get(name.slice(1));
  const here = `${path}.${element?.choice ?? name.slice(1)}`;
  if (element === undefined || primitives[element.type.type] === undefined) {
    checking.add('not-supported', 'This element is not known here.', `${path}.${name.slice(0, 60)}`);
    return;
  }
  if (!element.isList) {
    checkBeside(checking, value, here, depth);
    return;
  }
  if (!Array.isArray(value)) checking.add('structure', 'This must be a list.', here);
  else
    for (const [index, one] of value.slice(0, itemsMost).entries())
      if (one !== null) checkBeside(checking, one, `${here}[${index}]`, depth);
}

function checkObject(checking: Checking, type: string, value: Json, path: string, depth: number): void {
  if (checking.isFull) return;
  const shape = shapes.get(type);
  if (shape === undefined) throw new TypeError(`no shape ${type}`);
  if (depth > nestedMost) {
    checking.add('too-costly', 'This is nested deeper than is read here.', path);
    return;
  }
  if (!isObject(value)) {
    checking.add('structure', 'This must be an object.', path);
    return;
  }
  const names = Object.keys(value);
  if (names.length === 0) checking.add('invariant', 'An element has a value or children (ele-1).', path);
  const seen = new Map<string, string>();
  for (const name of names) {
    const one = value[name] as Json;
    const element = shape.elements.get(name);
    if (element !== undefined) {
      const here = `${path}.${element.choice}`;
      const other = seen.get(element.choice);
      if (other !== undefined) checking.add('structure', `There is ${other} already: one of them.`, here);
      seen.set(element.choice, name);
      if (one === null) checking.add('structure', 'Nothing is left out with null: leave it out.', here);
      else if (element.isList) checkList(checking, element, one, value[`_${name}`], here, depth);
      else checkOne(checking, element, one, here, depth);
    } else if (name === 'extension') checkExtensions(checking, one, path, depth);
    else if (name === 'id') checkId(checking, one, path);
    else if (name.startsWith('_')) checkBesides(checking, shape, name, one, path, depth);
    else if (name === 'modifierExtension')
      checking.add('not-supported', 'What changes the meaning of a record is not understood here.', `${path}.${name}`);
    else checking.add('not-supported', 'This element is not known here.', `${path}.${name.slice(0, 60)}`);
  }
  for (const { choice, names: any } of shape.required)
    if (!any.some((name) => value[name] !== undefined || value[`_${name}`] !== undefined))
      checking.add('required', 'This must be there.', `${path}.${choice}`);
}

const ofEveryResource = new Set(['resourceType', 'id', 'meta', 'language', 'text', 'implicitRules', 'contained']);

/**
 * What is wrong with the shape of a resource: unknown and missing elements, wrong types and cardinalities, codes outside a
 * required set, references to the wrong type. Source: FHIR R4 (4.0.1).
 */
export function checkShape(resource: JsonObject, type: string): Issue[] {
  const checking = new Checking();
  const own: JsonObject = {};
  for (const [name, value] of Object.entries(resource)) {
    if (!ofEveryResource.has(name)) own[name] = value;
    else if (name === 'meta') checkObject(checking, 'Meta', value, `${type}.meta`, 0);
    else if (name === 'text') checkObject(checking, 'Narrative', value, `${type}.text`, 0);
    else if (name === 'id' && (typeof value !== 'string' || !/^[A-Za-z0-9\-.]{1,64}$/.test(value)))
      checking.add('value', 'This does not read as an id.', `${type}.id`);
    else if (name === 'language' && (typeof value !== 'string' || !/^\S{1,40}$/.test(value)))
      checking.add('value', 'This does not read as a code.', `${type}.language`);
    else if (name === 'implicitRules')
      checking.add(
        'not-supported',
        'Rules that change the meaning of a record are not understood here.',
        `${type}.implicitRules`,
      );
    else if (name === 'contained')
      checking.add(
        'not-supported',
        'Resources inside a resource are not supported: send them by themselves.',
        `${type}.contained`,
      );
  }
  checkObject(checking, type, Object.keys(own).length === 0 ? { extension: [] } : own, type, 0);
  return checking.issues;
}
