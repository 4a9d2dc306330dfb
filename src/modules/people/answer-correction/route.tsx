import { todayInLondon } from '../../../lib/dates.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { ok } from '../../../lib/result.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { refusalSentence } from '../messages.ts';
import { itemsOf } from '../parts/items.ts';
import { loadRecord } from '../parts/load-record.ts';
import { doingOf, helpers, itemParams, personalPage, withPerson, type Wiring } from '../requests.ts';
import { answerCorrection, correctionById } from '../store/corrections.ts';
import { particularsOf } from '../store/particulars.ts';
import { writableCategories } from '../store/sharing.ts';
import { answerBody, parseAnswer } from './form.ts';
import { AnswerCorrectionPage } from './page.tsx';

const path = '/:place/people/:id/corrections/:item';
type Asked = PlaceRequest<{ id: string; item: string }>;

async function load(request: Asked) {
  const { place, params } = request;
  return await withPerson(request, { route: path }, async (trx) => {
    const correction = await correctionById(trx, place.id, params.id, params.item);
    const [record, particulars] = await Promise.all([
      loadRecord(trx, place.id, params.id),
      particularsOf(trx, place.id, params.id),
    ]);
    const items = itemsOf(params.id, record, particulars !== undefined);
    const item = items.find((one) => one.kind === correction?.kind && one.id === correction.record);
    return { correction, item };
  });
}

async function show(request: Asked, form: FormView, status?: 409): Promise<Answer> {
  const { place, now } = request;
  const loaded = await load(request);
  const { correction } = loaded;
  if (correction === undefined) throw notFound();
  const home = `/${place.slug}`;
  return personalPage(
    {
      title: 'Said not to be right',
      back: { text: 'Today', href: `${home}/today` },
      errors: form.problems,
      body: (
        <AnswerCorrectionPage {...loaded} correction={correction} form={form} home={home} today={todayInLondon(now)} />
      ),
    },
    status,
  );
}

/** Answering somebody who says that something written about them is not right. */
export function answerCorrections({ app, context }: Wiring): void {
  const common = { ability: helpers, purpose: 'direct-support', params: itemParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path,
    body: answerBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const parsed = parseAnswer(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const correction = await correctionById(trx, place.id, params.id, params.item);
        if (correction === undefined) throw notFound();
        if (!(await writableCategories(trx, correction.person)).includes(correction.category)) throw notFound();
        const version = versionOf(typed.version);
        const answered = await answerCorrection(trx, doingOf(request), { id: correction.id, version }, parsed.value);
        return answered.ok ? ok({ isByWord: correction.byWord !== undefined }) : answered;
      });
      if (done.ok && done.value.isByWord)
        return redirect(`/${place.slug}/people/${params.id}/asked`, 'correction-answered-by-word');
      if (done.ok) return redirect(`/${place.slug}/today`, 'correction-answered');
      return await show(request, { typed, problems: [{ field: 'answer', text: refusalSentence(done.error) }] }, 409);
    },
  });
}
