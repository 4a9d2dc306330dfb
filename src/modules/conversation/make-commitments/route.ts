import type { FastifyInstance } from 'fastify';
import type { Doing } from '../../../kernel/doing.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { typedText, type FormView, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, listField, listOf, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { loadOffers, mayOf, ownOf, type Loaded } from './load.ts';
import { CommitmentsPage } from './page.tsx';
import { askBoard, askOrganisations, confirmOwn, type StepRefusal } from './steps.ts';

type Asked = PlaceRequest<{ slug: string }>;

const body = formSchema({
  do: textField(10),
  priority: textField(40),
  offer: listField(200, 40),
  meeting: textField(40),
  payer: textField(40),
  plan: textField(40),
});
const refusals: Readonly<Record<StepRefusal, Problem>> = {
  'priority-gone': { field: 'priority', text: messages.priorityMissing },
  'plan-elsewhere': { field: 'plan', text: messages.planElsewhere },
  'agenda-closed': { field: 'meeting', text: messages.agendaClosed },
  none: { field: 'offer', text: messages.offersMissing },
};

/**
 * Offers of the family exercise become commitments: the facilitator asks, and each organisation confirms all of its own at once. What needs
 * an agreement is put to a board first, by those who keep its agenda; what needs money says who pays.
 */
export function makeCommitmentsRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(request: Asked, form: FormView): Promise<Answer> {
    const { place, scope, params, actor, now } = request;
    const found = await context.db.read(scope, async (trx) => await loadOffers(trx, place.id, params.slug, now));
    const base = addressOf(place, found.conversation);
    const can = mayOf(actor);
    return page({
      title: 'So what are we going to do?',
      body: CommitmentsPage({ ...found, base, place, own: ownOf(actor, found.offers), can, form }),
      errors: form.problems,
      back: { text: found.conversation.question, href: base },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/commitments',
    ability: 'partner',
    params: conversationParams(),
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/commitments',
    ability: 'partner',
    params: conversationParams(),
    body,
    async handle(request) {
      const { place, scope, params, body: typed, actor, now } = request;
      const here = `/${place.slug}/conversations/${params.slug}/commitments`;
      const doing: Doing = { place, speaker: actor, now, newId: context.newId };
      const refuse = async (problem: Problem): Promise<Answer> => await show(request, { typed, problems: [problem] });
      if (typed.do === 'confirm') {
        const confirmed = await context.db.write(scope, async (trx) => {
          const { offers } = await loadOffers(trx, place.id, params.slug, now);
          return await confirmOwn(trx, doing, offers, ownOf(actor, offers));
        });
        if (confirmed === 0) return await refuse({ field: 'offers', text: messages.nothingToConfirm });
        return redirect(here, 'offers-confirmed');
      }
      const can = mayOf(actor);
      const isBoard = typed.do === 'board';
      if (isBoard ? !can.board : !can.ask)
        throw new HttpError('request/not-allowed', isBoard ? messages.boardOnly : messages.askOnly);
      const missing = missingIn(typed);
      if (missing !== undefined) return await refuse(missing);
      const wanted = listOf(typed.offer);
      const done = await context.db.write(scope, async (trx) => {
        const loaded = await loadOffers(trx, place.id, params.slug, now);
        const offers = loaded.offers.filter((offer) => wanted.includes(offer.id));
        const words = wordsOf(typed, loaded);
        if (typeof words === 'string') return words;
        return isBoard
          ? await askBoard(trx, doing, offers, words)
          : await askOrganisations(trx, doing, loaded.conversation.id, offers, words);
      });
      if (typeof done === 'string') return await refuse(refusals[done]);
      return redirect(here, isBoard ? 'offers-to-board' : 'offers-asked');
    },
  });
}

/** What must be chosen before anything is done. */
function missingIn(typed: Typed): Problem | undefined {
  if (!isUuid(typedText(typed, 'priority'))) return { field: 'priority', text: messages.priorityMissing };
  if (typed['do'] === 'board' && !isUuid(typedText(typed, 'meeting')))
    return { field: 'meeting', text: messages.meetingMissing };
  if (typed['do'] === 'money' && !isUuid(typedText(typed, 'payer')))
    return { field: 'payer', text: messages.payerMissing };
  return undefined;
}

/** What was chosen, as far as there is such a thing. */
function wordsOf(typed: Typed, { priorities, meetings, partners, plans }: Loaded) {
  const [priority, meeting] = [typedText(typed, 'priority'), typedText(typed, 'meeting')];
  if (!priorities.some((one) => one.id === priority)) return 'priority-gone';
  if (typed['do'] === 'board')
    return meetings.some((one) => one.id === meeting) ? { priority, meeting } : 'agenda-closed';
  if (typed['do'] !== 'money') return { priority, meeting };
  const [payer, plan] = [typedText(typed, 'payer'), typedText(typed, 'plan')];
  if (plan !== '' && !plans.some((one) => one.id === plan)) return 'plan-elsewhere';
  if (!partners.some((one) => one.id === payer)) return 'none';
  return { priority, meeting, money: { payer, plan: plan === '' ? undefined : plan } };
}
