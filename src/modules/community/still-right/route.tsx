import { Type } from 'typebox';
import { Button, Hero, InsetText } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, slugParam } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { factsOf } from '../domain/content.ts';
import { serviceDoing, type Wiring } from '../requests.ts';
import { serviceOfLink, stillRightScope, useLink } from '../store/check-links.ts';
import { findService } from '../store/services.ts';
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

/** Saying by a link in a letter, once and without an account, that a service is still right. Opening it changes nothing. */
export function stillRight({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/still-right/:token',
    ability: 'anyone',
    params,
    query: querySchema({}),
    handle: async (request) => {
      const { place, now, context } = request;
      const service = await context.db.read(stillRightScope(place.id), async (trx) => {
        const id = await serviceOfLink(trx, place.id, request.params.token, now);
        return id === undefined ? undefined : await findService(trx, place.id, id);
      });
      if (service === undefined || !service.isApproved) return await nothing(request);
      const facts = factsOf(service.content, todayInLondon(now), '').filter((fact) => fact.text !== '');
      return page({
        title: 'Is it still right?',
        width: 'narrow',
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
            <form method="post" action={`/${place.slug}/community/still-right/${request.params.token}`}>
              <Button preventDoubleClick>Yes, all of it is still right</Button>
            </form>
            <InsetText>
              <p>
                If not, <a href={`/${place.slug}/my-organisation/services`}>sign in and change it</a>, or{' '}
                <a href={`/${place.slug}/community/services/${service.slug}/wrong`}>say what is wrong</a>.
              </p>
            </InsetText>
          </>
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/still-right/:token',
    ability: 'anyone',
    params,
    body: formSchema({}),
    handle: async (request) => {
      const { place, now, context } = request;
      const done = await context.db.write(stillRightScope(place.id), async (trx) => {
        const id = await serviceOfLink(trx, place.id, request.params.token, now);
        if (id === undefined || !(await useLink(trx, place.id, request.params.token, now))) return undefined;
        return await markChecked(trx, serviceDoing(request), id);
      });
      if (done?.ok !== true) return await nothing(request);
      return redirect(`/${place.slug}/community/services/${done.value.slug}`, 'service-checked');
    },
  });
}
