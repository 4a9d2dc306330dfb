import { helpingOf } from '../../../kernel/helping.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Decision } from '../domain/consent.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import { loadSharing } from '../parts/load-record.ts';
import {
  doingOf,
  isThemselves,
  pageOf,
  personalPage,
  personOf,
  personParams,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { partnersOf } from '../store/organisations.ts';
import type { Person } from '../store/people.ts';
import { decideSharing as decide, isNamedHere, withdrawDecision } from '../store/sharing.ts';
import { denyBody, parseDeny, parsePermit, parseWithdraw, permitBody, withdrawBody } from './form.ts';
import { SharingPage } from './page.tsx';

type Asked = PlaceRequest<{ id: string }>;
const path = '/:place/people/:id/sharing';

/** Only those who lead, and the person, decide. For the person the page is away while things are hidden. */
function checkDecides(request: Asked, person: Person): void {
  const us = helpingOf(request.actor)?.organisation;
  const isLead = us !== undefined && person.leadOrganisation === us;
  if (isThemselves(request, person) ? person.safeMode : !isLead) throw notFound();
}

async function show(request: Asked, form: FormView): Promise<Answer> {
  const { place, params, actor } = request;
  const loaded = await withPerson(request, { route: path, writes: 'identity' }, async (trx, person) => {
    checkDecides(request, person);
    const [sharing, organisations] = await Promise.all([
      loadSharing(trx, place.id, params.id),
      partnersOf(trx, place.id),
    ]);
    return { sharing, organisations };
  });
  const { person } = loaded;
  return personalPage({
    title: 'What is allowed',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <SharingPage
        {...loaded}
        lead={person.leadOrganisation}
        me={actor.kind === 'member' ? actor.account : ''}
        forms={`/${place.slug}/people/${person.id}`}
        form={form}
        isOwn={isThemselves(request, person)}
      />
    ),
  });
}

async function deciding(request: Asked, decision: Decision, typed: FormView['typed'], field: string): Promise<Answer> {
  const { scope, params, place, context } = request;
  const person = await personOf(request, 'identity');
  checkDecides(request, person);
  const { organisation, account } = decision;
  const done = await context.db.write(scope, async (trx) => {
    if (organisation !== undefined && !(await isNamedHere(trx, place.id, { organisation, account }))) return undefined;
    return await decide(trx, doingOf(request, person), params.id, decision);
  });
  if (done === undefined) {
    const text = decision.effect === 'permit' ? formMessages.permitWho : formMessages.mustNotWho;
    return await show(request, { typed, problems: [{ field, text }] });
  }
  if (done.ok)
    return redirect(
      `/${place.slug}/people/${person.id}/sharing`,
      decision.effect === 'permit' ? 'sharing-permitted' : 'sharing-denied',
    );
  if (done.error === 'people/gone') return refuse(done.error);
  return await show(request, { typed, problems: [{ field, text: refusalSentence(done.error) }] });
}

/** What a person allows: saying it, and taking it back. */
export function decideSharing({ app, context }: Wiring): void {
  const common = { ability: writers, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/sharing/permit',
    body: permitBody,
    handle: async (request) => {
      const person = await personOf(request, 'identity');
      const parsed = parsePermit(request.body, isThemselves(request, person));
      if (!parsed.ok) return await show(request, { typed: request.body, problems: parsed.error });
      return await deciding(request, parsed.value, request.body, 'permit-who');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/sharing/deny',
    body: denyBody,
    handle: async (request) => {
      const person = await personOf(request, 'identity');
      const parsed = parseDeny(request.body, isThemselves(request, person));
      if (!parsed.ok) return await show(request, { typed: request.body, problems: parsed.error });
      return await deciding(request, parsed.value, request.body, 'deny-who');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/sharing/withdraw',
    body: withdrawBody,
    handle: async (request) => {
      const { scope, params, place, context } = request;
      const person = await personOf(request, 'identity');
      checkDecides(request, person);
      const asked = parseWithdraw(request.body, isThemselves(request, person));
      if (asked === undefined) return refuse('people/gone');
      const done = await context.db.write(
        scope,
        async (trx) => await withdrawDecision(trx, doingOf(request, person), params.id, asked.decision, asked.how),
      );
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/people/${person.id}/sharing`, 'sharing-withdrawn');
    },
  });
}
