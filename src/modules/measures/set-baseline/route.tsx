import { Button, errorOf, LongField, Select } from '../../../design/index.ts';
import { isLocalDate } from '../../../lib/dates.ts';
import { FormReader, typedText, type FormView, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Place } from '../../../platform/http/places.ts';
import { commitmentsWhere } from '../../strategy/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { periodLabel } from '../domain/period.ts';
import type { Baseline } from '../domain/reading.ts';
import { formMessages } from '../messages.ts';
import { again, doingOf, measurers, needMeasure, slugParams, type Wiring } from '../requests.ts';
import type { MeasureWithSeries } from '../store/measures.ts';
import { setBaseline } from '../store/writes.ts';

type Choice = { id: string; title: string };

const baselineBody = formSchema({
  from: textField(20),
  to: textField(20),
  commitment: textField(40),
  reason: textField(2_000),
});

function parseBaseline(
  typed: Typed,
  measure: MeasureWithSeries,
  commitments: readonly Choice[],
): Result<Baseline, Problem[]> {
  const form = new FormReader(typed);
  const figures = measure.series[0]?.figures ?? [];
  const from = figures.find((figure) => figure.from === typedText(typed, 'from'));
  const to = figures.find((figure) => figure.to === typedText(typed, 'to'));
  if (from === undefined || !isLocalDate(from.from)) form.problem('from', formMessages.from);
  if (to === undefined || (from !== undefined && to.to <= from.to)) form.problem('to', formMessages.to);
  const reason = form.text('reason', 'The reason', 600);
  if (reason.length < 20) form.problem('reason', formMessages.reason);
  const commitment = commitments.find((one) => one.id === typedText(typed, 'commitment'));
  if (from === undefined || to === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({ from: from.from, to: to.to, commitmentId: commitment?.id, reason });
}

function content(
  place: Place,
  measure: MeasureWithSeries,
  commitments: readonly Choice[],
  form: FormView,
): PageContent {
  const here = `/${place.slug}/measures/${measure.slug}`;
  const [series] = measure.series;
  const figures = series?.figures ?? [];
  return {
    title: 'Fix the limits',
    back: { text: 'Back to the measure', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Fix the limits of “{measure.name}” before a change</h1>
        <p>
          The limits of expected variation are reckoned from the periods you choose, and stay there. Choose the 12 to 24
          periods before the change began: what comes after can then be seen.
        </p>
        {figures.length < 2 ? (
          <p>There are too few figures yet. Add some first.</p>
        ) : (
          <form method="post" action={`${here}/baseline`}>
            <Select
              name="from"
              label="First period"
              value={typedText(form.typed, 'from')}
              error={errorOf(form, 'from')}
              items={[
                { value: '', text: 'Choose' },
                ...figures.map((one) => ({ value: one.from, text: periodLabel(one) })),
              ]}
            />
            <Select
              name="to"
              label="Last period"
              value={typedText(form.typed, 'to')}
              error={errorOf(form, 'to')}
              items={[
                { value: '', text: 'Choose' },
                ...figures.map((one) => ({ value: one.to, text: periodLabel(one) })),
              ]}
            />
            <Select
              name="commitment"
              label="The commitment that began then"
              value={typedText(form.typed, 'commitment')}
              items={[{ value: '', text: 'None' }, ...commitments.map((one) => ({ value: one.id, text: one.title }))]}
            />
            <LongField form={form} name="reason" label="Why here" rows={3} />
            <Button preventDoubleClick>Fix the limits</Button>
          </form>
        )}
      </>
    ),
  };
}

/** Fixing what the limits of a measure's first line are reckoned from. */
export function setBaselineRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug/baseline',
    ability: measurers,
    params: slugParams,
    handle: async ({ place, scope, params, now }) => {
      const found = await context.db.read(scope, async (trx) => ({
        measure: await needMeasure(trx, place.id, params.slug),
        commitments: await commitmentsWhere(trx, place.id, { limit: 300 }, todayInLondon(now)),
      }));
      return page(content(place, found.measure, found.commitments, { typed: {}, problems: [] }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/measures/:slug/baseline',
    ability: measurers,
    params: slugParams,
    body: baselineBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now } = request;
      const { measure, commitments, parsed, done } = await context.db.write(scope, async (trx) => {
        const measure = await needMeasure(trx, place.id, params.slug);
        const commitments = await commitmentsWhere(trx, place.id, { limit: 300 }, todayInLondon(now));
        const parsed = parseBaseline(typed, measure, commitments);
        const [series] = measure.series;
        const done =
          parsed.ok && series !== undefined
            ? await setBaseline(trx, doingOf(request), measure, series.id, parsed.value)
            : undefined;
        return { measure, commitments, parsed, done };
      });
      if (!parsed.ok) return page(content(place, measure, commitments, { typed, problems: parsed.error }));
      if (done !== undefined && !done.ok)
        return again(done.error, 'from', content(place, measure, commitments, { typed, problems: [] }));
      return redirect(`/${place.slug}/measures/${measure.slug}`, 'baseline-set');
    },
  });
}
