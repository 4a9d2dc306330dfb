import { accountOf } from '../../../kernel/doing.ts';
import { speaksFor } from '../../../kernel/actor.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { doingOf, needService, refuse, serviceDoing, slugParams, speakers, type Wiring } from '../requests.ts';
import { closeScope, closeUntil } from '../store/close.ts';
import type { Service } from '../store/services.ts';
import { closeBody, parseClose } from './form.ts';
import { ClosePage } from './page.tsx';

type Request = PlaceRequest<{ slug: string }>;

/** A service of the reader's own organisation. */
async function own(request: Request): Promise<Service> {
  const { place, scope, params, actor, context } = request;
  const service = await context.db.read(scope, (trx) => needService(trx, place.id, params.slug));
  return speaksFor(actor, service.organisation.id) ? service : refuse('service/not-yours');
}

function show({ place }: Request, service: Service, form: FormView): Answer {
  const home = `/${place.slug}/my-organisation/services`;
  return page({
    title: 'Closed for now',
    back: { text: 'Your services', href: home },
    width: 'narrow',
    errors: form.problems,
    body: <ClosePage name={service.content.name} action={`${home}/${service.slug}/closed`} form={form} />,
  });
}

async function close(request: Request, service: Service, reopensOn: LocalDate | undefined): Promise<Answer> {
  const { place, context } = request;
  const by = accountOf(doingOf(request));
  const done = await context.db.write(closeScope(place.id), (trx) =>
    closeUntil(trx, serviceDoing(request), service.id, reopensOn, by),
  );
  if (!done.ok) return refuse(done.error);
  const notice = reopensOn === undefined ? 'service-opened-again' : 'service-closed-for-now';
  return redirect(`/${place.slug}/my-organisation/services`, notice);
}

/** Its own people say at once that a service is closed until a day, or open again. */
export function closeForNow({ app, context }: Wiring): void {
  const path = '/:place/my-organisation/services/:slug/closed';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: speakers,
    params: slugParams,
    query: querySchema({}),
    handle: async (request) => show(request, await own(request), { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: speakers,
    params: slugParams,
    body: closeBody,
    handle: async (request) => {
      const service = await own(request);
      const read = parseClose(request.body, todayInLondon(request.now));
      return read.ok
        ? await close(request, service, read.value)
        : show(request, service, { typed: request.body, problems: read.error });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/services/:slug/open-again',
    ability: speakers,
    params: slugParams,
    body: formSchema({}),
    handle: async (request) => await close(request, await own(request), undefined),
  });
}
