import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { personalPage, placeParams, type Wiring } from '../requests.ts';
import { nobody } from '../store/doing.ts';
import { addHelpRequest, helpRequestScope, intakeOrganisations } from '../store/help-requests.ts';
import { helpBody, isFromProgram, parseHelpRequest } from './form.ts';
import { ArrivedPage, AskForHelpPage, NobodyTakesPage } from './page.tsx';

const path = '/:place/ask-for-help';
/** A library or a day centre where many ask from one address has enough with these. */
const perAddress = { limit: 20, windowSeconds: 3_600 };
/** More in one place in an hour is no hour of people. */
const perPlace = { limit: 300, windowSeconds: 3_600 };

async function takersOf(request: PlaceRequest): Promise<{ id: string; name: string }[]> {
  return await request.context.db.read(
    { role: 'thread_public', place: request.place.id },
    async (trx) => await intakeOrganisations(trx),
  );
}

async function show(request: PlaceRequest, form: FormView): Promise<Answer> {
  const { place } = request;
  const takers = await takersOf(request);
  const home = `/${place.slug}`;
  return personalPage({
    title: 'Ask for help',
    width: 'narrow',
    back: { text: place.name, href: home },
    errors: form.problems,
    body:
      takers.length === 0 ? (
        <NobodyTakesPage home={home} />
      ) : (
        <AskForHelpPage form={form} action={`${home}/ask-for-help`} placeName={place.name} takers={takers} />
      ),
  });
}

/** Asking for help without an account. What is sent stands in no address, no log and no letter. */
export function askForHelp({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'anyone',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: 'anyone',
    params: placeParams,
    body: helpBody,
    handle: async (request) => {
      const { place, now, context, body: typed, address } = request;
      const takers = await takersOf(request);
      const parsed = parseHelpRequest(typed, { today: todayInLondon(now), takers: takers.map((one) => one.id) });
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      for (const [bucket, limit] of [
        [`help ${address}`, perAddress],
        [`help in ${place.id}`, perPlace],
      ] as const) {
        const count = await countUse(context.db, bucket, limit, now);
        if (!count.allowed) throw new HttpError('request/too-many', tooManySentence(count));
      }
      const doing = { place, by: nobody, now, newId: context.newId };
      // A program is answered as a person is, and learns nothing; what it sent is not kept.
      const code = isFromProgram(typed)
        ? 'BCDF2345'
        : (
            await context.db.write(
              helpRequestScope(place.id),
              async (trx) => await addHelpRequest(trx, doing, parsed.value),
            )
          ).code;
      return personalPage({
        title: 'It has arrived',
        width: 'narrow',
        body: (
          <ArrivedPage
            code={code}
            takerName={takers.find((one) => one.id === parsed.value.organisation)?.name}
            home={`/${place.slug}`}
          />
        ),
      });
    },
  });
}
