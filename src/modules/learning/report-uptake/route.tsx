import { versionOf, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages, personalSentence, refusalSentence } from '../messages.ts';
import type { UptakeField } from '../domain/uptake.ts';
import { conflict, doingOf, idParams, needTeller, needUptake, refuse, tellers, type Wiring } from '../requests.ts';
import { reportUptake as report } from '../store/uptake-writes.ts';
import type { Uptake } from '../store/uptakes.ts';
import { parseReport, reportBody } from './form.ts';
import { ReportUptakePage } from './page.tsx';

const labels: Readonly<Record<UptakeField, string>> = {
  reason: 'Why you stopped',
  changed: 'What you changed',
  measure: 'What was measured',
  happened: 'What happened here',
};

async function need(request: PlaceRequest<{ id: string }>): Promise<Uptake> {
  const { place, scope, params, actor, context } = request;
  const uptake = await context.db.read(scope, (trx) => needUptake(trx, place.id, params.id));
  needTeller(actor, uptake.organisationId);
  return uptake;
}

function show(
  request: PlaceRequest<{ id: string }>,
  uptake: Uptake,
  showing: { typed: Typed; problems: readonly Problem[]; isConflict?: boolean },
): Answer {
  const here = `/${request.place.slug}/learning/uptakes/${uptake.id}`;
  const content = {
    title: 'Say how it goes',
    back: { text: 'Back to what we took up', href: here },
    errors: showing.problems,
    body: (
      <ReportUptakePage
        title={uptake.storyTitle}
        action={`${here}/report`}
        form={showing}
        currentHref={showing.isConflict === true ? here : undefined}
      />
    ),
  };
  return showing.isConflict === true ? conflict(content) : page(content);
}

function typedOf(uptake: Uptake): Typed {
  const { figures } = uptake;
  return {
    status: uptake.status,
    reason: uptake.stopReason,
    changed: uptake.changed,
    happened: uptake.happened,
    version: String(uptake.version),
    ...(figures === undefined ? {} : { ...figures, before: String(figures.before), after: String(figures.after) }),
  };
}

/** Saying what became of a story here: its own people, or those who manage the programme. */
export function reportUptake({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/uptakes/:id/report',
    ability: tellers,
    params: idParams,
    handle: async (request) => {
      const uptake = await need(request);
      return show(request, uptake, { typed: typedOf(uptake), problems: [] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/learning/uptakes/:id/report',
    ability: tellers,
    params: idParams,
    body: reportBody,
    handle: async (request) => {
      const { place, scope, body: typed, context } = request;
      const uptake = await need(request);
      const parsed = parseReport(typed);
      if (!parsed.ok) return show(request, uptake, { typed, problems: parsed.error });
      const input = { id: uptake.id, version: versionOf(typed.version), report: parsed.value };
      const done = await context.db.write(scope, (trx) => report(trx, doingOf(request), input));
      if (done.ok) return redirect(`/${place.slug}/learning/uptakes/${uptake.id}`, 'uptake-reported');
      if (typeof done.error !== 'string') {
        const problem =
          done.error.kind === 'reason-needed'
            ? { field: 'reason', text: formMessages.stopReason }
            : { field: done.error.field, text: personalSentence(labels[done.error.field], done.error.found) };
        return show(request, uptake, { typed, problems: [problem] });
      }
      if (done.error !== 'learning/changed-meanwhile') return refuse(done.error);
      return show(request, uptake, {
        typed: { ...typed, version: String(uptake.version) },
        problems: [{ field: 'status', text: refusalSentence(done.error) }],
        isConflict: true,
      });
    },
  });
}
