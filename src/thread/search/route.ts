import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { threadKinds, type ThreadKind } from '../../kernel/thread-ref.ts';
import { page } from '../../platform/http/answers.ts';
import { querySchema } from '../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../platform/http/routes.ts';
import type { ThreadRegistry } from '../kinds.ts';
import { searchRecords } from '../store/read.ts';
import { SearchPage } from './page.tsx';

/** One box over everything the reader may see in a place. */
export function searchRoute(app: FastifyInstance, context: RouteContext, registry: ThreadRegistry): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/search',
    ability: 'anyone',
    query: querySchema({
      q: Type.Optional(Type.String({ maxLength: 200 })),
      kind: Type.Optional(Type.String({ maxLength: 30 })),
    }),
    async handle({ place, query, scope }) {
      const words = (query.q ?? '').trim().replaceAll('\0', '');
      const kind = threadKinds.find((one): one is ThreadKind => one === query.kind);
      const found =
        words === ''
          ? []
          : await context.db.read(scope, async (trx) => await searchRecords(trx, place.id, words, kind));
      const kinds = registry
        .kinds()
        .map((spec) => ({ value: spec.kind, text: spec.many.charAt(0).toUpperCase() + spec.many.slice(1) }));
      return page({
        title: words === '' ? 'Search' : `Search for ${words}`,
        body: SearchPage({ place, words, kind, kinds, found, registry }),
        searched: words,
      });
    },
  });
}
