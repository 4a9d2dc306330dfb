/** In what somebody may be represented: `representative_matters` in the database. */
export const matters = ['sharing', 'plan', 'referrals', 'money'] as const;
export type Matter = (typeof matters)[number];
export const matterWords: Readonly<Record<Matter, string>> = {
  sharing: 'who may see what',
  plan: 'the support plan',
  referrals: 'who is asked to help',
  money: 'money',
};

/** By what authority: `representative_kind` in the database. */
export const authorities = [
  'parental-responsibility',
  'attorney-health',
  'attorney-money',
  'deputy',
  'appointee',
  'advocate',
] as const;
export type Authority = (typeof authorities)[number];
export const authorityWords: Readonly<Record<Authority, string>> = {
  'parental-responsibility': 'Parental responsibility',
  'attorney-health': 'Attorney for health and welfare',
  'attorney-money': 'Attorney for property and money',
  deputy: 'Deputy, appointed by the Court of Protection',
  appointee: 'Appointee for benefits',
  advocate: 'Advocate, who speaks for the person and never decides',
};
/** What must have been seen before somebody is written down. */
export const authorityEvidence: Readonly<Record<Authority, string>> = {
  'parental-responsibility': 'birth certificate, court order or agreement',
  'attorney-health': 'registered lasting power of attorney for health and welfare',
  'attorney-money': 'registered lasting power of attorney for property and money',
  deputy: 'order of the Court of Protection',
  appointee: 'letter of the Department for Work and Pensions',
  advocate: 'referral to the advocacy service, or the person’s own word',
};

export type RepresentationRefusal = 'representative/money-only';

/** Who looks after money alone represents in nothing else. */
export function checkMatters(authority: Authority, chosen: readonly Matter[]): RepresentationRefusal | undefined {
  const isAboutMoney = authority === 'attorney-money' || authority === 'appointee';
  return isAboutMoney && chosen.some((one) => one !== 'money') ? 'representative/money-only' : undefined;
}

/** The ages at which somebody looks again at who decides for a child. */
export const reviewAges = [13, 16, 18] as const;

/** The next of these ages, with the year in which it comes; undefined for adults and where no day of birth is known. */
export function nextReviewAge(age: number | undefined): number | undefined {
  return age === undefined ? undefined : reviewAges.find((one) => one > age);
}
