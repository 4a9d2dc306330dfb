import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sessionSecret } from '../../config/secrets.ts';
import { errorFields } from '../../platform/log.ts';
import { compressQuickly, encodingFor } from '../../platform/http/compress.ts';
import type { Place } from '../../platform/http/places.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import { endToken, giveToken } from './access/token.ts';
import { FhirError, outcome, problem } from './core/outcome.ts';
import { textOf, type Reply } from './http/reply.ts';
import { Router } from './http/router.ts';
import { createSeal } from './search/seal.ts';

/** Nothing that is sent here is larger. */
const mostBytes = 1_048_576;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const root = '/:place/fhir/r4';

type Failed = Error & { statusCode?: number; code?: string };

/** Faults that the database words itself, told without its words: they may quote what a person wrote. */
function refusalOf(error: Failed): FhirError | undefined {
  if (error instanceof FhirError) return error;
  const { code = '', statusCode } = error;
  if (statusCode === 413) return new FhirError(413, [problem('too-long', 'This is larger than is read here.')]);
  if (statusCode === 415)
    return new FhirError(415, [problem('not-supported', 'Send JSON: Content-Type: application/fhir+json.')]);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new FhirError(statusCode, [problem('structure', 'This request does not read.')]);
  if (code === '42501') return new FhirError(403, [problem('forbidden', 'This is not yours to write.')]);
  if (code === '23505') return new FhirError(409, [problem('conflict', 'Somebody wrote the same at this moment.')]);
  if (/^(?:22|23)/.test(code))
    return new FhirError(422, [problem('business-rule', 'Something in it is more or other than is kept here.')]);
  return undefined;
}

/** What is said of every answer: programs read them, and no browser shows or runs them. */
function guarded(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-type': 'application/fhir+json; charset=utf-8',
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(isSecure ? { 'strict-transport-security': `max-age=${365 * 86_400}; includeSubDomains` } : {}),
  };
}

/** From so many characters on an answer is made smaller for those who can read it so. */
const leastCompressed = 1_024;

/** Answers past the hooks of pages, which have nothing to add: to set each header by itself costs more than to write the answer. */
function answerPlainly(
  request: FastifyRequest,
  reply: FastifyReply,
  common: Readonly<Record<string, string>>,
  answered: Reply,
) {
  const text = textOf(answered);
  const encoding = text.length < leastCompressed ? undefined : encodingFor(request.headers['accept-encoding']);
  const headers: Record<string, string | number> = { ...common, ...answered.headers, ...mirrored(request) };
  const body = encoding === undefined ? text : compressQuickly(text, encoding);
  if (answered.status !== 204 && answered.status !== 304) headers['content-length'] = Buffer.byteLength(body);
  if (text.length >= leastCompressed) headers['vary'] = 'accept-encoding';
  if (encoding !== undefined) headers['content-encoding'] = encoding;
  reply.hijack();
  reply.raw.writeHead(answered.status, headers).end(body);
}

function placeOf(context: RouteContext, request: FastifyRequest): Place {
  const place = context.places.bySlug((request.params as { place: string }).place);
  if (place === undefined) throw new FhirError(404, [problem('not-found', 'There is no such place here.')]);
  return place;
}

const mirroredNames = ['x-request-id', 'x-correlation-id'] as const;

/** Mirrors what lets both sides speak of one request (BaRS). */
function mirrored(request: FastifyRequest): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of mirroredNames) {
    const value = request.headers[name];
    if (typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value)) found[name] = value;
  }
  return found;
}

/** FHIR R4 for other systems of a place, with a token. */
export function fhirRoutes(app: FastifyInstance, context: RouteContext): void {
  const router = new Router(context, createSeal(sessionSecret(context.config), 'fhir-pages'));
  const common = guarded(context.config.baseUrl.startsWith('https:'));
  /** What went wrong, and what Fastify says of it besides. */
  async function send(reply: FastifyReply, status: number, headers: Readonly<Record<string, string>>, body: unknown) {
    void reply.code(status).headers({ ...common, ...headers });
    return await reply.send(body === undefined ? '' : JSON.stringify(body));
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const asText = { parseAs: 'string', bodyLimit: mostBytes } as const;
    scope.addContentTypeParser(
      ['application/fhir+json', 'application/json', 'application/json-patch+json', 'application/x-www-form-urlencoded'],
      asText,
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler(async (error: Failed, request, reply) => {
      const known = refusalOf(error);
      if (known !== undefined)
        return await send(reply, known.status, { ...known.headers, ...mirrored(request) }, outcome(known.issues));
      const isAway = /^(?:08|53|57P|58)|^ECONN/.test(error.code ?? '');
      context.log.error('request failed', {
        request: request.id,
        route: request.routeOptions.url,
        ...errorFields(error),
      });
      const issue = isAway
        ? problem('transient', 'The service cannot reach its records just now. Try again in a minute.')
        : problem('exception', `The fault is ours: nothing was half-saved. Its number is ${request.id}.`);
      return await send(reply, isAway ? 503 : 500, mirrored(request), outcome([issue]));
    });
    const token = async (request: FastifyRequest, reply: FastifyReply, which: typeof giveToken) => {
      const answer = await which({
        db: context.db,
        place: placeOf(context, request),
        authorization: request.headers.authorization,
        body: typeof request.body === 'string' ? request.body : '',
        address: request.ip,
        now: context.clock.now(),
      });
      return await send(reply, answer.status, { 'content-type': 'application/json', ...answer.headers }, answer.body);
    };
    scope.post(`${root}/token`, { helmet: false }, async (request, reply) => await token(request, reply, giveToken));
    scope.post(`${root}/revoke`, { helmet: false }, async (request, reply) => await token(request, reply, endToken));
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const { '*': path = '' } = request.params as { '*'?: string };
      const mark = request.url.indexOf('?');
      const answered = await router.answer({
        place: placeOf(context, request),
        method: request.method,
        path,
        query: new URLSearchParams(mark === -1 ? '' : request.url.slice(mark + 1)),
        headers: request.headers,
        body: typeof request.body === 'string' ? request.body : undefined,
      });
      answerPlainly(request, reply, common, answered);
    };
    // What pages need of every answer is not asked here; what is sent may be compressed, and nothing is sent with a GET.
    const plain = { helmet: false, compress: false, handler: answer } as const;
    for (const method of methods)
      scope.route({ method, url: `${root}/*`, ...plain, ...(method === 'GET' ? { decompress: false } : {}) });
    scope.route({ method: 'POST', url: root, ...plain });
  });
  for (const path of ['token', 'revoke'])
    app.routeTable.push({ method: 'POST', path: `${root}/${path}`, ability: 'client', cached: false });
  app.routeTable.push({ method: 'POST', path: root, ability: 'client', cached: false });
  for (const method of methods) app.routeTable.push({ method, path: `${root}/*`, ability: 'client', cached: false });
}
