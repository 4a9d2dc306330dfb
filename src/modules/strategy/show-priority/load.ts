import type { Trx } from '../../../platform/database/database.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { notFound } from '../../../platform/http/errors.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Asking, RecordPart, Status, ThreadRegistry } from '../../../thread/kinds.ts';
import type { AddedParts } from './added.tsx';
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
  { registry, parts }: { registry: ThreadRegistry; parts: AddedParts },
): Promise<PriorityThread | { movedTo: string }> {
  const place = asking.place.id;
  const found = await findPriority(trx, place, slug);
  if (found.kind === 'moved') return { movedTo: found.slug };
  if (found.kind === 'none') throw notFound();
  const priority = found.record;
  const today = todayInLondon(asking.now);
  const { id } = priority;
  const [standings, answers, under, evidence, voices, plans, added] = await Promise.all([
    standingsOf(trx, place, [priority], today),
    answersWithStatus(trx, asking, id, registry),
    underPriority(trx, place, id, today),
    evidenceOf(trx, place, id),
    voicesOf(trx, place, id),
    plansWith(trx, place, id),
    parts.within(trx, priority, asking),
  ]);
  const standing = standings.get(id) ?? { text: '', tone: 'plain' };
  return { priority, standing, answers, ...under, evidence, voices, plans, added };
}

/** What hangs directly under a priority, and what happened to any of it. */
async function underPriority(
  trx: Trx,
  place: Uuid,
  id: Uuid,
  today: LocalDate,
): Promise<Pick<PriorityThread, 'outcomes' | 'objections' | 'commitments' | 'events'>> {
  const [outcomes, objections, commitments] = await Promise.all([
    outcomesOf(trx, place, [id]),
    objectionsTo(trx, place, [id]),
    commitmentsWhere(trx, place, { priority: id, limit: most }, today),
  ]);
  const about: ThreadRef[] = [
    { kind: 'priority', id },
    ...outcomes.map((one) => ({ kind: 'outcome', id: one.id }) as const),
    ...objections.map((one) => ({ kind: 'objection', id: one.id }) as const),
    ...commitments.map((one) => ({ kind: 'commitment', id: one.id }) as const),
  ];
  return { outcomes, objections, commitments, events: await eventsOf(trx, place, { about, limit: 12 }) };
}

async function answersWithStatus(
  trx: Trx,
  asking: Asking,
  priority: Uuid,
  registry: ThreadRegistry,
): Promise<PriorityThread['answers']> {
  const cards = await answersOf(trx, asking.place.id, priority);
  const statuses = await registry.statusesOf(trx, cards, asking);
  return cards.map((card) => ({ ...card, status: statuses.get(card.id) }));
}
