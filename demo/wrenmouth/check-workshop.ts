import { scenarios } from '../../src/modules/conversation/domain/exercise.ts';
import { templates } from '../../src/modules/conversation/domain/run-sheet.ts';
import type { Wrenmouth } from './types.ts';

/** Everything that is wrong with the workshop of the demo. */
export function checkWorkshop(data: Wrenmouth): string[] {
  const { workshop, conversation } = data;
  const problems: string[] = [];
  const partners = new Set(
    data.organisations.filter((one) => one.partnerOf.includes(conversation.place)).map((one) => one.slug),
  );
  const known = {
    sector: new Set(conversation.sectors.map((one) => one.key)),
    statement: new Set(conversation.statements.filter((one) => one.status === 'approved').map((one) => one.key)),
    priority: new Set(data.priorities.map((one) => one.slug)),
    measure: new Set(data.measures.map((one) => one.slug)),
    partner: partners,
    commitment: new Set(data.commitments.map((one) => one.slug)),
    item: new Set(data.board.meetings.flatMap((meeting) => meeting.items.map((item) => item.title))),
  };
  function refer(owner: string, kind: keyof typeof known, name: string | null): void {
    if (name !== null && !known[kind].has(name))
      problems.push(`${owner} names the ${kind} “${name}”, which does not exist`);
  }
  const family = scenarios.find((one) => one.key === workshop.family);
  if (family === undefined) problems.push(`the workshop names the family “${workshop.family}”, which does not exist`);
  if (!templates.some((one) => one.key === workshop.template))
    problems.push(`the workshop names the run-sheet “${workshop.template}”, which does not exist`);
  refer('the workshop', 'priority', workshop.priority);
  for (const one of workshop.invited) {
    refer('an invitation', 'partner', one.organisation);
    refer('an invitation', 'sector', one.sector);
  }
  for (const one of workshop.groups) {
    refer(one.label, 'sector', one.sector);
    refer(one.label, 'measure', one.measure);
    if (one.percent !== null && one.source === '') problems.push(`${one.label} has a figure without a source`);
  }
  for (const one of workshop.saidAgain) refer(one.body, 'statement', one.statement);
  for (const one of workshop.themes) {
    refer(one.label, 'priority', one.priority);
    for (const key of one.statements) refer(one.label, 'statement', key);
    if (one.minorityView === '') problems.push(`${one.label} is agreed without the view of the minority`);
  }
  const members = family?.members.length ?? 0;
  for (const one of [...workshop.supports, ...workshop.steps, ...workshop.offers])
    if (one.member < -1 || one.member >= members) problems.push(`somebody of the family has the number ${one.member}`);
  const promised = new Map(data.commitments.map((one) => [one.slug, one]));
  for (const one of workshop.offers) {
    refer(one.what, 'partner', one.organisation);
    refer(one.what, 'commitment', one.commitment);
    refer(one.what, 'item', one.agendaItem);
    const commitment = promised.get(one.commitment ?? '');
    if (commitment !== undefined && commitment.title !== one.what)
      problems.push(`${one.what} became a commitment of other words`);
    if (commitment !== undefined && commitment.organisation !== one.organisation)
      problems.push(`${one.what} became a commitment of somebody else`);
  }
  const people = conversation.sectors.reduce((sum, sector) => sum + sector.people, 0);
  const rounds = [Object.values(workshop.words), workshop.fingers];
  for (const counts of rounds)
    if (counts.reduce((sum, count) => sum + count, 0) !== people)
      problems.push('a round of the workshop has another number of people than the room');
  return problems;
}
