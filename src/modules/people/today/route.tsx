import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { stepStanding } from '../domain/plan-step.ts';
import { helpers, noteLook, personalPage, placeParams, type Wiring } from '../requests.ts';
import { peopleWithoutGoal } from '../store/goals.ts';
import { peopleByIds } from '../store/people.ts';
import { stepsDueSoon } from '../store/steps.ts';
import { TodayPage } from './page.tsx';
import type { WorkSection } from './work-list.ts';

const mostInSection = 50;

/** What waits for a worker today: steps that are due, and people who have no goal yet. */
export function today({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/today',
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    handle: async (request) => {
      const { place, scope, now, context } = request;
      const day = todayInLondon(now);
      const home = `/${place.slug}`;
      const sections = await context.db.write(scope, async (trx): Promise<WorkSection[]> => {
        const [steps, idle] = await Promise.all([
          stepsDueSoon(trx, place.id, day, mostInSection),
          peopleWithoutGoal(trx, place.id, mostInSection),
        ]);
        const named = await peopleByIds(trx, place.id, [...new Set([...steps.map((step) => step.person), ...idle])]);
        const people = new Map(named.map((one) => [one.id, one]));
        const without = idle.flatMap((id) => people.get(id) ?? []);
        await noteLook(trx, request, '/:place/today', named);
        return [
          {
            title: 'Steps that are due',
            lede: 'Late, or due within seven days.',
            none: 'No step is due this week.',
            items: steps.flatMap((step) => {
              const person = people.get(step.person);
              if (person === undefined) return [];
              return [
                {
                  person: person.id,
                  href: `${home}/people/${person.id}#goal-${step.goal}`,
                  title: step.what,
                  note: `For ${person.name}`,
                  status: stepStanding(step.state, step.by, day),
                },
              ];
            }),
          },
          {
            title: 'People without a goal',
            lede: 'Ask what they would like to change, when the time is right.',
            none: 'Everybody has a goal.',
            items: without.map((person) => ({
              person: person.id,
              href: `${home}/people/${person.id}`,
              title: person.name,
              note: person.leadName === undefined ? 'Nobody leads' : `${person.leadName} leads`,
            })),
          },
        ];
      });
      return personalPage({
        title: 'Today',
        back: { text: 'People', href: `${home}/people` },
        body: <TodayPage day={formatDate(day)} sections={sections} />,
      });
    },
  });
}
