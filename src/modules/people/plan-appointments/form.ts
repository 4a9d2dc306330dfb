import { isUuid } from '../../../kernel/ids.ts';
import { formatTime, todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedDay, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { londonClock, londonInstant, parseClock } from '../../../lib/london-time.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import {
  appointmentOutcomes,
  missedReasons,
  settleAppointment,
  type Appointment,
  type AppointmentCategory,
  type AppointmentOutcome,
  type MissedReason,
} from '../domain/appointment.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import type { SeenAppointment } from '../store/appointments.ts';

export const appointmentBody = formSchema({
  about: textField(1_500),
  'on-day': textField(20),
  'on-month': textField(20),
  'on-year': textField(20),
  starts: textField(40),
  minutes: textField(20),
  where: textField(1_500),
  with: textField(40),
  'with-name': textField(600),
  category: textField(20),
  remind: textField(10),
  version: textField(20),
});
export const outcomeBody = formSchema({
  outcome: textField(20),
  reason: textField(20),
  note: textField(1_500),
  version: textField(20),
});

/** As long as nobody says otherwise. */
const usualMinutes = '45';

/** Reads an appointment: for what, when, where, with whom, and whether somebody wants to be reminded. */
export function parseAppointment(
  typed: Typed,
  facts: {
    now: Date;
    categories: readonly AppointmentCategory[];
    colleagues: readonly { account: string; name: string }[];
  },
): Result<Appointment, Problem[]> {
  const form = new FormReader(typed);
  const about = form.text('about', 'What it is for', 300, formMessages.appointmentAbout);
  const day = form.date('on', 'The day', true);
  const clock = parseClock(typedText(typed, 'starts'));
  if (clock === undefined) form.problem('starts', formMessages.appointmentTime);
  const startsAt = day === undefined || clock === undefined ? undefined : londonInstant(day, clock);
  if (startsAt !== undefined && startsAt.getTime() <= facts.now.getTime())
    form.problem('on-day', refusalSentence('appointment/in-past'));
  const minutes = form.number('minutes', 'How long', formMessages.appointmentMinutes) ?? 0;
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 480)
    if (!form.problems.some((one) => one.field === 'minutes')) form.problem('minutes', formMessages.appointmentMinutes);
  const where = form.text('where', 'Where', 300);
  const chosen = typedText(typed, 'with');
  const colleague = facts.colleagues.find((one) => one.account === chosen);
  const name = form.text('with-name', 'With whom', 120);
  if (isUuid(chosen) && colleague === undefined) form.problem('with', formMessages.appointmentWith);
  else if (colleague === undefined && name === '') form.problem('with-name', formMessages.appointmentWithName);
  const category = form.choice('category', facts.categories, formMessages.noteCategory);
  if (form.problems.length > 0 || startsAt === undefined || category === undefined) return fail(form.problems);
  return ok({
    category,
    startsAt,
    minutes,
    where,
    withAccount: colleague?.account,
    withName: colleague?.name ?? name,
    about,
    remind: typedText(typed, 'remind') === 'yes',
  });
}

/** Reads what came of an appointment. */
export function parseOutcome(
  typed: Typed,
  facts: { appointment: SeenAppointment; now: Date },
): Result<{ outcome: AppointmentOutcome; reason: MissedReason | undefined; note: string }, Problem[]> {
  const form = new FormReader(typed);
  const outcome = form.choice('outcome', appointmentOutcomes, formMessages.appointmentOutcome);
  const reason = missedReasons.find((one) => one === typedText(typed, 'reason'));
  const note = form.text('note', 'Your words', 300);
  if (form.problems.length > 0 || outcome === undefined) return fail(form.problems);
  const settled = settleAppointment(facts.appointment, { outcome, reason }, facts.now);
  if (settled.ok) return ok({ outcome, reason, note });
  const field = settled.error === 'appointment/reason-needed' ? 'reason' : 'outcome';
  return fail([{ field, text: refusalSentence(settled.error) }]);
}

/** What the form holds before anything is changed. */
export function typedOfAppointment(one: SeenAppointment): Typed {
  return {
    about: one.about,
    ...typedDay('on', todayInLondon(one.startsAt)),
    starts: londonClock(one.startsAt),
    minutes: String(one.minutes),
    where: one.where,
    with: one.withAccount ?? 'other',
    'with-name': one.withAccount === undefined ? one.withName : '',
    category: one.category,
    remind: one.remind ? 'yes' : '',
  };
}

/** What a new form holds: with oneself, for as long as usual, with a reminder. */
export function typedOfNewAppointment(me: string | undefined): Typed {
  return { with: me, minutes: usualMinutes, remind: 'yes' };
}

/** "from 2pm to 2:45pm". */
export function spanWords(one: { startsAt: Date; minutes: number }): string {
  const end = new Date(one.startsAt.getTime() + one.minutes * 60_000);
  return `from ${formatTime(one.startsAt)} to ${formatTime(end)}`;
}
