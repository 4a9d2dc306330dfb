import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkWrenmouth } from './check.ts';
import type { Wrenmouth } from './types.ts';

/** The data of the demo place, read from the files beside this one. Throws with every fault when they do not fit together. */
export function loadWrenmouth(): Wrenmouth {
  const { areas, venues } = read('venues') as Pick<Wrenmouth, 'areas' | 'venues'>;
  const data: Wrenmouth = {
    places: read('places') as Wrenmouth['places'],
    organisations: read('organisations') as Wrenmouth['organisations'],
    people: read('people') as Wrenmouth['people'],
    conversation: read('conversation') as Wrenmouth['conversation'],
    workshop: read('workshop') as Wrenmouth['workshop'],
    priorities: read('priorities') as Wrenmouth['priorities'],
    plans: read('plans') as Wrenmouth['plans'],
    commitments: read('commitments') as Wrenmouth['commitments'],
    areas,
    venues,
    services: read('services') as Wrenmouth['services'],
    directory: read('directory') as Wrenmouth['directory'],
    measures: read('measures') as Wrenmouth['measures'],
    board: read('board') as Wrenmouth['board'],
    support: read('support') as Wrenmouth['support'],
    work: read('work') as Wrenmouth['work'],
    referrals: read('referrals') as Wrenmouth['referrals'],
    ...(read('stories') as Pick<Wrenmouth, 'stories' | 'uptakes'>),
  };
  const problems = checkWrenmouth(data);
  if (problems.length > 0) throw new Error(`The demo data do not fit together:\n${problems.join('\n')}`);
  return data;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8'));
}
