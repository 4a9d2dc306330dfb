import { Type } from 'typebox';
import { Button, errorOf, LongField, Radios, TextField } from '../../../design/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, versionOf, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { allPriorities, type Priority } from '../../strategy/index.ts';
import { purposeName, purposes } from '../domain/item.ts';
import { formMessages } from '../messages.ts';
import { PriorityBoxes, RecordSelect } from '../parts/fields.tsx';
import { again, doingOf, idParams, need, needMeeting, officers, refuse, slugParams, type Wiring } from '../requests.ts';
import { itemById, privateWordsOf } from '../store/items.ts';
import { addItem, editItem, removeItem, reorderItem, writeMinutes } from '../store/item-writes.ts';
import { meetingById } from '../store/meetings.ts';
import { partnersOf, type NamedOrganisation } from '../store/organisations.ts';
import { itemBody, parseItem, typedItem } from './form.ts';

const orderBody = formSchema({ order: Type.Union([Type.Literal('up'), Type.Literal('down')]) });
const minutesBody = formSchema({ text: textField(20_000), private: textField(20_000), version: textField(12) });

type Known = { partners: NamedOrganisation[]; priorities: Priority[] };
async function knownIn(trx: Trx, place: Uuid): Promise<Known> {
  return { partners: await partnersOf(trx, place), priorities: await allPriorities(trx, place) };
}
function idsOf(known: Known): { partners: string[]; priorities: string[] } {
  return { partners: known.partners.map((one) => one.id), priorities: known.priorities.map((one) => one.id) };
}

function itemPage(props: { title: string; back: string; action: string; known: Known; form: FormView }): PageContent {
  const { form, known } = props;
  return {
    title: props.title,
    back: { text: 'Back to the meeting', href: props.back },
    errors: form.problems,
    body: (
      <>
        <h1>{props.title}</h1>
        <form method="post" action={props.action}>
          <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
          <TextField form={form} name="title" label="Title" />
          <Radios
            name="purpose"
            legend="What the board does with it"
            legendSize="s"
            value={typedText(form.typed, 'purpose')}
            error={errorOf(form, 'purpose')}
            items={purposes.map((purpose) => ({ value: purpose, text: purposeName(purpose) }))}
          />
          <LongField form={form} name="ask" label="The board is asked to…" hint="One sentence" rows={2} />
          <RecordSelect form={form} name="lead" label="Who leads it" items={known.partners} none="Nobody yet" />
          <TextField form={form} name="minutes" label="Minutes planned" width={5} />
          <PriorityBoxes form={form} priorities={known.priorities} />
          <LongField form={form} name="paper" label="What the paper says" rows={4} />
          <TextField form={form} name="address" label="Address of the paper" inputmode="url" />
          <Radios
            name="seen"
            legend="Is it heard in public?"
            legendSize="s"
            value={typedText(form.typed, 'seen')}
            error={errorOf(form, 'seen')}
            items={[
              { value: 'public', text: 'In public' },
              { value: 'private', text: 'In private: fill in the two boxes below' },
            ]}
          />
          <TextField form={form} name="public-title" label="In private only: the title that everyone can read" />
          <LongField form={form} name="because" label="In private only: why" rows={2} />
          <Button preventDoubleClick>Save this item</Button>
        </form>
      </>
    ),
  };
}

/** The items of an agenda and what the minutes say of them. */
export function writeItem({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/:slug/items/new',
    ability: officers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const known = await context.db.read(scope, async (trx) => {
        await needMeeting(trx, place.id, params.slug);
        return await knownIn(trx, place.id);
      });
      const back = `/${place.slug}/meetings/${params.slug}`;
      const form = { typed: { seen: 'public' }, problems: [] };
      return page(itemPage({ title: 'Add an item', back, action: `${back}/items`, known, form }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/:slug/items',
    ability: officers,
    params: slugParams,
    body: itemBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const back = `/${place.slug}/meetings/${params.slug}`;
      const { known, parsed, done } = await context.db.write(scope, async (trx) => {
        const meeting = await needMeeting(trx, place.id, params.slug);
        const known = await knownIn(trx, place.id);
        const parsed = parseItem(typed, idsOf(known));
        const done = parsed.ok ? await addItem(trx, doingOf(request), meeting.id, parsed.value) : undefined;
        return { known, parsed, done };
      });
      const shown = { title: 'Add an item', back, action: `${back}/items`, known };
      if (!parsed.ok) return page(itemPage({ ...shown, form: { typed, problems: parsed.error } }));
      if (done !== undefined && !done.ok)
        return again(done.error, 'title', itemPage({ ...shown, form: { typed, problems: [] } }));
      return redirect(back, 'item-added');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/agenda-items/:id/edit',
    ability: officers,
    params: idParams,
    handle: async ({ place, scope, params }) => {
      const { item, meeting, hidden, known } = await context.db.read(scope, async (trx) => {
        const item = need(await itemById(trx, place.id, params.id));
        return {
          item,
          meeting: need(await meetingById(trx, place.id, item.meetingId)),
          hidden: (await privateWordsOf(trx, place.id, [item.id])).get(item.id),
          known: await knownIn(trx, place.id),
        };
      });
      const back = `/${place.slug}/meetings/${meeting.slug}`;
      const form = { typed: typedItem(item, hidden), problems: [] };
      return page(
        itemPage({ title: 'Change an item', back, action: `/${place.slug}/agenda-items/${item.id}/edit`, known, form }),
      );
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/agenda-items/:id/edit',
    ability: officers,
    params: idParams,
    body: itemBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const { known, meeting, parsed, done } = await context.db.write(scope, async (trx) => {
        const item = need(await itemById(trx, place.id, params.id));
        const meeting = need(await meetingById(trx, place.id, item.meetingId));
        const known = await knownIn(trx, place.id);
        const parsed = parseItem(typed, idsOf(known));
        const input = { id: item.id, version: versionOf(typed.version) };
        const done = parsed.ok ? await editItem(trx, doingOf(request), { ...input, words: parsed.value }) : undefined;
        return { known, meeting, parsed, done };
      });
      const back = `/${place.slug}/meetings/${meeting.slug}`;
      const shown = { title: 'Change an item', back, action: `/${place.slug}/agenda-items/${params.id}/edit`, known };
      if (!parsed.ok) return page(itemPage({ ...shown, form: { typed, problems: parsed.error } }));
      if (done !== undefined && !done.ok)
        return again(done.error, 'title', itemPage({ ...shown, form: { typed, problems: [] } }));
      return redirect(back, 'item-saved');
    },
  });
  for (const way of ['order', 'remove'] as const)
    placeRoute(app, context, {
      method: 'POST',
      path: `/:place/agenda-items/:id/${way}`,
      ability: officers,
      params: idParams,
      body: way === 'order' ? orderBody : formSchema({}),
      handle: async (request) => {
        const { place, scope, params } = request;
        const order = (request.body as { order?: 'up' | 'down' }).order;
        const { meeting, done } = await context.db.write(scope, async (trx) => {
          const item = need(await itemById(trx, place.id, params.id));
          const meeting = need(await meetingById(trx, place.id, item.meetingId));
          const doing = doingOf(request);
          const done =
            order === undefined ? await removeItem(trx, doing, item.id) : await reorderItem(trx, doing, item.id, order);
          return { meeting, done };
        });
        if (!done.ok) return refuse(done.error);
        return redirect(`/${place.slug}/meetings/${meeting.slug}`, way === 'order' ? 'item-moved' : 'item-removed');
      },
    });
  minutesRoutes({ app, context });
}

function minutesPage(
  place: string,
  item: { id: Uuid; title: string; isExempt: boolean },
  meeting: string,
  form: FormView,
): PageContent {
  return {
    title: 'Write minutes',
    back: { text: 'Back to the meeting', href: `/${place}/meetings/${meeting}` },
    errors: form.problems,
    body: (
      <>
        <h1>Minutes of “{item.title}”</h1>
        <form method="post" action={`/${place}/agenda-items/${item.id}/minutes`}>
          <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
          <LongField
            form={form}
            name="text"
            label="What the minutes say"
            hint="Everybody can read it once the draft is published"
            rows={8}
          />
          {item.isExempt && <LongField form={form} name="private" label="For the board only" rows={6} />}
          <Button preventDoubleClick>Save these minutes</Button>
        </form>
      </>
    ),
  };
}

function minutesRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/agenda-items/:id/minutes',
    ability: officers,
    params: idParams,
    handle: async ({ place, scope, params }) => {
      const { item, meeting, hidden } = await context.db.read(scope, async (trx) => {
        const item = need(await itemById(trx, place.id, params.id));
        const meeting = need(await meetingById(trx, place.id, item.meetingId));
        return { item, meeting, hidden: (await privateWordsOf(trx, place.id, [item.id])).get(item.id) };
      });
      const typed = {
        text: item.minutes?.text ?? '',
        private: hidden?.minutes ?? '',
        version: String(item.minutes?.version ?? 0),
      };
      return page(minutesPage(place.slug, item, meeting.slug, { typed, problems: [] }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/agenda-items/:id/minutes',
    ability: officers,
    params: idParams,
    body: minutesBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const form = new FormReader(typed);
      const text = form.text('text', 'The minutes', 8_000, formMessages.minutes);
      const privateText = form.text('private', 'The words for the board', 8_000);
      const { item, meeting, done } = await context.db.write(scope, async (trx) => {
        const item = need(await itemById(trx, place.id, params.id));
        const meeting = need(await meetingById(trx, place.id, item.meetingId));
        if (form.problems.length > 0) return { item, meeting, done: undefined };
        const input = { id: item.id, version: versionOf(typed.version), text, privateText };
        return { item, meeting, done: await writeMinutes(trx, doingOf(request), input) };
      });
      if (done === undefined)
        return page(minutesPage(place.slug, item, meeting.slug, { typed, problems: form.problems }));
      if (!done.ok)
        return again(done.error, 'text', minutesPage(place.slug, item, meeting.slug, { typed, problems: [] }));
      return redirect(`/${place.slug}/meetings/${meeting.slug}`, 'minutes-saved');
    },
  });
}
