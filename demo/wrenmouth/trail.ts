import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThreadKind } from '../../src/kernel/thread-ref.ts';
import type { Trail } from '../../src/thread/trail/trail.ts';
import type { DemoPerson } from './types.ts';

/** The trail as it stands in its file: steps are in the trail's own place unless they name another. */
type TrailFile = {
  place: string;
  said: string;
  steps: { kind: ThreadKind; find: string; title: string; look: string; place?: string; signInAs?: string }[];
};

/** The guided trail through the demo. Throws when a step names somebody who is not one of its people. */
export function loadTrail(): Trail {
  const file = read('trail') as TrailFile;
  const people = read('people') as DemoPerson[];
  return {
    place: file.place,
    said: file.said,
    steps: file.steps.map(({ signInAs, place, ...step }) => ({
      ...step,
      place: place ?? file.place,
      signInAs: signInAs === undefined ? undefined : personCalled(people, signInAs),
    })),
  };
}

function personCalled(people: readonly DemoPerson[], slug: string): { email: string; name: string; role: string } {
  const person = people.find((one) => one.slug === slug);
  if (person === undefined) throw new Error(`The trail names “${slug}”, who is not one of the people of the demo`);
  return { email: person.email, name: person.name, role: person.jobTitle };
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8'));
}
