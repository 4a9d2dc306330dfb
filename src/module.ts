import type { FastifyInstance } from 'fastify';
import type { Guide } from './design/index.ts';
import type { Place } from './platform/http/places.ts';
import type { RouteContext } from './platform/http/routes.ts';
import type { ThreadRegistry } from './thread/kinds.ts';

/** What every module gives to the composition root: its routes, its kinds of record, its sentences after a write. */
export type Module = {
  name: string;
  routes: (app: FastifyInstance, context: RouteContext) => void;
  thread?: (registry: ThreadRegistry) => void;
  /** The sentence that a page shows once after something was done, by the code in its address. */
  notices?: Readonly<Record<string, string>>;
  /** The strip that goes along with a reader whom this address says to be led from page to page. */
  guide?: (place: Place, url: string) => Guide | undefined;
};
