import type { FastifyInstance } from 'fastify';
import {
  Button,
  Checkboxes,
  Details,
  errorOf,
  LongField,
  Radios,
  Rows,
  Tag,
  TextField,
} from '../../../design/index.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { FormReader, typedList, typedText, versionOf, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, listField, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import { moderators } from '../domain/roles.ts';
import { answeredAlike, suggestedFor, type Answered } from '../domain/theme-suggestions.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { findingsKept } from '../store/analysis.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { statementsOf, type Statement } from '../store/statements.ts';
import { keepTheme, themesOf, themeStages, type Theme, type ThemeStage } from '../store/themes.ts';

type Asked = PlaceRequest<{ slug: string }>;

const stageWords: Record<ThemeStage, string> = { draft: 'Draft', critique: 'Out for critique', agreed: 'Agreed' };

type FormProps = {
  base: string;
  theme: Theme | undefined;
  statements: readonly Statement[];
  /** Where each statement lies by the votes; empty before they were analysed. */
  answered: readonly Answered[];
  form: FormView;
};

/** One theme: its statements, a draft, the critique, the second draft, and always a box for the minority. */
function ThemeForm({ base, theme, statements, answered, form }: FormProps) {
  const isThis = typedText(form.typed, 'theme') === (theme?.id ?? '');
  const shown: FormView = isThis && form.problems.length > 0 ? form : { typed: startOf(theme), problems: [] };
  const id = theme?.id ?? 'new';
  const chosen = typedList(shown.typed, 'statement').map(Number);
  const suggested = suggestedFor(`${theme?.label ?? ''} ${theme?.draft ?? ''}`, statements, chosen);
  const byVotes = answeredAlike(answered, chosen);
  const alike = byVotes.flatMap((number) => statements.filter((one) => one.number === number));
  const order = [...new Set([...suggested, ...alike, ...statements])];
  const hint = [
    suggested.length > 0 && 'Those that share words with the theme stand first.',
    alike.length > 0 && 'Then come those that people answered as they answered yours.',
  ].filter((one) => one !== false);
  return (
    <form method="post" action={`${base}/themes`} novalidate>
      <input type="hidden" name="theme" value={theme?.id ?? ''} />
      <input type="hidden" name="version" value={String(theme?.version ?? 0)} />
      <TextField form={shown} name="label" label="Name of the theme" />
      <Checkboxes
        name="statement"
        id={`statement-${id}`}
        legend="Statements that belong to it"
        hint={hint.length > 0 ? hint.join(' ') : undefined}
        error={errorOf(shown, 'statement')}
        values={chosen.map(String)}
        items={order.map((one) => ({ value: String(one.number), text: one.body }))}
        small
      />
      <LongField form={shown} name="draft" label="Draft: what people say together" rows={4} />
      <LongField form={shown} name="critique" label="Critique: what does it leave out or get wrong?" rows={3} />
      <LongField form={shown} name="revised" label="Second draft" rows={4} />
      <LongField
        form={shown}
        name="minority"
        label="What does a minority see in another way?"
        hint="Needed before a theme is agreed. Write “nobody said so” where it is so."
        rows={3}
      />
      <Radios
        name="stage"
        id={`stage-${id}`}
        legend="Where it stands"
        inline
        value={typedText(shown.typed, 'stage') || 'draft'}
        error={errorOf(shown, 'stage')}
        items={themeStages.map((stage) => ({ value: stage, text: stageWords[stage] }))}
      />
      <Button preventDoubleClick>Keep it</Button>
    </form>
  );
}

function startOf(theme: Theme | undefined): Record<string, string | string[]> {
  if (theme === undefined) return {};
  return {
    label: theme.label,
    draft: theme.draft,
    critique: theme.critique,
    revised: theme.revised,
    minority: theme.minorityView,
    stage: theme.stage,
    statement: theme.statements.map(String),
  };
}

function ThemesPage(
  props: { question: string; themes: readonly Theme[]; chosen: Theme | undefined } & Omit<FormProps, 'theme'>,
) {
  const { themes, base, chosen } = props;
  return (
    <>
      <p class="ct-hero__kicker">{props.question}</p>
      <h1 class="nhsuk-heading-l">{chosen === undefined ? 'Themes' : chosen.label}</h1>
      {chosen === undefined ? (
        <>
          <p>People put statements together; nothing is grouped by itself. A priority can answer an agreed theme.</p>
          <Rows
            items={themes.map((theme) => (
              <p class="ct-row__title" key={theme.id}>
                <a href={`${base}/themes?theme=${theme.id}`}>{theme.label}</a>{' '}
                <Tag colour={theme.stage === 'agreed' ? 'green' : 'yellow'}>{stageWords[theme.stage]}</Tag>
              </p>
            ))}
          />
          <Details summary="Begin a theme" open={props.form.problems.length > 0 || themes.length === 0}>
            <ThemeForm {...props} theme={undefined} />
          </Details>
        </>
      ) : (
        <ThemeForm {...props} theme={chosen} />
      )}
    </>
  );
}

/** Themes are written by people: a draft, a critique, a second draft, and the view of the minority. */
export function themeRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(request: Asked, theme: string | undefined, form: FormView): Promise<Answer> {
    const { place, scope, params } = request;
    const found = await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, params.slug);
      if (conversation === undefined) throw notFound();
      const [themes, statements, kept] = await Promise.all([
        themesOf(trx, place.id, conversation.id),
        statementsOf(trx, place.id, conversation.id),
        findingsKept(trx, place.id, conversation.id),
      ]);
      return {
        conversation,
        themes,
        statements: statements.filter((one) => one.status === 'approved' && one.kind === 'opinion'),
        answered: kept?.findings.hasMap === true ? kept.findings.statements : [],
      };
    });
    const base = addressOf(place, found.conversation);
    const chosen = found.themes.find((one) => one.id === theme);
    if (theme !== undefined && chosen === undefined) throw notFound();
    return page({
      title: 'Themes',
      body: <ThemesPage {...found} question={found.conversation.question} base={base} chosen={chosen} form={form} />,
      errors: form.problems,
      back:
        chosen === undefined
          ? { text: 'Run this conversation', href: `${base}/run` }
          : { text: 'Themes', href: `${base}/themes` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/themes',
    ability: moderators,
    params: conversationParams(),
    query: querySchema({ theme: textField(40) }),
    handle: async (request) => await show(request, request.query.theme, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/themes',
    ability: moderators,
    params: conversationParams(),
    body: formSchema({
      theme: textField(40),
      version: textField(9),
      label: textField(300),
      draft: textField(8_000),
      critique: textField(8_000),
      revised: textField(8_000),
      minority: textField(8_000),
      stage: textField(10),
      statement: listField(500, 6),
    }),
    async handle(request) {
      const { place, scope, params, body: typed, session, now } = request;
      const theme = isUuid(typed.theme ?? '') ? typed.theme : undefined;
      const form = new FormReader(typed);
      const label = form.text('label', 'The name', 80, messages.themeLabelMissing);
      const stage = form.choice('stage', themeStages, messages.themeStageMissing);
      const words = {
        label,
        draft: form.text('draft', 'The draft', 2_000),
        critique: form.text('critique', 'The critique', 2_000),
        revised: form.text('revised', 'The second draft', 2_000),
        minorityView: form.text('minority', 'The view of the minority', 2_000),
      };
      if (stage === 'agreed' && words.minorityView === '') form.problem('minority', messages.minorityMissing);
      if (stage === 'agreed' && words.draft === '' && words.revised === '')
        form.problem('draft', messages.draftMissing);
      if (stage === undefined || form.problems.length > 0)
        return await show(request, theme, { typed, problems: form.problems });
      const doing = { place, account: session?.account, now, newId: context.newId };
      const done = await context.db.write(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        const themes = await themesOf(trx, place.id, conversation.id);
        if (theme !== undefined && !themes.some((one) => one.id === theme)) throw notFound();
        if (themes.some((one) => one.label === label && one.id !== theme)) return 'theme/twice' as const;
        const wanted = new Set(typedList(typed, 'statement').map(Number));
        const statements = await statementsOf(trx, place.id, conversation.id);
        const statementIds = statements
          .filter((one) => wanted.has(one.number) && one.status === 'approved')
          .map((one) => one.id);
        const known = theme === undefined ? undefined : { id: theme, version: versionOf(typed.version) };
        const kept = { id: conversation.id, address: addressOf(place, conversation) };
        return await keepTheme(trx, doing, kept, known, { ...words, stage, statementIds });
      });
      if (done === 'theme/twice')
        return await show(request, theme, { typed, problems: [{ field: 'label', text: messages.themeTwice }] });
      if (!done.ok) throw new HttpError('request/changed-meanwhile', messages.themeChanged);
      return redirect(`/${place.slug}/conversations/${params.slug}/themes`, 'theme-kept');
    },
  });
}
