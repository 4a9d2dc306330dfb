import cookie from '@fastify/cookie';
import compress from '@fastify/compress';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { ErrorContent, errorHeading, type ErrorStatus } from '../../design/index.ts';
import { errorFields } from '../log.ts';
import type { Answer, PageContent } from './answers.ts';
import { compressQuickly, encodingFor } from './compress.ts';
import { HttpError, httpErrors, notFound, schemaSentence, type HttpErrorCode } from './errors.ts';
import { frameOfError, sendKept, type Frame, type RouteContext } from './routes.ts';
import { acceptUploads } from './uploads.ts';
import { buildValidator } from './validators.ts';

/** Puts the frame around a page: the shell with the place, its navigation and who is signed in. */
export type FramePage = (
  answer: Extract<Answer, { kind: 'page' }>,
  frame: Frame,
  request: { url: string; notice: string | undefined },
) => string;

const hour = 3_600;
/** Codes that PostgreSQL and the network give when the database is away or out of room. */
const unavailableCodes = /^(08|53|57P|58)|^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|ENOSPC)/;

function codeOf(error: FastifyError | Error): HttpErrorCode {
  if (error instanceof HttpError) return error.code;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if ('validation' in error && error.validation !== undefined) return 'request/not-understood';
  if (status === 413) return 'request/too-large';
  if (status === 415) return 'request/wrong-type';
  if (status === 429) return 'request/too-many';
  if (status !== undefined && status >= 400 && status < 500) return 'request/not-understood';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (
    unavailableCodes.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated|PGlite is closed/.test(error.message)
  )
    return 'server/unavailable';
  return 'server/fault';
}

function sentenceOf(error: FastifyError | Error, code: HttpErrorCode): string {
  if (error instanceof HttpError) return error.message;
  if ('validation' in error && error.validation !== undefined)
    return schemaSentence(error.validationContext ?? 'body', error.validation);
  switch (code) {
    case 'request/too-large':
      return 'What you sent is larger than we accept. Make it shorter and send it again.';
    case 'request/wrong-type':
      return 'Send forms as forms and JSON as JSON.';
    case 'server/unavailable':
      return 'The service cannot reach its records just now. Nothing you sent was half-saved. Wait a minute, then try again.';
    case 'server/fault':
      return 'The fault is ours. Nothing was half-saved. Try again; if it happens again, tell us the number below.';
    default:
      return 'Check the address or the form and try again.';
  }
}

/** What only machines read: refusals are JSON, whatever they say they accept. */
const openReferral = /^\/[a-z0-9-]+\/open-referral\//;

function wantsJson(request: FastifyRequest): boolean {
  return (
    request.url.startsWith('/api/') ||
    openReferral.test(request.url) ||
    (request.headers.accept ?? '').startsWith('application/json') ||
    (request.headers.accept ?? '').startsWith('application/problem+json')
  );
}

/** A server with everything that is the same for every route; routes are added by the caller. */
export async function createServer(context: RouteContext, framePage: FramePage): Promise<FastifyInstance> {
  const { config, log } = context;
  const app = fastify({
    logger: false,
    trustProxy: config.trustProxy,
    bodyLimit: 256 * 1024,
    requestIdHeader: false,
    genReqId: () => context.newId(),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false } },
    schemaController: { compilersFactory: { buildValidator } },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  app.decorate('routeTable', []);

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: config.baseUrl.startsWith('https:') ? { maxAge: 365 * 24 * hour } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  acceptUploads(app);
  await app.register(compress, {
    global: true,
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { 1: 4 } },
  });
  await app.register(fastifyStatic, {
    root: join(process.cwd(), 'build', 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: 365 * 24 * hour * 1_000,
    index: false,
    decorateReply: false,
  });

  app.decorate('answer', async (request: FastifyRequest, reply: FastifyReply, answer: Answer, frame: Frame) => {
    switch (answer.kind) {
      case 'redirect':
        return await reply.code(303).header('location', answer.to).header('cache-control', 'no-store').send();
      case 'moved':
        return await reply.code(301).header('location', answer.to).send();
      case 'file':
        if (answer.mayBeFramed === true) void reply.removeHeader('x-frame-options');
        if (answer.name !== undefined)
          void reply.header(
            'content-disposition',
            `attachment; filename="${answer.name.replaceAll(/[^a-z0-9._-]/gi, '-')}"`,
          );
        return await reply
          .code(answer.status ?? 200)
          .header('content-type', answer.type)
          .header(
            'cache-control',
            frame.session === undefined ? 'public, max-age=0, must-revalidate' : 'private, no-store',
          )
          .headers(answer.headers ?? {})
          .send(answer.body);
      case 'json':
        return await reply.code(answer.status).send(answer.body);
      case 'page': {
        const { notice } = request.query as { notice?: string };
        const html = framePage(answer, frame, { url: request.url, notice });
        await answer.meanwhile;
        void reply.code(answer.status);
        if (answer.page.personal === true) void reply.header('x-robots-tag', 'noindex, nofollow');
        if (frame.cacheKey !== undefined && frame.place !== undefined && answer.status === 200) {
          return await sendKept(
            request,
            reply,
            context.cache.keep(frame.cacheKey, frame.place.id, frame.cacheVersion, html),
          );
        }
        const encoding = encodingFor(request.headers['accept-encoding']);
        if (encoding !== undefined) void reply.header('content-encoding', encoding);
        return await reply
          .header('content-type', 'text/html; charset=utf-8')
          .header('cache-control', 'private, no-store')
          .header('vary', 'accept-encoding')
          .send(compressQuickly(html, encoding));
      }
    }
  });

  app.setErrorHandler(async (error: FastifyError | Error, request, reply) => {
    const code = codeOf(error);
    const { status, title } = httpErrors[code];
    const sentence = sentenceOf(error, code);
    if (status >= 500)
      log.error('request failed', {
        request: request.id,
        route: request.routeOptions.url,
        code,
        ...errorFields(error),
      });
    void reply.code(status).header('cache-control', 'no-store');
    if (status === 429 || status === 503) void reply.header('retry-after', '60');
    if (wantsJson(request)) {
      return await reply
        .type('application/problem+json')
        .send({ type: `urn:common-thread:${code}`, title, status, detail: sentence, instance: request.id });
    }
    const signIn =
      code === 'request/sign-in-needed' && request.method === 'GET'
        ? `/sign-in?next=${encodeURIComponent(request.url)}`
        : undefined;
    const shown: ErrorStatus = status === 401 ? 403 : status === 415 ? 400 : status;
    const message =
      signIn === undefined ? (
        sentence
      ) : (
        <>
          {sentence} <a href={signIn}>Sign in</a>.
        </>
      );
    const { isPersonal, ...frame } = frameOfError(request, context);
    const home = frame.place === undefined ? '/' : `/${frame.place.slug}`;
    const body = <ErrorContent status={shown} title={title} message={message} requestId={request.id} home={home} />;
    const page: PageContent = { title: errorHeading(shown, title), body, personal: isPersonal };
    return await reply
      .type('text/html; charset=utf-8')
      .send(framePage({ kind: 'page', status, page }, frame, { url: request.url, notice: undefined }));
  });
  app.setNotFoundHandler(() => {
    throw notFound();
  });

  app.addHook('onResponse', async (request, reply) => {
    log.info('request', {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
  return app;
}
