import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { typedText, versionOf, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { decideHandover, handoverAnswers } from '../domain/handover.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, helpers, noteLookAt, personalPage, placeParams, refuse, type Wiring } from '../requests.ts';
import { answerHandover, handoverById, ledBy, offerHandover, refusing, type SeenHandover } from '../store/handovers.ts';
import { peopleByIds } from '../store/people.ts';
import { colleaguesFor } from '../store/tasks.ts';
import { isCoordinator } from '../store/workload.ts';
import { handoverAnswerBody, handoverBody, parseHandoverAnswer, parseOffer } from './form.ts';
import { HandoverPage, NewHandoverPage } from './page.tsx';

const adding = '/:place/handovers/new';
const showing = '/:place/handovers/:id';
const handoverParams = Type.Object({ ...placeParams.properties, id: idParam() });
/** No person: every colleague may be asked. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Whose people are handed over, to whom they could go, and what is open of each. @throws not found for another's people. */
async function factsOf(trx: Trx, request: PlaceRequest, from: Uuid | undefined) {
  const { place, now } = request;
  const { account = '' } = doingOf(request).by;
  const [colleagues, coordinates] = await Promise.all([colleaguesFor(trx, nobody), isCoordinator(trx)]);
  const isAWorker = colleagues.some((one) => one.account === account);
  const whose = from === undefined || from === '' ? (isAWorker ? account : colleagues[0]?.account) : from;
  const worker = colleagues.find((one) => one.account === whose);
  if (worker === undefined || (worker.account !== account && !coordinates)) throw notFound();
  return {
    from: worker,
    isMine: worker.account === account,
    colleagues,
    workers: coordinates ? colleagues : [],
    ledger: await ledBy(trx, place.id, worker.account, now),
  };
}

async function showNew(request: PlaceRequest, form: FormView, from: Uuid | undefined): Promise<Answer> {
  const { place, scope, context } = request;
  const facts = await context.db.write(scope, async (trx) => {
    const found = await factsOf(trx, request, from);
    await noteLookAt(
      trx,
      request,
      adding,
      found.ledger.map((one) => one.person),
    );
    return found;
  });
  const home = `/${place.slug}`;
  return personalPage({
    title: 'Hand people over',
    back: { text: 'Caseload', href: `${home}/caseload` },
    errors: form.problems,
    body: <NewHandoverPage {...facts} form={form} action={`${home}/handovers`} home={home} />,
  });
}

async function showOne(request: PlaceRequest<{ id: string }>, form: FormView, status?: 409): Promise<Answer> {
  const { place, scope, params, context } = request;
  const { handover, people } = await context.db.write(scope, async (trx) => {
    const found = await handoverById(trx, place.id, params.id);
    if (found === undefined) throw notFound();
    const known = await peopleByIds(
      trx,
      place.id,
      found.people.map((one) => one.person),
    );
    await noteLookAt(
      trx,
      request,
      showing,
      known.map((one) => one.id),
    );
    return { handover: found, people: known };
  });
  const home = `/${place.slug}`;
  return personalPage(
    {
      title: 'Handover',
      back: { text: 'Caseload', href: `${home}/caseload` },
      errors: form.problems,
      body: (
        <HandoverPage
          form={form}
          action={`${home}/handovers/${handover.id}/answer`}
          home={home}
          handover={handover}
          people={people}
          answers={answersFor(handover, doingOf(request).by.account)}
        />
      ),
    },
    status,
  );
}

/** What this reader could say of a handover. */
function answersFor(handover: SeenHandover, account: Uuid | undefined) {
  const asked = { ...handover, from: handover.from.account, to: handover.to.account };
  return handoverAnswers.filter((answer) => decideHandover(asked, { answer, words: 'Why' }, account).ok);
}

/** Handing people over to a colleague: offered, answered, and given back. */
export function handOver({ app, context }: Wiring): void {
  const common = { ability: helpers, purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: adding,
    params: placeParams,
    query: querySchema({ from: Type.Optional(idParam()) }),
    handle: async (request) => await showNew(request, { typed: {}, problems: [] }, request.query.from),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/handovers',
    params: placeParams,
    body: handoverBody,
    handle: async (request) => {
      const { body: typed, scope, place, now, context } = request;
      const from = typedText(typed, 'from');
      const facts = await context.db.read(scope, async (trx) => await factsOf(trx, request, from));
      const parsed = parseOffer(typed, { today: todayInLondon(now), ...facts });
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error }, from);
      const colleagues = new Set(facts.colleagues.map((one) => one.account));
      const offer = parsed.value;
      const done = await context.db.write(scope, async (trx) => {
        const refused = await refusing(trx, offer.people, offer.to.account);
        return await offerHandover(trx, doingOf(request), offer, { colleagues, refused });
      });
      if (done.ok) return redirect(`/${place.slug}/handovers/${done.value.id}`, 'handover-offered');
      if (done.error === 'people/gone') return refuse(done.error);
      // Everybody who was chosen must not be known to this colleague.
      return await showNew(request, { typed, problems: [{ field: 'to', text: refusalSentence(done.error) }] }, from);
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: showing,
    params: handoverParams,
    query: querySchema({}),
    handle: async (request) => await showOne(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/handovers/:id/answer',
    params: handoverParams,
    body: handoverAnswerBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const handover = await context.db.read(scope, async (trx) => await handoverById(trx, place.id, params.id));
      if (handover === undefined) throw notFound();
      const parsed = parseHandoverAnswer(typed);
      if (!parsed.ok) return await showOne(request, { typed, problems: parsed.error });
      const said = { version: versionOf(typed.version), ...parsed.value };
      const done = await context.db.write(
        scope,
        async (trx) => await answerHandover(trx, doingOf(request), handover, said),
      );
      if (done.ok) return redirect(`/${place.slug}/handovers/${handover.id}`, `handover-${done.value}`);
      const problems = [{ field: 'answer', text: refusalSentence(done.error) }];
      return await showOne(request, { typed, problems }, done.error === 'people/changed-meanwhile' ? 409 : undefined);
    },
  });
}
