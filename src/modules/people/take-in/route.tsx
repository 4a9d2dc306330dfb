import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { lookFor } from '../match-person/route.tsx';
import {
  doingOf,
  needPerson,
  personalPage,
  personParams,
  placeParams,
  recorders,
  refuse,
  type Wiring,
} from '../requests.ts';
import {
  closeRequest,
  helpRequestById,
  openRequests,
  takeIn,
  takeRequest,
  waitingRequests,
  type HelpRequest,
} from '../store/help-requests.ts';
import { closeBody, parseChosen, parseClose, personBody, typedOfRequest } from './form.ts';
import { IntakePage, RequestPage } from './page.tsx';

const path = '/:place/intake/:id';
const mostWaiting = 100;
type Asked = PlaceRequest<{ id: string }>;

/** The request of a route. @throws not found, also for those whose organisation does not take it in. */
async function needRequest(trx: Trx, request: Asked): Promise<HelpRequest> {
  const found = await helpRequestById(trx, request.place.id, request.params.id);
  if (found === undefined) throw notFound();
  return found;
}

async function show(request: Asked, form: FormView): Promise<Answer> {
  const { place, scope, context } = request;
  const home = `/${place.slug}`;
  const loaded = await context.db.write(scope, async (trx) => {
    const found = await needRequest(trx, request);
    const candidates =
      found.status === 'waiting'
        ? await lookFor(trx, request, path, found)
        : { candidates: [], isKnownElsewhere: false };
    return { request: found, typed: typedOfRequest(found), ...candidates };
  });
  return personalPage({
    title: 'Request for help',
    back: { text: 'Requests for help', href: `${home}/intake` },
    errors: form.problems,
    body: <RequestPage {...loaded} form={form} home={home} />,
  });
}

/** Taking in who asked for help: whether they are known already is asked first, by a worker, every time. */
export function takeInRequests({ app, context }: Wiring): void {
  const common = { ability: recorders, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/intake',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, now, actor, context }) => {
      const us = helpingOf(actor)?.organisation ?? '';
      const loaded = await context.db.read(scope, async (trx) => ({
        waiting: us === '' ? [] : await waitingRequests(trx, place.id, us, mostWaiting),
        open: await openRequests(trx),
      }));
      return personalPage({
        title: 'Requests for help',
        back: { text: 'Today', href: `/${place.slug}/today` },
        body: <IntakePage {...loaded} home={`/${place.slug}`} today={todayInLondon(now)} />,
      });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/take`,
    handle: async ({ place, scope, params, context }) => {
      const isTaken = await context.db.write(scope, async (trx) => await takeRequest(trx, params.id));
      return isTaken
        ? redirect(`/${place.slug}/intake/${params.id}`, 'request-taken')
        : redirect(`/${place.slug}/intake`, 'request-not-taken');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/person`,
    body: personBody,
    handle: async (request) => {
      const { place, scope, params, context } = request;
      const person = parseChosen(request.body);
      if (person === undefined) throw notFound();
      const done = await context.db.write(scope, async (trx) => {
        await needRequest(trx, request);
        await needPerson(trx, place.id, person);
        return await takeIn(trx, doingOf(request), params.id, person);
      });
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/referrals/${done.value.referral}`, 'request-taken-in');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/close`,
    body: closeBody,
    handle: async (request) => {
      const { place, scope, body: typed, context } = request;
      const parsed = parseClose(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(
        scope,
        async (trx) => await closeRequest(trx, doingOf(request), await needRequest(trx, request), parsed.value),
      );
      return done.ok ? redirect(`/${place.slug}/intake`, 'request-closed') : refuse(done.error);
    },
  });
}
