import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { reasonWords, type ReferralReason, type ReferralStatus } from './referral.ts';

/** What those who asked can paste where they work: at most ten lines, without a name. Source of the code: SNOMED CT. */
export type MessageBack = {
  service: string;
  organisation: string;
  sentOn: LocalDate | undefined;
  answeredOn: LocalDate | undefined;
  closedOn: LocalDate | undefined;
  status: ReferralStatus;
  reason: ReferralReason | undefined;
  note: string;
  output: string | undefined;
};

const longest = 400;

function line(label: string, text: string): string[] {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  if (flat === '') return [];
  return [`${label}: ${flat.length > longest ? `${flat.slice(0, longest - 1).trimEnd()}…` : flat}`];
}

const outcomes: Partial<Record<ReferralStatus, string>> = {
  accepted: 'Accepted',
  'in-progress': 'Accepted, help has begun',
  'on-hold': 'Accepted, waiting',
  completed: 'Help was given',
  rejected: 'They could not help',
  failed: 'Ended',
  cancelled: 'Taken back',
};

/** The note in plain text; nothing while nobody has answered. */
export function messageBack(message: MessageBack): string | undefined {
  const outcome = outcomes[message.status];
  if (outcome === undefined) return undefined;
  const isHelp = message.answeredOn !== undefined && message.status !== 'rejected';
  return [
    `Referral to ${message.service} (${message.organisation})`,
    ...(message.sentOn === undefined ? [] : [`Sent: ${formatDate(message.sentOn)}`]),
    ...(message.answeredOn === undefined ? [] : [`Answered: ${formatDate(message.answeredOn)}`]),
    ...(message.closedOn === undefined ? [] : [`Ended: ${formatDate(message.closedOn)}`]),
    `Outcome: ${outcome}`,
    ...(message.reason === undefined ? [] : line('Reason', reasonWords[message.reason])),
    ...line('What was done', message.output ?? ''),
    ...line('Note', message.note),
    // Counted once for each episode, at the first accepted referral.
    ...(isHelp ? ['SNOMED CT: 871731000000106 Referral to social prescribing service'] : []),
  ].join('\n');
}
