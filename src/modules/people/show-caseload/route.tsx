import { Type } from 'typebox';
import { FormReader, type FormView, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, idParam, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages } from '../messages.ts';
import { doingOf, helpers, noteLook, personalPage, placeParams, recorders, type Wiring } from '../requests.ts';
import { handoversOf } from '../store/handovers.ts';
import { caseload, personById } from '../store/people.ts';
import { isCoordinator, setHours, waitedTooLong, workloadHere } from '../store/workload.ts';
import { CaseloadPage } from './page.tsx';

const pageSize = 50;
const path = '/:place/caseload';

/** Reads hours and room; both may be left empty. */
export function parseHours(typed: Typed): Result<{ hours: number | undefined; room: number | undefined }, Problem[]> {
  const form = new FormReader(typed);
  const hours = form.number('hours', 'Your hours');
  if (hours !== undefined && !(hours > 0 && hours <= 60 && Number.isInteger(Math.round(hours * 1_000) / 100)))
    form.problem('hours', formMessages.workHours);
  const room = form.number('room', 'The number of people');
  if (room !== undefined && !(Number.isInteger(room) && room >= 0 && room <= 500))
    form.problem('room', formMessages.workRoom);
  return form.problems.length > 0 ? fail(form.problems) : ok({ hours, room });
}

async function show(request: PlaceRequest, form: FormView, after?: string): Promise<Answer> {
  const { place, scope, now, context } = request;
  const account = doingOf(request).by.account ?? '';
  const loaded = await context.db.write(scope, async (trx) => {
    const last = after === undefined ? undefined : await personById(trx, place.id, after);
    const [work, coordinates, people, handovers, tooLong] = await Promise.all([
      workloadHere(trx, now),
      isCoordinator(trx),
      caseload(trx, place.id, { limit: pageSize + 1, after: last, leadAccount: account }),
      handoversOf(trx, place.id, account, 10),
      waitedTooLong(trx, now),
    ]);
    const shown = people.slice(0, pageSize);
    await noteLook(trx, request, path, shown);
    const next = people.length > pageSize ? shown.at(-1) : undefined;
    return { work, coordinates, people: shown, next, handovers, tooLong };
  });
  const home = `/${place.slug}`;
  return personalPage({
    title: 'Caseload',
    back: { text: 'Today', href: `${home}/today` },
    errors: form.problems,
    body: (
      <CaseloadPage
        home={home}
        form={form}
        me={loaded.work.find((one) => one.account === account)}
        team={loaded.coordinates ? loaded.work : undefined}
        people={loaded.people}
        handovers={loaded.handovers}
        tooLong={loaded.tooLong}
        more={loaded.next === undefined ? undefined : `${home}/caseload?after=${loaded.next.id}`}
      />
    ),
  });
}

/** One's own caseload, and how the work of the organisation is shared out, for those who coordinate it. */
export function showCaseload({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    handle: async (request) => await show(request, { typed: {}, problems: [] }, request.query.after),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/caseload/hours',
    ability: recorders,
    purpose: 'direct-support',
    params: placeParams,
    body: formSchema({ hours: textField(20), room: textField(20) }),
    handle: async (request) => {
      const { body: typed, place, scope, now, context } = request;
      const parsed = parseHours(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const { account, organisation } = doingOf(request).by;
      if (account !== undefined && organisation !== undefined)
        await context.db.write(
          scope,
          async (trx) => await setHours(trx, { place: place.id, organisation, account, now }, parsed.value),
        );
      return redirect(`/${place.slug}/caseload`, 'hours-saved');
    },
  });
}
