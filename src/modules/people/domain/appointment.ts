import { compareDates, formatInstant, todayInLondon } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Standing } from './plan-step.ts';
import type { SafeContact } from './words.ts';

/** What came of an appointment. */
export const appointmentStatuses = ['planned', 'attended', 'not-met', 'cancelled'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];
export const appointmentOutcomes = ['attended', 'not-met', 'cancelled'] as const;
export type AppointmentOutcome = (typeof appointmentOutcomes)[number];
export const outcomeWords: Readonly<Record<AppointmentOutcome, string>> = {
  attended: 'It took place',
  'not-met': 'We did not meet',
  cancelled: 'It was called off beforehand',
};

/** Why it did not come about: what got in the way, never whose fault it was. */
export const missedReasons = [
  'unwell',
  'travel',
  'caring',
  'work',
  'not-the-time',
  'not-reached',
  'letter-missed',
  'we-could-not',
  'they-asked',
  'not-known',
] as const;
export type MissedReason = (typeof missedReasons)[number];
export const missedReasonWords: Readonly<Record<MissedReason, string>> = {
  unwell: 'Somebody was unwell',
  travel: 'Getting there did not work out',
  caring: 'Somebody else needed them',
  work: 'It was during work or school',
  'not-the-time': 'It was not the right time',
  'not-reached': 'We could not reach each other',
  'letter-missed': 'They had not heard of it',
  'we-could-not': 'We could not make it',
  'they-asked': 'They asked to change it',
  'not-known': 'Not known yet: ask, kindly',
};

export const appointmentCategories = ['plan', 'needs', 'referral', 'safeguarding'] as const;
export type AppointmentCategory = (typeof appointmentCategories)[number];

export type Appointment = {
  category: AppointmentCategory;
  startsAt: Date;
  minutes: number;
  where: string;
  /** The worker of this organisation whom they meet; undefined where it is somebody else. */
  withAccount: string | undefined;
  withName: string;
  about: string;
  remind: boolean;
};

export type AppointmentRefusal =
  | 'appointment/over'
  | 'appointment/in-past'
  | 'appointment/not-yet'
  | 'appointment/reason-needed';

/** What is written down afterwards: that it took place, or what got in the way. Only what is planned is settled. */
export function settleAppointment(
  appointment: { status: AppointmentStatus; startsAt: Date },
  said: { outcome: AppointmentOutcome; reason: MissedReason | undefined },
  now: Date,
): Result<{ status: AppointmentOutcome; reason: MissedReason | undefined }, AppointmentRefusal> {
  if (appointment.status !== 'planned') return fail('appointment/over');
  const hasBegun = appointment.startsAt.getTime() <= now.getTime();
  if (said.outcome !== 'cancelled' && !hasBegun) return fail('appointment/not-yet');
  if (said.outcome === 'attended') return ok({ status: 'attended', reason: undefined });
  return said.reason === undefined
    ? fail('appointment/reason-needed')
    : ok({ status: said.outcome, reason: said.reason });
}

const dayMs = 24 * 3_600_000;
/** A reminder goes a day before. */
export const reminderLeadMs = dayMs;

/** When a reminder is due; none for what is nearer than a day when it is planned: they have just spoken of it. */
export function reminderDue(appointment: Pick<Appointment, 'startsAt' | 'remind'>, now: Date): Date | undefined {
  if (!appointment.remind) return undefined;
  const due = new Date(appointment.startsAt.getTime() - reminderLeadMs);
  return due.getTime() > now.getTime() ? due : undefined;
}

/**
 * How somebody is reminded: by email only where they said that any way is safe, gave an address, hide nothing, and the
 * appointment is not about safety; in every other case the worker is told instead, and the person gets no message.
 */
export function reminderWay(
  appointment: { category: AppointmentCategory },
  person: { safeContact: SafeContact; safeMode: boolean; email: string; isActive: boolean },
): 'email' | 'worker' | undefined {
  if (!person.isActive) return undefined;
  const isSafe = person.safeContact === 'any' && !person.safeMode && appointment.category !== 'safeguarding';
  return isSafe && person.email !== '' ? 'email' : 'worker';
}

/** Where an appointment stands on a day, in words. */
export function appointmentStanding(
  appointment: { status: AppointmentStatus; reason: MissedReason | undefined; startsAt: Date },
  now: Date,
): Standing {
  switch (appointment.status) {
    case 'attended':
      return { text: 'It took place', tone: 'good' };
    case 'not-met':
    case 'cancelled': {
      const words = appointment.status === 'cancelled' ? 'Called off' : 'Did not come about';
      const why = appointment.reason === undefined ? '' : `: ${lowerFirst(missedReasonWords[appointment.reason])}`;
      return { text: `${words}${why}`, tone: 'ended' };
    }
    case 'planned': {
      const day = todayInLondon(appointment.startsAt);
      const today = todayInLondon(now);
      if (compareDates(day, today) === 0) return { text: 'Today', tone: 'waiting' };
      if (appointment.startsAt.getTime() < now.getTime()) return { text: 'How did it go?', tone: 'late' };
      return { text: 'Planned', tone: 'plain' };
    }
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** "3 March 2026 at 2pm". */
export function appointmentWhen(appointment: { startsAt: Date }): string {
  return formatInstant(appointment.startsAt);
}
