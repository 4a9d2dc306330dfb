import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import { plural } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { appointmentStanding, appointmentWhen } from '../domain/appointment.ts';
import { handoverStanding } from '../domain/handover.ts';
import { tooLongSentence } from '../domain/waiting.ts';
import { taskStanding, tasksUntil } from '../domain/work-task.ts';
import { appointmentsUntil } from '../store/appointments.ts';
import { handoversOffered } from '../store/handovers.ts';
import type { Person } from '../store/people.ts';
import { tasksFor } from '../store/tasks.ts';
import { waitedTooLong } from '../store/workload.ts';
import { namedItems, type WorkSection } from './work-list.ts';

/** What waits for one worker themselves, beside what waits for their organisation. */
export async function ownWork(trx: Trx, place: Uuid, me: { account: Uuid; now: Date; day: LocalDate; limit: number }) {
  const { account, now, day, limit } = me;
  const tomorrow = londonInstant(addDays(day, 1), { hour: 0, minute: 0 });
  const [tasks, appointments, handovers, tooLong] = await Promise.all([
    tasksFor(trx, place, account, tasksUntil(day), limit),
    appointmentsUntil(trx, place, account, tomorrow, limit),
    handoversOffered(trx, place, account),
    waitedTooLong(trx, now),
  ]);
  return { tasks, appointments, handovers, tooLong };
}
export type OwnWork = Awaited<ReturnType<typeof ownWork>>;

/** The same as sections of the list for today; those that are urgent for others stand first. */
export function ownSections(
  work: OwnWork,
  shown: { home: string; people: ReadonlyMap<Uuid, Person>; account: Uuid; now: Date; day: LocalDate },
): { first: WorkSection[]; other: WorkSection[] } {
  const { home, people, account, now, day } = shown;
  const first: WorkSection[] = [];
  if (work.tooLong.length > 0)
    first.push({
      title: 'Has waited too long',
      lede: 'Nobody has taken these up. See that somebody does, today.',
      none: 'Nothing has waited too long.',
      items: work.tooLong.map((one) => ({
        person: undefined,
        href: one.kind === 'concern' ? `${home}/safeguarding` : `${home}/caseload`,
        title: tooLongSentence(one),
        note: one.kind === 'concern' ? 'The safeguarding team reads what it says' : 'Requests for help',
        status: { text: 'Today', tone: 'late' as const },
      })),
    });
  if (work.handovers.length > 0)
    first.push({
      title: 'Somebody asks you to take people on',
      none: 'Nobody asks you to take people on.',
      items: work.handovers.map((one) => ({
        person: undefined,
        href: `${home}/handovers/${one.id}`,
        title: `${plural(one.people.length, 'person', 'people')} from ${one.from.name}`,
        note: one.backOn === undefined ? 'For good' : 'For a while',
        status: handoverStanding(one),
      })),
    });
  return {
    first,
    other: [
      {
        title: 'Appointments',
        lede: 'Today, and those of which you have not said how they went.',
        none: 'You have no appointment today.',
        items: namedItems(people, work.appointments, (one, person) => ({
          person: person.id,
          href: `${home}/people/${person.id}/appointments/${one.id}/outcome`,
          title: `${person.name}: ${one.about}`,
          note: [appointmentWhen(one), one.where].filter((part) => part !== '').join(' · '),
          status: appointmentStanding(one, now),
        })),
      },
      {
        title: 'Your tasks',
        lede: 'Late, due within seven days, or offered to you.',
        none: 'No task is due this week.',
        items: namedItems(people, work.tasks, (one, person) => ({
          person: person.id,
          href: `${home}/people/${person.id}/tasks/${one.id}`,
          title: one.what,
          note: `About ${person.name}${one.for === account ? '' : ` · You asked ${one.forName}`}`,
          status: one.status === 'offered' ? { text: 'Yes or no?', tone: 'waiting' } : taskStanding(one, day),
        })),
      },
    ],
  };
}
