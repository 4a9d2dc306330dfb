import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { servicesTakingReferrals } from '../../community/index.ts';
import { ageBandOf, areaOf } from '../domain/offer.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import {
  doingOf,
  helpers,
  isThemselves,
  noteLookAt,
  personalPage,
  personParams,
  placeParams,
  changePerson,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { referralToUs, typedToBegin } from '../send-referral/begin.ts';
import { nameOf } from '../send-referral/route.tsx';
import { goalsOf } from '../store/goals.ts';
import { offersTo } from '../store/offers.ts';
import type { Person } from '../store/people.ts';
import { claimReferral, sendReferral } from '../store/referral-writes.ts';
import { offerBody, parseOffer } from './form.ts';
import { OfferReferralPage, OpenReferralsPage } from './page.tsx';

const path = '/:place/people/:id/referrals/offer';
const openPath = '/:place/referrals/open';
const mostOpen = 100;

/** What everybody who is asked is told of the person. */
function toldOf(person: Person, now: Date): { ageBand: string; area: string } {
  return { ageBand: ageBandOf(person.bornOn, todayInLondon(now)), area: areaOf(person.postcode) };
}

async function show(request: PlaceRequest<{ id: string }>, form: FormView | undefined): Promise<Answer> {
  const { place, params, now } = request;
  const loaded = await withPerson(request, { route: path }, async (trx) => ({
    goals: (await goalsOf(trx, place.id, [params.id])).filter((goal) => goal.status === 'active'),
    services: await servicesTakingReferrals(trx, place.id, todayInLondon(now)),
    ours: await referralToUs(trx, request, params.id),
  }));
  const { person } = loaded;
  if (isThemselves(request, person)) throw notFound();
  const told = toldOf(person, now);
  const shown = form ?? { typed: typedToBegin(person, loaded.ours), problems: [] };
  return personalPage({
    title: 'Ask several at once',
    back: { text: 'Back', href: `/${place.slug}/people/${person.id}` },
    errors: shown.problems,
    body: (
      <OfferReferralPage
        form={shown}
        action={`/${place.slug}/people/${person.id}/referrals/offer`}
        called={person.knownAs}
        goals={loaded.goals}
        services={loaded.services.map((one) => ({ id: one.id, text: nameOf(one, now) }))}
        told={listInWords([
          ...(told.ageBand === '' ? [] : [`the age (${told.ageBand})`]),
          ...(told.area === '' ? [] : [`the first half of the postcode (${told.area})`]),
          'what they need to take part',
          'how soon',
        ])}
      />
    ),
  });
}

/** A referral offered to several: whoever claims it first takes it, and the others see it no longer. */
export function offerReferral({ app, context }: Wiring): void {
  const common = { path, ability: helpers, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, { ...common, method: 'GET', handle: async (request) => await show(request, undefined) });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: offerBody,
    handle: async (request) => {
      const { body: typed, params, place, now } = request;
      const parsed = parseOffer(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const { services, need, ...words } = parsed.value;
      const done = await changePerson(request, path, async (trx, person) => {
        if (isThemselves(request, person)) throw notFound();
        const taking = await servicesTakingReferrals(trx, place.id, todayInLondon(now));
        const asked = services.flatMap((id) => taking.find((one) => one.id === id) ?? []);
        if (asked.length < services.length || new Set(asked.map((one) => one.organisation.id)).size < 2)
          return { problem: { field: 'services', text: formMessages.offerTo } };
        const sent = await sendReferral(trx, doingOf(request), params.id, {
          ...words,
          to: {
            open: asked.map((one) => ({ organisation: one.organisation.id, service: one.id, name: one.content.name })),
            needKind: need,
            ...toldOf(person, now),
          },
          permissionHow: words.how,
          permissionOn: todayInLondon(now),
        });
        return sent.ok ? { id: sent.value.id } : { problem: { field: 'goal', text: refusalSentence(sent.error) } };
      });
      if (done.problem !== undefined) return await show(request, { typed, problems: [done.problem] });
      return redirect(`/${place.slug}/referrals/${done.id ?? ''}`, 'referral-offered');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: openPath,
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => {
      const { place, scope, actor, context } = request;
      const us = helpingOf(actor)?.organisation;
      const offers = await context.db.write(scope, async (trx) => {
        if (us === undefined) return [];
        const found = await offersTo(trx, place.id, us, mostOpen);
        const people = found.map((one) => one.person);
        await noteLookAt(trx, request, openPath, people);
        return found;
      });
      return personalPage({
        title: 'Offered to us and to others',
        back: { text: 'Referrals', href: `/${place.slug}/referrals` },
        body: <OpenReferralsPage offers={offers} home={`/${place.slug}`} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: `${openPath}/:id/claim`,
    ability: helpers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => {
      const { place, scope, params, context } = request;
      const home = `/${place.slug}`;
      const done = await context.db.write(scope, async (trx) => await claimReferral(trx, doingOf(request), params.id));
      return done.ok
        ? redirect(`${home}/referrals/${params.id}`, 'referral-claimed')
        : redirect(`${home}/referrals/open`, 'referral-not-claimed');
    },
  });
}
