import { listAt, objectAt, textAt, type JsonObject } from './json.ts';
import { problem, type Issue } from './outcome.ts';
import { systems } from './codes.ts';

type Rule = (resource: JsonObject) => Issue[];

function broken(text: string, path: string): Issue[] {
  return [problem('invariant', text, path)];
}

/** Moments compare where both name one; a partial date says nothing. */
function isAfter(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined || first.length < 10 || second.length < 10) return false;
  const width = first.length > 10 && second.length > 10 ? undefined : 10;
  const [a, b] = [Date.parse(first.slice(0, width)), Date.parse(second.slice(0, width))];
  return a > b;
}

function periods(value: JsonObject, path: string): Issue[] {
  return Object.entries(value).flatMap(([name, one]): Issue[] => {
    const inside = Array.isArray(one) ? one : [one];
    return inside.flatMap((item, index): Issue[] => {
      if (typeof item !== 'object' || item === null || Array.isArray(item) || JSON.stringify(item).length < 4)
        return [];
      const here = Array.isArray(one) ? `${path}.${name}[${index}]` : `${path}.${name}`;
      const own =
        typeof item['start'] === 'string' && isAfter(item['start'], textAt(item, 'end'))
          ? broken('What begins does not end before it (per-1).', here)
          : [];
      return [...own, ...periods(item, here)];
    });
  });
}

function telecoms(resource: JsonObject): Issue[] {
  return listAt(resource, 'telecom').flatMap((one, index) =>
    one['value'] !== undefined && one['system'] === undefined
      ? broken(
          'A number says what it is a number of (cpt-2).',
          `${textAt(resource, 'resourceType') ?? ''}.telecom[${index}]`,
        )
      : [],
  );
}

/** UK Core: at most one NHS number, with its system and value; the verification status in its own codes. */
function nhsNumbers(resource: JsonObject): Issue[] {
  const type = textAt(resource, 'resourceType') ?? '';
  const own = listAt(resource, 'identifier')
    .map((one, index) => ({ one, path: `${type}.identifier[${index}]` }))
    .filter(({ one }) => one['system'] === systems.nhsNumber);
  const [, second] = own;
  return [
    ...(second === undefined ? [] : broken('There is one NHS number at most (UK Core).', second.path)),
    ...own.flatMap(({ one, path }) => [
      ...(one['value'] === undefined ? broken('An NHS number has a value (UK Core).', path) : []),
      ...listAt(one, 'extension').flatMap((extension, index): Issue[] => {
        if (extension['url'] !== systems.verificationExtension) return [];
        const codings = listAt(objectAt(extension, 'valueCodeableConcept'), 'coding');
        const isKnown = codings.some(
          (coding) => coding['system'] === systems.verification && /^0[1-8]$/.test(textAt(coding, 'code') ?? ''),
        );
        return isKnown || codings.every((coding) => coding['system'] !== systems.verification)
          ? []
          : [problem('code-invalid', 'The verification status is one of 01 to 08.', `${path}.extension[${index}]`)];
      }),
    ]),
  ];
}

const rules: Readonly<Record<string, readonly Rule[]>> = {
  Patient: [
    nhsNumbers,
    telecoms,
    (patient) =>
      listAt(patient, 'contact').flatMap((one, index) =>
        ['name', 'telecom', 'address', 'organization'].every((name) => one[name] === undefined)
          ? broken(
              'A contact has a name, a number, an address or an organisation (pat-1).',
              `Patient.contact[${index}]`,
            )
          : [],
      ),
  ],
  RelatedPerson: [nhsNumbers, telecoms],
  ServiceRequest: [
    (request) =>
      request['orderDetail'] !== undefined && request['code'] === undefined
        ? broken('Details are given only where there is a code (prr-1).', 'ServiceRequest.orderDetail')
        : [],
  ],
  Task: [
    (task) =>
      isAfter(textAt(task, 'authoredOn'), textAt(task, 'lastModified'))
        ? broken('It was not changed before it was written (inv-1).', 'Task.lastModified')
        : [],
  ],
  Goal: [
    (goal) =>
      listAt(goal, 'target').flatMap((one, index) =>
        Object.keys(one).some((name) => name.startsWith('detail')) && one['measure'] === undefined
          ? broken('A detail says of what measure (gol-1).', `Goal.target[${index}]`)
          : [],
      ),
  ],
  Observation: [
    (observation) =>
      observation['dataAbsentReason'] !== undefined && Object.keys(observation).some((name) => /^value[A-Z]/.test(name))
        ? broken(
            'A reason why there is no value stands only where there is none (obs-6).',
            'Observation.dataAbsentReason',
          )
        : [],
  ],
};

/** Which rules of R4 and of UK Core a resource breaks. The source of each is named in its words. */
export function checkRules(resource: JsonObject): Issue[] {
  const type = textAt(resource, 'resourceType') ?? '';
  return [...(rules[type] ?? []).flatMap((rule) => rule(resource)), ...periods(resource, type)];
}
