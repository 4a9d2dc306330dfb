import { todayInLondon } from '../../../lib/dates.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { mayAnswerFor } from '../domain/commitment.ts';
import { needCommitment } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, refuse, slugParams, type Wiring } from '../requests.ts';
import { addNote, moveCommitment } from '../store/commitment-writes.ts';
import { parseReport, reportBody } from './form.ts';
import { ReportPage } from './page.tsx';

const noticeOf = { note: 'commitment-noted', keep: 'commitment-kept', stop: 'commitment-stopped' } as const;

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, actor, now, context } = request;
  const here = `/${place.slug}/commitments/${params.slug}`;
  const commitment = await context.db.read(scope, (trx) => needCommitment(trx, place.id, params.slug));
  if (!mayAnswerFor(commitment.owner, actor)) return refuse('commitment/not-yours');
  return page({
    title: 'How is it going?',
    back: { text: 'Back to the commitment', href: here },
    errors: form.problems,
    body: <ReportPage commitment={commitment} action={`${here}/report`} form={form} today={todayInLondon(now)} />,
  });
}

/** Reporting how a promise goes: only those who made it. */
export function reportCommitment({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/commitments/:slug/report',
    ability: 'here',
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/commitments/:slug/report',
    ability: 'here',
    params: slugParams,
    body: reportBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now, context } = request;
      const parsed = parseReport(typed, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const command = parsed.value;
      const done = await context.db.write(scope, async (trx) => {
        const { id } = await needCommitment(trx, place.id, params.slug);
        const doing = doingOf(request);
        return command.kind === 'note'
          ? await addNote(trx, doing, id, command.note)
          : await moveCommitment(trx, doing, id, command);
      });
      if (done.ok) return redirect(`/${place.slug}/commitments/${params.slug}`, noticeOf[command.kind]);
      if (done.error === 'commitment/already-ended' || done.error === 'commitment/not-accepted')
        return await show(request, { typed, problems: [{ field: 'report', text: refusalSentence(done.error) }] });
      return refuse(done.error);
    },
  });
}
