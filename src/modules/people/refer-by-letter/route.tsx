import { hasRole } from '../../../kernel/actor.ts';
import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages } from '../messages.ts';
import { doingOf, personalPage, placeParams, recorders, type Wiring } from '../requests.ts';
import { addHelpRequest } from '../store/help-requests.ts';
import { checkBody, letterBody, parseChecked, typedOfLetter, type NotRead } from './form.ts';
import { CheckLetterPage, ReferPage } from './page.tsx';

const path = '/:place/refer';

function show(request: PlaceRequest, form: FormView): Answer {
  const { place, actor } = request;
  const home = `/${place.slug}`;
  const takeIn = hasRole(actor, ...recorders);
  return personalPage({
    title: 'Refer somebody by letter',
    back: takeIn ? { text: 'Requests for help', href: `${home}/intake` } : { text: place.name, href: home },
    errors: form.problems,
    body: <ReferPage placeName={place.name} form={form} home={home} can={{ takeIn }} />,
  });
}

function showCheck(request: PlaceRequest, form: FormView, notRead: readonly NotRead[]): Answer {
  const home = `/${request.place.slug}`;
  return personalPage({
    title: 'Check a letter',
    back: { text: 'Back', href: `${home}/refer` },
    errors: form.problems,
    body: <CheckLetterPage form={form} notRead={notRead} action={`${home}/refer/check`} />,
  });
}

/** Referring without an account: a form to print or to copy, and the box in which a worker pastes what came back. */
export function referByLetter({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'anyone',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => show(request, { typed: {}, problems: [] }),
  });
  const common = { ability: recorders, purpose: 'direct-support', params: placeParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path,
    body: letterBody,
    handle: async (request) => {
      const { body: typed } = request;
      const letter = typedText(typed, 'letter');
      if (letter.trim() === '')
        return show(request, { typed, problems: [{ field: 'letter', text: formMessages.letter }] });
      const read = typedOfLetter(letter);
      return showCheck(request, { typed: read.typed, problems: [] }, read.notRead);
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/check`,
    body: checkBody,
    handle: async (request) => {
      const { place, scope, body: typed, now, actor, context } = request;
      const us = helpingOf(actor)?.organisation;
      if (us === undefined)
        throw new HttpError(
          'request/refused',
          'Your account is of no organisation here, so there is nobody to take it in. Ask an administrator.',
        );
      const parsed = parseChecked(typed, { today: todayInLondon(now), us });
      if (!parsed.ok) return showCheck(request, { typed, problems: parsed.error }, []);
      const { id } = await context.db.write(
        scope,
        async (trx) => await addHelpRequest(trx, doingOf(request), parsed.value),
      );
      return redirect(`/${place.slug}/intake/${id}`, 'letter-kept');
    },
  });
}
