import { Button } from '../../../design/index.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { formSchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { Type } from 'typebox';
import { doingOf, measurers, needMeasure, refuse, slugParams, type Wiring } from '../requests.ts';
import { setPublished } from '../store/writes.ts';

const standingBody = formSchema({ standing: Type.Union([Type.Literal('published'), Type.Literal('draft')]) });

/** Making a measure public, or keeping it to partners again. */
export function publishMeasure({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug/standing',
    ability: measurers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const measure = await context.db.read(scope, (trx) => needMeasure(trx, place.id, params.slug));
      const here = `/${place.slug}/measures/${measure.slug}`;
      const isPublic = measure.status === 'published';
      return page({
        title: isPublic ? 'Keep a measure to partners' : 'Make a measure public',
        back: { text: 'Back to the measure', href: here },
        body: (
          <>
            <h1>{isPublic ? `Keep “${measure.name}” to partners?` : `Make “${measure.name}” public?`}</h1>
            <p>
              {isPublic
                ? 'The page will no longer be found by others. Nothing is deleted.'
                : 'Everybody will be able to read it, with its source and licence.'}
            </p>
            <form method="post" action={`${here}/standing`}>
              <input type="hidden" name="standing" value={isPublic ? 'draft' : 'published'} />
              <Button preventDoubleClick>{isPublic ? 'Keep it to partners' : 'Make it public'}</Button>
            </form>
          </>
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/measures/:slug/standing',
    ability: measurers,
    params: slugParams,
    body: standingBody,
    handle: async (request) => {
      const { place, scope, params, body } = request;
      const isPublic = body.standing === 'published';
      const done = await context.db.write(scope, async (trx) => {
        const measure = await needMeasure(trx, place.id, params.slug);
        return await setPublished(trx, doingOf(request), measure, isPublic);
      });
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/measures/${params.slug}`, isPublic ? 'measure-published' : 'measure-withdrawn');
    },
  });
}
