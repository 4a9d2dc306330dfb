import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { addRows } from '../../../platform/database/prepared.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import type { ReferralReason, ReferralStatus } from '../domain/referral.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';

/** Something that happened to a referral, for its own history. */
export type NewReferralEvent = {
  kind: 'created' | 'moved' | 'note' | 'claimed' | 'reopened' | 'link-made' | 'outcome-read' | 'reminded' | 'escalated';
  by: 'requester' | 'performer' | 'person' | 'system';
  organisation?: Uuid | undefined;
  from?: ReferralStatus | undefined;
  to?: ReferralStatus | undefined;
  reason?: ReferralReason | undefined;
  note?: string | undefined;
  /** What happens once only: a second of the same is not added. */
  once?: string | undefined;
};

/** Adds to the history of a referral: nothing in it is ever changed. False where it happens once and happened before. */
export async function addReferralEvent(
  trx: Trx,
  doing: PeopleDoing,
  referral: { id: Uuid; person: Uuid },
  event: NewReferralEvent,
): Promise<boolean> {
  const row = {
    place_id: doing.place.id,
    id: doing.newId(),
    person_id: referral.person,
    referral_id: referral.id,
    at: doing.now,
    kind: event.kind,
    from_status: event.from ?? null,
    to_status: event.to ?? null,
    by_kind: event.by,
    organisation_id: event.organisation ?? doing.by.organisation ?? null,
    status_reason: event.reason ?? null,
    note: event.note ?? '',
    once: event.once ?? null,
    ...authorColumns(doing),
  };
  return (await addRows(trx, 'referral_event', [row], { unlessThere: event.once !== undefined })) > 0;
}

/** Tells the thread of a referral, in words that say nothing of the person and nothing of the need. */
export async function tellOfReferral(
  trx: Trx,
  doing: PeopleDoing,
  referral: { id: Uuid; person: Uuid },
  name: string,
  sentence: string,
): Promise<void> {
  const event = {
    id: doing.newId(),
    name,
    sentence,
    about: { kind: 'referral', id: referral.id },
    visibility: 'personal',
    person: { person: referral.person, category: 'referral', authorOrg: doing.by.organisation },
    account: doing.by.account,
  } as const;
  await recordEvent(trx, doing.place.id, event, doing.now);
}
