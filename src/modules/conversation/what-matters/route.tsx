import type { FastifyInstance } from 'fastify';
import { Button, LongField } from '../../../design/index.ts';
import { FormReader, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import type { Conversation } from '../domain/conversation.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { messages } from '../messages.ts';
import { guestOf } from '../parts/guest.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { giveOpenAnswer, hasAnswered } from '../store/invitations.ts';
import { guestScope } from '../store/participants.ts';

function MattersPage(props: { conversation: Conversation; base: string; form: FormView; isAnswered: boolean }) {
  const { conversation, base, form, isAnswered } = props;
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">What matters to you?</h1>
      {isAnswered ? (
        <p>You have told us. Thank you: the organisers read it before the workshop.</p>
      ) : (
        <form method="post" action={`${base}/matters`} novalidate>
          <LongField
            form={form}
            name="body"
            label="In your own words"
            hint="Nobody but the organisers reads this. They may make short statements of it, for everybody to vote on. Do not write anybody’s name."
            rows={5}
          />
          <Button preventDoubleClick>Send</Button>
        </form>
      )}
      <p>
        <a href={`${base}/room`}>Go on to the statements</a>
      </p>
    </>
  );
}

/** One open question before anything to vote on. */
export function whatMattersRoutes(app: FastifyInstance, context: RouteContext): void {
  const path = '/:place/conversations/:slug/matters';
  function show(base: string, conversation: Conversation, isAnswered: boolean, form: FormView): Answer {
    return page({
      title: 'What matters to you?',
      body: <MattersPage conversation={conversation} base={base} form={form} isAnswered={isAnswered} />,
      errors: form.problems,
      width: 'narrow',
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle(request) {
      const { place } = request;
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { conversation, participant } = found.guest;
      const base = addressOf(place, conversation);
      if (!takesVotes(conversation.state)) return redirect(base);
      const isAnswered = await context.db.read(guestScope(place.id, participant.id), async (trx) => {
        return await hasAnswered(trx, place.id, participant.id);
      });
      return show(base, conversation, isAnswered, { typed: {}, problems: [] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({ body: textField(8_000) }),
    async handle(request) {
      const { place, body: typed, now } = request;
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { conversation, participant } = found.guest;
      const base = addressOf(place, conversation);
      if (!takesVotes(conversation.state)) return redirect(base);
      const form = new FormReader(typed);
      const body = form.text('body', 'What matters to you', 2_000, messages.mattersMissing);
      if (form.problems.length > 0) return show(base, conversation, false, { typed, problems: form.problems });
      const doing = { place, account: undefined, now, newId: context.newId };
      const one = { conversation: conversation.id, participant: participant.id, body };
      await context.db.write(guestScope(place.id, participant.id), async (trx) => {
        await giveOpenAnswer(trx, doing, one);
      });
      return redirect(`${base}/matters`, 'answer-sent');
    },
  });
}
