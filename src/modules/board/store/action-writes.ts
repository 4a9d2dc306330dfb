import { accountOf, dayOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import { hasRole } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { link } from '../../../thread/store/write.ts';
import { decideAction, type ActionCommand, type ActionRefusal, type ActionState } from '../domain/action.ts';
import { mayAnswerFor, officers } from '../domain/speaker.ts';
import { actionById, type Action } from './actions.ts';
import { mustLink, writeActionCard } from './cards.ts';
import { decisionById } from './decisions.ts';
import { linkerOf } from './doing.ts';
import { partnersOf } from './organisations.ts';

export type ActionOffer = {
  decisionId: Uuid;
  text: string;
  organisationId: Uuid;
  dueOn: LocalDate;
  /** The commitment that it would help to keep. */
  commitmentId: Uuid | undefined;
};
export type OfferRefusal = 'board/gone' | 'decision/not-published' | 'action/not-a-partner' | 'action/commitment-gone';

/** Asks an organisation for an action. It is no action until its own people accept it, not even those who ask. */
export async function offerAction(
  trx: Trx,
  doing: Doing,
  offer: ActionOffer,
): Promise<Result<{ id: Uuid }, OfferRefusal>> {
  const place = doing.place.id;
  const decision = await decisionById(trx, place, offer.decisionId);
  if (decision === undefined) return fail('board/gone');
  if (!decision.isPublished) return fail('decision/not-published');
  const owner = (await partnersOf(trx, place)).find((one) => one.id === offer.organisationId);
  if (owner === undefined) return fail('action/not-a-partner');
  const id = doing.newId();
  await trx
    .insertInto('action')
    .values({
      place_id: place,
      id,
      decision_id: decision.id,
      text: offer.text,
      organisation_id: owner.id,
      commitment_id: offer.commitmentId ?? null,
      due_on: offer.dueOn,
      status: 'offered',
      offered_at: doing.now,
      offered_by: accountOf(doing) ?? null,
    })
    .execute();
  const action = await actionById(trx, place, id);
  if (action === undefined) return fail('board/gone');
  await writeActionCard(trx, doing, action);
  await mustLink(trx, doing, { kind: 'action', id }, 'agreed-by', { kind: 'decision', id: decision.id });
  if (offer.commitmentId !== undefined) {
    const to = { kind: 'commitment', id: offer.commitmentId } as const;
    if (!(await link(trx, place, { kind: 'action', id }, 'delivers', to, linkerOf(doing))))
      return fail('action/commitment-gone');
  }
  await keepVersion(trx, doing, { kind: 'action', id, version: 1, content: { ...offer, status: 'offered' } });
  await tell(trx, doing, {
    name: 'board/action-offered',
    about: { kind: 'action', id },
    isPublic: decision.isPublic,
    sentence: `${owner.name} was asked for the action ${quoted(offer.text)}`,
  });
  return ok({ id });
}

function storedState(state: ActionState) {
  return {
    status: state.status,
    reason: state.status === 'declined' || state.status === 'withdrawn' ? state.reason : null,
    done_on: state.status === 'done' ? state.on : null,
  };
}

function eventOf(command: ActionCommand, action: Action): { name: string; sentence: string } {
  const { name } = action.owner;
  const what = `the action ${quoted(action.text)}`;
  switch (command.kind) {
    case 'accept':
      return { name: 'board/action-accepted', sentence: `${name} accepted ${what}` };
    case 'decline':
      return { name: 'board/action-declined', sentence: `${name} declined ${what}` };
    case 'finish':
      return { name: 'board/action-done', sentence: `${name} finished ${what}` };
    case 'withdraw':
      return { name: 'board/action-withdrawn', sentence: `The board no longer asks ${name} for ${what}` };
  }
}

/** The owner answers or reports it done; an officer withdraws it. The database refuses everybody else as well. */
export async function moveAction(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: ActionCommand,
): Promise<Result<ActionState, ActionRefusal | 'board/gone' | 'board/changed-meanwhile'>> {
  const place = doing.place.id;
  const { speaker } = doing;
  const before = await actionById(trx, place, id);
  if (before === undefined) return fail('board/gone');
  const next = decideAction(before.state, command, {
    isOwners: mayAnswerFor(before.owner.id, speaker),
    isOfficer: speaker.kind === 'service' || hasRole(speaker, ...officers),
    today: dayOf(doing),
  });
  if (!next.ok) return next;
  const isAnswer = command.kind === 'accept' || command.kind === 'decline';
  const done = await trx
    .updateTable('action')
    .set({ ...storedState(next.value), ...(isAnswer ? { answered_at: doing.now } : {}), version: before.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', before.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) {
    const now = await actionById(trx, place, id);
    return fail(now?.version === before.version ? 'action/not-yours' : 'board/changed-meanwhile');
  }
  await writeActionCard(trx, doing, before);
  await keepVersion(trx, doing, { kind: 'action', id, version: before.version + 1, content: next.value });
  await tell(trx, doing, {
    ...eventOf(command, before),
    about: { kind: 'action', id },
    isPublic: before.decision.isPublic,
  });
  return next;
}

/** The owner says how an action is going. What was said is never changed. */
export async function noteAction(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  note: string,
): Promise<Result<undefined, 'board/gone' | 'action/not-yours' | 'action/not-accepted' | 'action/already-ended'>> {
  const place = doing.place.id;
  const action = await actionById(trx, place, id);
  if (action === undefined) return fail('board/gone');
  if (!mayAnswerFor(action.owner.id, doing.speaker)) return fail('action/not-yours');
  const { status } = action.state;
  if (status === 'offered') return fail('action/not-accepted');
  if (status !== 'accepted') return fail('action/already-ended');
  const row = { place_id: place, id: doing.newId(), action_id: id, at: doing.now, note };
  await trx
    .insertInto('action_update')
    .values({ ...row, account_id: accountOf(doing) ?? null })
    .execute();
  await tell(trx, doing, {
    name: 'board/action-noted',
    about: { kind: 'action', id },
    isPublic: action.decision.isPublic,
    sentence: `There is news about the action ${quoted(action.text)}`,
  });
  await raisePublicVersion(trx, place);
  return ok(undefined);
}
