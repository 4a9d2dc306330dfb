import { isUuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import {
  messageBack,
  particularsOfAll,
  peopleByIds,
  reasonWords,
  referralsByIds,
  type SeenReferral,
} from '../../../modules/people/index.ts';
import { FhirError, gone, problem } from '../core/outcome.ts';
import type { Reply } from '../http/reply.ts';
import type { Work } from '../resources/kind.ts';
import { missingItems, noKnownRisks, practiceNotKnown, writeDocument, type MessageItems } from './items.ts';

const outcomes: Readonly<Partial<Record<SeenReferral['status'], string>>> = {
  accepted: 'Accepted',
  'in-progress': 'Accepted, help has begun',
  'on-hold': 'Accepted, waiting',
  completed: 'Help was given',
  rejected: 'They could not help',
  failed: 'Ended',
  cancelled: 'Taken back',
};

function day(at: Date | undefined): LocalDate | undefined {
  return at === undefined ? undefined : todayInLondon(at);
}

/** First and last word of a name, where nobody said which is which. */
function parts(name: string): { first: string; family: string } {
  const words = name.split(' ').filter((one) => one !== '');
  return { first: words[0] ?? '', family: words.at(-1) ?? '' };
}

async function itemsOf(work: Work, referral: SeenReferral): Promise<MessageItems> {
  const [[person], particulars] = await Promise.all([
    peopleByIds(work.trx, work.place.id, [referral.person]),
    particularsOfAll(work.trx, work.place.id, [referral.person]),
  ]);
  if (person === undefined)
    throw new FhirError(403, [problem('forbidden', 'The person lets you know of the referral, not of themselves.')]);
  const known = particulars.get(person.id);
  const { first, family } = parts(person.name);
  const { from, to, risks } = referral;
  return {
    person: {
      name: person.name,
      firstName: known?.givenName.split(' ')[0] || first,
      familyName: known?.familyName || family,
      bornOn: person.bornOn,
      nhsNumber: person.nhsNumber,
    },
    practice: { name: known?.practice || 'Not known', identifier: known?.practiceCode ?? practiceNotKnown },
    referrer: {
      name: from.worker || from.name,
      service: from.name,
      organisation: from.name,
      contact: from.phone || 'By a Task of this server',
    },
    referralTo: { service: to.name, organisation: to.organisationName ?? to.name },
    referredOn: day(referral.sentAt),
    reason: referral.reason,
    problem: '',
    risks: risks === '' ? [noKnownRisks] : risks.split('\n').filter((one) => one.trim() !== ''),
    outcome: {
      status: outcomes[referral.status] ?? '',
      reason: referral.statusReason === undefined ? '' : reasonWords[referral.statusReason],
      note: referral.statusNote,
      done: referral.output ?? '',
      answeredOn: day(referral.answeredAt),
      closedOn: day(referral.closedAt),
    },
  };
}

/** The message back about a referral: as a document, once somebody answered. */
export async function messageBackDocument(work: Work, id: string): Promise<Reply> {
  const [referral] = isUuid(id) ? await referralsByIds(work.trx, work.place.id, [id]) : [];
  if (referral === undefined) throw gone();
  work.looked.add(referral.person);
  const { to, from } = referral;
  const text = messageBack({
    service: to.name,
    organisation: to.organisationName ?? to.name,
    sentOn: day(referral.sentAt),
    answeredOn: day(referral.answeredAt),
    closedOn: day(referral.closedAt),
    status: referral.status,
    reason: referral.statusReason,
    note: referral.statusNote,
    output: referral.output,
  });
  if (text === undefined)
    throw new FhirError(422, [problem('business-rule', 'Nobody has answered yet: there is no message back.')]);
  const items = await itemsOf(work, referral);
  const missing = missingItems(items);
  if (missing.length > 0)
    throw new FhirError(422, [problem('business-rule', `The message back needs: ${missing.join(', ')}.`)]);
  const made = {
    id: work.newId(),
    at: work.now,
    newId: work.newId,
    patient: referral.person,
    authorId: from.organisation ?? work.newId(),
  };
  return { status: 200, headers: {}, body: writeDocument(items, made) };
}
