import type { FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { feedbackOutcomes } from '../domain/feedback.ts';
import { formMessages } from '../messages.ts';
import { doingOf, idParams, needService, placeParams, refuse, slugParams, speakers, type Wiring } from '../requests.ts';
import { keepFeedback, openFeedback, settleFeedback } from '../store/feedback.ts';
import type { Service } from '../store/services.ts';
import { parseWrong, wrongBody } from './form.ts';
import { FeedbackPage, SayWrongPage } from './page.tsx';

/** How often one address may say so: enough for somebody who walks round a whole village. */
const perAddress = { limit: 20, windowSeconds: 3_600 };

async function listed({ place, scope, params, context }: PlaceRequest<{ slug: string }>): Promise<Service> {
  const service = await context.db.read(scope, (trx) => needService(trx, place.id, params.slug));
  if (!service.isApproved) throw notFound();
  return service;
}

function show(home: string, service: Service, form: FormView): Answer {
  const address = `${home}/community/services/${service.slug}`;
  return page({
    title: 'Say that something is wrong',
    back: { text: service.content.name, href: address },
    errors: form.problems,
    // Whoever looks at a private address may have to leave at once.
    personal: service.content.venue?.masked === true,
    body: <SayWrongPage name={service.content.name} action={`${address}/wrong`} form={form} />,
  });
}

/** Saying that something about a service is wrong, and putting it right. */
export function sayWrong({ app, context }: Wiring): void {
  const path = '/:place/community/services/:slug/wrong';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'anyone',
    params: slugParams,
    handle: async (request) => show(`/${request.place.slug}`, await listed(request), { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: 'anyone',
    params: slugParams,
    body: wrongBody,
    handle: async (request) => {
      const { place, now, context, body } = request;
      const service = await listed(request);
      const parsed = parseWrong(body);
      if (!parsed.ok) return show(`/${place.slug}`, service, { typed: body, problems: parsed.error });
      const count = await countUse(context.db, `wrong ${request.address}`, perAddress, now);
      if (!count.allowed) throw new HttpError('request/too-many', tooManySentence(count));
      const scope = { role: 'thread_service', job: 'feedback', place: place.id } as const;
      await context.db.write(scope, (trx) => keepFeedback(trx, doingOf(request), service, parsed.value));
      return redirect(`/${place.slug}/community/services/${service.slug}`, 'feedback-kept');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/my-organisation/feedback',
    ability: speakers,
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, context }) => {
      const feedback = await context.db.read(scope, (trx) => openFeedback(trx, place.id));
      const home = `/${place.slug}`;
      return page({
        title: 'What readers say is wrong',
        back: { text: 'Your services', href: `${home}/my-organisation/services` },
        body: <FeedbackPage home={home} feedback={feedback} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/feedback/:id',
    ability: speakers,
    params: idParams,
    body: formSchema({ outcome: textField(20) }),
    handle: async (request) => {
      const { place, scope, params, context } = request;
      const outcome = feedbackOutcomes.find((one) => one === request.body.outcome);
      if (outcome === undefined) throw new HttpError('request/refused', `${formMessages.outcome}.`);
      const done = await context.db.write(scope, (trx) => settleFeedback(trx, doingOf(request), params.id, outcome));
      return done.ok ? redirect(`/${place.slug}/my-organisation/feedback`, 'feedback-settled') : refuse(done.error);
    },
  });
}
