import { speaksFor } from '../../../kernel/actor.ts';
import {
  Button,
  Checkboxes,
  DayField,
  Empty,
  errorOf,
  Hero,
  InsetText,
  LongField,
  Rows,
  Select,
  TextField,
} from '../../../design/index.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, listField, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { partnersOf } from '../../partnership/index.ts';
import { mostTerms, terms, termsOf } from '../domain/terms.ts';
import { formMessages } from '../messages.ts';
import { doingOf, idParams, placeParams, speakers, type Wiring } from '../requests.ts';
import { addHelper, endHelper, helpersOf, type Helper } from '../store/helpers.ts';

const day = ['day', 'month', 'year'].map((part) => [`agreed-${part}`, textField(20)]);
const helperBody = formSchema({
  organisation: textField(40),
  name: textField(320),
  offers: textField(2_400),
  'how-asked': textField(1_200),
  safety: textField(1_200),
  areas: textField(1_000),
  term: listField(40, 60),
  ...(Object.fromEntries(day) as Record<`agreed-${'day' | 'month' | 'year'}`, ReturnType<typeof textField>>),
});

async function show(request: PlaceRequest, form: FormView): Promise<Answer> {
  const { place, scope, actor, context } = request;
  const { helpers, own } = await context.db.read(scope, async (trx) => ({
    helpers: await helpersOf(trx, place.id),
    own: (await partnersOf(trx, place.id)).filter((one) => speaksFor(actor, one.id)),
  }));
  const home = `/${place.slug}`;
  return page({
    title: 'People who can',
    back: { text: 'All services', href: `${home}/community` },
    errors: form.problems,
    body: (
      <>
        <Hero
          kicker="What is available"
          title="People who can"
          lede="Volunteers and champions who said that they may be asked, what they offer, and how. Only partners read this."
        />
        {helpers.length === 0 ? (
          <Empty heading="Nobody yet">
            <p>
              An organisation adds a volunteer who came forward: “Sits with somebody who is new, on Tuesdays. Asked
              through the café. References were taken up in May.”
            </p>
          </Empty>
        ) : (
          <Rows items={helpers.map((one) => helperItem(home, one, speaksFor(actor, one.organisation.id)))} />
        )}
        {own.length > 0 && (
          <form method="post" action={`${home}/community/people-who-can`}>
            <h2>Add somebody who came forward</h2>
            <InsetText text="Add only who asked to be listed, in words that they have seen. Write no address and no telephone number of theirs: they are asked through you." />
            <Select
              name="organisation"
              label="Through which organisation are they asked?"
              value={typedText(form.typed, 'organisation')}
              error={errorOf(form, 'organisation')}
              items={own.map((one) => ({ value: one.id, text: one.name }))}
            />
            <TextField form={form} name="name" label="The name by which they want to be known" width={20} />
            <LongField form={form} name="offers" label="What do they offer, and when?" rows={3} />
            <TextField form={form} name="how-asked" label="How are they asked?" width={30} />
            <TextField
              form={form}
              name="safety"
              label="What was done so that both are safe?"
              hint="Such as references, a check, training, never alone in somebody’s home"
              width={30}
            />
            <TextField form={form} name="areas" label="Where? Parts of the place, with commas" width={30} />
            <Checkboxes
              name="term"
              legend="What is it about?"
              legendSize="s"
              small
              error={errorOf(form, 'term')}
              items={terms.map((term) => ({
                value: term.code,
                text: term.name,
                checked: typedList(form.typed, 'term').includes(term.code),
              }))}
            />
            <DayField form={form} name="agreed" legend="On which day did they say yes to being listed?" />
            <Button preventDoubleClick>Add them</Button>
          </form>
        )}
      </>
    ),
  });
}

function helperItem(home: string, one: Helper, isOurs: boolean) {
  const about = [listInWords(termsOf(one.terms).map((term) => term.name)), listInWords(one.areas)];
  return (
    <>
      <p class="nhsuk-u-margin-bottom-1">
        <strong>{one.name}</strong> · {one.organisation.name}
      </p>
      <p class="nhsuk-u-margin-bottom-1 ct-prose">{one.offers}</p>
      <p class="ct-small">
        How to ask: {one.howAsked} · Safety: {one.safety} ·{' '}
        {about.filter((words) => words !== '').map((words) => `${words} · `)}
        Said yes on {formatDate(one.agreedOn)}
      </p>
      {isOurs && (
        <form method="post" action={`${home}/community/people-who-can/${one.id}/end`}>
          <Button small variant="secondary">
            Not to be asked any more<span class="nhsuk-u-visually-hidden">: {one.name}</span>
          </Button>
        </form>
      )}
    </>
  );
}

function readAreas(typed: Typed): string[] {
  return [
    ...new Set(
      typedText(typed, 'areas')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
  ];
}

/** Volunteers and champions who came forward, with what they offer, how they are asked, and their safety. */
export function peopleWhoCan({ app, context }: Wiring): void {
  const path = '/:place/community/people-who-can';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'partner',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: speakers,
    params: placeParams,
    body: helperBody,
    handle: async (request) => {
      const { place, scope, actor, now, body, context } = request;
      const typed = body as Typed;
      const form = new FormReader(typed);
      const organisation = typedText(typed, 'organisation');
      if (!speaksFor(actor, organisation)) form.problem('organisation', formMessages.organisation);
      const name = form.text('name', 'The name', 80, formMessages.helperName);
      const offers = form.text('offers', 'What they offer', 600, formMessages.offers);
      const howAsked = form.text('how-asked', 'How they are asked', 300, formMessages.howAsked);
      const safety = form.text('safety', 'What was done', 300, formMessages.safety);
      const areas = readAreas(typed);
      if (areas.length > 12 || areas.some((one) => one.length > 80)) form.problem('areas', formMessages.areas);
      const chosen = termsOf(typedList(typed, 'term')).map((term) => term.code);
      if (chosen.length > mostTerms) form.problem('term', formMessages.terms);
      const agreedOn = form.date('agreed', 'The day on which they said yes', true);
      if (agreedOn !== undefined && agreedOn > todayInLondon(now)) form.problem('agreed-day', formMessages.agreedLater);
      if (form.problems.length > 0 || agreedOn === undefined)
        return await show(request, { typed, problems: form.problems });
      const helper = { organisation, name, offers, howAsked, safety, areas, terms: chosen, agreedOn };
      await context.db.write(scope, (trx) => addHelper(trx, doingOf(request), helper));
      return redirect(`/${place.slug}/community/people-who-can`, 'helper-added');
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: `${path}/:id/end`,
    ability: speakers,
    params: idParams,
    body: formSchema({}),
    handle: async ({ place, scope, params, now, context }) => {
      const isEnded = await context.db.write(scope, (trx) => endHelper(trx, place.id, params.id, todayInLondon(now)));
      if (!isEnded) throw notFound();
      return redirect(`/${place.slug}/community/people-who-can`, 'helper-ended');
    },
  });
}
