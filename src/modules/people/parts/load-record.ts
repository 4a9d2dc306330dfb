import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { askingAbout } from '../store/asking.ts';
import { circleOf } from '../store/circle.ts';
import { correctionsOf } from '../store/corrections.ts';
import { contingenciesOf } from '../store/contingency.ts';
import { goalsOf } from '../store/goals.ts';
import { reviewsOf } from '../store/plan-reviews.ts';
import { introductionsOf } from '../store/introductions.ts';
import { referralsToShow } from '../store/referrals.ts';
import { decisionsAbout, relationshipsOf, whoMaySee, workersHere } from '../store/sharing.ts';
import { stepsOf } from '../store/steps.ts';
import { wellbeingOf } from '../store/wellbeing.ts';
import { workOf } from '../store/work.ts';
import { wordsOf } from '../store/words.ts';

/**
 * Everything of a person that this reader may see. What they may not see is as if it were not there.
 * @param most so many referrals, those that go on first.
 */
export async function loadRecord(trx: Trx, place: Uuid, person: Uuid, most = 200) {
  const reviewed = reviewsOf(trx, place, person);
  const [
    goals,
    matters,
    strengths,
    needs,
    circle,
    steps,
    reviews,
    contingencies,
    wellbeing,
    referrals,
    relationships,
    introductions,
    work,
    corrections,
    asking,
  ] = await Promise.all([
    goalsOf(trx, place, [person]),
    wordsOf(trx, place, person, 'what-matters'),
    wordsOf(trx, place, person, 'strength'),
    wordsOf(trx, place, person, 'need'),
    circleOf(trx, place, person),
    stepsOf(trx, place, person),
    reviewed,
    contingenciesOf(trx, place, person),
    wellbeingOf(trx, place, person),
    referralsToShow(trx, place, person, most),
    relationshipsOf(trx, place, person),
    introductionsOf(trx, place, person),
    workOf(trx, place, person),
    correctionsOf(trx, place, person),
    askingAbout(trx, place, person, reviewed),
  ]);
  return {
    goals,
    matters,
    strengths,
    needs,
    circle,
    steps,
    reviews,
    contingencies,
    wellbeing,
    referrals,
    relationships,
    introductions,
    work,
    corrections,
    asking,
  };
}

export type PersonRecord = Awaited<ReturnType<typeof loadRecord>>;

/** What is allowed about a person: who may see what today, and what was decided, with the workers it may name. */
export async function loadSharing(trx: Trx, place: Uuid, person: Uuid) {
  const [seers, decisions, workers] = await Promise.all([
    whoMaySee(trx, person),
    decisionsAbout(trx, place, person),
    workersHere(trx),
  ]);
  return { whoMaySee: seers, decisions, workers };
}

export type Sharing = Awaited<ReturnType<typeof loadSharing>>;
