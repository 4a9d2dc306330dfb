import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Sought } from '../domain/match.ts';
import { noteLook, noteLookAt, personalPage, placeParams, recorders, type Wiring } from '../requests.ts';
import { findCandidates, knownElsewhere, type Candidate } from '../store/candidates.ts';
import { matchBody, parseSought } from './form.ts';
import { CandidatesPage, MatchPage } from './page.tsx';

const path = '/:place/people/match';

/** Who may be the one who is sought. Whoever is shown has been looked at, and so has somebody of whom only a hint is given. */
export async function lookFor(
  trx: Trx,
  request: PlaceRequest,
  route: string,
  sought: Sought,
): Promise<{ candidates: Candidate[]; isKnownElsewhere: boolean }> {
  const candidates = await findCandidates(trx, request.place.id, sought);
  const elsewhere = await knownElsewhere(trx, sought);
  await noteLook(
    trx,
    request,
    route,
    candidates.map((one) => one.person),
  );
  await noteLookAt(trx, request, route, elsewhere);
  return { candidates, isKnownElsewhere: elsewhere.length > 0 };
}

function show(request: PlaceRequest, form: FormView): Answer {
  const { place } = request;
  return personalPage({
    title: 'Who is it?',
    back: { text: 'People', href: `/${place.slug}/people` },
    errors: form.problems,
    body: <MatchPage form={form} action={`/${place.slug}/people/match`} />,
  });
}

/** Looking whether somebody is known already, before they are added. What was looked for stands in no address. */
export function matchPerson({ app, context }: Wiring): void {
  const common = { path, ability: recorders, purpose: 'direct-support', params: placeParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    handle: async (request) => show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: matchBody,
    handle: async (request) => {
      const { place, scope, body: typed, now, context } = request;
      const parsed = parseSought(typed, todayInLondon(now));
      if (!parsed.ok) return show(request, { typed, problems: parsed.error });
      const found = await context.db.write(scope, async (trx) => await lookFor(trx, request, path, parsed.value));
      return personalPage({
        title: 'Is it one of them?',
        back: { text: 'People', href: `/${place.slug}/people` },
        body: <CandidatesPage typed={typed} {...found} home={`/${place.slug}`} />,
      });
    },
  });
}
