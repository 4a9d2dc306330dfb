import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { demoPeople } from '../../platform/auth/demo.ts';
import { page, redirect } from '../../platform/http/answers.ts';
import { notFound } from '../../platform/http/errors.ts';
import { querySchema, slugParam } from '../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../platform/http/routes.ts';
import { cardCalled } from '../store/find.ts';
import { StepPage, TrailPage } from './page.tsx';
import { addressOnTrail, isTrailOf, trailAddress, type Trail } from './trail.ts';

/** The guided trail: its steps in order, and the way to each. Where nothing is a demonstration it does not exist. */
export function trailRoutes(app: FastifyInstance, context: RouteContext, trail: Trail): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/trail',
    ability: 'anyone',
    query: querySchema({}),
    async handle({ place, session }) {
      if (!isTrailOf(trail, place)) throw notFound();
      const mayTry = (await demoPeople(context)).length > 0;
      return page({ title: 'Follow one thread', body: TrailPage({ trail, mayTry, signedInAs: session?.email }) });
    },
  });

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/trail/:step',
    ability: 'anyone',
    params: Type.Object({ place: slugParam(), step: Type.String({ pattern: '^[1-9][0-9]?$' }) }),
    query: querySchema({}),
    purpose: 'direct-support',
    async handle({ place, params, scope, session }) {
      const number = Number(params.step);
      const step = trail.steps[number - 1];
      if (!isTrailOf(trail, place) || step === undefined) throw notFound();
      const isAllowed = step.signInAs === undefined || step.signInAs.email === session?.email;
      const at = context.places.bySlug(step.place);
      const found =
        isAllowed && at !== undefined
          ? await context.db.read(scope, async (trx) => await cardCalled(trx, at.id, step.kind, step.find))
          : undefined;
      // The record's own page says who looked at it; here it is only found.
      if (found !== undefined) return redirect(addressOnTrail(found.address, number));
      const mayTry = (await demoPeople(context)).length > 0;
      return page({
        title: 'Follow one thread',
        back: { text: 'All steps', href: trailAddress(trail) },
        body: StepPage({ step, address: trailAddress(trail, number), mayTry, isGone: isAllowed }),
      });
    },
  });
}
