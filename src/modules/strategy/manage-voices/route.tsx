import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { doingOf, planners, slugAndIdParams, slugParams, type Wiring } from '../requests.ts';
import { addVoice, voicesOf, removeVoice } from '../store/evidence.ts';
import { voiceBody, parseVoice } from './form.ts';
import { VoicesPage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/priorities/${params.slug}`;
  const { priority, voices } = await context.db.read(scope, async (trx) => {
    const priority = await needPriority(trx, place.id, params.slug);
    return { priority, voices: await voicesOf(trx, place.id, priority.id) };
  });
  return page({
    title: 'Who shaped a priority',
    back: { text: 'Back to the priority', href: here },
    errors: form.problems,
    body: <VoicesPage title={priority.title} here={here} voices={voices} form={form} />,
  });
}

/** Naming those who shaped a priority. */
export function manageVoices({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/voices',
    ability: planners,
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/voices',
    ability: planners,
    params: slugParams,
    body: voiceBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const parsed = parseVoice(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        await addVoice(trx, doingOf(request), priority.id, parsed.value);
      });
      return redirect(`/${place.slug}/priorities/${params.slug}/voices`, 'voice-added');
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/voices/:id/remove',
    ability: planners,
    params: slugAndIdParams,
    body: formSchema({}),
    handle: async (request) => {
      const { place, scope, params, context } = request;
      await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        await removeVoice(trx, doingOf(request), priority.id, params.id);
      });
      return redirect(`/${place.slug}/priorities/${params.slug}/voices`, 'voice-removed');
    },
  });
}
