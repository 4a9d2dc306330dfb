import type { Doing } from '../../kernel/doing.ts';
import { Type } from 'typebox';
import type { Context } from '../../context.ts';
import { hasRole, type Actor, type Role } from '../../kernel/actor.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import type { Answer, PageContent } from '../../platform/http/answers.ts';
import { idParam, slugParam } from '../../platform/http/fields.ts';
import type { Place } from '../../platform/http/places.ts';
import type { ThreadRegistry } from '../../thread/kinds.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import type { FastifyInstance } from 'fastify';
import { refusalSentence, type StrategyRefusal } from './messages.ts';

/** What a slice needs to add its routes. */
export type Wiring = { app: FastifyInstance; context: RouteContext; registry: ThreadRegistry };

/** Those who write priorities and plans: mirrors `thread.is_planner()` in the database. */
export const planners: readonly Role[] = ['administrator', 'programme-manager'];
/** Those who record what was measured. */
export const measurers: readonly Role[] = ['administrator', 'programme-manager', 'analyst'];

export function isPlanner(actor: Actor): boolean {
  return hasRole(actor, ...planners);
}

/** The address parts that slices of this module take. */
export const placeParams = Type.Object({ place: slugParam() });
export const slugParams = Type.Object({ place: slugParam(), slug: slugParam() });
export const idParams = Type.Object({ place: slugParam(), id: idParam() });
export const slugAndIdParams = Type.Object({ place: slugParam(), slug: slugParam(), id: idParam() });

/** Who writes, where and when, as the store wants it. */
export function doingOf(request: { place: Place; actor: Actor; now: Date; context: Context }): Doing {
  return { place: request.place, speaker: request.actor, now: request.now, newId: request.context.newId };
}

/** Ends a request that was refused where no form can show it. */
export function refuse(refusal: StrategyRefusal): never {
  const sentence = `${refusalSentence(refusal)}.`;
  switch (refusal) {
    case 'strategy/gone':
      throw notFound();
    case 'commitment/not-yours':
      throw new HttpError('request/not-allowed', sentence);
    case 'strategy/changed-meanwhile':
      throw new HttpError(
        'request/changed-meanwhile',
        'Somebody changed this at the same moment. Go back, look at the page as it is now, and try again.',
      );
    default:
      throw new HttpError('request/refused', sentence);
  }
}

/** The same form again, because somebody else was faster: what was typed stays. */
export function conflict(content: PageContent): Answer {
  return { kind: 'page', status: 409, page: content };
}
