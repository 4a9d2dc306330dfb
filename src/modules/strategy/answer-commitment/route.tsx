import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { mayAnswerFor } from '../domain/commitment.ts';
import { needCommitment } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, refuse, slugParams, type Wiring } from '../requests.ts';
import { moveCommitment } from '../store/commitment-writes.ts';
import { answerBody, parseAnswer } from './form.ts';
import { AnswerPage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, actor, context } = request;
  const here = `/${place.slug}/commitments/${params.slug}`;
  const commitment = await context.db.read(scope, (trx) => needCommitment(trx, place.id, params.slug));
  if (!mayAnswerFor(commitment.owner, actor)) return refuse('commitment/not-yours');
  return page({
    title: 'Accept or decline',
    back: { text: 'Back to the commitment', href: here },
    errors: form.problems,
    body: <AnswerPage commitment={commitment} action={`${here}/answer`} form={form} />,
  });
}

/** Accepting or declining: only those who would do it. */
export function answerCommitment({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/commitments/:slug/answer',
    ability: 'here',
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/commitments/:slug/answer',
    ability: 'here',
    params: slugParams,
    body: answerBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const parsed = parseAnswer(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const commitment = await needCommitment(trx, place.id, params.slug);
        return await moveCommitment(trx, doingOf(request), commitment.id, parsed.value);
      });
      if (done.ok)
        return redirect(
          `/${place.slug}/commitments/${params.slug}`,
          parsed.value.kind === 'accept' ? 'commitment-accepted' : 'commitment-declined',
        );
      if (done.error === 'commitment/already-answered')
        return await show(request, { typed, problems: [{ field: 'answer', text: refusalSentence(done.error) }] });
      return refuse(done.error);
    },
  });
}
