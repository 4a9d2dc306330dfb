import type { FastifyInstance } from 'fastify';
import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type FormView, type Problem } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { parseStatements } from '../create-conversation/form.ts';
import { moderators } from '../domain/roles.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import type { Doing } from '../store/doing.ts';
import {
  answerInvitation,
  invitationsOf,
  invitePartner,
  keepGroup,
  openAnswers,
  takeUpAnswer,
} from '../store/invitations.ts';
import { addStatement } from '../store/statements.ts';
import { PreparePage } from './page.tsx';

type Asked = PlaceRequest<{ slug: string }>;
type Step = { write: (trx: Trx, doing: Doing, conversation: string) => Promise<unknown>; notice: string };

const body = formSchema({
  do: textField(10),
  organisation: textField(40),
  asked: textField(1_000),
  answer: textField(20),
  people: textField(6),
  vision: textField(4_000),
  challenges: textField(4_000),
  opportunities: textField(4_000),
  label: textField(300),
  'group-asked': textField(1_000),
  percent: textField(10),
  source: textField(600),
  coming: textField(10),
  item: textField(40),
  statements: textField(4_000),
});

/** Before a workshop: asking partners and groups, their answers, and what people said matters to them. */
export function prepareRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(request: Asked, form: FormView): Promise<Answer> {
    const { place, scope, params, actor } = request;
    const can = { run: hasRole(actor, ...moderators) };
    const found = await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, params.slug);
      if (conversation === undefined) throw notFound();
      const invitations = await invitationsOf(trx, place.id, conversation.id);
      const answers = can.run ? await openAnswers(trx, place.id, conversation.id) : [];
      return { conversation, answers, ...invitations };
    });
    const base = addressOf(place, found.conversation);
    const own = found.partners.filter((one) => speaksFor(actor, one.id)).map((one) => one.id);
    return page({
      title: 'Before the workshop',
      body: PreparePage({ ...found, base, own, can, form }),
      errors: form.problems,
      back: { text: found.conversation.question, href: base },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/prepare',
    ability: 'partner',
    params: conversationParams(),
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/prepare',
    ability: 'partner',
    params: conversationParams(),
    body,
    async handle(request) {
      const { place, scope, params, body: typed, session, now } = request;
      const form = new FormReader(typed);
      const step = stepOf(form, request);
      const refused: readonly Problem[] = form.problems;
      if (step === undefined || refused.length > 0) return await show(request, { typed, problems: refused });
      const doing = { place, account: session?.account, now, newId: context.newId };
      const done = await context.db.write(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        return await step.write(trx, doing, conversation.id);
      });
      if (done === false)
        return await show(request, { typed, problems: [{ field: 'organisation', text: messages.notAsked }] });
      return redirect(`/${place.slug}/conversations/${params.slug}/prepare`, step.notice);
    },
  });
}

function wholeIn(form: FormReader, field: string, label: string, most: number): number {
  const value = form.number(field, label) ?? 0;
  if (!Number.isInteger(value) || value < 0 || value > most) form.problem(field, messages.countWrong);
  return value;
}

/** Reads which step was taken, and what it writes. */
function stepOf(form: FormReader, request: Asked): Step | undefined {
  const typed = request.body as Record<string, string | undefined>;
  const { actor } = request;
  const organisation = typedText(typed, 'organisation');
  if (typed['do'] === 'answer') {
    if (!isUuid(organisation) || !speaksFor(actor, organisation)) {
      form.problem('organisation', messages.notAsked);
      return undefined;
    }
    const answer = form.choice('answer', ['coming', 'not-coming'] as const, messages.comingMissing) ?? 'coming';
    const words = {
      organisation,
      answer,
      people: wholeIn(form, 'people', 'How many of you', 1_000),
      vision: form.text('vision', 'What you wish for', 1_000),
      challenges: form.text('challenges', 'What makes it hard', 1_000),
      opportunities: form.text('opportunities', 'What you could do together', 1_000),
    };
    return {
      write: async (trx, doing, id) => await answerInvitation(trx, doing, id, words),
      notice: 'partner-answered',
    };
  }
  if (!hasRole(actor, ...moderators))
    throw new HttpError('request/not-allowed', 'Only whoever runs the conversation asks others to come.');
  switch (typed['do']) {
    case 'invite': {
      if (!isUuid(organisation)) form.problem('asked-organisation', messages.organisationMissing);
      const asked = form.text('asked', 'What you ask of it', 300);
      return {
        write: async (trx, doing, id) => await invitePartner(trx, doing, id, { organisation, asked }),
        notice: 'partner-invited',
      };
    }
    case 'group': {
      const label = form.text('label', 'The group', 80, messages.groupMissing);
      const percent = form.number('percent', 'The figure');
      if (percent !== undefined && (percent < 0 || percent > 100)) form.problem('percent', messages.percentWrong);
      const source = form.text('source', 'The source', 200, percent === undefined ? undefined : messages.sourceMissing);
      const asked = form.text('group-asked', 'What you ask of them', 300);
      const group = { label, asked, percent, source, coming: wholeIn(form, 'coming', 'How many come', 100_000) };
      return { write: async (trx, doing, id) => await keepGroup(trx, doing, id, group), notice: 'group-kept' };
    }
    case 'take-up': {
      const item = typedText(typed, 'item');
      const parsed = parseStatements(typedText(typed, 'statements'));
      if (!isUuid(item)) form.problem('item', messages.stepMissing);
      if (!parsed.ok) form.problem(`statements-${item}`, parsed.error[0] ?? messages.statementsMissing);
      const bodies = parsed.ok ? parsed.value : [];
      return {
        write: async (trx, doing, id) => {
          for (const words of bodies)
            await addStatement(trx, doing, { conversation: id, body: words, origin: 'collected' });
          await takeUpAnswer(trx, doing, id, item);
        },
        notice: 'group-kept',
      };
    }
    default:
      form.problem('do', messages.stepMissing);
      return undefined;
  }
}
