import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedText, versionOf, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { parsePostcode } from '../../../lib/identifiers.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { organisationsNamed } from '../../partnership/index.ts';
import { digitsOf } from '../domain/likeness.ts';
import { differingFields, offeredFields } from '../domain/offered.ts';
import { fileMessages, refusalSentence } from '../messages.ts';
import { approvers, conflict, idParams, placeParams, refuse, serviceDoing, type Wiring } from '../requests.ts';
import { addRefusal, refusals, removeRefusal } from '../store/do-not-list.ts';
import { questionById, settleQuestion, waitingQuestions, type Decision } from '../store/import-questions.ts';
import { importScope } from '../store/import-runs.ts';
import { findService } from '../store/services.ts';
import { approvedContents } from '../store/versions.ts';
import { NotListedPage, QuestionPage, QuestionsPage } from './page.tsx';

const onePage = 50;
const nothing: FormView = { typed: {}, problems: [] };
const decisions = ['same', 'different', 'leave-out', 'keep-out'] as const;
const decisionBody = formSchema({
  decision: textField(20),
  base: textField(10),
  reason: textField(2_400),
  ...Object.fromEntries(offeredFields.map((field) => [`field-${field}`, textField(10)])),
});
const refusalBody = formSchema({
  name: textField(500),
  organisation: textField(600),
  postcode: textField(20),
  phone: textField(100),
  reason: textField(2_400),
});

async function show(request: PlaceRequest<{ id: string }>, form: FormView, isConflict = false): Promise<Answer> {
  const { place, scope, params, now, context } = request;
  const loaded = await context.db.read(scope, async (trx) => {
    const question = await questionById(trx, place.id, params.id);
    if (question === undefined) throw notFound();
    const [service, contents] = await Promise.all([
      findService(trx, place.id, question.service),
      approvedContents(trx, place.id, [question.service]),
    ]);
    const ours = contents.get(question.service);
    if (service === undefined || ours === undefined) throw notFound();
    return { question, service, ours: ours.content, base: ours.number };
  });
  const content = {
    title: 'A question to decide',
    back: { text: 'Questions to decide', href: `/${place.slug}/community/imports/questions` },
    errors: form.problems,
    body: (
      <QuestionPage
        home={`/${place.slug}`}
        {...loaded}
        fields={differingFields(loaded.ours, loaded.question.offered.content)}
        today={todayInLondon(now)}
        form={form}
      />
    ),
  };
  return isConflict ? conflict(content) : page(content);
}

function readDecision(typed: Typed, form: FormReader): Decision | undefined {
  const kind = form.choice('decision', decisions, fileMessages.decision);
  switch (kind) {
    case 'same':
      return { kind, fields: offeredFields.filter((field) => typedText(typed, `field-${field}`) === 'theirs') };
    case 'keep-out':
      return { kind, reason: form.text('reason', 'How you know', 600) };
    case undefined:
      return undefined;
    default:
      return { kind };
  }
}

async function showRefusals(request: PlaceRequest, form: FormView): Promise<Answer> {
  const { place, scope, context } = request;
  const found = await context.db.read(scope, (trx) => refusals(trx, place.id));
  return page({
    title: 'Those who asked not to be listed',
    back: { text: 'Changes to approve', href: `/${place.slug}/community/approvals` },
    errors: form.problems,
    body: <NotListedPage home={`/${place.slug}`} refusals={found} form={form} />,
  });
}

/** Deciding where directories differ, and keeping those off the list who asked for it. */
export function decideImports({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/imports/questions',
    ability: approvers,
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    handle: async ({ place, scope, query, context }) => {
      const found = await context.db.read(scope, (trx) =>
        waitingQuestions(trx, place.id, { after: query.after, limit: onePage + 1 }),
      );
      const shown = found.slice(0, onePage);
      const last = found.length > onePage ? shown.at(-1) : undefined;
      const home = `/${place.slug}`;
      return page({
        title: 'Questions to decide',
        back: { text: 'Bring in another directory', href: `${home}/community/imports` },
        body: (
          <QuestionsPage
            home={home}
            questions={shown}
            nextHref={last === undefined ? undefined : `${home}/community/imports/questions?after=${last.id}`}
          />
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/imports/questions/:id',
    ability: approvers,
    params: idParams,
    handle: async (request) => await show(request, nothing),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/imports/questions/:id',
    ability: approvers,
    params: idParams,
    body: decisionBody,
    handle: async (request) => {
      const { place, scope, params, context, session } = request;
      const typed = request.body as Typed;
      const form = new FormReader(typed);
      const decision = readDecision(typed, form);
      if (decision === undefined || form.problems.length > 0)
        return await show(request, { typed, problems: form.problems });
      // Whoever may not see the question is refused by the database before anything is written for them.
      const seen = await context.db.read(scope, (trx) => questionById(trx, place.id, params.id));
      if (seen === undefined) throw notFound();
      const base = versionOf(typedText(typed, 'base'));
      const done = await context.db.write(importScope(place.id), (trx) =>
        settleQuestion(trx, serviceDoing(request), params.id, {
          decision,
          base,
          by: session?.account,
          organisations: organisationsNamed,
        }),
      );
      if (done.ok) return redirect(`/${place.slug}/community/imports/questions`, 'question-settled');
      if (done.error === 'service/gone' || done.error === 'service/already-decided') return refuse(done.error);
      return await show(
        request,
        { typed, problems: [{ field: 'decision', text: refusalSentence(done.error) }] },
        done.error === 'service/changed-meanwhile',
      );
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/not-listed',
    ability: approvers,
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => await showRefusals(request, nothing),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/not-listed',
    ability: approvers,
    params: placeParams,
    body: refusalBody,
    handle: async (request) => {
      const { place, context, session } = request;
      const typed: Typed = request.body;
      const form = new FormReader(typed);
      const shown = form.text('name', 'The name', 120, fileMessages.refusal);
      const organisation = form.text('organisation', 'The organisation', 160);
      const reason = form.text('reason', 'How you know', 600);
      const postcode = parsePostcode(typedText(typed, 'postcode'));
      if (typedText(typed, 'postcode').trim() !== '' && !postcode.ok) form.problem('postcode', postcode.error);
      const phone = form.text('phone', 'The phone number', 40);
      if (form.problems.length > 0) return await showRefusals(request, { typed, problems: form.problems });
      const keys = {
        name: normaliseForSearch(shown),
        organisation: normaliseForSearch(organisation === '' ? shown : organisation),
        postcode: postcode.ok ? postcode.value.replaceAll(' ', '') : '',
        phone: digitsOf(phone),
        host: '',
      };
      await context.db.write(importScope(place.id), async (trx) => {
        const doing = serviceDoing(request);
        const id = await addRefusal(trx, doing, { shown, reason, keys, by: session?.account });
        const entry = {
          place: place.id,
          account: session?.account,
          action: 'service/not-to-be-listed',
          kind: 'place',
          id,
        };
        await recordAudit(trx, entry, doing.now, doing.newId);
      });
      return redirect(`/${place.slug}/community/not-listed`, 'refusal-kept');
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/not-listed/:id/remove',
    ability: approvers,
    params: idParams,
    body: formSchema({}),
    handle: async (request) => {
      const { place, params, context, session } = request;
      const isRemoved = await context.db.write(importScope(place.id), async (trx) => {
        const doing = serviceDoing(request);
        if (!(await removeRefusal(trx, place.id, params.id))) return false;
        const entry = {
          place: place.id,
          account: session?.account,
          action: 'service/listed-again',
          kind: 'place',
          id: params.id,
        };
        await recordAudit(trx, entry, doing.now, doing.newId);
        return true;
      });
      if (!isRemoved) throw notFound();
      return redirect(`/${place.slug}/community/not-listed`, 'refusal-removed');
    },
  });
}
