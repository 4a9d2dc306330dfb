import { Empty, Hero, Rows } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { suggestServices } from '../../community/index.ts';
import { itemParams, pageOf, personalPage, withPerson, writers, type Wiring } from '../requests.ts';
import { goalsOf } from '../store/goals.ts';

const path = '/:place/people/:id/goals/:item/services';

/** Whole years on a day. */
function ageOn(bornOn: LocalDate | undefined, today: LocalDate): number | undefined {
  if (bornOn === undefined) return undefined;
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** What the community has that may suit a goal, each with why. Nothing is written down and nobody is told. */
export function suggestForGoal({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => {
      const { place, params, now } = request;
      const { person, goal, suggestions } = await withPerson(request, { route: path }, async (trx, seen) => {
        const goal = (await goalsOf(trx, place.id, [params.id])).find((one) => one.id === params.item);
        if (goal === undefined) throw notFound();
        const age = ageOn(seen.bornOn, todayInLondon(now));
        const wish = { words: `${goal.words} ${goal.why}`, postcode: seen.postcode, age };
        return { goal, suggestions: await suggestServices(trx, place.id, wish, now) };
      });
      const home = `/${place.slug}`;
      return personalPage({
        title: 'What may suit a goal',
        back: { text: 'Back', href: pageOf(request, person) },
        body: (
          <>
            <Hero
              kicker="What is available"
              title="What may suit this goal"
              lede={`“${goal.words}”. Look at it together: the person chooses. Nobody is told.`}
            />
            {suggestions.length === 0 ? (
              <Empty heading="Nothing that fits these words">
                <p>
                  <a href={`${home}/community`}>Search with other words</a>, or ask the community: what is missing can
                  be begun.
                </p>
              </Empty>
            ) : (
              <Rows
                items={suggestions.map(({ service, reasons }) => (
                  <>
                    <p class="nhsuk-u-margin-bottom-1">
                      <a href={`${home}/community/services/${service.slug}`}>
                        <strong>{service.content.name}</strong>
                      </a>{' '}
                      · {service.organisation.name}
                    </p>
                    <p class="ct-small">Why: {reasons.join(' · ')}</p>
                  </>
                ))}
              />
            )}
          </>
        ),
      });
    },
  });
}
