import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { json } from '../../../http/answers.ts';
import { siteRoute, type Request, type RouteContext } from '../../../http/routes.ts';
import type { Auth, PasskeyPath } from '../../auth.ts';
import { setCookies } from '../../cookies.ts';

/** The four calls of our passkey script: all of the sign-in library that a browser can reach. */
export function passkeyRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  async function pass(request: Request, method: 'GET' | 'POST', path: PasskeyPath) {
    const reply = await auth.handlePasskey(request, method, path, request.body);
    setCookies(request, reply.cookies);
    if (!reply.ok) return json({ code: reply.code ?? 'REFUSED' }, reply.status);
    // The script needs to know only that it worked: a session's token stays in its cookie.
    return json(method === 'GET' ? reply.body : { ok: true });
  }
  const response = Type.Object({}, { additionalProperties: true, maxProperties: 20 });
  siteRoute(app, context, {
    method: 'GET',
    path: '/api/auth/passkey/generate-register-options',
    ability: 'signed-in',
    handle: async (request) => await pass(request, 'GET', 'generate-register-options'),
  });
  siteRoute(app, context, {
    method: 'POST',
    path: '/api/auth/passkey/verify-registration',
    ability: 'signed-in',
    body: Type.Object(
      { response, name: Type.Optional(Type.String({ maxLength: 60 })) },
      { additionalProperties: false },
    ),
    handle: async (request) => await pass(request, 'POST', 'verify-registration'),
  });
  siteRoute(app, context, {
    method: 'GET',
    path: '/api/auth/passkey/generate-authenticate-options',
    ability: 'anyone',
    handle: async (request) => await pass(request, 'GET', 'generate-authenticate-options'),
  });
  siteRoute(app, context, {
    method: 'POST',
    path: '/api/auth/passkey/verify-authentication',
    ability: 'anyone',
    body: Type.Object({ response }, { additionalProperties: false }),
    handle: async (request) => await pass(request, 'POST', 'verify-authentication'),
  });
}
