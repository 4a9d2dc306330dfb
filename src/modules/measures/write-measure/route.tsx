import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Place } from '../../../platform/http/places.ts';
import { again, doingOf, measurers, needMeasure, slugParams, type Wiring } from '../requests.ts';
import { changeMeasure, createMeasure } from '../store/writes.ts';
import { measureBody, parseMeasure, typedOf } from './form.ts';
import { WriteMeasurePage } from './page.tsx';

function newPage(place: Place, form: FormView): PageContent {
  const measures = `/${place.slug}/measures`;
  return {
    title: 'Add a measure',
    back: { text: 'All measures', href: measures },
    errors: form.problems,
    body: <WriteMeasurePage title="Add a measure" action={measures} button="Save this measure" form={form} />,
  };
}

function editPage(place: Place, slug: string, form: FormView): PageContent {
  const here = `/${place.slug}/measures/${slug}`;
  return {
    title: 'Change a measure',
    back: { text: 'Back to the measure', href: here },
    errors: form.problems,
    body: (
      <WriteMeasurePage
        title="Change what is said of a measure"
        action={`${here}/edit`}
        button="Save the changes"
        form={form}
      />
    ),
  };
}

/** Adding a measure, and changing what is said of one. */
export function writeMeasure({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/new',
    ability: measurers,
    handle: async ({ place }) => page(newPage(place, { typed: {}, problems: [] })),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/measures',
    ability: measurers,
    body: measureBody,
    handle: async (request) => {
      const { place, scope, body: typed } = request;
      const parsed = parseMeasure(typed);
      if (!parsed.ok) return page(newPage(place, { typed, problems: parsed.error }));
      const made = await context.db.write(scope, (trx) => createMeasure(trx, doingOf(request), parsed.value));
      return redirect(`/${place.slug}/measures/${made.slug}`, 'measure-added');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug/edit',
    ability: measurers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const measure = await context.db.read(scope, (trx) => needMeasure(trx, place.id, params.slug));
      return page(editPage(place, params.slug, { typed: typedOf(measure), problems: [] }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/measures/:slug/edit',
    ability: measurers,
    params: slugParams,
    body: measureBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const parsed = parseMeasure(typed);
      const done = await context.db.write(scope, async (trx) => {
        const measure = await needMeasure(trx, place.id, params.slug);
        return parsed.ok
          ? await changeMeasure(trx, doingOf(request), measure, parsed.value, versionOf(typed.version))
          : undefined;
      });
      if (!parsed.ok) return page(editPage(place, params.slug, { typed, problems: parsed.error }));
      if (done !== undefined && !done.ok) {
        const field =
          done.error === 'measure/licence-needed'
            ? 'licence'
            : done.error === 'measure/rule-contradicted'
              ? 'rule'
              : 'name';
        return again(done.error, field, editPage(place, params.slug, { typed, problems: [] }));
      }
      return redirect(`/${place.slug}/measures/${params.slug}`, 'measure-changed');
    },
  });
}
