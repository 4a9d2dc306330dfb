import { isObject, listAt, type JsonObject } from '../core/json.ts';
import { outcome } from '../core/outcome.ts';
import type { Reply } from '../http/reply.ts';
import { patientWarnings } from '../resources/patient-map.ts';
import type { Work } from '../resources/kind.ts';
import type { Kinds } from '../search/run.ts';
import { issuesOf, kindFor } from './checked.ts';

/** Says what would be wrong with a resource, and writes nothing: 200 whatever it says. */
export function validate(kinds: Kinds, work: Work, type: string, body: JsonObject): Reply {
  kindFor(kinds, work, type, 'c');
  const inside = listAt(body, 'parameter').find((one) => one['name'] === 'resource')?.['resource'];
  const resource = body['resourceType'] === 'Parameters' && isObject(inside) ? inside : body;
  const issues = [...issuesOf(resource, type), ...(type === 'Patient' ? patientWarnings(resource) : [])];
  const fine = { severity: 'information', code: 'informational', text: 'Nothing is wrong with it.' } as const;
  return { status: 200, headers: {}, body: outcome(issues.length === 0 ? [fine] : issues) };
}
