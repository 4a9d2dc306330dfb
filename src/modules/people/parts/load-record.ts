import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { prioritiesOf } from '../../strategy/index.ts';
import { circleOf } from '../store/circle.ts';
import { goalsOf } from '../store/goals.ts';
import { referralsOf } from '../store/referrals.ts';
import { decisionsAbout, relationshipsOf, whoMaySee, workersHere } from '../store/sharing.ts';
import { stepsOf } from '../store/steps.ts';
import { wordsOf } from '../store/words.ts';

/** Everything of a person that this reader may see. What they may not see is as if it were not there. */
export async function loadRecord(trx: Trx, place: Uuid, person: Uuid) {
  const goals = await goalsOf(trx, place, [person]);
  const ids = [...new Set(goals.flatMap((goal) => (goal.priority === undefined ? [] : [goal.priority])))];
  const priorities = await prioritiesOf(trx, place, ids);
  return {
    matters: await wordsOf(trx, place, person, 'what-matters'),
    strengths: await wordsOf(trx, place, person, 'strength'),
    needs: await wordsOf(trx, place, person, 'need'),
    circle: await circleOf(trx, place, person),
    goals,
    steps: await stepsOf(trx, place, person),
    referrals: await referralsOf(trx, place, person),
    priorities: new Map(priorities.map((one) => [one.id, { title: one.title, slug: one.slug }])),
    relationships: await relationshipsOf(trx, place, person),
    whoMaySee: await whoMaySee(trx, person),
    decisions: await decisionsAbout(trx, place, person),
    workers: await workersHere(trx),
  };
}
export type PersonRecord = Awaited<ReturnType<typeof loadRecord>>;
