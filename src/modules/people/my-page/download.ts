import type { SeenAccess } from '../../../platform/audit/audit.ts';
import type { PersonRecord, Sharing } from '../parts/load-record.ts';
import { decisionWords } from '../parts/record.tsx';
import type { Particulars } from '../store/particulars.ts';
import type { CapacityFinding, Representative } from '../store/representatives.ts';
import type { SeenAppointment } from '../store/appointments.ts';
import type { CarerAlert } from '../store/carer-alerts.ts';
import type { SeenNote } from '../store/notes.ts';
import type { SeenErasure } from '../store/erasures.ts';
import type { FamilyMember } from '../store/families.ts';
import type { goalFigures } from '../store/goals.ts';
import type { SeenEmergency } from '../store/emergencies.ts';
import type { Person } from '../store/people.ts';

/** Everything that is kept about a person, for themselves. Of others in the circle only what the person sees too. */
export function downloadOf(
  loaded: {
    person: Person;
    record: PersonRecord;
    sharing: Sharing;
    alerts: readonly CarerAlert[];
    particulars: Particulars | undefined;
    looks: readonly SeenAccess[];
    emergencies: readonly SeenEmergency[];
    notes: readonly SeenNote[];
    appointments: readonly SeenAppointment[];
    representatives: readonly Representative[];
    findings: readonly CapacityFinding[];
    erasures: readonly SeenErasure[];
    families: readonly FamilyMember[];
    figures: Awaited<ReturnType<typeof goalFigures>>;
  },
  now: Date,
): object {
  const { person, record, sharing, looks, emergencies, representatives, findings } = loaded;
  return {
    madeAt: now,
    me: {
      name: person.name,
      knownAs: person.knownAs,
      bornOn: person.bornOn,
      nhsNumber: person.nhsNumber,
      postcode: person.postcode,
      phone: person.phone,
      email: person.email,
      safeContact: { kind: person.safeContact, note: person.safeContactNote },
      howIAmTold: person.formatNeeds,
      language: person.language,
      interpreter: person.interpreter,
    },
    particulars: loaded.particulars,
    whatMatters: record.matters.map((one) => ({ words: one.words, saidOn: one.saidOn })),
    strengths: record.strengths.map((one) => ({
      words: one.words,
      saidOn: one.saidOn,
      ...(one.kind === 'strength' ? { kind: one.about } : {}),
    })),
    circle: record.circle.map(({ name, kind, ring, strength, quality, direction, gives, care, help }) => ({
      name,
      kind,
      ring,
      strength,
      quality,
      direction,
      gives,
      care,
      help,
    })),
    lookedAtTogetherWith: loaded.families.map(({ kind, relation, since }) => ({ kind, as: relation, since })),
    howIWas: record.wellbeing.map(({ id: _id, version: _version, ...one }) => one),
    appointments: loaded.appointments.map(({ startsAt, minutes, where, withName, about, status, reason, note }) => ({
      startsAt,
      minutes,
      where,
      with: withName,
      about,
      status,
      reason,
      note,
    })),
    notesAboutMe: loaded.notes.map(({ happenedOn, how, words, author, withdrawn }) => ({
      on: happenedOn,
      how,
      words,
      writtenBy: `${author.name}, ${author.organisationName}`,
      writtenInError: withdrawn?.why,
    })),
    whenICouldNotCarryOn: loaded.alerts.map(({ words, saidAt, answer }) => ({ words, saidAt, answer })),
    goals: record.goals.map((goal) => ({
      words: goal.words,
      why: goal.why,
      importance: goal.importance,
      progress: goal.progress,
      status: goal.status,
      everyFigure: loaded.figures.get(goal.id)?.map(({ at, progress }) => ({ at, progress })) ?? [],
      serves: goal.serves?.title,
      steps: record.steps
        .filter((step) => step.goal === goal.id)
        .map((step) => ({ what: step.what, by: step.by, howItWent: step.outcome, ...step.state })),
    })),
    agreedAndLookedAtAgain: record.reviews.map((one) => ({
      on: one.heldOn,
      how: one.how,
      agreedWith: one.agreedWith,
      note: one.agreedNote,
      words: one.words,
      changed: one.changed,
      stops: one.stops,
      nextOn: one.nextOn,
      notYetKnown: one.unknown,
      writtenBy: one.organisationName,
    })),
    whoWillAskWhatIsNotKnown:
      record.asking === undefined ? undefined : { who: record.asking.who, by: record.asking.by },
    ifThingsGoWrong: record.contingencies.map(({ trigger, signs, helps, callWords, avoid, saidOn }) => ({
      trigger,
      signs,
      helps,
      whoToCall: callWords,
      avoid,
      saidOn,
    })),
    referrals: record.referrals.map((one) => ({
      to: one.to.name,
      organisation: one.to.organisationName,
      from: one.from.name,
      reason: one.reason,
      sentAt: one.sentAt,
      answeredAt: one.answeredAt,
      endedAt: one.closedAt,
      status: one.status,
      whatWasDone: one.output,
    })),
    toldOf: record.introductions.map((one) => ({ name: one.name, on: one.on })),
    helpWanted: record.needs.map((one) => ({ words: one.words, saidOn: one.saidOn })),
    whoHelps: record.relationships.map(({ organisation, workerName, kind, from }) => ({
      organisation,
      workerName,
      kind,
      from,
    })),
    whoMaySee: sharing.whoMaySee,
    decisions: sharing.decisions.map((one) => ({
      what: decisionWords(one, sharing.workers),
      how: one.how,
      at: one.at,
      takenBackAt: one.withdrawnAt,
    })),
    whatISaidIsNotRight: record.corrections.map((one) => ({
      about: one.kind,
      words: one.words,
      saidAt: one.askedAt,
      answerDueBy: one.dueOn,
      status: one.status,
      answer: one.answer,
      answeredAt: one.answeredAt,
      writtenDownBy: one.byWord?.writtenBy,
      toldAt: one.byWord?.toldAt,
    })),
    whatIAskedToBeErased: loaded.erasures.map((one) => ({
      about: one.subject.kind,
      words: one.words,
      askedAt: one.askedAt,
      answerDueBy: one.dueOn,
      decided: one.decided,
      takenBackAt: one.withdrawnAt,
      erasedAt: one.erasedAt,
      writtenDownBy: one.byWord?.writtenBy,
      toldAt: one.byWord?.toldAt,
    })),
    whoActsForMe: representatives.map(({ name, authority, matters, evidence, from, until, suspended }) => ({
      name,
      authority,
      matters,
      evidence,
      from,
      until,
      suspendedAt: suspended?.at,
    })),
    whoDecides: findings,
    openedInAnEmergency: emergencies.map(({ from, organisation, kind, reason }) => ({
      at: from,
      organisation,
      kind,
      reason,
    })),
    whoLooked: looks.map(({ at, organisation, purpose }) => ({ at, organisation, purpose })),
  };
}
