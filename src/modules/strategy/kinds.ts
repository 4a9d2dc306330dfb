import type { Uuid } from '../../kernel/ids.ts';
import { compareDates, todayInLondon, formatDate } from '../../lib/dates.ts';
import { plural } from '../../lib/text.ts';
import type { Trx } from '../../platform/database/database.ts';
import {
  mostLooseEnds,
  type Asking,
  type HomePart,
  type LooseEnd,
  type Status,
  type ThreadRegistry,
} from '../../thread/kinds.ts';
import { commitmentStanding } from './domain/commitment.ts';
import { outcomeProgress } from './domain/outcome.ts';
import { planStanding } from './domain/plan.ts';
import { objectionStanding } from './domain/priority.ts';
import { standingsOf } from './standings.ts';
import { commitmentsWhere, countPromises } from './store/commitments.ts';
import { objectionsByIds, openObjections } from './store/objections.ts';
import { howOutcomesMoved, outcomesByIds, outcomesWithoutFigure } from './store/outcomes.ts';
import { allPlans, plansByIds } from './store/plans.ts';
import { allPriorities, prioritiesOf } from './store/priorities.ts';

/** Tells the thread which kinds this module keeps, how each stands, and what is left loose. */
export function addStrategyKinds(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'priority',
    one: 'priority',
    many: 'priorities',
    statuses: async (trx, ids, { place, now }) =>
      await standingsOf(trx, place.id, await prioritiesOf(trx, place.id, ids), todayInLondon(now)),
    looseEnds: { heading: 'Priorities that nobody has promised anything for', find: unpromised },
  });
  registry.addKind({
    kind: 'objection',
    one: 'objection',
    many: 'objections',
    statuses: async (trx, ids, { place }) =>
      statusMap(await objectionsByIds(trx, place.id, ids), (one) => objectionStanding(one.status)),
    looseEnds: { heading: 'Objections that wait for a reply', find: unanswered },
  });
  registry.addKind({
    kind: 'outcome',
    one: 'outcome',
    many: 'outcomes',
    statuses: async (trx, ids, { place }) =>
      statusMap(await outcomesByIds(trx, place.id, ids), (one) => outcomeProgress(one).standing),
    looseEnds: { heading: 'Outcomes that nobody has measured since the start', find: unmeasured },
  });
  registry.addKind({
    kind: 'plan',
    one: 'plan',
    many: 'plans',
    statuses: async (trx, ids, { place, now }) =>
      statusMap(await plansByIds(trx, place.id, ids), (one) => planStanding(one, todayInLondon(now))),
    looseEnds: { heading: 'Plans whose period is over', find: outOfTime },
  });
  registry.addKind({
    kind: 'commitment',
    one: 'commitment',
    many: 'commitments',
    statuses: async (trx, ids, { place, now }) => {
      const today = todayInLondon(now);
      const list = await commitmentsWhere(trx, place.id, { ids, limit: Math.max(1, ids.length) }, today);
      return statusMap(list, (one) => commitmentStanding(one, today));
    },
    looseEnds: { heading: 'Commitments that are late, unanswered or without an outcome', find: looseCommitments },
  });
  registry.addHome('agreed', whatWeDid);
  registry.addHome('changed', whatChanged);
}

function statusMap<T extends { id: Uuid }>(list: readonly T[], status: (one: T) => Status): Map<Uuid, Status> {
  return new Map(list.map((one) => [one.id, status(one)]));
}

async function unpromised(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const [counts, priorities] = await Promise.all([
    countPromises(trx, place.id, todayInLondon(now)),
    allPriorities(trx, place.id),
  ]);
  return priorities
    .filter((one) => one.status === 'published' && !counts.has(one.id))
    .map((one) => ({
      title: one.title,
      href: `/${place.slug}/priorities/${one.slug}`,
      why: 'Nobody has promised anything for it yet',
    }));
}

async function unanswered(trx: Trx, { place }: Asking): Promise<LooseEnd[]> {
  const open = await openObjections(trx, place.id, mostLooseEnds + 1);
  const priorities = await prioritiesOf(trx, place.id, [...new Set(open.map((one) => one.priorityId))]);
  return open.flatMap((one) => {
    const priority = priorities.find((other) => other.id === one.priorityId);
    return priority === undefined
      ? []
      : [
          {
            title: `Objection to “${priority.title}”`,
            href: `/${place.slug}/priorities/${priority.slug}#objection-${one.id}`,
            why: `No reply since ${formatDate(one.raisedOn)}`,
          },
        ];
  });
}

async function unmeasured(trx: Trx, { place }: Asking): Promise<LooseEnd[]> {
  const outcomes = await outcomesWithoutFigure(trx, place.id, mostLooseEnds + 1);
  const priorities = await prioritiesOf(trx, place.id, [...new Set(outcomes.map((one) => one.priorityId))]);
  return outcomes.flatMap((one) => {
    const priority = priorities.find((other) => other.id === one.priorityId);
    return priority === undefined
      ? []
      : [
          {
            title: one.title,
            href: `/${place.slug}/priorities/${priority.slug}#outcome-${one.id}`,
            why: one.baseline === undefined ? 'It has never been measured' : 'Not measured since the start',
          },
        ];
  });
}

async function outOfTime(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const today = todayInLondon(now);
  return (await allPlans(trx, place.id))
    .filter((plan) => plan.status === 'agreed' && compareDates(plan.end, today) < 0)
    .map((plan) => ({
      title: plan.title,
      href: `/${place.slug}/plans/${plan.slug}`,
      why: `Its period ended on ${formatDate(plan.end)}: say whether it ended or was replaced`,
    }));
}

async function looseCommitments(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const today = todayInLondon(now);
  const groups = (['overdue', 'waiting', 'open'] as const).map(
    async (group) => await commitmentsWhere(trx, place.id, { group, limit: mostLooseEnds + 1 }, today),
  );
  return (await Promise.all(groups)).flat().flatMap((one) => {
    const href = `/${place.slug}/commitments/${one.slug}`;
    const standing = commitmentStanding(one, today);
    const isOpen = one.state.status === 'accepted' && compareDates(one.dueOn, today) >= 0;
    if (!isOpen) return [{ title: one.title, href, why: `${one.ownerName}: ${standing.text}` }];
    return one.outcomeId === undefined
      ? [{ title: one.title, href, why: `${one.ownerName}: no outcome says what it should change` }]
      : [];
  });
}

/** What was promised and kept: the middle of the home page. */
async function whatWeDid(trx: Trx, { place, now }: Asking): Promise<HomePart> {
  const today = todayInLondon(now);
  const home = `/${place.slug}`;
  const [promises, late, next, latest] = await Promise.all([
    countPromises(trx, place.id, today),
    commitmentsWhere(trx, place.id, { group: 'overdue', limit: 2 }, today),
    commitmentsWhere(trx, place.id, { group: 'open', limit: 3 }, today),
    commitmentsWhere(trx, place.id, { latestKept: true, limit: 3 }, today),
  ]);
  const counts = [...promises.values()];
  const kept = counts.reduce((sum, one) => sum + one.kept, 0);
  const open = counts.reduce((sum, one) => sum + one.open + one.overdue, 0);
  const overdue = counts.reduce((sum, one) => sum + one.overdue, 0);
  return {
    part: 'did',
    figures: [
      { value: String(kept), text: `${word(kept)} kept`, href: `${home}/commitments?status=kept` },
      { value: String(open), text: `${word(open)} under way`, href: `${home}/commitments` },
      ...(overdue === 0
        ? []
        : [{ value: String(overdue), text: `${word(overdue)} overdue`, href: `${home}/commitments?status=overdue` }]),
    ],
    items: [...latest, ...late, ...next].map((one) => ({
      title: one.title,
      href: `${home}/commitments/${one.slug}`,
      note: one.ownerName,
      status: commitmentStanding(one, today),
    })),
    more: { text: 'All commitments', href: `${home}/commitments` },
  };
}

function word(count: number): string {
  return count === 1 ? 'commitment' : 'commitments';
}

/** What moved, and what nobody can say yet: the end of the home page. It never says why. */
async function whatChanged(trx: Trx, { place }: Asking): Promise<HomePart> {
  const home = `/${place.slug}`;
  const { better, worse, unknown, newest } = await howOutcomesMoved(trx, place.id, 3);
  const outcomes = await outcomesByIds(trx, place.id, newest);
  const priorities = await prioritiesOf(trx, place.id, [...new Set(outcomes.map((one) => one.priorityId))]);
  const slugs = new Map(priorities.map((one) => [one.id, one.slug]));
  const recent = newest.flatMap((id) => {
    const outcome = outcomes.find((one) => one.id === id);
    return outcome === undefined ? [] : [{ outcome, progress: outcomeProgress(outcome) }];
  });
  return {
    part: 'changed',
    figures: [
      { value: String(better), text: `${plural(better, 'outcome').replace(/^\S+ /, '')} better than at the start` },
      ...(worse === 0 ? [] : [{ value: String(worse), text: 'worse than at the start' }]),
      ...(unknown === 0 ? [] : [{ value: String(unknown), text: 'where nobody can say yet' }]),
    ],
    items: recent.map(({ outcome, progress }) => ({
      title: outcome.title,
      href: `${home}/priorities/${slugs.get(outcome.priorityId) ?? ''}#outcome-${outcome.id}`,
      note: progress.sentence,
      status: progress.standing,
    })),
    more: { text: 'All priorities', href: `${home}/priorities` },
  };
}
