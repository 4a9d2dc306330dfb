import { sql } from 'kysely';
import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { keepOldSlug, recordOnceAt } from '../../../thread/store/slugs.ts';
import { link, refreshLinkVisibility, unlink } from '../../../thread/store/write.ts';
import {
  decidePlan,
  type PlanCommand,
  type PlanFacts,
  type PlanKind,
  type PlanRefusal,
  type PlanStatus,
} from '../domain/plan.ts';
import { writePlanCard } from './cards.ts';
import type { NamedOrganisation } from './organisations.ts';
import type { Found } from './priorities.ts';
import { freeSlug } from './slugs.ts';

export type Plan = PlanFacts & {
  id: Uuid;
  slug: string;
  title: string;
  kind: PlanKind;
  summary: string;
  version: number;
};

type Row = {
  id: string;
  slug: string;
  title: string;
  kind: string;
  summary: string;
  period_start: string;
  period_end: string;
  status: string;
  version: number;
};
const columns = ['id', 'slug', 'title', 'kind', 'summary', 'period_start', 'period_end', 'status', 'version'] as const;

function toPlan(row: Row): Plan {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    kind: row.kind as PlanKind,
    summary: row.summary,
    status: row.status as PlanStatus,
    start: row.period_start as LocalDate,
    end: row.period_end as LocalDate,
    version: row.version,
  };
}

/** Every plan this reader may see, the one that ends last first. */
export async function allPlans(trx: Trx, place: Uuid): Promise<Plan[]> {
  const rows = await trx
    .selectFrom('plan')
    .select(columns)
    .where('place_id', '=', place)
    .orderBy('period_end', 'desc')
    .orderBy('title')
    .execute();
  return rows.map(toPlan);
}

/** Some of them, those that end last first; `after` is the last one already shown. */
export async function plansAfter(
  trx: Trx,
  place: Uuid,
  page: { after: Uuid | undefined; limit: number },
): Promise<Plan[]> {
  let query = trx
    .selectFrom('plan')
    .select(columns)
    .where('place_id', '=', place)
    .orderBy('period_end', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.after !== undefined)
    query = query.where(
      sql<boolean>`(period_end, id) < (select x.period_end, x.id from plan x where x.place_id = ${place} and x.id = ${page.after})`,
    );
  return (await query.execute()).map(toPlan);
}

export async function plansByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Plan[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('plan')
    .select(columns)
    .where('place_id', '=', place)
    .where('id', 'in', [...ids])
    .orderBy('period_end', 'desc')
    .execute();
  return rows.map(toPlan);
}

/** The plan at `slug`, also when the slug is an old one. */
export async function findPlan(trx: Trx, place: Uuid, slug: string): Promise<Found<Plan>> {
  const row = await trx
    .selectFrom('plan')
    .select(columns)
    .where('place_id', '=', place)
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (row !== undefined) return { kind: 'here', record: toPlan(row) };
  const id = await recordOnceAt(trx, place, 'plan', slug);
  const [now] = id === undefined ? [] : await plansByIds(trx, place, [id]);
  return now === undefined ? { kind: 'none' } : { kind: 'moved', slug: now.slug };
}

/** The organisations that are party to a plan, by name. */
export async function partiesOf(trx: Trx, place: Uuid, plan: Uuid): Promise<NamedOrganisation[]> {
  return await trx
    .selectFrom('plan_party as p')
    .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
    .select(['o.id', 'o.slug', 'o.name'])
    .where('p.place_id', '=', place)
    .where('p.plan_id', '=', plan)
    .orderBy('o.name')
    .execute();
}

/** The ids of the priorities that stand in a plan. */
export async function priorityIdsIn(trx: Trx, place: Uuid, plan: Uuid): Promise<Uuid[]> {
  const rows = await trx
    .selectFrom('plan_priority')
    .select('priority_id')
    .where('place_id', '=', place)
    .where('plan_id', '=', plan)
    .execute();
  return rows.map((row) => row.priority_id);
}

/** The plans in which a priority stands. */
export async function plansWith(trx: Trx, place: Uuid, priority: Uuid): Promise<Plan[]> {
  const rows = await trx
    .selectFrom('plan')
    .select(columns)
    .where('place_id', '=', place)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('plan_priority')
        .select('plan_id')
        .where('place_id', '=', place)
        .where('priority_id', '=', priority),
    )
    .orderBy('period_end', 'desc')
    .execute();
  return rows.map(toPlan);
}

export type PlanWords = {
  title: string;
  kind: PlanKind;
  summary: string;
  start: LocalDate;
  end: LocalDate;
  parties: readonly Uuid[];
  priorities: readonly Uuid[];
};

async function writeParts(trx: Trx, doing: Doing, id: Uuid, words: PlanWords): Promise<void> {
  const place = doing.place.id;
  const before = await priorityIdsIn(trx, place, id);
  await trx.deleteFrom('plan_party').where('place_id', '=', place).where('plan_id', '=', id).execute();
  await trx.deleteFrom('plan_priority').where('place_id', '=', place).where('plan_id', '=', id).execute();
  for (const organisation of new Set(words.parties))
    await trx
      .insertInto('plan_party')
      .values({ place_id: place, plan_id: id, organisation_id: organisation })
      .execute();
  for (const priority of before)
    if (!words.priorities.includes(priority))
      await unlink(trx, place, { kind: 'plan', id }, 'pursues', { kind: 'priority', id: priority });
  for (const priority of new Set(words.priorities)) {
    await trx.insertInto('plan_priority').values({ place_id: place, plan_id: id, priority_id: priority }).execute();
    await link(
      trx,
      place,
      { kind: 'plan', id },
      'pursues',
      { kind: 'priority', id: priority },
      { account: accountOf(doing), now: doing.now },
    );
  }
}

/** Drafts a plan. Only partners see it until it is agreed. */
export async function createPlan(trx: Trx, doing: Doing, words: PlanWords): Promise<{ id: Uuid; slug: string }> {
  const place = doing.place.id;
  const id = doing.newId();
  const slug = await freeSlug(trx, place, 'plan', words.title);
  const row = { id, slug, title: words.title, summary: words.summary, status: 'draft' };
  await trx
    .insertInto('plan')
    .values({
      place_id: place,
      ...row,
      kind: words.kind,
      period_start: words.start,
      period_end: words.end,
      created_at: doing.now,
      created_by: accountOf(doing) ?? null,
    })
    .execute();
  await writePlanCard(trx, doing, row);
  await writeParts(trx, doing, id, words);
  await keepVersion(trx, doing, { kind: 'plan', id, version: 1, content: words });
  await tell(trx, doing, {
    name: 'strategy/plan-drafted',
    about: { kind: 'plan', id },
    isPublic: false,
    sentence: `The plan ${quoted(words.title)} was drafted`,
  });
  return { id, slug };
}

/** Changes a plan, if nobody else has changed it since `version` was read. */
export async function editPlan(
  trx: Trx,
  doing: Doing,
  input: PlanWords & { id: Uuid; version: number },
): Promise<Result<{ slug: string }, 'strategy/gone' | 'strategy/changed-meanwhile'>> {
  const place = doing.place.id;
  const [before] = await plansByIds(trx, place, [input.id]);
  if (before === undefined) return fail('strategy/gone');
  const slug = input.title === before.title ? before.slug : await freeSlug(trx, place, 'plan', input.title, input.id);
  const done = await trx
    .updateTable('plan')
    .set({
      title: input.title,
      slug,
      kind: input.kind,
      summary: input.summary,
      period_start: input.start,
      period_end: input.end,
      version: input.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('strategy/changed-meanwhile');
  if (slug !== before.slug) await keepOldSlug(trx, place, 'plan', before.slug, input.id);
  await writePlanCard(trx, doing, { ...before, title: input.title, summary: input.summary, slug });
  await writeParts(trx, doing, input.id, input);
  const { id, version, ...words } = input;
  await keepVersion(trx, doing, { kind: 'plan', id, version: version + 1, content: words });
  await tell(trx, doing, {
    name: 'strategy/plan-changed',
    about: { kind: 'plan', id },
    isPublic: before.status !== 'draft',
    sentence: `The plan ${quoted(input.title)} was changed`,
  });
  return ok({ slug });
}

/** Agrees, replaces or ends a plan. */
export async function changePlanStatus(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: PlanCommand,
): Promise<Result<PlanStatus, PlanRefusal | 'strategy/gone' | 'strategy/changed-meanwhile'>> {
  const place = doing.place.id;
  const [before] = await plansByIds(trx, place, [id]);
  if (before === undefined) return fail('strategy/gone');
  const facts = {
    parties: (await partiesOf(trx, place, id)).length,
    priorities: (await priorityIdsIn(trx, place, id)).length,
  };
  const next = decidePlan(before.status, command, facts);
  if (!next.ok) return next;
  const done = await trx
    .updateTable('plan')
    .set({ status: next.value, version: before.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', before.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('strategy/changed-meanwhile');
  await writePlanCard(trx, doing, { ...before, status: next.value });
  await refreshLinkVisibility(trx, place, { kind: 'plan', id });
  await keepVersion(trx, doing, {
    kind: 'plan',
    id,
    version: before.version + 1,
    content: { title: before.title, status: next.value },
  });
  const words = { agree: 'was agreed', replace: 'was replaced by a later plan', end: 'ended' };
  const names = { agree: 'strategy/plan-agreed', replace: 'strategy/plan-replaced', end: 'strategy/plan-ended' };
  await tell(trx, doing, {
    name: names[command],
    about: { kind: 'plan', id },
    isPublic: true,
    sentence: `The plan ${quoted(before.title)} ${words[command]}`,
  });
  return next;
}
