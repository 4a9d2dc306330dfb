import { Type } from 'typebox';
import { speaksFor } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { partnersOf } from '../../partnership/index.ts';
import { placeParams, speakers, type Wiring } from '../requests.ts';
import { contactsOf } from '../store/contacts.ts';
import { openFeedback } from '../store/feedback.ts';
import { servicesOfOrganisations } from '../store/services.ts';
import { newestVersions } from '../store/versions.ts';
import { MyServicesPage } from './page.tsx';
import { tasksOf } from './tasks.ts';

const onePage = 50;

/** The services of those for whom the reader speaks, 50 a page, with what can be said of each in one tap. */
export function myServices({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/my-organisation/services',
    ability: speakers,
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    handle: async ({ place, scope, query, actor, now, context }) => {
      const loaded = await context.db.read(scope, async (trx) => {
        const own = (await partnersOf(trx, place.id)).filter((one) => speaksFor(actor, one.id));
        const found = await servicesOfOrganisations(
          trx,
          place.id,
          own.map((one) => one.id),
          { after: query.after, limit: onePage + 1 },
        );
        const services = found.slice(0, onePage);
        const last = found.length > onePage ? services.at(-1) : undefined;
        const ids = services.map((one) => one.id);
        const newest = await newestVersions(trx, place.id, ids);
        const contacts = await contactsOf(trx, place.id, ids, todayInLondon(now));
        const feedback = (await openFeedback(trx, place.id)).filter((one) => speaksFor(actor, one.organisationId));
        return { own, services, newest, contacts, last, feedback };
      });
      return page({
        title: 'Your services',
        back: { text: 'Your organisation', href: `/${place.slug}/my-organisation` },
        body: (
          <MyServicesPage
            home={`/${place.slug}`}
            {...loaded}
            tasks={tasksOf({ home: `/${place.slug}`, ...loaded, today: todayInLondon(now), now })}
            nextHref={
              loaded.last === undefined ? undefined : `/${place.slug}/my-organisation/services?after=${loaded.last.id}`
            }
            today={todayInLondon(now)}
            now={now}
          />
        ),
      });
    },
  });
}
