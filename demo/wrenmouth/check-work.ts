import type { DemoWork } from './work-types.ts';

/** Everything that is wrong with the working day of the demo, one sentence each. */
export function checkWork(
  work: DemoWork,
  known: { people: ReadonlySet<string>; workers: ReadonlySet<string> },
): string[] {
  const problems: string[] = [];
  const refer = (name: string, among: ReadonlySet<string>): void => {
    if (!among.has(name)) problems.push(`the work names “${name}”, who does not exist`);
  };
  for (const one of [...work.notes, ...work.appointments, ...work.asked]) {
    refer(one.person, known.people);
    refer(one.worker, known.workers);
  }
  for (const one of work.tasks) {
    refer(one.person, known.people);
    for (const worker of [one.by, one.for]) refer(worker, known.workers);
  }
  for (const one of work.handovers) {
    for (const person of one.people) refer(person, known.people);
    for (const worker of [one.from, one.to]) refer(worker, known.workers);
    if ((one.kind === 'leave') !== (one.backDay !== null)) problems.push('a handover for a while says when it is over');
  }
  for (const one of work.appointments) {
    if (one.outcome !== null && one.day > 0) problems.push('an appointment to come has no outcome');
    if ((one.outcome === 'not-met' || one.outcome === 'cancelled') !== (one.reason !== null))
      problems.push('an appointment that did not take place says what got in the way');
  }
  for (const one of work.hours) refer(one.worker, known.workers);
  return problems;
}
