import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { safeContacts, waysGiven, type SafeContact, type WayGiven } from '../domain/words.ts';
import { formMessages } from '../messages.ts';

/** What every referral says, whoever is asked. */
export const referralFields = {
  goal: textField(60),
  reason: textField(9_000),
  urgency: textField(20),
  'access-needs': textField(3_000),
  risks: textField(10),
  'risks-note': textField(5_000),
  'safe-contact': textField(40),
  'safe-contact-note': textField(3_000),
  scope: textField(20),
  how: textField(20),
  phone: textField(200),
};
export const referralBody = formSchema({
  service: textField(60),
  'send-anyway': textField(10),
  ...referralFields,
});

/** What a referral says, as it was typed, before anybody looked whether the goal is there. */
export type ReferralWords = {
  goal: Uuid | undefined;
  reason: string;
  urgency: 'routine' | 'urgent';
  accessNeeds: string;
  risks: string;
  safeContact: SafeContact;
  safeContactNote: string;
  scope: 'deliver' | 'share-plan';
  how: WayGiven;
  phone: string;
};
/** A referral to one service, before anybody looked whether it is there. */
export type ReferralForm = ReferralWords & { service: Uuid; sendAnyway: boolean };

/** Reads a referral to one service: where to, what for, what the person allows, how it is safe to get in touch. */
export function parseReferral(typed: Typed): Result<ReferralForm, Problem[]> {
  const form = new FormReader(typed);
  const service = typedText(typed, 'service');
  if (!isUuid(service)) form.problem('service', formMessages.referTo);
  const words = readReferralWords(form, typed);
  if (words === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ ...words, service, sendAnyway: typedText(typed, 'send-anyway') === 'yes' });
}

/** Reads what every referral says; problems are gathered in `form`. */
export function readReferralWords(form: FormReader, typed: Typed): ReferralWords | undefined {
  const reason = form.text('reason', 'What matters and why now', 2_000, formMessages.referReason);
  const goal = typedText(typed, 'goal');
  if (goal !== '' && !isUuid(goal)) form.problem('goal', formMessages.referGoal);
  const how = form.choice('how', waysGiven, formMessages.referPermission);
  const scope = form.choice('scope', ['deliver', 'share-plan'] as const, formMessages.referScope);
  const safeContact = form.choice('safe-contact', safeContacts, formMessages.safeContact);
  const isNoteNeeded = safeContact !== undefined && safeContact !== 'any';
  const safeContactNote = form.text(
    'safe-contact-note',
    'How it is safe',
    600,
    isNoteNeeded ? formMessages.safeContactNote : undefined,
  );
  const accessNeeds = form.text('access-needs', 'What they need to take part', 600);
  const risk = form.choice('risks', ['none', 'some'] as const, formMessages.referRisks);
  const note = form.text(
    'risks-note',
    'What to know',
    1_000,
    risk === 'some' ? formMessages.referRisksNote : undefined,
  );
  const urgency = form.choice('urgency', ['routine', 'urgent'] as const, formMessages.referUrgency);
  const phone = form.text('phone', 'Your phone', 40);
  if (how === undefined || scope === undefined || safeContact === undefined || urgency === undefined) return undefined;
  return {
    goal: goal === '' ? undefined : goal,
    reason,
    urgency,
    accessNeeds,
    risks: risk === 'some' ? note : '',
    safeContact,
    safeContactNote: safeContact === 'any' ? '' : safeContactNote,
    scope,
    how,
    phone,
  };
}
