import type { Uuid } from '../../../kernel/ids.ts';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { WayGiven } from './words.ts';

/** Why something may be shared: the person said so, or another lawful basis with its reason. */
export type Basis = 'consent' | 'public-task' | 'vital-interests' | 'best-interests';

/** A decision of the person: who may know what, or must not. Without an organisation it is about all of them. */
export type Decision = {
  effect: 'permit' | 'deny';
  organisation: Uuid | undefined;
  /** A worker by name: only ever refused. */
  account: Uuid | undefined;
  category: PersonCategory | '*';
  basis: Basis;
  how: WayGiven;
  reason: string;
};

/** The answers to the three questions that are asked first, in plain words. */
export type ThreeAnswers = {
  /** Who may know that we are helping you? */
  mayKnow: 'partners' | 'only-us';
  /** Who may see your support plan? */
  mayPlan: 'partners' | 'only-us';
  /** Is there anybody who must not know? */
  mustNot: { organisation: Uuid; account: Uuid | undefined } | undefined;
  how: WayGiven;
};

const known: readonly PersonCategory[] = ['identity'];
const planned: readonly PersonCategory[] = ['circle', 'plan', 'needs', 'referral'];

/**
 * What the three answers decide. We ourselves may see everything that we are told; partners what was allowed them. A
 * partner still sees nothing until they work with the person, under an agreement.
 */
export function decisionsOf(answers: ThreeAnswers, us: Uuid): Decision[] {
  const common = { account: undefined, basis: 'consent', how: answers.how, reason: '' } as const;
  const decisions: Decision[] = [{ ...common, effect: 'permit', organisation: us, category: '*' }];
  const allowed = [
    ...(answers.mayKnow === 'partners' || answers.mayPlan === 'partners' ? known : []),
    ...(answers.mayPlan === 'partners' ? planned : []),
  ];
  for (const category of allowed) decisions.push({ ...common, effect: 'permit', organisation: undefined, category });
  if (answers.mustNot !== undefined)
    decisions.push({
      ...common,
      effect: 'deny',
      organisation: answers.mustNot.organisation,
      account: answers.mustNot.account,
      category: '*',
    });
  return decisions;
}

export type SharingRefusal = 'sharing/yourself' | 'sharing/lead' | 'sharing/already-withdrawn' | 'sharing/not-alone';

/** Whether somebody may be named as one who must not know. Whoever writes it down cannot be the one: another worker does. */
export function checkDenial(
  denial: { organisation: Uuid; account: Uuid | undefined },
  facts: { us: Uuid | undefined; me: Uuid; lead: Uuid | undefined },
): SharingRefusal | undefined {
  if (denial.account === facts.me) return 'sharing/yourself';
  // The organisation that leads cannot be shut out whole: nobody could keep the record. It is handed over first.
  if (denial.account === undefined && denial.organisation === facts.lead) return 'sharing/lead';
  return undefined;
}
