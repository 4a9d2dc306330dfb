import type { Doing } from '../../kernel/doing.ts';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Context } from '../../context.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { FormView } from '../../lib/form-reader.ts';
import type { Trx } from '../../platform/database/database.ts';
import { page, type Answer, type PageContent } from '../../platform/http/answers.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import { idParam, slugParam } from '../../platform/http/fields.ts';
import type { Place } from '../../platform/http/places.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import { officers } from './domain/speaker.ts';
import { refusalSentence, type BoardRefusal } from './messages.ts';
import { meetingBySlug, type Meeting } from './store/meetings.ts';

export { officers };

/** What a slice needs to add its routes. */
export type Wiring = { app: FastifyInstance; context: RouteContext };

export const slugParams = Type.Object({ place: slugParam(), slug: slugParam() });
export const idParams = Type.Object({ place: slugParam(), id: idParam() });

/** Who writes, where and when, as the store wants it. */
export function doingOf(request: { place: Place; actor: Actor; now: Date; context: Context }): Doing {
  return { place: request.place, speaker: request.actor, now: request.now, newId: request.context.newId };
}

/** The meeting at a slug. @throws not found */
export async function needMeeting(trx: Trx, place: Uuid, slug: string): Promise<Meeting> {
  return need(await meetingBySlug(trx, place, slug));
}

/** What was found. @throws not found when it was not */
export function need<T>(found: T | undefined): T {
  if (found === undefined) throw notFound();
  return found;
}

/** Ends a request that was refused where no form can show it. */
export function refuse(refusal: BoardRefusal): never {
  const sentence = `${refusalSentence(refusal)}.`;
  switch (refusal) {
    case 'board/gone':
      throw notFound();
    case 'action/not-yours':
    case 'action/officers-only':
      throw new HttpError('request/not-allowed', sentence);
    case 'board/changed-meanwhile':
    case 'action/already-answered':
    case 'action/already-ended':
    case 'decision/already-published':
      throw new HttpError('request/changed-meanwhile', sentence);
    default:
      throw new HttpError('request/refused', sentence);
  }
}

/** The same form again with what stands against it: what was typed stays. */
export function again(refusal: BoardRefusal, field: string, content: PageContent): Answer {
  if (refusal === 'board/gone') throw notFound();
  const status = refusal === 'board/changed-meanwhile' ? 409 : 422;
  return { kind: 'page', status, page: { ...content, errors: [{ field, text: refusalSentence(refusal) }] } };
}

/** A form nobody has typed into. */
export const blank: FormView = { typed: {}, problems: [] };

export { page };
