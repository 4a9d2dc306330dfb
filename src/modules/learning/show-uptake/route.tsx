import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { idParams, needUptake, type Wiring } from '../requests.ts';
import { mayTell } from '../store/doing.ts';
import { storyElsewhere } from '../store/stories.ts';
import { UptakePage } from './page.tsx';

/** What came of another place's story here, for everyone. */
export function showUptake({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/uptakes/:id',
    ability: 'anyone',
    params: idParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ params, place, scope, actor, context }) => {
      const home = `/${place.slug}`;
      const seen = await context.db.read(scope, async (trx) => {
        const uptake = await needUptake(trx, place.id, params.id);
        return { uptake, story: await storyElsewhere(trx, place.id, uptake.originStoryId) };
      });
      return page({
        title: seen.uptake.storyTitle,
        back: { text: 'What we learned', href: `${home}/learning` },
        body: <UptakePage {...seen} home={home} can={{ report: mayTell(actor, seen.uptake.organisationId) }} />,
      });
    },
  });
}
