import type { Doing } from '../../kernel/doing.ts';
import { Type } from 'typebox';
import type { Context } from '../../context.ts';
import { hasRole, type Actor, type Role } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../../platform/database/database.ts';
import type { Answer, PageContent } from '../../platform/http/answers.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import { idParam, slugParam } from '../../platform/http/fields.ts';
import type { Place } from '../../platform/http/places.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import type { FastifyInstance } from 'fastify';
import { refusalSentence, type ServiceRefusal } from './messages.ts';
import { runById, type Run } from './store/import-runs.ts';
import { serviceAt, type Service } from './store/services.ts';

/** What a slice needs to add its routes. */
export type Wiring = { app: FastifyInstance; context: RouteContext };

/** Those who may answer for an organisation: mirrors `thread.my_organisations()` in the database. */
export const speakers: readonly Role[] = ['editor', 'administrator', 'programme-manager'];
/** Those who decide what becomes public: mirrors `thread.approves_services()` in the database. */
export const approvers: readonly Role[] = ['administrator', 'programme-manager'];

export function isApprover(actor: Actor): boolean {
  return hasRole(actor, ...approvers);
}

/** The address parts that slices of this module take. */
export const placeParams = Type.Object({ place: slugParam() });
export const slugParams = Type.Object({ place: slugParam(), slug: slugParam() });
export const idParams = Type.Object({ place: slugParam(), id: idParam() });

/** Who writes, where and when, as the store wants it. */
export function doingOf(request: { place: Place; actor: Actor; now: Date; context: Context }): Doing {
  return { place: request.place, speaker: request.actor, now: request.now, newId: request.context.newId };
}

/** What the service itself does for an approver, who stands in the audit. */
export function serviceDoing(request: { place: Place; now: Date; context: Context }): Doing {
  return { place: request.place, speaker: { kind: 'service' }, now: request.now, newId: request.context.newId };
}

/** The service that a form is about, at its present slug. @throws not found */
export async function needService(trx: Trx, place: Uuid, slug: string): Promise<Service> {
  const found = await serviceAt(trx, place, slug);
  if (found.kind !== 'here') throw notFound();
  return found.service;
}

/** The import that a page is about. @throws not found */
export async function needRun(trx: Trx, place: Uuid, id: Uuid): Promise<Run> {
  const run = await runById(trx, place, id);
  if (run === undefined) throw notFound();
  return run;
}

/** Ends a request that was refused where no form can show it. */
export function refuse(refusal: ServiceRefusal): never {
  const sentence = `${refusalSentence(refusal)}.`;
  switch (refusal) {
    case 'service/gone':
      throw notFound();
    case 'service/not-yours':
    case 'service/not-an-approver':
      throw new HttpError('request/not-allowed', sentence);
    case 'service/changed-meanwhile':
    case 'service/already-decided':
      throw new HttpError(
        'request/changed-meanwhile',
        'Somebody was faster: this was changed or decided while you were looking at it. Go back and look at it as it is now.',
      );
    default:
      throw new HttpError('request/refused', sentence);
  }
}

/** The same form again, because somebody else was faster: what was typed stays. */
export function conflict(content: PageContent): Answer {
  return { kind: 'page', status: 409, page: content };
}
