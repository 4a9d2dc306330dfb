import { allows, type Action } from '../access/scopes.ts';
import { checkedTypes, checkShape } from '../core/check.ts';
import { checkRules } from '../core/invariants.ts';
import { isObject, parseJson, type Json, type JsonObject } from '../core/json.ts';
import { FhirError, problem, type Issue } from '../core/outcome.ts';
import type { Kinds } from '../search/run.ts';
import type { Kind, Work } from '../resources/kind.ts';
import { patientWarnings } from '../resources/patient-map.ts';

/** @throws 404 where there is no such type, 403 where the token does not reach so far. */
export function kindFor(kinds: Kinds, work: Pick<Work, 'scopes'>, type: string, action: Action): Kind {
  const kind = kinds.get(type);
  if (kind === undefined)
    throw new FhirError(404, [problem('not-supported', `${type.slice(0, 60)} is not supported here.`)]);
  if (!allows(work.scopes, type, action))
    throw new FhirError(403, [
      problem('forbidden', `Your token does not reach so far: ask for system/${type}.${action}.`),
    ]);
  return kind;
}

/** @throws 405 for what a type does not offer. */
export function notOffered(type: string, what: string): FhirError {
  return new FhirError(405, [problem('not-supported', `${what} is not offered for ${type}.`)]);
}

/** @throws 400 where the text is no JSON object. */
export function readBody(text: string | undefined): JsonObject {
  let value: Json;
  try {
    value = parseJson(text ?? '');
  } catch {
    throw new FhirError(400, [problem('structure', 'This is not JSON.')]);
  }
  if (!isObject(value)) throw new FhirError(400, [problem('structure', 'This is not a resource.')]);
  return value;
}

/** Everything that is wrong with a resource, whatever is done with it. */
export function issuesOf(resource: JsonObject, type: string): Issue[] {
  if (resource['resourceType'] !== type) return [problem('structure', `This address takes a ${type}.`, 'resourceType')];
  if (!checkedTypes.includes(type)) return [problem('not-supported', `${type} is not written here.`)];
  const shape = checkShape(resource, type);
  // Rules are asked of what has its shape.
  return shape.length > 0 ? shape : checkRules(resource);
}

const malformed = new Set(['structure', 'value', 'too-costly']);

/** @throws 400 where the shape is wrong, 422 where a rule is broken. */
export function needValid(resource: JsonObject, type: string): Issue[] {
  const issues = issuesOf(resource, type);
  if (issues.length > 0) throw new FhirError(issues.some((one) => malformed.has(one.code)) ? 400 : 422, issues);
  return type === 'Patient' ? patientWarnings(resource) : [];
}
