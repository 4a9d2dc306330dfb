import { hasRole, may } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { moved, page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isPlanner, measurers, slugParams, type Wiring } from '../requests.ts';
import { AddedParts } from './added.tsx';
import { loadPriority } from './load.ts';
import { PriorityPage } from './page.tsx';

/** A priority with its whole thread, for everyone; drafts for partners. */
export function showPriority({ app, context, registry }: Wiring): void {
  const parts = new AddedParts(context, registry);
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ params, place, scope, actor, now, context }) => {
      const home = `/${place.slug}`;
      const asking = { place, now, actor };
      const thread = await context.db.read(scope, (trx) => loadPriority(trx, asking, params.slug, { registry, parts }));
      if ('movedTo' in thread) return moved(`${home}/priorities/${thread.movedTo}`);
      const added = await parts.after(thread.priority, asking, thread.added);
      return page({
        title: thread.priority.title,
        back: { text: 'All priorities', href: `${home}/priorities` },
        body: (
          <PriorityPage
            thread={{ ...thread, added }}
            home={home}
            today={todayInLondon(now)}
            can={{
              edit: isPlanner(actor),
              measure: hasRole(actor, ...measurers),
              takePart: may(actor, 'here'),
            }}
          />
        ),
      });
    },
  });
}
