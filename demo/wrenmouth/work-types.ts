// The shapes of `work.json`: what those who help noted, are to do and have planned. Days count from the first run.
import type { AppointmentCategory, MissedReason } from '../../src/modules/people/domain/appointment.ts';
import type { HandoverKind } from '../../src/modules/people/domain/handover.ts';
import type { NoteCategory, NoteHow } from '../../src/modules/people/domain/note.ts';

export type DemoNote = {
  person: string;
  worker: string;
  day: number;
  how: NoteHow;
  category: NoteCategory;
  words: string;
  heldReason: string;
};
export type DemoTask = { person: string; by: string; for: string; what: string; byDay: number; isDone: boolean };
export type DemoAppointment = {
  person: string;
  worker: string;
  /** When it was planned. */
  madeDay: number;
  day: number;
  hour: number;
  minutes: number;
  where: string;
  about: string;
  category: AppointmentCategory;
  remind: boolean;
  outcome: 'attended' | 'not-met' | 'cancelled' | null;
  reason: MissedReason | null;
};
export type DemoHandover = {
  from: string;
  to: string;
  kind: HandoverKind;
  day: number;
  backDay: number | null;
  note: string;
  people: string[];
  isAccepted: boolean;
};
/** What somebody without a sign-in said is not right about one of their strengths, as a worker wrote it down. */
export type DemoAsked = { person: string; worker: string; day: number; strength: string; words: string };
export type DemoWork = {
  notes: DemoNote[];
  tasks: DemoTask[];
  appointments: DemoAppointment[];
  handovers: DemoHandover[];
  asked: DemoAsked[];
  hours: { worker: string; hours: number; room: number }[];
};
