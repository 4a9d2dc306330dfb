import type { Doing } from '../../kernel/doing.ts';
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { hasRole, type Actor, type Role } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../../platform/database/database.ts';
import type { Answer, PageContent } from '../../platform/http/answers.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import { idParam, slugParam } from '../../platform/http/fields.ts';
import type { Place } from '../../platform/http/places.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import { partnersOf, type Organisation } from '../partnership/index.ts';
import { refusalSentence, type LearningRefusal } from './messages.ts';
import { mayTell } from './store/doing.ts';
import { storyAt, type Story } from './store/stories.ts';
import { uptakesByIds, type Uptake } from './store/uptakes.ts';

/** What a slice needs to add its routes. */
export type Wiring = { app: FastifyInstance; context: RouteContext };

/** Those who write stories and what was taken up: mirrors `thread.may_tell()` in the database. */
export const tellers: readonly Role[] = ['administrator', 'editor', 'programme-manager'];

export function isTeller(actor: Actor): boolean {
  return hasRole(actor, ...tellers);
}

/** The address parts that slices of this module take. */
export const placeParams = Type.Object({ place: slugParam() });
export const slugParams = Type.Object({ place: slugParam(), slug: slugParam() });
export const idParams = Type.Object({ place: slugParam(), id: idParam() });

/** Who writes, where and when, as the store wants it. */
export function doingOf(request: { place: Place; actor: Actor; now: Date; context: Context }): Doing {
  return { place: request.place, speaker: request.actor, now: request.now, newId: request.context.newId };
}

/** The story at a slug. @throws not found */
export async function needStory(trx: Trx, place: Uuid, slug: string): Promise<Story> {
  const story = await storyAt(trx, place, slug);
  if (story === undefined) throw notFound();
  return story;
}

/** What was taken up here. @throws not found */
export async function needUptake(trx: Trx, place: Uuid, id: Uuid): Promise<Uptake> {
  const [uptake] = await uptakesByIds(trx, place, [id]);
  if (uptake === undefined) throw notFound();
  return uptake;
}

/** Ends the request when the actor may not tell for the organisation. @throws not allowed */
export function needTeller(actor: Actor, organisation: Uuid): void {
  if (!mayTell(actor, organisation)) refuse('learning/not-yours');
}

/** The partners of the place that the actor may tell for. */
export async function organisationsOf(trx: Trx, place: Uuid, actor: Actor): Promise<Organisation[]> {
  return (await partnersOf(trx, place)).filter((one) => mayTell(actor, one.id));
}

/** Ends a request that was refused where no form can show it. */
export function refuse(refusal: LearningRefusal): never {
  const sentence = `${refusalSentence(refusal)}.`;
  switch (refusal) {
    case 'learning/gone':
      throw notFound();
    case 'learning/not-yours':
      throw new HttpError('request/not-allowed', sentence);
    case 'learning/changed-meanwhile':
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
