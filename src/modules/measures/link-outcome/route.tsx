import { Button, Select } from '../../../design/index.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { linksTo } from '../../../thread/store/find.ts';
import { allOutcomes } from '../../strategy/index.ts';
import { formMessages } from '../messages.ts';
import { doingOf, measurers, needMeasure, refuse, slugParams, type Wiring } from '../requests.ts';
import { linkOutcome, unlinkOutcome } from '../store/writes.ts';

const outcomeBody = formSchema({ outcome: textField(40), remove: textField(40) });

async function show(request: PlaceRequest<{ slug: string }>, problem?: string): Promise<Answer> {
  const { place, scope, params, context } = request;
  const { measure, outcomes, linked } = await context.db.read(scope, async (trx) => {
    const measure = await needMeasure(trx, place.id, params.slug);
    const links = await linksTo(trx, place.id, 'measure', [measure.id], 'measured-by');
    const outcomes = await allOutcomes(trx, place.id);
    return { measure, outcomes, linked: new Set(links.map((one) => one.from.id)) };
  });
  const here = `/${place.slug}/measures/${measure.slug}`;
  return page({
    title: 'What it measures',
    back: { text: 'Back to the measure', href: here },
    errors: problem === undefined ? [] : [{ field: 'outcome', text: problem }],
    body: (
      <>
        <h1>Which outcome does “{measure.name}” measure?</h1>
        {outcomes
          .filter((one) => linked.has(one.id))
          .map((one) => (
            <form method="post" action={`${here}/outcomes`} key={one.id}>
              <p>{one.title}</p>
              <input type="hidden" name="remove" value={one.id} />
              <Button variant="secondary">
                It does not measure this<span class="nhsuk-u-visually-hidden">: {one.title}</span>
              </Button>
            </form>
          ))}
        <form method="post" action={`${here}/outcomes`}>
          <Select
            name="outcome"
            label="Outcome"
            error={problem}
            items={[
              { value: '', text: 'Choose' },
              ...outcomes.filter((one) => !linked.has(one.id)).map((one) => ({ value: one.id, text: one.title })),
            ]}
          />
          <Button preventDoubleClick>It measures this outcome</Button>
        </form>
      </>
    ),
  });
}

/** Saying which outcome of a priority a measure stands for. */
export function linkOutcomeRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug/outcomes',
    ability: measurers,
    params: slugParams,
    handle: async (request) => await show(request),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/measures/:slug/outcomes',
    ability: measurers,
    params: slugParams,
    body: outcomeBody,
    handle: async (request) => {
      const { place, scope, params, body } = request;
      const done = await context.db.write(scope, async (trx) => {
        const measure = await needMeasure(trx, place.id, params.slug);
        const outcomes = await allOutcomes(trx, place.id);
        const chosen = outcomes.find((one) => one.id === body.outcome || one.id === body.remove);
        if (chosen === undefined) return undefined;
        if (chosen.id !== body.remove) return await linkOutcome(trx, doingOf(request), measure.id, chosen.id);
        await unlinkOutcome(trx, doingOf(request), measure.id, chosen.id);
        return { ok: true } as const;
      });
      if (done === undefined) return await show(request, formMessages.outcome);
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/measures/${params.slug}`, 'outcome-linked');
    },
  });
}
