import { Empty, Hero } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { ServiceRows } from '../parts/service-rows.tsx';
import { doingOf, needService, placeParams, slugParams, type Wiring } from '../requests.ts';
import { servicesByIds } from '../store/services.ts';
import { setWatch, watchedServices } from '../store/watches.ts';

/** Watching services: whoever does is told when one changes or closes. */
export function watchService({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/services/:slug/watch',
    ability: 'signed-in',
    params: slugParams,
    body: formSchema({ watch: textField(5) }),
    handle: async (request) => {
      const { place, scope, params, body, context } = request;
      const watches = body.watch !== 'no';
      const done = await context.db.write(scope, async (trx) => {
        const service = await needService(trx, place.id, params.slug);
        if (!service.isApproved) throw notFound();
        return await setWatch(trx, doingOf(request), service.id, watches);
      });
      if (!done) throw new HttpError('request/refused', 'You watch 200 services already: stop with one first.');
      const notice = watches ? 'service-watched' : 'service-unwatched';
      return redirect(`/${place.slug}/community/services/${params.slug}`, notice);
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/watched',
    ability: 'signed-in',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, session, now, context }) => {
      const services = await context.db.read(scope, async (trx) => {
        const ids = session === undefined ? [] : await watchedServices(trx, place.id, session.account);
        return (await servicesByIds(trx, place.id, ids)).filter((one) => one.isApproved);
      });
      const home = `/${place.slug}`;
      return page({
        title: 'Services that you watch',
        back: { text: 'All services', href: `${home}/community` },
        body: (
          <>
            <Hero title="Services that you watch" lede="You are told by email when one of them changes or closes." />
            {services.length === 0 ? (
              <Empty heading="None yet">
                <p>On the page of a service, choose “Tell me when this changes”.</p>
              </Empty>
            ) : (
              <ServiceRows services={services} home={home} today={todayInLondon(now)} now={now} />
            )}
          </>
        ),
      });
    },
  });
}
