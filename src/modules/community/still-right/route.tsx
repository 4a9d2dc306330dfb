import { Type } from 'typebox';
import { Button, Hero, InsetText } from '../../../design/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, slugParam } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { closeBody, parseClose } from '../close-for-now/form.ts';
import { CloseForm } from '../close-for-now/page.tsx';
import { factsOf } from '../domain/content.ts';
import { stateOn } from '../domain/listing.ts';
import { serviceDoing, type Wiring } from '../requests.ts';
import { serviceOfLink, stillRightScope, useLink } from '../store/check-links.ts';
import { closeUntil } from '../store/close.ts';
import { findService, type Service } from '../store/services.ts';
import { markChecked } from '../store/taps.ts';

const params = Type.Object({ place: slugParam(), token: Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' }) });
const wrongLinks = { limit: 30, windowSeconds: 900 };
type Asked = PlaceRequest<{ token: string }>;

async function nothing({ context, address, now }: Asked): Promise<Answer> {
  const count = await countUse(context.db, `still-right/wrong/${address}`, wrongLinks, now);
  if (!count.allowed) throw new HttpError('request/too-many', `${tooManySentence(count)}.`);
  return {
    kind: 'page',
    status: 404,
    page: {
      title: 'Is it still right?',
      width: 'narrow',
      body: (
        <>
          <Hero title="This link leads nowhere any more" />
          <p>It was used already, is too old, or is not whole. Look at your letter again, or sign in.</p>
        </>
      ),
    },
  };
}

/** The service that the link of a request is about, while it can be used. */
async function linked({ place, now, context, params: { token } }: Asked): Promise<Service | undefined> {
  const service = await context.db.read(stillRightScope(place.id), async (trx) => {
    const id = await serviceOfLink(trx, place.id, token, now);
    return id === undefined ? undefined : await findService(trx, place.id, id);
  });
  return service?.isApproved === true ? service : undefined;
}

function show(request: Asked, service: Service, form: FormView): Answer {
  const { place, now } = request;
  const today = todayInLondon(now);
  const facts = factsOf(service.content, today, '').filter((fact) => fact.text !== '');
  const here = `/${place.slug}/community/still-right/${request.params.token}`;
  return page({
    title: 'Is it still right?',
    width: 'narrow',
    errors: form.problems,
    // The address opens something: it is not passed on to anybody.
    personal: true,
    body: (
      <>
        <Hero kicker={service.organisation.name} title={`Is all of it still right? ${service.content.name}`} />
        <dl>
          {facts.map((fact) => (
            <>
              <dt>
                <strong>{fact.label}</strong>
              </dt>
              <dd>{fact.text}</dd>
            </>
          ))}
        </dl>
        <form method="post" action={here}>
          <Button preventDoubleClick>Yes, all of it is still right</Button>
        </form>
        {['active', 'temporarily closed'].includes(stateOn(service.content, today)) && (
          <>
            <h2>Or is it closed for now?</h2>
            <CloseForm action={`${here}/closed`} form={form} variant="secondary" />
          </>
        )}
        <InsetText>
          <p>
            If something else has changed, <a href={`/${place.slug}/my-organisation/services`}>sign in and change it</a>
            , or <a href={`/${place.slug}/community/services/${service.slug}/wrong`}>say what is wrong</a>.
          </p>
        </InsetText>
      </>
    ),
  });
}

/** Uses the link of a request for one thing, and shows the service; a link that leads nowhere does nothing. */
async function use<E>(
  request: Asked,
  notice: string,
  write: (trx: Trx, service: Uuid) => Promise<Result<{ slug: string }, E>>,
): Promise<Answer> {
  const { place, now, context, params } = request;
  const done = await context.db.write(stillRightScope(place.id), async (trx) => {
    const id = await serviceOfLink(trx, place.id, params.token, now);
    if (id === undefined || !(await useLink(trx, place.id, params.token, now))) return undefined;
    return await write(trx, id);
  });
  if (done?.ok !== true) return await nothing(request);
  return redirect(`/${place.slug}/community/services/${done.value.slug}`, notice);
}

/**
 * Saying by a link in a letter, once and without an account, that a service is still right, or that it is closed until a
 * day. Opening it changes nothing.
 */
export function stillRight({ app, context }: Wiring): void {
  const path = '/:place/community/still-right/:token';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'anyone',
    params,
    query: querySchema({}),
    handle: async (request) => {
      const service = await linked(request);
      return service === undefined ? await nothing(request) : show(request, service, { typed: {}, problems: [] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: 'anyone',
    params,
    body: formSchema({}),
    handle: async (request) =>
      await use(request, 'service-checked', (trx, id) => markChecked(trx, serviceDoing(request), id)),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: `${path}/closed`,
    ability: 'anyone',
    params,
    body: closeBody,
    handle: async (request) => {
      const read = parseClose(request.body, todayInLondon(request.now));
      if (read.ok)
        return await use(request, 'service-closed-for-now', (trx, id) =>
          closeUntil(trx, serviceDoing(request), id, read.value),
        );
      const service = await linked(request);
      return service === undefined
        ? await nothing(request)
        : show(request, service, { typed: request.body, problems: read.error });
    },
  });
}
