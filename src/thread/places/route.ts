import type { FastifyInstance } from 'fastify';
import { page, redirect } from '../../platform/http/answers.ts';
import { siteRoute, type RouteContext } from '../../platform/http/routes.ts';
import { wayToTrail, type Trail } from '../trail/trail.ts';
import { AboutPage, AccessibilityPage, PlacesPage, PrivacyPage } from './page.tsx';

/** The first address: choose a place, or straight to the only one; and the pages about the service itself. */
export function placesRoute(app: FastifyInstance, context: RouteContext, trail: Trail): void {
  siteRoute(app, context, {
    method: 'GET',
    path: '/',
    ability: 'anyone',
    async handle() {
      const places = context.places.all();
      const [only] = places;
      if (places.length === 1 && only !== undefined) return redirect(`/${only.slug}`);
      return page({ title: 'Choose a place', body: PlacesPage({ places, trail: wayToTrail(trail, context.places) }) });
    },
  });
  siteRoute(app, context, {
    method: 'GET',
    path: '/about',
    ability: 'anyone',
    handle: async () => page({ title: 'About Common Thread', body: AboutPage() }),
  });
  siteRoute(app, context, {
    method: 'GET',
    path: '/accessibility',
    ability: 'anyone',
    handle: async () => page({ title: 'Accessibility', body: AccessibilityPage() }),
  });
  siteRoute(app, context, {
    method: 'GET',
    path: '/privacy',
    ability: 'anyone',
    handle: async () => page({ title: 'Privacy', body: PrivacyPage() }),
  });
}
