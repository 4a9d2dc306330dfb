import type { Trx } from '../../../platform/database/database.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { notFound } from '../../../platform/http/errors.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Asking, RecordPart, Status, ThreadRegistry } from '../../../thread/kinds.ts';
import { eventsOf, type SeenCard, type SeenEvent } from '../../../thread/store/read.ts';
import type { Standing } from '../domain/standing.ts';
import { standingsOf } from '../standings.ts';
import { commitmentsWhere, type Commitment } from '../store/commitments.ts';
import { objectionsTo, type Objection } from '../store/objections.ts';
import { outcomesOf, type Outcome } from '../store/outcomes.ts';
import { plansWith, type Plan } from '../store/plans.ts';
import { answersOf, findPriority, type Priority } from '../store/priorities.ts';
import { evidenceOf, voicesOf, type Evidence, type Voice } from '../store/evidence.ts';

/** The whole thread of one priority. */
export type PriorityThread = {
  priority: Priority;
  standing: Standing;
  answers: (SeenCard & { status: Status | undefined })[];
  evidence: Evidence[];
  voices: Voice[];
  objections: Objection[];
  outcomes: Outcome[];
  commitments: Commitment[];
  plans: Plan[];
  events: SeenEvent[];
  /** What other modules add: meetings, services, measures, stories. */
  added: RecordPart[];
};

/** Longer lists than this are cut on the page of a priority; the list of commitments has them all. */
const most = 300;

/** Loads the thread of the priority at `slug`, or says where it has moved to. @throws not found */
export async function loadPriority(
  trx: Trx,
  asking: Asking & { actor: Actor },
  slug: string,
  registry: ThreadRegistry,
): Promise<PriorityThread | { movedTo: string }> {
  const place = asking.place.id;
  const found = await findPriority(trx, place, slug);
  if (found.kind === 'moved') return { movedTo: found.slug };
  if (found.kind === 'none') throw notFound();
  const priority = found.record;
  const today = todayInLondon(asking.now);
  const standings = await standingsOf(trx, place, [priority], today);
  const cards = await answersOf(trx, place, priority.id);
  const statuses = new Map<string, Status>();
  for (const [kind, of] of Map.groupBy(cards, (card) => card.kind)) {
    const known = await registry.kind(kind)?.statuses?.(
      trx,
      of.map((card) => card.id),
      asking,
    );
    for (const [id, status] of known ?? []) statuses.set(id, status);
  }
  const outcomes = await outcomesOf(trx, place, [priority.id]);
  const objections = await objectionsTo(trx, place, [priority.id]);
  const commitments = await commitmentsWhere(trx, place, { priority: priority.id, limit: most }, today);
  const about: ThreadRef[] = [
    { kind: 'priority', id: priority.id },
    ...outcomes.map((one) => ({ kind: 'outcome', id: one.id }) as const),
    ...objections.map((one) => ({ kind: 'objection', id: one.id }) as const),
    ...commitments.map((one) => ({ kind: 'commitment', id: one.id }) as const),
  ];
  return {
    priority,
    standing: standings.get(priority.id) ?? { text: '', tone: 'plain' },
    answers: cards.map((card) => ({ ...card, status: statuses.get(card.id) })),
    evidence: await evidenceOf(trx, place, priority.id),
    voices: await voicesOf(trx, place, priority.id),
    objections,
    outcomes,
    commitments,
    plans: await plansWith(trx, place, priority.id),
    events: await eventsOf(trx, place, { about, limit: 12 }),
    added: await registry.partsOf(trx, { kind: 'priority', id: priority.id }, asking),
  };
}
