import type { FastifyInstance } from 'fastify';
import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type FormView, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { PopulationShare, ThreadRegistry } from '../../../thread/kinds.ts';
import { parseStatements } from '../create-conversation/form.ts';
import { moderators } from '../domain/roles.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug, sectorsOf, type Sector } from '../store/conversations.ts';
import type { Doing } from '../store/doing.ts';
import {
  answerInvitation,
  invitationsOf,
  invitePartner,
  keepGroup,
  openAnswers,
  takeUpAnswer,
  type KeptGroup,
} from '../store/invitations.ts';
import { roomOf } from '../store/rooms.ts';
import { addStatement } from '../store/statements.ts';
import { PreparePage, type ShownGroup } from './page.tsx';

type Asked = PlaceRequest<{ slug: string }>;
/** What may be chosen: sectors of the conversation, and figures of the place. */
type Known = { sectors: readonly Sector[]; shares: readonly PopulationShare[] };
type Step = { write: (trx: Trx, doing: Doing, conversation: string) => Promise<unknown>; notice: string };

const body = formSchema({
  do: textField(10),
  organisation: textField(40),
  asked: textField(1_000),
  sector: textField(40),
  'group-sector': textField(40),
  figure: textField(40),
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
export function prepareRoutes(app: FastifyInstance, context: RouteContext, registry: ThreadRegistry): void {
  async function show(request: Asked, form: FormView): Promise<Answer> {
    const { place, scope, params, actor, now } = request;
    const can = { run: hasRole(actor, ...moderators) };
    const found = await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, params.slug);
      if (conversation === undefined) throw notFound();
      const [invitations, sectors, shares, room, answers] = await Promise.all([
        invitationsOf(trx, place.id, conversation.id),
        sectorsOf(trx, place.id, conversation.id),
        registry.sharesOf(trx, { place, now }),
        roomOf(trx, place.id, conversation.id),
        can.run ? openAnswers(trx, place.id, conversation.id) : [],
      ]);
      const here = room?.blocks.findLast((block) => block.result?.kind === 'here')?.result;
      return {
        conversation,
        answers,
        sectors,
        shares,
        came: here?.kind === 'here' ? here.sectors : undefined,
        ...invitations,
        groups: invitations.groups.map((group) => withFigure(group, shares)),
      };
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
      const known = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        const [sectors, shares] = await Promise.all([
          sectorsOf(trx, place.id, conversation.id),
          registry.sharesOf(trx, { place, now }),
        ]);
        return { sectors, shares };
      });
      const step = stepOf(form, request, known);
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

/** A group beside the newest figure of the line that was chosen for it; else what was kept. */
function withFigure(group: KeptGroup, shares: readonly PopulationShare[]): ShownGroup {
  const share = shares.find((one) => one.series === group.series);
  if (share === undefined) return { ...group, href: undefined };
  return { ...group, percent: share.percent, source: share.source, href: share.href };
}

function wholeIn(form: FormReader, field: string, label: string, most: number): number {
  const value = form.number(field, label) ?? 0;
  if (!Number.isInteger(value) || value < 0 || value > most) form.problem(field, messages.countWrong);
  return value;
}

function sectorIn(form: FormReader, field: string, typed: Typed, { sectors }: Known): Uuid | undefined {
  const chosen = typedText(typed, field);
  if (chosen !== '' && !sectors.some((one) => one.id === chosen)) form.problem(field, messages.sectorWrong);
  return chosen === '' ? undefined : chosen;
}

/** Reads what a group is called and how many there are of it: by a figure of the place, or a typed one with its source. */
function readFigure(form: FormReader, typed: Typed, { shares }: Known) {
  const series = typedText(typed, 'figure');
  const typedPercent = form.number('percent', 'The figure');
  if (series === '') {
    const label = form.text('label', 'The group', 80, messages.groupMissing);
    const isTyped = typedPercent !== undefined;
    if (isTyped && (typedPercent < 0 || typedPercent > 100)) form.problem('percent', messages.percentWrong);
    const source = form.text('source', 'The source', 200, isTyped ? messages.sourceMissing : undefined);
    return { label, percent: typedPercent, source, series: undefined };
  }
  const share = shares.find((one) => one.series === series);
  if (share === undefined) form.problem('figure', messages.figureGone);
  if (typedPercent !== undefined) form.problem('percent', messages.figureTwice);
  const label = form.text('label', 'The group', 80);
  return {
    label: label === '' ? (share?.label ?? '').slice(0, 80) : label,
    percent: share?.percent,
    source: share?.source ?? '',
    series,
  };
}

/** Reads which step was taken, and what it writes. */
function stepOf(form: FormReader, request: Asked, known: Known): Step | undefined {
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
      const sector = sectorIn(form, 'sector', typed, known);
      return {
        write: async (trx, doing, id) => await invitePartner(trx, doing, id, { organisation, asked, sector }),
        notice: 'partner-invited',
      };
    }
    case 'group': {
      const group = {
        ...readFigure(form, typed, known),
        asked: form.text('group-asked', 'What you ask of them', 300),
        coming: wholeIn(form, 'coming', 'How many come', 100_000),
        sector: sectorIn(form, 'group-sector', typed, known),
      };
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
