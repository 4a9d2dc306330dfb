import type { FastifyInstance } from 'fastify';
import { redirect } from '../../../http/answers.ts';
import { siteRoute, type RouteContext } from '../../../http/routes.ts';
import type { Auth } from '../../auth.ts';
import { setCookies } from '../../cookies.ts';

/** Ends this session. Anyone may: a second click, or a session that has ended already, is no fault. */
export function signOutRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  siteRoute(app, context, {
    method: 'POST',
    path: '/sign-out',
    ability: 'anyone',
    handle: async (request) => {
      setCookies(request, await auth.signOut(request));
      return redirect('/', 'signed-out');
    },
  });
}
