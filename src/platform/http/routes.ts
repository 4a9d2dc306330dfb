import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static, type TSchema } from 'typebox';
import type { Context, Session } from '../../context.ts';
import { may, type Ability, type Actor } from '../../kernel/actor.ts';
import { helpingOf } from '../../kernel/helping.ts';
import type { Scope } from '../database/database.ts';
import type { Answer } from './answers.ts';
import { encodingFor } from './compress.ts';
import { HttpError, notFound } from './errors.ts';
import { isFromThisSite } from './origin.ts';
import { slugParam } from './fields.ts';
import type { Place, Places } from './places.ts';
import { hourOf, type KeptPage } from './public-cache.ts';

/** What every handler is given: who asks, for which place, with which words; and the context to answer with. */
export type Request<P = unknown, Q = unknown, B = unknown> = {
  context: Context;
  params: P;
  query: Q;
  body: B;
  actor: Actor;
  session: Session | undefined;
  /** The scope of this reader's transactions. */
  scope: Scope;
  now: Date;
  /** Identifies the request in the log and on the page of an error. */
  requestId: string;
  path: string;
  cookies: Record<string, string | undefined>;
  setCookie: (name: string, value: string, options: { maxAgeSeconds: number }) => void;
  /** Who it comes from, for counting tries; never logged and never stored as it is. */
  address: string;
  headers: FastifyRequest['headers'];
};
/** A request for something in a place. */
export type PlaceRequest<P = unknown, Q = unknown, B = unknown> = Request<P, Q, B> & { place: Place };

export type RouteSpec<P extends TSchema, Q extends TSchema, B extends TSchema, R> = {
  method: 'GET' | 'POST';
  /** Routes of a place begin with `/:place`. */
  path: string;
  ability: Ability;
  params?: P;
  query?: Q;
  body?: B;
  /**
   * The page is the same for every anonymous reader until something public in the place changes, for every address or for
   * those that this says yes to: what depends on the minute is not kept.
   */
  cached?: boolean | ((query: Readonly<Record<string, unknown>>) => boolean);
  /** Its form sends a file. */
  takesFile?: boolean;
  /** Why the route looks at people's records, as the access log and the database know it. Without it, it sees none. */
  purpose?: 'direct-support' | 'referral' | 'emergency' | 'safeguarding';
  handle: (request: R) => Promise<Answer>;
};

/** A line of the route table, from which the access matrix is made. */
export type RouteEntry = {
  method: string;
  path: string;
  ability: Ability;
  cached: boolean;
  /** What its address and form may hold, for the tests that send it what they may not. */
  schema?: { params: TSchema; query: TSchema | undefined; body: TSchema | undefined };
};

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteEntry[];
    answer: (request: FastifyRequest, reply: FastifyReply, answer: Answer, frame: Frame) => Promise<FastifyReply>;
  }
}

/** What the frame around a page needs to know. */
export type Frame = {
  place: Place | undefined;
  actor: Actor;
  session: Session | undefined;
  cacheKey: string | undefined;
  cacheVersion: number;
};

function refuse(actor: Actor): HttpError {
  if (actor.kind === 'anonymous')
    return new HttpError('request/sign-in-needed', 'Sign in first, then open this page again.');
  return new HttpError(
    'request/not-allowed',
    'Your account does not have this role here. If it should, ask an administrator of the place.',
  );
}

/** PostgreSQL keeps no NUL character in a text, and nobody types one. */
function refuseNul(request: FastifyRequest): void {
  const sent = [
    ...Object.values(request.query ?? {}),
    ...Object.values(request.body ?? {}),
    ...Object.values(request.params ?? {}),
  ];
  if (sent.flat().some((value) => typeof value === 'string' && value.includes('\0')))
    throw new HttpError(
      'request/not-understood',
      'The form or the address holds a character that is not text. Type the words again and send them.',
    );
}

/** The part of a scope that opens people's records: the purpose of the route, and what the actor's role may know. */
function lookingAtPeople(spec: Any, actor: Actor) {
  if (spec.purpose === undefined) return {};
  const helping = helpingOf(actor);
  return {
    purpose: spec.purpose,
    ...(helping === undefined ? {} : { organisation: helping.organisation, categories: helping.categories }),
  };
}

type Known = {
  place: Place | undefined;
  version: number;
  session: Session | undefined;
  actor: Actor;
  /** Whether the page would be of or about people. */
  isPersonal: boolean;
};
/** Who asks for what, as far as it came before something went wrong. */
const known = new WeakMap<FastifyRequest, Known>();

type Any = RouteSpec<TSchema, TSchema, TSchema, PlaceRequest>;

function cacheKeyOf(spec: Any, request: FastifyRequest, now: Date): string | undefined {
  const asked = request.query as Record<string, unknown>;
  const isCached = typeof spec.cached === 'function' ? spec.cached(asked) : spec.cached === true;
  if (!isCached || spec.method !== 'GET' || request.headers.cookie?.includes('session_token') === true)
    return undefined;
  const known = Object.keys(spec.query === undefined ? {} : ((spec.query as { properties?: object }).properties ?? {}));
  // An address with words we do not know is answered but not kept, so that nobody can fill the memory with inventions.
  return Object.keys(asked).every((word) => known.includes(word)) ? `${hourOf(now)} ${request.url}` : undefined;
}

function register(app: FastifyInstance, context: RouteContext, spec: Any): void {
  const isOfPlace = spec.path.startsWith('/:place');
  const named = [...spec.path.matchAll(/:([a-z]+)/gi)].map((match) => match[1] ?? '');
  const params = spec.params ?? Type.Object(Object.fromEntries(named.map((name) => [name, slugParam()])));
  app.routeTable.push({
    method: spec.method,
    path: spec.path,
    ability: spec.ability,
    cached: spec.cached !== undefined && spec.cached !== false,
    schema: { params, query: spec.query, body: spec.body },
  });
  async function identify(request: FastifyRequest): Promise<Known> {
    const place = isOfPlace ? context.places.bySlug((request.params as { place: string }).place) : undefined;
    if (isOfPlace && place === undefined) throw notFound();
    const version = place === undefined ? 0 : context.cache.versionOf(place.id);
    const session = await context.findSession(request.headers, place?.id);
    const actor: Actor =
      session === undefined
        ? { kind: 'anonymous' }
        : { kind: 'member', account: session.account, name: session.name, memberships: session.memberships };
    const found = { place, version, session, actor, isPersonal: spec.purpose !== undefined };
    known.set(request, found);
    if (!may(actor, spec.ability)) throw refuse(actor);
    return found;
  }
  app.route({
    method: spec.method,
    url: spec.path,
    schema: {
      params,
      ...(spec.query === undefined ? {} : { querystring: spec.query }),
      ...(spec.body === undefined ? {} : { body: spec.body }),
    },
    // A kept page is sent before anything else is done: it costs little more than an empty route.
    onRequest: async (request, reply) => {
      const key = cacheKeyOf(spec, request, context.clock.now());
      const kept = key === undefined ? undefined : context.cache.get(key);
      if (kept !== undefined) return await sendKept(request, reply, kept);
      if (spec.takesFile !== true && request.headers['content-type']?.startsWith('multipart/') === true)
        throw new HttpError('request/wrong-type', 'This form takes no file.');
      if (spec.method !== 'GET' && !isFromThisSite(request.headers, context.config.baseUrl)) {
        throw new HttpError(
          'request/other-site',
          'For your safety we only accept forms sent from our own pages. Go back, reload the page and send the form again.',
        );
      }
    },
    // Who asks is settled before what they sent is looked at: a stranger learns nothing of what a form expects.
    preValidation: async (request) => {
      refuseNul(request);
      await identify(request);
    },
    handler: async (request, reply) => {
      const { place, version, session, actor } = known.get(request) ?? (await identify(request));
      const scope: Scope =
        session === undefined
          ? { role: 'thread_public', place: place?.id }
          : { role: 'thread_member', account: session.account, place: place?.id, ...lookingAtPeople(spec, actor) };
      const answer = await spec.handle({
        context,
        params: request.params,
        query: request.query,
        body: request.body,
        actor,
        session,
        scope,
        place: place as Place,
        now: context.clock.now(),
        requestId: request.id,
        path: request.url.split('?')[0] ?? '/',
        cookies: request.cookies,
        setCookie: (name, value, options) => {
          void reply.setCookie(name, value, {
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure: context.config.baseUrl.startsWith('https:'),
            maxAge: options.maxAgeSeconds,
          });
        },
        address: request.ip,
        headers: request.headers,
      });
      return await app.answer(request, reply, answer, {
        place,
        actor,
        session,
        cacheKey: session === undefined ? cacheKeyOf(spec, request, context.clock.now()) : undefined,
        cacheVersion: version,
      });
    },
  });
}

/** Sends a kept page in the encoding the browser prefers, or says that the browser's own copy is still right. */
export async function sendKept(request: FastifyRequest, reply: FastifyReply, kept: KeptPage): Promise<FastifyReply> {
  void reply
    .header('etag', kept.etag)
    .header('cache-control', 'public, max-age=0, must-revalidate')
    .header('vary', 'accept-encoding, cookie');
  if (request.headers['if-none-match'] === kept.etag) return await reply.code(304).send();
  void reply.header('content-type', 'text/html; charset=utf-8').header('content-language', kept.language);
  const encoding = encodingFor(request.headers['accept-encoding']);
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  return await reply.send(kept.in(encoding));
}

/**
 * The frame around a page that says what went wrong: with whom it was for, where that was found out, and otherwise with the
 * place that the address begins with.
 */
export function frameOfError(request: FastifyRequest, context: RouteContext): Frame & { isPersonal: boolean } {
  const { place, actor, session, isPersonal } = known.get(request) ?? {
    place: context.places.bySlug(/^\/([a-z0-9-]+)/.exec(request.url)?.[1] ?? ''),
    actor: { kind: 'anonymous' as const },
    session: undefined,
    isPersonal: false,
  };
  return { place, actor, session, isPersonal, cacheKey: undefined, cacheVersion: 0 };
}

/** The composition root as routes see it: the context and the places. */
export type RouteContext = Context & { places: Places };

/** Adds a route of a place: its path begins with `/:place`. */
export function placeRoute<P extends TSchema, Q extends TSchema, B extends TSchema>(
  app: FastifyInstance,
  context: RouteContext,
  spec: RouteSpec<P, Q, B, PlaceRequest<Static<P>, Static<Q>, Static<B>>>,
): void {
  if (!spec.path.startsWith('/:place')) throw new Error(`${spec.path} is not an address of a place`);
  register(app, context, spec as unknown as Any);
}

/** Adds a route that belongs to no place, such as sign-in. */
export function siteRoute<P extends TSchema, Q extends TSchema, B extends TSchema>(
  app: FastifyInstance,
  context: RouteContext,
  spec: RouteSpec<P, Q, B, Request<Static<P>, Static<Q>, Static<B>>>,
): void {
  if (spec.path.startsWith('/:place')) throw new Error(`${spec.path} is an address of a place`);
  register(app, context, spec as unknown as Any);
}
