import { isPartner, speaksFor } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, placeParams, slugParams, type Wiring } from '../requests.ts';
import { offerCommitment as offer } from '../store/commitment-writes.ts';
import { partnersOf } from '../store/organisations.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { plansWith } from '../store/plans.ts';
import { allPriorities } from '../store/priorities.ts';
import { fieldOfRefusal, offerBody, parseOffer } from './form.ts';
import { ChoosePriorityPage, OfferPage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, actor, context } = request;
  const here = `/${place.slug}/priorities/${params.slug}`;
  const loaded = await context.db.read(scope, async (trx) => {
    const priority = await needPriority(trx, place.id, params.slug);
    return {
      priority,
      partners: await partnersOf(trx, place.id),
      outcomes: await outcomesOf(trx, place.id, [priority.id]),
      plans: await plansWith(trx, place.id, priority.id),
    };
  });
  const own = loaded.partners.filter((one) => speaksFor(actor, one.id));
  return page({
    title: 'Offer a commitment',
    back: { text: 'Back to the priority', href: here },
    errors: form.problems,
    body: (
      <OfferPage
        priorityTitle={loaded.priority.title}
        action={`${here}/commitments`}
        form={form}
        own={own}
        others={isPartner(actor) ? loaded.partners.filter((one) => !own.includes(one)) : []}
        partners={loaded.partners}
        outcomes={loaded.outcomes}
        plans={loaded.plans}
      />
    ),
  });
}

/** Offering a commitment: for an organisation one speaks for, as a volunteer, or by asking another organisation. */
export function offerCommitment({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/commitments/new',
    ability: 'here',
    params: placeParams,
    handle: async ({ place, scope, context }) => {
      const priorities = await context.db.read(scope, (trx) => allPriorities(trx, place.id));
      return page({
        title: 'Choose a priority',
        back: { text: 'All commitments', href: `/${place.slug}/commitments` },
        body: (
          <ChoosePriorityPage
            home={`/${place.slug}`}
            priorities={priorities.filter((one) => one.status !== 'retired')}
          />
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/commitments/new',
    ability: 'here',
    params: slugParams,
    handle: async (request) => {
      const { actor } = request;
      const only = actor.kind === 'member' && !isPartner(actor) ? { who: 'volunteer' } : {};
      return await show(request, { typed: only, problems: [] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/commitments',
    ability: 'here',
    params: slugParams,
    body: offerBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now, session, context } = request;
      const parsed = parseOffer(typed, { account: session?.account ?? '', today: todayInLondon(now) });
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        const asksAnother = parsed.value.owner.kind === 'organisation' && !isPartner(request.actor);
        // A resident can only come forward as a volunteer; the form offers nothing else.
        if (asksAnother) return { ok: false, error: 'commitment/not-yours' } as const;
        return await offer(trx, doingOf(request), { priorityId: priority.id, ...parsed.value });
      });
      if (!done.ok)
        return await show(request, {
          typed,
          problems: [{ field: fieldOfRefusal(done.error), text: refusalSentence(done.error) }],
        });
      const notice = done.value.status === 'accepted' ? 'commitment-made' : 'commitment-asked';
      return redirect(`/${place.slug}/commitments/${done.value.slug}`, notice);
    },
  });
}
