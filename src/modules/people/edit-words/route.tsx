import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { versionShown } from '../parts/as-it-is-now.tsx';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  isThemselves,
  pageOf,
  personalPage,
  personOf,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { addWords, changeWords, wordsOf, type WordsKind } from '../store/words.ts';
import { kindItemParams, kindParams, parseWords, typedOfWords, wordsBody } from './form.ts';
import { WordsPage } from './page.tsx';

const adding = '/:place/people/:id/words/:kind/new';
const editing = '/:place/people/:id/words/:kind/:item/edit';

/** What somebody must be allowed to write for it. What touches on safety is a finer right, asked by the database. */
function categoryOf(kind: WordsKind): 'plan' | 'needs' {
  return kind === 'need' ? 'needs' : 'plan';
}

async function showNew(request: PlaceRequest<{ id: string; kind: WordsKind }>, form: FormView): Promise<Answer> {
  const { place, params } = request;
  const { person } = await withPerson(request, { route: adding, writes: categoryOf(params.kind) }, async () => ({}));
  return personalPage({
    title: 'Write it down',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <WordsPage
        kind={params.kind}
        form={form}
        action={`/${place.slug}/people/${person.id}/words/${params.kind}`}
        version={undefined}
        isOwn={isThemselves(request, person)}
      />
    ),
  });
}

async function showEdit(
  request: PlaceRequest<{ id: string; kind: WordsKind; item: string }>,
  form: FormView | undefined,
  status?: 409,
): Promise<Answer> {
  const { place, params } = request;
  const { person, words } = await withPerson(
    request,
    { route: editing, writes: categoryOf(params.kind) },
    async (trx) => ({
      words: (await wordsOf(trx, place.id, params.id, params.kind)).find((one) => one.id === params.item),
    }),
  );
  if (words === undefined) throw notFound();
  return personalPage(
    {
      title: 'Change the words',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form?.problems,
      body: (
        <WordsPage
          kind={params.kind}
          form={form ?? { typed: typedOfWords(words), problems: [] }}
          action={`/${place.slug}/people/${person.id}/words/${params.kind}/${words.id}/edit`}
          version={versionShown(form, words.version, status)}
          now={status === 409 ? typedOfWords(words) : undefined}
          isOwn={isThemselves(request, person)}
        />
      ),
    },
    status,
  );
}

/** Writing down what somebody is good at, what matters to them, or what they would like help with. */
export function editWords({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: writers,
    purpose: 'direct-support',
    params: kindParams,
    handle: async (request) => await showNew(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/words/:kind',
    ability: writers,
    purpose: 'direct-support',
    params: kindParams,
    body: wordsBody,
    handle: async (request) => {
      const { body: typed, scope, params, context } = request;
      const person = await personOf(request, categoryOf(params.kind));
      const parsed = parseWords(params.kind, typed);
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error });
      if (parsed.value.kind === 'need') await personOf(request, parsed.value.category);
      await context.db.write(
        scope,
        async (trx) => await addWords(trx, doingOf(request, person), params.id, parsed.value),
      );
      return redirect(pageOf(request, person), 'words-added');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: editing,
    ability: writers,
    purpose: 'direct-support',
    params: kindItemParams,
    handle: async (request) => await showEdit(request, undefined),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: editing,
    ability: writers,
    purpose: 'direct-support',
    params: kindItemParams,
    body: wordsBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const person = await personOf(request, categoryOf(params.kind));
      const before = await context.db.read(scope, async (trx) =>
        (await wordsOf(trx, place.id, params.id, params.kind)).find((one) => one.id === params.item),
      );
      const parsed = parseWords(params.kind, typed, before);
      if (!parsed.ok) return await showEdit(request, { typed, problems: parsed.error });
      const change = { version: versionOf(typed.version), words: parsed.value, removed: typed.remove === 'yes' };
      const done = await context.db.write(
        scope,
        async (trx) => await changeWords(trx, doingOf(request, person), params.id, params.item, change),
      );
      if (done.ok) return redirect(pageOf(request, person), change.removed ? 'words-removed' : 'words-saved');
      if (done.error === 'people/changed-meanwhile')
        return await showEdit(
          request,
          { typed, problems: [{ field: 'words', text: refusalSentence(done.error) }] },
          409,
        );
      return refuse(done.error);
    },
  });
}
