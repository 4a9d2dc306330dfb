import { parseNhsNumber } from '../../src/modules/people/domain/nhs-number.ts';
import { generatePeople } from './generate-support.ts';
import type { DemoSupport, DemoSupported } from './support-types.ts';

/** Everything that is wrong with the people of the demo, one sentence each. */
export function checkSupport(
  support: DemoSupport,
  known: {
    places: ReadonlySet<string>;
    organisations: ReadonlySet<string>;
    workers: ReadonlySet<string>;
    priorities: ReadonlySet<string>;
  },
): string[] {
  const problems: string[] = [];
  if (!known.places.has(support.place)) problems.push(`the people live in “${support.place}”, which does not exist`);
  for (const party of support.agreement.parties)
    if (!known.organisations.has(party)) problems.push(`the agreement names “${party}”, which does not exist`);
  const slugs = new Set(support.people.map((one) => one.slug));
  for (const one of [...support.people, ...generatePeople(support)])
    problems.push(...checkPerson(one, slugs, known).map((problem) => `${one.slug}: ${problem}`));
  for (const family of support.families)
    for (const { person } of family.members)
      if (!slugs.has(person)) problems.push(`a family names “${person}”, who does not exist`);
  // The family of the workshop is never called this on a screen.
  if (/struggl/i.test(JSON.stringify(support)))
    problems.push('the people are called by a word that leads with trouble');
  return problems;
}

function checkPerson(
  one: DemoSupported,
  slugs: ReadonlySet<string>,
  known: Parameters<typeof checkSupport>[1],
): string[] {
  const problems: string[] = [];
  const refer = (name: string | null, among: ReadonlySet<string>): void => {
    if (name !== null && !among.has(name)) problems.push(`it names “${name}”, which does not exist`);
  };
  for (const worker of [one.lead, one.account, one.denies]) refer(worker, known.workers);
  for (const helper of one.helpedBy) {
    refer(helper.organisation, known.organisations);
    refer(helper.worker, known.workers);
  }
  if (one.nhsNumber !== null && !(parseNhsNumber(one.nhsNumber).ok && one.nhsNumber.startsWith('999')))
    problems.push('its NHS number must be well formed and begin with 999');
  if ((one.safeContact === 'any') !== (one.safeContactNote === '')) problems.push('how contact is safe must be said');
  if (one.strengths.length === 0 || one.ties.length === 0) problems.push('it begins with strengths and a circle');
  for (const tie of one.ties) {
    refer(tie.organisation, known.organisations);
    refer(tie.person, slugs);
  }
  for (const goal of one.goals) {
    refer(goal.priority, known.priorities);
    if (goal.progress.some((value) => value < 0 || value > 10)) problems.push('a goal is 0 to 10 far');
    for (const step of goal.steps) {
      if (step.who.startsWith('circle:')) refer(step.who.slice(7), new Set(one.ties.map((tie) => tie.name)));
      else if (step.who !== 'person') refer(step.who, known.organisations);
      if ((step.state === 'not-kept') !== (step.outcome !== undefined)) problems.push('what was not kept says why');
      if ((step.state === 'done') !== (step.doneDay !== null)) problems.push('a step that is done has its day');
    }
  }
  for (const { call } of one.contingencies) refer(call, new Set(one.ties.map((tie) => tie.name)));
  for (const { answers } of one.wellbeing)
    if (answers.length !== 4 || answers.some((value) => value < 0 || value > 10))
      problems.push('ONS4 has four answers, 0 to 10');
  for (const review of one.reviews)
    if (review.nextDay <= review.day) problems.push('a plan is looked at again after it was agreed');
  return problems;
}
