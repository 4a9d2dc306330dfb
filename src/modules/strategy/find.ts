import type { Trx } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/errors.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { commitmentBySlug, type Commitment } from './store/commitments.ts';
import { findPlan, type Plan } from './store/plans.ts';
import { findPriority, type Priority } from './store/priorities.ts';

/** The priority that a form is about, at its present slug. @throws not found */
export async function needPriority(trx: Trx, place: Uuid, slug: string): Promise<Priority> {
  const found = await findPriority(trx, place, slug);
  if (found.kind !== 'here') throw notFound();
  return found.record;
}

/** The plan that a form is about. @throws not found */
export async function needPlan(trx: Trx, place: Uuid, slug: string): Promise<Plan> {
  const found = await findPlan(trx, place, slug);
  if (found.kind !== 'here') throw notFound();
  return found.record;
}

/** The commitment at a slug. @throws not found */
export async function needCommitment(trx: Trx, place: Uuid, slug: string): Promise<Commitment> {
  const found = await commitmentBySlug(trx, place, slug);
  if (found === undefined) throw notFound();
  return found;
}
