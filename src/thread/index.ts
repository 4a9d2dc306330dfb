import type { Module } from '../module.ts';
import { eventsRoute } from './events/route.ts';
import { followRoute } from './follow/route.ts';
import { homeRoute } from './home/route.ts';
import type { ThreadRegistry } from './kinds.ts';
import { looseEndsRoute } from './loose-ends/route.ts';
import { placesRoute } from './places/route.ts';
import { searchRoute } from './search/route.ts';
import { trailRoutes } from './trail/route.ts';
import { guideAt, type Trail } from './trail/trail.ts';

/**
 * The pages of the thread itself: a place's home, following a record up and down, what happened, search, loose ends, and
 * the guided trail through a demo.
 */
export function threadModule(registry: ThreadRegistry, trail: Trail): Module {
  return {
    name: 'thread',
    routes(app, context) {
      placesRoute(app, context, trail);
      homeRoute(app, context, registry, trail);
      followRoute(app, context, registry);
      eventsRoute(app, context);
      searchRoute(app, context, registry);
      looseEndsRoute(app, context, registry);
      trailRoutes(app, context, trail);
    },
    guide: (place, url) => guideAt(trail, place, url),
  };
}
