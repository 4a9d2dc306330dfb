import type { Uuid } from '../../../kernel/ids.ts';
import { isPlain, type Gathered } from '../../../platform/database/gathered.ts';
import { dayOf, type PeopleDoing } from './doing.ts';
import type { Writer } from './gathered-person.ts';
import { countReferralsJob, endOfLastMonth, monthOf } from './referral-counts.ts';
import { chaseReferralJob } from './referral-writes.ts';

const freeOfReferral = new Set([
  'requester_name',
  'permission_how',
  'permission_on',
  'reason',
  'access_needs',
  'risks',
  'safe_contact',
  'safe_contact_note',
  'urgency',
]);
const onlyId = new Set(['id']);
const freeOfCard = new Set(['title', 'address']);
const freeOfChase = new Set(['id', 'dedupe_key', 'run_after']);
/** How many tables and askings a referral takes. */
export const ofReferral = { tables: 6, asked: 3 } as const;

/**
 * What `sendReferral` gathered of a referral to an organisation, with what `countLater` did, in the order in which `thread.write_task` takes
 * it; undefined where it was sent in any other way, which that function does not write.
 */
export function gatheredReferral(
  gathered: Gathered,
  by: Writer,
): { id: Uuid; person: Uuid; values: unknown[] } | undefined {
  const [referral, ...referrals] = gathered.rowsOf('referral');
  const [identity, needs, ...decisions] = gathered.rowsOf('sharing_decision');
  const [created, ...events] = gathered.rowsOf('referral_event');
  const [card, ...cards] = gathered.rowsOf('thread_record');
  const [told, ...tellings] = gathered.rowsOf('thread_event');
  const [count, chase, ...jobs] = gathered.rowsOf('job');
  const [counted, ...countings] = gathered.askedOf('counted');
  const [refold, ...refolds] = gathered.askedOf('refold-for');
  const others = [referrals, decisions, events, cards, tellings, jobs, countings, refolds];
  if (others.some((one) => one.length > 0) || gathered.askedOf('announce').length !== 1) return undefined;
  if (referral === undefined || identity === undefined || needs === undefined || created === undefined)
    return undefined;
  if (card === undefined || told === undefined || count === undefined || chase === undefined) return undefined;
  const { place: place_id, organisation, account, now } = by;
  const { id, person_id, organisation_id, to_name } = referral;
  const author = { author_org: organisation, author_account: account };
  const of = { place_id, person_id };
  const asks = {
    requested_by: 'partner',
    on_behalf_relation: '',
    requester_phone: '',
    reopens_id: null,
    goal_id: null,
  };
  const to = { to_kind: 'organisation', service_id: null, organisation_id, to_name };
  const sent = { scope: 'deliver', status: 'requested', sent_at: now, created_at: now };
  const risks = { no_known_risks: referral['risks'] === '' };
  const permit = { effect: 'permit', account_id: null, basis: 'consent', reason: '', referral_id: id, from_at: now };
  const permits = { ...of, ...author, ...permit, organisation_id, how_given: referral['permission_how'] };
  const begins = { kind: 'created', from_status: null, to_status: 'requested', by_kind: 'requester', once: null };
  const said = { organisation_id: organisation, status_reason: null, note: '', referral_id: id, at: now };
  const personal = { ...of, visibility: 'personal', category: 'referral', author_org: organisation, kind: 'referral' };
  const tells = { name: 'people/referral-sent', sentence: 'A referral was sent', record_id: id, account_id: account };
  const day = dayOf({ now } as PeopleDoing);
  const counts = { kind: countReferralsJob, dedupe_key: monthOf(day), subject_id: null, run_after: now };
  const isAsExpected =
    isPlain(referral, { ...of, ...author, ...asks, ...to, ...sent, ...risks, id }, freeOfReferral) &&
    isPlain(identity, { ...permits, category: 'identity' }, onlyId) &&
    isPlain(needs, { ...permits, category: 'needs' }, onlyId) &&
    isPlain(created, { ...of, ...author, ...begins, ...said }, onlyId) &&
    isPlain(card, { ...personal, id, summary: '', updated_at: now }, freeOfCard) &&
    isPlain(told, { ...personal, ...tells, at: now }, onlyId) &&
    isPlain(count, { place_id, ...counts, created_at: now }, onlyId) &&
    isPlain(chase, { place_id, kind: chaseReferralJob, subject_id: id, created_at: now }, freeOfChase) &&
    // It is not due now: nobody is woken for it.
    (chase['run_after'] as Date) > now &&
    counted?.[0] === endOfLastMonth(day) &&
    refold?.[0] === person_id &&
    refold?.[1] === organisation_id;
  if (!isAsExpected) return undefined;
  const values = [
    count['id'],
    count['dedupe_key'],
    counted?.[0],
    organisation_id,
    to_name,
    ...[...freeOfReferral].map((name) => referral[name]),
    identity['id'],
    needs['id'],
    created['id'],
    card['title'],
    card['address'],
    told['id'],
    chase['id'],
    chase['dedupe_key'],
    chase['run_after'],
  ];
  return { id: id as Uuid, person: person_id as Uuid, values };
}
