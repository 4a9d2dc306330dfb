import { checkShape } from '../core/check.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Issue } from '../core/outcome.ts';

/** Steps of a path such as `Patient.name[0].family`, without the type. */
function stepsOf(path: string): (string | number)[] {
  return [
    ...path
      .split('.')
      .slice(1)
      .join('.')
      .matchAll(/([^.[\]]+)|\[(\d+)\]/g),
  ].map((match) => (match[2] === undefined ? (match[1] ?? '') : Number(match[2])));
}

function dropAt(value: Json | undefined, steps: readonly (string | number)[]): void {
  const [step, ...rest] = steps;
  if (step === undefined || value === undefined) return;
  if (Array.isArray(value) && typeof step === 'number') {
    if (rest.length === 0) value.splice(step, 1);
    else dropAt(value[step], rest);
  } else if (isObject(value)) {
    // A choice is named by its path without its type.
    const name = Object.keys(value).find((one) => one === step || new RegExp(`^_?${String(step)}[A-Z]\\w*$`).test(one));
    if (name === undefined) return;
    if (rest.length === 0) delete value[name];
    else dropAt(value[name], rest);
  }
}

/**
 * Messages are read liberally: what is not understood of a resource is left out, and told. What is wrong besides stays in,
 * and is refused by the checks that follow.
 */
export function pruned(resource: JsonObject, type: string): { resource: JsonObject; left: Issue[] } {
  const copy = structuredClone(resource);
  const left: Issue[] = [];
  for (let round = 0; round < 30; round += 1) {
    const [issue] = checkShape(copy, type).filter((one) => one.code === 'not-supported' && one.path !== undefined);
    if (issue?.path === undefined) break;
    const before = JSON.stringify(copy);
    if (/\.contained$|\.implicitRules$/.test(issue.path)) delete copy[issue.path.split('.').at(-1) ?? ''];
    else dropAt(copy, stepsOf(issue.path));
    if (JSON.stringify(copy) === before) break;
    left.push({
      severity: 'warning',
      code: 'not-supported',
      text: 'This was not understood, and left out.',
      path: issue.path,
    });
  }
  return { resource: copy, left };
}
