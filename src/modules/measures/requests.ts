import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Context } from '../../context.ts';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../../platform/database/database.ts';
import type { Answer, PageContent } from '../../platform/http/answers.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import { slugParam } from '../../platform/http/fields.ts';
import type { Place } from '../../platform/http/places.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import { refusalSentence, type MeasureRefusal } from './messages.ts';
import type { Doing } from './store/doing.ts';
import { findMeasure, type MeasureWithSeries } from './store/measures.ts';

/** What a slice needs to add its routes. */
export type Wiring = { app: FastifyInstance; context: RouteContext };

/** Those who keep measures: mirrors `thread.measures()` in the database. */
export const measurers: readonly Role[] = ['administrator', 'programme-manager', 'analyst'];

export const slugParams = Type.Object({ place: slugParam(), slug: slugParam() });

/** Who writes, where and when, as the store wants it. */
export function doingOf(request: { place: Place; actor: Actor; now: Date; context: Context }): Doing {
  const { actor } = request;
  const account = actor.kind === 'member' ? actor.account : undefined;
  return { place: request.place, account, now: request.now, newId: request.context.newId };
}

/** The measure that a page is about. @throws not found */
export async function needMeasure(trx: Trx, place: Uuid, slug: string): Promise<MeasureWithSeries> {
  const found = await findMeasure(trx, place, slug);
  if (found === undefined) throw notFound();
  return found;
}

/** Ends a request that was refused where no form can show it. */
export function refuse(refusal: MeasureRefusal): never {
  if (refusal === 'measure/gone') throw notFound();
  throw new HttpError('request/refused', `${refusalSentence(refusal)}.`);
}

/** The same form again with what stands against it; what was typed stays. */
export function again(refusal: MeasureRefusal, field: string, content: PageContent): Answer {
  const text = refusalSentence(refusal);
  const status = refusal === 'measure/changed-meanwhile' ? 409 : 422;
  return { kind: 'page', status, page: { ...content, errors: [{ field, text }] } };
}
