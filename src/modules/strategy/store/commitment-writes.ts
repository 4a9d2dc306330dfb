import { accountOf, dayOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { link, refreshLinkVisibility } from '../../../thread/store/write.ts';
import {
  decideCommitment,
  decideOffer,
  mayAnswerFor,
  type CommitmentCommand,
  type CommitmentRefusal,
  type CommitmentState,
  type Owner,
} from '../domain/commitment.ts';
import { isPublicCommitment, writeCommitmentCard } from './cards.ts';
import { commitmentById, type Pay } from './commitments.ts';
import { partnersOf } from './organisations.ts';
import { priorityById } from './priorities.ts';
import { freeSlug } from './slugs.ts';

export type OfferRefusal =
  | CommitmentRefusal
  | 'commitment/priority-gone'
  | 'commitment/priority-retired'
  | 'commitment/outcome-elsewhere'
  | 'commitment/plan-elsewhere'
  | 'commitment/not-a-partner'
  | 'commitment/payer-not-a-partner';
export type AnswerRefusal = CommitmentRefusal | 'strategy/gone' | 'strategy/changed-meanwhile';

export type Offer = {
  title: string;
  firstStep: string;
  priorityId: Uuid;
  outcomeId: Uuid | undefined;
  planId: Uuid | undefined;
  owner: Owner;
  dueOn: LocalDate;
  pay: Pay;
};

async function checkOffer(trx: Trx, doing: Doing, offer: Offer): Promise<OfferRefusal | undefined> {
  const place = doing.place.id;
  const priority = await priorityById(trx, place, offer.priorityId);
  if (priority === undefined) return 'commitment/priority-gone';
  if (priority.status === 'retired') return 'commitment/priority-retired';
  const partners = new Set((await partnersOf(trx, place)).map((one) => one.id));
  if (offer.owner.kind === 'organisation' && !partners.has(offer.owner.organisation)) return 'commitment/not-a-partner';
  if (offer.pay.kind === 'paid' && !partners.has(offer.pay.payer)) return 'commitment/payer-not-a-partner';
  if (offer.outcomeId !== undefined) {
    const row = await trx
      .selectFrom('outcome')
      .select('priority_id')
      .where('place_id', '=', place)
      .where('id', '=', offer.outcomeId)
      .executeTakeFirst();
    if (row?.priority_id !== priority.id) return 'commitment/outcome-elsewhere';
  }
  if (offer.planId !== undefined) {
    const row = await trx
      .selectFrom('plan_priority')
      .select('plan_id')
      .where('place_id', '=', place)
      .where('plan_id', '=', offer.planId)
      .where('priority_id', '=', priority.id)
      .executeTakeFirst();
    if (row === undefined) return 'commitment/plan-elsewhere';
  }
  return undefined;
}

async function ownerWords(trx: Trx, owner: Owner): Promise<string> {
  if (owner.kind === 'volunteer') return 'A volunteer';
  const row = await trx
    .selectFrom('organisation')
    .select('name')
    .where('id', '=', owner.organisation)
    .executeTakeFirstOrThrow();
  return row.name;
}

/**
 * Offers a commitment. Offered by the owner's own people it is a promise at once; offered by anybody else it asks the
 * organisation, and waits for its answer.
 */
export async function offerCommitment(
  trx: Trx,
  doing: Doing,
  offer: Offer,
): Promise<Result<{ id: Uuid; slug: string; status: CommitmentState['status'] }, OfferRefusal>> {
  const place = doing.place.id;
  const first = decideOffer(offer.owner, doing.speaker);
  if (!first.ok) return first;
  const problem = await checkOffer(trx, doing, offer);
  if (problem !== undefined) return fail(problem);
  const priority = await priorityById(trx, place, offer.priorityId);
  if (priority === undefined) return fail('commitment/priority-gone');
  const id = doing.newId();
  const slug = await freeSlug(trx, place, 'commitment', offer.title);
  const { status } = first.value;
  const row = { id, slug, title: offer.title, first_step: offer.firstStep, status };
  const { owner, pay } = offer;
  await trx
    .insertInto('commitment')
    .values({
      place_id: place,
      ...row,
      priority_id: offer.priorityId,
      outcome_id: offer.outcomeId ?? null,
      plan_id: offer.planId ?? null,
      organisation_id: owner.kind === 'organisation' ? owner.organisation : null,
      volunteer_account_id: owner.kind === 'volunteer' ? (owner.account ?? null) : null,
      volunteer_name: owner.kind === 'volunteer' ? owner.name : null,
      offered_by: accountOf(doing) ?? null,
      offered_at: doing.now,
      answered_at: status === 'accepted' ? doing.now : null,
      due_on: offer.dueOn,
      pay: pay.kind,
      payer_organisation_id: pay.kind === 'paid' ? pay.payer : null,
      amount_pence: pay.kind === 'goodwill' ? null : (pay.pence ?? null),
      created_at: doing.now,
    })
    .execute();
  await writeCommitmentCard(trx, doing, row, priority);
  const to: ThreadRef =
    offer.outcomeId === undefined ? { kind: 'priority', id: priority.id } : { kind: 'outcome', id: offer.outcomeId };
  await link(trx, place, { kind: 'commitment', id }, 'pursues', to, { account: accountOf(doing), now: doing.now });
  await keepVersion(trx, doing, { kind: 'commitment', id, version: 1, content: { ...offer, status } });
  const who = await ownerWords(trx, owner);
  await tell(trx, doing, {
    name: status === 'accepted' ? 'strategy/commitment-made' : 'strategy/commitment-asked',
    about: { kind: 'commitment', id },
    isPublic: isPublicCommitment(row, priority),
    sentence:
      status === 'accepted' ? `${who} promised ${quoted(offer.title)}` : `${who} was asked for ${quoted(offer.title)}`,
  });
  return ok({ id, slug, status });
}

function storedState(state: CommitmentState) {
  return {
    status: state.status,
    decline_reason: state.status === 'declined' ? state.reason : null,
    kept_on: state.status === 'kept' ? state.on : null,
    stop_reason: state.status === 'stopped' ? state.reason : null,
  };
}

function eventOf(command: CommitmentCommand, who: string, title: string): { name: string; sentence: string } {
  switch (command.kind) {
    case 'accept':
      return { name: 'strategy/commitment-accepted', sentence: `${who} accepted ${quoted(title)}` };
    case 'decline':
      return { name: 'strategy/commitment-declined', sentence: `${who} declined ${quoted(title)}` };
    case 'keep':
      return { name: 'strategy/commitment-kept', sentence: `${who} kept its promise ${quoted(title)}` };
    case 'stop':
      return { name: 'strategy/commitment-stopped', sentence: `${who} stopped ${quoted(title)}` };
  }
}

/**
 * The owner answers (accepts or declines) or reports (kept or stopped). The database refuses everybody else, whatever
 * the caller has checked.
 */
export async function moveCommitment(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: CommitmentCommand,
): Promise<Result<{ slug: string; state: CommitmentState }, AnswerRefusal>> {
  const place = doing.place.id;
  const before = await commitmentById(trx, place, id);
  const priority = before === undefined ? undefined : await priorityById(trx, place, before.priorityId);
  if (before === undefined || priority === undefined) return fail('strategy/gone');
  const facts = { isOwners: mayAnswerFor(before.owner, doing.speaker), today: dayOf(doing) };
  const next = decideCommitment(before.state, command, facts);
  if (!next.ok) return next;
  const isAnswer = command.kind === 'accept' || command.kind === 'decline';
  const done = await trx
    .updateTable('commitment')
    .set({
      ...storedState(next.value),
      ...(isAnswer ? { answered_at: doing.now } : {}),
      version: before.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', before.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) {
    const now = await commitmentById(trx, place, id);
    return fail(now?.version === before.version ? 'commitment/not-yours' : 'strategy/changed-meanwhile');
  }
  const row = {
    id,
    slug: before.slug,
    title: before.title,
    first_step: before.firstStep,
    status: next.value.status,
  };
  await writeCommitmentCard(trx, doing, row, priority);
  await refreshLinkVisibility(trx, place, { kind: 'commitment', id });
  await keepVersion(trx, doing, {
    kind: 'commitment',
    id,
    version: before.version + 1,
    content: { title: before.title, ...next.value },
  });
  const who = before.owner.kind === 'volunteer' ? 'A volunteer' : before.ownerName;
  await tell(trx, doing, {
    ...eventOf(command, who, before.title),
    about: { kind: 'commitment', id },
    isPublic: isPublicCommitment(row, priority),
  });
  return ok({ slug: before.slug, state: next.value });
}

/** The owner says how a promise is going. Notes are never changed afterwards. */
export async function addNote(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  note: string,
): Promise<Result<{ slug: string }, AnswerRefusal>> {
  const place = doing.place.id;
  const commitment = await commitmentById(trx, place, id);
  const priority = commitment === undefined ? undefined : await priorityById(trx, place, commitment.priorityId);
  if (commitment === undefined || priority === undefined) return fail('strategy/gone');
  if (!mayAnswerFor(commitment.owner, doing.speaker)) return fail('commitment/not-yours');
  const { status } = commitment.state;
  if (status === 'offered') return fail('commitment/not-accepted');
  if (status === 'declined') return fail('commitment/already-ended');
  await trx
    .insertInto('commitment_update')
    .values({
      place_id: place,
      id: doing.newId(),
      commitment_id: id,
      at: doing.now,
      account_id: accountOf(doing) ?? null,
      note,
    })
    .execute();
  await tell(trx, doing, {
    name: 'strategy/commitment-noted',
    about: { kind: 'commitment', id },
    isPublic: isPublicCommitment({ status }, priority),
    sentence: `There is news about ${quoted(commitment.title)}`,
  });
  await raisePublicVersion(trx, place);
  return ok({ slug: commitment.slug });
}
