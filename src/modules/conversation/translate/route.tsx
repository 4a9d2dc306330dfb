import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Button, errorOf, LongField, Rows, Select } from '../../../design/index.ts';
import { FormReader, typedText, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, slugParam, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import { isRightToLeft, languages } from '../domain/languages.ts';
import { moderators } from '../domain/roles.ts';
import { messages } from '../messages.ts';
import { numberParam } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { keepTranslation, translationsOf, type Translation } from '../store/lineage.ts';
import { statementByNumber, type Statement } from '../store/statements.ts';

type Asked = PlaceRequest<{ slug: string; number: string }>;

function TranslatePage(props: { base: string; statement: Statement; list: readonly Translation[]; form: FormView }) {
  const { base, statement, list, form } = props;
  return (
    <>
      <p class="ct-hero__kicker">Statement {statement.number}</p>
      <h1 class="nhsuk-heading-l">Translations of “{statement.body}”</h1>
      <Rows
        items={list.map((one) => (
          <p class="ct-row__title" key={one.locale}>
            {languages[one.locale]}:{' '}
            <span lang={one.locale} dir={isRightToLeft(one.locale) ? 'rtl' : undefined}>
              {one.body}
            </span>
          </p>
        ))}
      />
      <form method="post" action={`${base}/statements/${statement.number}/translations`} novalidate>
        <Select
          name="locale"
          label="Language"
          value={typedText(form.typed, 'locale')}
          error={errorOf(form, 'locale')}
          items={[
            { value: '', text: 'Choose' },
            ...Object.entries(languages).map(([value, text]) => ({ value, text })),
          ]}
        />
        <LongField
          form={form}
          name="body"
          label="The statement in this language"
          hint="Have somebody who speaks it check that it says the same. A vote on it counts for the statement."
          rows={3}
        />
        <Button preventDoubleClick>Keep it</Button>
      </form>
    </>
  );
}

/** The same statement in other languages and in easy words, kept by whoever runs the conversation. */
export function translateRoutes(app: FastifyInstance, context: RouteContext): void {
  const params = Type.Object({ place: slugParam(), slug: slugParam(), number: numberParam() });
  async function show(request: Asked, form: FormView): Promise<Answer> {
    const { place, scope, params: asked } = request;
    const found = await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, asked.slug);
      if (conversation === undefined) return undefined;
      const statement = await statementByNumber(trx, place.id, conversation.id, Number(asked.number));
      if (statement === undefined) return undefined;
      return { conversation, statement, list: await translationsOf(trx, place.id, statement.id) };
    });
    if (found === undefined) throw notFound();
    const base = addressOf(place, found.conversation);
    return page({
      title: 'Translations',
      body: <TranslatePage base={base} {...found} form={form} />,
      errors: form.problems,
      back: { text: 'The statement', href: `${base}/statements/${found.statement.number}` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/statements/:number/translations',
    ability: moderators,
    params,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/statements/:number/translations',
    ability: moderators,
    params,
    body: formSchema({ locale: textField(20), body: textField(2_000) }),
    async handle(request) {
      const { place, scope, params: asked, body: typed, session, now } = request;
      const form = new FormReader(typed);
      const locale = form.choice('locale', Object.keys(languages), messages.languageMissing);
      const body = form.text('body', 'The statement', 300, messages.translationMissing);
      if (locale === undefined || form.problems.length > 0)
        return await show(request, { typed, problems: form.problems });
      const doing = { place, account: session?.account, now, newId: context.newId };
      await context.db.write(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, asked.slug);
        const statement =
          conversation && (await statementByNumber(trx, place.id, conversation.id, Number(asked.number)));
        if (conversation === undefined || statement === undefined) throw notFound();
        await keepTranslation(trx, doing, { conversation: conversation.id, statement: statement.id, locale, body });
      });
      return redirect(
        `/${place.slug}/conversations/${asked.slug}/statements/${asked.number}/translations`,
        'translation-kept',
      );
    },
  });
}
