import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { JobContext } from '../../../platform/jobs/jobs.ts';
import { keepNeeds, keepServiceHelp, partsWhere } from '../../community/index.ts';
import { countReferrals } from '../store/referral-counts.ts';
import { tellNeeds, tellReasons } from '../domain/unmet.ts';
import { askedUpTo, serviceCounts } from '../store/service-counts.ts';

/** Counts what may be told of people, once a month: of the place and its priorities, of each service, and of needs. */
export async function countHelp(trx: Trx, place: Uuid, now: Date): Promise<void> {
  const asOf = await countReferrals(trx, place, now);
  if (asOf === undefined) return;
  await keepServiceHelp(trx, place, asOf, await serviceCounts(trx, place, asOf));
  const asked = await askedUpTo(trx, place, asOf);
  const postcodes = asked.needs.map((one) => one.postcode);
  const parts = await partsWhere(trx, place, postcodes);
  const people = asked.needs.map(({ postcode, ...need }) => ({ ...need, area: parts.of(postcode) }));
  await keepNeeds(trx, place, asOf, { ...tellNeeds(people, parts.names), reasons: tellReasons(asked.reasons) });
}

/** The work of the job. */
export async function countReferralsHandler(context: JobContext, job: { place: Uuid }, trx: Trx): Promise<void> {
  await countHelp(trx, job.place, context.clock.now());
}
