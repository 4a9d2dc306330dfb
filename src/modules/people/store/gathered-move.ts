import type { Uuid } from '../../../kernel/ids.ts';
import { isPlain, type Gathered } from '../../../platform/database/gathered.ts';
import { dayOf, type PeopleDoing } from './doing.ts';
import type { Writer } from './gathered-person.ts';
import { countReferralsJob, endOfLastMonth, monthOf } from './referral-counts.ts';

const onlyId = new Set(['id']);
const freeOfEvent = new Set(['id', 'by_kind', 'note']);
const freeOfTold = new Set(['id', 'sentence']);
/** How many tables and askings a move takes; one table more where the thread is told of it. */
export const ofMove = { tables: 2, asked: 5 } as const;

/** Everything that a move asks of the row of a referral, in the order of `thread.write_move`. */
export type Moving = readonly [
  id: Uuid,
  person: Uuid,
  was: string,
  version: number,
  status: string,
  reason: string | undefined,
  ...further: unknown[],
];

/**
 * What `moveReferral` gathered, in the order in which `thread.write_move` takes it; undefined where it was moved in any other way,
 * which that function does not write.
 */
export function gatheredMove(
  gathered: Gathered,
  by: Writer,
): { id: Uuid; person: Uuid; values: unknown[]; isTold: boolean } | undefined {
  const [moving, ...movings] = gathered.askedOf('move') as readonly Moving[];
  const [settle, ...settlings] = gathered.askedOf('settle');
  const [counted, ...countings] = gathered.askedOf('counted');
  const [event, ...events] = gathered.rowsOf('referral_event');
  const [told, ...tellings] = gathered.rowsOf('thread_event');
  const [count, ...jobs] = gathered.rowsOf('job');
  const others = [movings, settlings, countings, events, tellings, jobs];
  if (others.some((one) => one.length > 0) || gathered.askedOf('announce').length !== 1) return undefined;
  if (moving === undefined || event === undefined || count === undefined) return undefined;
  const { place: place_id, organisation, account, now } = by;
  const [id, person_id, was, , status, reason] = moving;
  const of = { place_id, person_id, author_org: organisation };
  const moves = { kind: 'moved', from_status: was, to_status: status, status_reason: reason ?? null, once: null };
  const done = { organisation_id: organisation, author_account: account, referral_id: id, at: now };
  const personal = { ...of, visibility: 'personal', category: 'referral', kind: 'referral', record_id: id };
  const day = dayOf({ now } as PeopleDoing);
  const counts = { kind: countReferralsJob, dedupe_key: monthOf(day), subject_id: null, run_after: now };
  const isAsExpected =
    isPlain(event, { ...of, ...moves, ...done }, freeOfEvent) &&
    (told === undefined ||
      isPlain(told, { ...personal, name: 'people/referral-moved', account_id: account, at: now }, freeOfTold)) &&
    isPlain(count, { place_id, ...counts, created_at: now }, onlyId) &&
    settle?.[0] === id &&
    settle?.[2] === now &&
    gathered.askedOf('end-offer')[0]?.[0] === id &&
    counted?.[0] === endOfLastMonth(day);
  if (!isAsExpected) return undefined;
  const values = [
    ...moving,
    count['id'],
    count['dedupe_key'],
    counted?.[0],
    event['id'],
    event['by_kind'],
    event['note'],
    told?.['id'],
    told?.['sentence'],
    settle?.[1],
  ].map((value) => value ?? null);
  return { id, person: person_id, values, isTold: told !== undefined };
}
