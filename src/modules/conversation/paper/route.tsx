import type { FastifyInstance } from 'fastify';
import { Button, errorOf, LongField, QrCode, Select } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import type { Conversation } from '../domain/conversation.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { moderators } from '../domain/roles.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug, sectorsOf, type Sector } from '../store/conversations.ts';
import { addPaperParticipant, doorScope } from '../store/participants.ts';
import { statementsOf, type Statement } from '../store/statements.ts';
import { castVote } from '../store/votes.ts';
import { parseCard } from './form.ts';

type Asked = PlaceRequest<{ slug: string }>;
type Props = {
  conversation: Conversation;
  base: string;
  address: string;
  sectors: readonly Sector[];
  statements: readonly Statement[];
  form: FormView;
};

function PaperPage({ conversation, base, address, sectors, statements, form }: Props) {
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">On paper</h1>
      {takesVotes(conversation.state) && (
        <form method="post" action={`${base}/paper`} novalidate>
          <h2 class="nhsuk-heading-m">Enter a card</h2>
          {sectors.length > 0 && (
            <Select
              name="sector"
              label="Which group do they say they are of?"
              value={typedText(form.typed, 'sector')}
              items={[
                { value: '', text: 'They would rather not say' },
                ...sectors.map((sector) => ({ value: sector.id, text: sector.label })),
              ]}
            />
          )}
          <LongField
            form={form}
            name="votes"
            label="Answers, one a line"
            hint="The number of the statement, then a (agree), d (disagree) or p (pass). For example: 12 a"
            rows={8}
          />
          <Button preventDoubleClick>Enter it</Button>
          <p class="ct-small">
            Each card counts as one person. Enter a card once, for somebody who has not voted on a device.
          </p>
          {errorOf(form, 'card') !== undefined && <p>{errorOf(form, 'card')}</p>}
        </form>
      )}
      <section aria-labelledby="card">
        <h2 class="nhsuk-heading-m" id="card">
          A card to print
        </h2>
        <QrCode text={address} label={`QR code of ${address}`} class="ct-qr" />
        <p>Or on any device: {address}. Write beside each number: a for agree, d for disagree, p for pass.</p>
        <ol class="nhsuk-list">
          {statements.map((one) => (
            <li key={one.id}>
              {one.number}. {one.body} ____
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** Cards to print, and their entry by whoever runs the conversation: for people without a device. */
export function paperRoutes(app: FastifyInstance, context: RouteContext): void {
  async function load({ place, scope, params }: Asked) {
    return await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, params.slug);
      if (conversation === undefined) throw notFound();
      const [sectors, statements] = await Promise.all([
        sectorsOf(trx, place.id, conversation.id),
        statementsOf(trx, place.id, conversation.id),
      ]);
      const asked = statements.filter((one) => one.status === 'approved' && one.kind === 'opinion');
      return { conversation, sectors, statements: asked };
    });
  }
  async function show(request: Asked, form: FormView): Promise<Answer> {
    const found = await load(request);
    const base = addressOf(request.place, found.conversation);
    return page({
      title: 'On paper',
      body: (
        <PaperPage
          {...found}
          base={base}
          address={`${context.config.baseUrl}/j/${found.conversation.joinCode}`}
          form={form}
        />
      ),
      errors: form.problems,
      back: { text: 'Run this conversation', href: `${base}/run` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/paper',
    ability: moderators,
    params: conversationParams(),
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/paper',
    ability: moderators,
    params: conversationParams(),
    body: formSchema({ sector: textField(40), votes: textField(8_000) }),
    async handle(request) {
      const { place, body: typed, session, now } = request;
      const { conversation, sectors, statements } = await load(request);
      if (!takesVotes(conversation.state)) throw new HttpError('request/changed-meanwhile', messages.closed);
      const parsed = parseCard(typed.votes ?? '', new Set(statements.map((one) => one.number)));
      if (!parsed.ok) return await show(request, { typed, problems: [{ field: 'votes', text: parsed.error }] });
      const sector = sectors.find((one) => one.id === typed.sector)?.id;
      const participant = context.newId();
      await context.db.write(doorScope(place.id), async (trx) => {
        await addPaperParticipant(trx, place.id, conversation.id, { id: participant, sector, now });
        for (const { number, value } of parsed.value) {
          const vote = { place: place.id, conversation: conversation.id, participant, number, value };
          await castVote(trx, { ...vote, channel: 'paper' }, now, context.newId);
        }
        const entry = { place: place.id, account: session?.account, kind: 'conversation', id: conversation.id };
        await recordAudit(trx, { ...entry, action: 'conversation/paper-entered' }, now, context.newId);
      });
      return redirect(`${addressOf(place, conversation)}/paper`, 'paper-entered');
    },
  });
}
