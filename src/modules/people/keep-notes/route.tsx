import { todayInLondon } from '../../../lib/dates.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { noteCategories } from '../domain/note.ts';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  helpers,
  itemParams,
  needOther,
  needWritable,
  personalPage,
  personParams,
  refuse,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { addNote, changeNote, earlierNotes, noteById } from '../store/notes.ts';
import { noteBody, parseNote, parseWithdrawal, typedOfNewNote, typedOfNote, wantsWithdrawal } from './form.ts';
import { NotePage } from './page.tsx';

const adding = '/:place/people/:id/notes/new';
const editing = '/:place/people/:id/notes/:item/edit';

/** The person of a form, and what may be written about them. */
async function facts(request: PlaceRequest<{ id: string }>) {
  const { scope, context, now } = request;
  return await context.db.read(scope, async (trx) => {
    const person = await needOther(trx, request);
    return { person, categories: await needWritable(trx, request, person, noteCategories), today: todayInLondon(now) };
  });
}

async function showNew(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place } = request;
  const loaded = await withPerson(request, { route: adding }, async (trx, person) => ({
    categories: await needWritable(trx, request, await needOther(trx, request, person), noteCategories),
  }));
  const home = `/${place.slug}/people/${loaded.person.id}`;
  return personalPage({
    title: 'Write a note',
    back: { text: 'Back', href: `${home}/work` },
    errors: form.problems,
    body: (
      <NotePage form={form} action={`${home}/notes`} version={undefined} categories={loaded.categories} earlier={[]} />
    ),
  });
}

async function showEdit(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView | undefined,
  status?: 409,
): Promise<Answer> {
  const { place, params } = request;
  const loaded = await withPerson(request, { route: editing }, async (trx, person) => {
    const note = await noteById(trx, place.id, params.id, params.item);
    if (note === undefined || note.author.organisation !== doingOf(request, person).by.organisation) throw notFound();
    const categories = await needWritable(trx, request, await needOther(trx, request, person), noteCategories);
    return { note, categories, earlier: await earlierNotes(trx, place.id, note) };
  });
  const { note } = loaded;
  const home = `/${place.slug}/people/${loaded.person.id}`;
  return personalPage(
    {
      title: 'Correct this note',
      back: { text: 'Back', href: `${home}/work` },
      errors: form?.problems,
      body: (
        <NotePage
          form={form ?? { typed: typedOfNote(note), problems: [] }}
          action={`${home}/notes/${note.id}/edit`}
          version={note.version}
          categories={loaded.categories}
          earlier={loaded.earlier}
        />
      ),
    },
    status,
  );
}

/** Writing down what was said, and correcting it without losing what stood there. */
export function keepNotes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: helpers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) =>
      await showNew(request, { typed: typedOfNewNote(todayInLondon(request.now)), problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/notes',
    ability: helpers,
    purpose: 'direct-support',
    params: personParams,
    body: noteBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const { person, ...known } = await facts(request);
      const parsed = parseNote(typed, known);
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error });
      const done = await context.db.write(
        scope,
        async (trx) => await addNote(trx, doingOf(request, person), params.id, parsed.value),
      );
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/people/${params.id}/work`, 'note-added');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: editing,
    ability: helpers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => await showEdit(request, undefined),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: editing,
    ability: helpers,
    purpose: 'direct-support',
    params: itemParams,
    body: noteBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const { person, ...known } = await facts(request);
      const before = await context.db.read(scope, async (trx) => await noteById(trx, place.id, params.id, params.item));
      if (before === undefined) throw notFound();
      const withdrawal = wantsWithdrawal(typed) ? parseWithdrawal(typed) : undefined;
      if (withdrawal?.ok === false) return await showEdit(request, { typed, problems: withdrawal.error });
      const parsed = withdrawal === undefined ? parseNote(typed, known) : undefined;
      if (parsed?.ok === false) return await showEdit(request, { typed, problems: parsed.error });
      const change = {
        version: versionOf(typed.version),
        note: parsed?.value ?? before,
        withdraw: withdrawal?.value,
      };
      const done = await context.db.write(
        scope,
        async (trx) => await changeNote(trx, doingOf(request, person), before, change),
      );
      if (done.ok)
        return redirect(
          `/${place.slug}/people/${params.id}/work`,
          withdrawal === undefined ? 'note-saved' : 'note-withdrawn',
        );
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      return await showEdit(request, { typed, problems: [{ field: 'words', text: refusalSentence(done.error) }] }, 409);
    },
  });
}
