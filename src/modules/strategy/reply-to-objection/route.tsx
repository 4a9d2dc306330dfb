import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Problem, Typed } from '../../../lib/form-reader.ts';
import { doingOf, idParams, planners, refuse, type Wiring } from '../requests.ts';
import { objectionsByIds, replyToObjection as reply } from '../store/objections.ts';
import { priorityById } from '../store/priorities.ts';
import { parseReply, replyBody } from './form.ts';
import { ReplyPage } from './page.tsx';

async function show(
  request: PlaceRequest<{ id: string }>,
  typed: Typed | undefined,
  problems: readonly Problem[],
): Promise<Answer> {
  const { place, scope, params, context } = request;
  const { objection, priority } = await context.db.read(scope, async (trx) => {
    const [objection] = await objectionsByIds(trx, place.id, [params.id]);
    const priority = objection === undefined ? undefined : await priorityById(trx, place.id, objection.priorityId);
    if (objection === undefined || priority === undefined) throw notFound();
    return { objection, priority };
  });
  const stored: Typed = objection.status === 'open' ? {} : { reply: objection.reply, kind: objection.status };
  return page({
    title: 'Reply to an objection',
    back: { text: 'Back to the priority', href: `/${place.slug}/priorities/${priority.slug}` },
    errors: problems,
    body: (
      <ReplyPage
        objection={objection}
        action={`/${place.slug}/objections/${objection.id}/reply`}
        form={{ typed: typed ?? stored, problems }}
      />
    ),
  });
}

/** Replying to an objection. Both stay on the page of the priority. */
export function replyToObjection({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/objections/:id/reply',
    ability: planners,
    params: idParams,
    handle: async (request) => await show(request, undefined, []),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/objections/:id/reply',
    ability: planners,
    params: idParams,
    body: replyBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const parsed = parseReply(typed);
      if (!parsed.ok) return await show(request, typed, parsed.error);
      const done = await context.db.write(scope, (trx) =>
        reply(trx, doingOf(request), { id: params.id, ...parsed.value }),
      );
      return done.ok
        ? redirect(`/${place.slug}/priorities/${done.value.priority.slug}`, 'objection-answered')
        : refuse(done.error);
    },
  });
}
