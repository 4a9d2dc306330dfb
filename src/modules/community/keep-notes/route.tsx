import { Type } from 'typebox';
import { Button, Empty, Hero, LongField, Rows } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { FormReader, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema, slugParam, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages } from '../messages.ts';
import { doingOf, isApprover, needService, slugParams, type Wiring } from '../requests.ts';
import { addNote, notesOf, removeNote } from '../store/notes.ts';

const noteParams = Type.Object({ place: slugParam(), slug: slugParam(), id: idParam() });

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, session, actor, context } = request;
  const { service, notes } = await context.db.read(scope, async (trx) => {
    const service = await needService(trx, place.id, params.slug);
    if (!service.isApproved) throw notFound();
    return { service, notes: await notesOf(trx, place.id, service.id, session?.account) };
  });
  const address = `/${place.slug}/community/services/${service.slug}`;
  return page({
    title: 'Notes about a service',
    back: { text: service.content.name, href: address },
    errors: form.problems,
    body: (
      <>
        <Hero
          kicker={service.content.name}
          title="Notes of partners"
          lede="What helps those who send people there. Every partner in the place reads it, the service too; the public never does. Write nothing about anybody who was helped."
        />
        {notes.length === 0 ? (
          <Empty heading="No notes yet">
            <p>For example: “Ring before noon. The side door has no step.”</p>
          </Empty>
        ) : (
          <Rows
            items={notes.map((note) => (
              <>
                <p class="nhsuk-u-margin-bottom-1 ct-prose">{note.words}</p>
                <p class="ct-small">
                  {note.by}, {formatInstant(note.madeAt)}
                </p>
                {(note.isOwn || isApprover(actor)) && (
                  <form method="post" action={`${address}/notes/${note.id}/remove`}>
                    <Button small variant="secondary">
                      Take it away
                      <span class="nhsuk-u-visually-hidden">: the note of {formatInstant(note.madeAt)}</span>
                    </Button>
                  </form>
                )}
              </>
            ))}
          />
        )}
        <form method="post" action={`${address}/notes`}>
          <LongField form={form} name="words" label="A note for other partners" rows={3} />
          <Button preventDoubleClick>Add it</Button>
        </form>
      </>
    ),
  });
}

/** What partners tell each other of a service. It is never public. */
export function keepNotes({ app, context }: Wiring): void {
  const path = '/:place/community/services/:slug/notes';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'partner',
    params: slugParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: 'partner',
    params: slugParams,
    body: formSchema({ words: textField(4_000) }),
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const form = new FormReader(typed);
      const words = form.text('words', 'The note', 1_000, formMessages.note);
      if (form.problems.length > 0) return await show(request, { typed, problems: form.problems });
      await context.db.write(scope, async (trx) => {
        const service = await needService(trx, place.id, params.slug);
        if (!service.isApproved) throw notFound();
        await addNote(trx, doingOf(request), service.id, words);
      });
      return redirect(`/${place.slug}/community/services/${params.slug}/notes`, 'note-kept');
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: `${path}/:id/remove`,
    ability: 'partner',
    params: noteParams,
    body: formSchema({}),
    handle: async ({ place, scope, params, context }) => {
      const isGone = await context.db.write(scope, async (trx) => {
        const service = await needService(trx, place.id, params.slug);
        return await removeNote(trx, place.id, service.id, params.id);
      });
      if (!isGone) throw notFound();
      return redirect(`/${place.slug}/community/services/${params.slug}/notes`, 'note-removed');
    },
  });
}
