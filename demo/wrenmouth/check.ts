import { parseCharityNumber, parseEmail, parseOdsCode } from '../../src/lib/identifiers.ts';
import { checkReferrals } from './check-referrals.ts';
import { checkDirectory } from './check-directory.ts';
import { checkServices } from './check-services.ts';
import { checkSupport } from './check-support.ts';
import { checkWork } from './check-work.ts';
import { checkWorkshop } from './check-workshop.ts';
import { checkStories } from './check-stories.ts';
import { generatePeople } from './generate-support.ts';
import type { DemoCommitment, DemoConversation, DemoOutcome, DemoPriority, Wrenmouth } from './types.ts';

/** Everything that is wrong with the demo data, one sentence each; empty when all is well. */
export function checkWrenmouth(data: Wrenmouth): string[] {
  const places = new Set(data.places.map((place) => place.slug));
  const organisations = new Set(data.organisations.map((organisation) => organisation.slug));
  const statements = new Set(data.conversation.statements.map((statement) => statement.key));
  const priorities = new Set(data.priorities.map((priority) => priority.slug));
  const plans = new Set(data.plans.map((plan) => plan.slug));
  const outcomes = new Set(data.priorities.flatMap((priority) => priority.outcomes.map((outcome) => outcome.key)));
  const problems: string[] = [];

  function refer(owner: string, name: string | null, known: ReadonlySet<string>, kind: string): void {
    if (name !== null && !known.has(name)) problems.push(`${owner} names the ${kind} “${name}”, which does not exist`);
  }
  unique(
    problems,
    'place',
    data.places.map((each) => each.slug),
  );
  unique(
    problems,
    'organisation',
    data.organisations.map((each) => each.slug),
  );
  unique(
    problems,
    'person',
    data.people.map((each) => each.email),
  );
  unique(
    problems,
    'statement',
    data.conversation.statements.map((each) => each.key),
  );
  unique(
    problems,
    'priority',
    data.priorities.map((each) => `${each.place}/${each.slug}`),
  );
  unique(
    problems,
    'outcome',
    data.priorities.flatMap((each) => each.outcomes.map(({ key }) => key)),
  );
  unique(
    problems,
    'plan',
    data.plans.map((each) => each.slug),
  );
  unique(
    problems,
    'commitment',
    data.commitments.map((each) => each.slug),
  );

  for (const place of data.places) {
    refer(place.slug, place.parent, places, 'place');
    if (contrastWithWhite(place.accent) < 4.5) problems.push(`${place.slug}: its accent colour is too pale on white`);
  }
  for (const { slug, odsCode, charityNumber, partnerOf } of data.organisations) {
    if (odsCode !== null && !(parseOdsCode(odsCode).ok && odsCode.startsWith('ZZ'))) {
      problems.push(`${slug}: its ODS code must be well formed and begin with ZZ`);
    }
    if (charityNumber !== null && !(parseCharityNumber(charityNumber).ok && charityNumber.startsWith('99'))) {
      problems.push(`${slug}: its charity number must be well formed and begin with 99`);
    }
    for (const place of partnerOf) refer(slug, place, places, 'place');
  }
  for (const { slug, email, organisation, place } of data.people) {
    if (!parseEmail(email).ok || !email.endsWith('.example'))
      problems.push(`${slug}: the e-mail must end with .example`);
    refer(slug, organisation, organisations, 'organisation');
    refer(slug, place, places, 'place');
  }
  refer('the conversation', data.conversation.place, places, 'place');
  problems.push(...checkConversation(data.conversation));
  for (const priority of data.priorities) {
    refer(priority.slug, priority.place, places, 'place');
    for (const key of priority.answers) refer(priority.slug, key, statements, 'statement');
    problems.push(...checkPriority(priority));
  }
  for (const plan of data.plans) {
    refer(plan.slug, plan.place, places, 'place');
    refer(plan.slug, plan.parent, plans, 'plan');
    for (const name of plan.priorities) refer(plan.slug, name, priorities, 'priority');
    for (const name of plan.parties) refer(plan.slug, name, organisations, 'organisation');
    if (plan.endMonth - plan.startMonth !== plan.years * 12)
      problems.push(`${plan.slug}: its months are not its years`);
  }
  for (const commitment of data.commitments) {
    refer(commitment.slug, commitment.place, places, 'place');
    refer(commitment.slug, commitment.organisation, organisations, 'organisation');
    refer(commitment.slug, commitment.paidBy, organisations, 'organisation');
    refer(commitment.slug, commitment.outcome, outcomes, 'outcome');
    refer(commitment.slug, commitment.plan, plans, 'plan');
    problems.push(...checkCommitment(commitment));
  }
  problems.push(...checkServices(data), ...checkDirectory(data));
  const workers = new Set(data.people.map((person) => person.slug));
  // A goal serves a priority of its own place.
  const local = data.priorities.filter((one) => one.place === data.support.place).map((one) => one.slug);
  problems.push(...checkSupport(data.support, { places, organisations, workers, priorities: new Set(local) }));
  problems.push(
    ...checkReferrals(data.referrals, {
      people: [...data.support.people, ...generatePeople(data.support)],
      workers,
      services: new Set(data.services.filter((one) => one.takesReferrals).map((one) => one.slug)),
    }),
  );
  const supported = [...data.support.people, ...generatePeople(data.support)].map((one) => one.slug);
  problems.push(...checkWorkshop(data));
  problems.push(...checkWork(data.work, { people: new Set(supported), workers }));
  problems.push(...checkStories(data));
  return problems;
}

function unique(problems: string[], kind: string, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) problems.push(`There are two of the ${kind} “${name}”`);
  });
}

function checkConversation({ sectors, statements }: DemoConversation): string[] {
  const problems: string[] = [];
  const keys = sectors.map((sector) => sector.key).sort();
  for (const { key, body, agreeProbability, passProbability, status, rejectionReason } of statements) {
    if (body.length < 1 || body.length > 140) problems.push(`${key}: a statement has 1 to 140 characters`);
    if (Object.keys(agreeProbability).sort().join() !== keys.join())
      problems.push(`${key}: a sector is missing or unknown`);
    if (![passProbability, ...Object.values(agreeProbability)].every((chance) => chance >= 0 && chance <= 1)) {
      problems.push(`${key}: a chance is from 0 to 1`);
    }
    if ((status === 'rejected') !== (rejectionReason !== null)) problems.push(`${key}: a rejection has a reason`);
  }
  return problems;
}

function checkPriority({ slug, needEvidence, objections, outcomes }: DemoPriority): string[] {
  const problems: string[] = [];
  if (needEvidence.length === 0) problems.push(`${slug}: it needs evidence of need`);
  if (outcomes.length === 0) problems.push(`${slug}: it needs an outcome`);
  for (const { reply, repliedBy } of objections) {
    if ((reply === null) !== (repliedBy === null)) problems.push(`${slug}: a reply has an author`);
  }
  return [...problems, ...outcomes.flatMap(checkOutcome)];
}

function checkOutcome({ key, betterWhen, baseline, target, readings }: DemoOutcome): string[] {
  const problems: string[] = [];
  const rises = target.value > baseline.value;
  if (rises !== (betterWhen === 'higher')) problems.push(`${key}: its target is on the wrong side of its baseline`);
  const months = [baseline.month, ...readings.map((reading) => reading.month), target.month];
  if (months.some((month, index) => index > 0 && month <= (months[index - 1] ?? month))) {
    problems.push(`${key}: its readings are not in order of time`);
  }
  if (readings.some((reading) => reading.month > 0)) problems.push(`${key}: a reading lies in the future`);
  return problems;
}

function checkCommitment(commitment: DemoCommitment): string[] {
  const { slug, organisation, volunteer, state, offeredDay, dueDay, paidBy, pence, note } = commitment;
  const problems: string[] = [];
  if ((organisation === null) === (volunteer === null)) {
    problems.push(`${slug}: it is made by an organisation or by volunteers`);
  }
  if ((paidBy === null) !== (pence === null)) problems.push(`${slug}: who pays and how much belong together`);
  if (offeredDay >= 0 || dueDay <= offeredDay) problems.push(`${slug}: it is offered in the past and due later`);
  if ((state === 'declined' || state === 'stopped') && note === null) problems.push(`${slug}: it needs its reason`);
  if (state === 'kept' && dueDay > 0) problems.push(`${slug}: it is kept before it is due`);
  return problems;
}

/** The contrast of `#rrggbb` with white, from 1 to 21. Source: WCAG 2.2, relative luminance. */
function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
