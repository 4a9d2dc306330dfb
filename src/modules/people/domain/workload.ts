/** What one worker of an organisation does, in counts alone. */
export type Workload = {
  account: string;
  name: string;
  people: number;
  tasks: number;
  overdue: number;
  unanswered: number;
  thisWeek: number;
  /** Hours a week; undefined while nobody has said. */
  hours: number | undefined;
  room: number | undefined;
  awayUntil: string | undefined;
};

/** A full week in hours, as the National Health Service counts it. Source: Agenda for Change, section 10. */
export const fullWeekHours = 37.5;

/**
 * How many people somebody helps for each full week they work, to one decimal, so that part-time work is compared fairly;
 * undefined while their hours are not known. It counts people alone: how much each asks of a worker is not measured.
 */
export function peoplePerFullWeek(worker: Pick<Workload, 'people' | 'hours'>): number | undefined {
  if (worker.hours === undefined) return undefined;
  return Math.round((worker.people / (worker.hours / fullWeekHours)) * 10) / 10;
}

/** How much room is left; below nought it is more than they have room for. */
export function roomLeft(worker: Pick<Workload, 'people' | 'room'>): number | undefined {
  return worker.room === undefined ? undefined : worker.room - worker.people;
}

/** What the counts come to, in one sentence for those who hear the page. */
export function workloadSentence(team: readonly Workload[]): string {
  const people = team.reduce((sum, one) => sum + one.people, 0);
  const full = team.filter((one) => (roomLeft(one) ?? 1) <= 0).length;
  const unknown = team.filter((one) => one.hours === undefined).length;
  return [
    `${team.length} ${team.length === 1 ? 'worker helps' : 'workers help'} ${people} people.`,
    full === 0 ? '' : `${full} of them ${full === 1 ? 'has' : 'have'} no room left.`,
    unknown === 0 ? '' : `The hours of ${unknown} are not known, so they are not compared.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
