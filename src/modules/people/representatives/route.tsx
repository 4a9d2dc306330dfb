import { randomBytes } from 'node:crypto';
import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { ageOn } from '../domain/emergency.ts';
import { codeFrom } from '../domain/link-code.ts';
import {
  doingOf,
  itemParams,
  personalPage,
  personOf,
  personParams,
  recorders,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { keepLinkCode, unlinkAccount } from '../store/link-codes.ts';
import type { Person } from '../store/people.ts';
import {
  addFinding,
  addRepresentative,
  findingsOf,
  representativesOf,
  stopRepresentative,
} from '../store/representatives.ts';
import {
  codeBody,
  codeFor,
  findingBody,
  parseFinding,
  parseRepresentative,
  parseStop,
  representativeBody,
  stopBody,
} from './form.ts';
import { CodePage, RepresentativesPage } from './page.tsx';

const path = '/:place/people/:id/representatives';
type Asked = PlaceRequest<{ id: string }>;

/** Only those who lead write down who acts for a person. */
function checkLeads(request: Asked, person: Person): void {
  const us = helpingOf(request.actor)?.organisation;
  if (us === undefined || person.leadOrganisation !== us) throw notFound();
}

async function led(request: Asked): Promise<Person> {
  const person = await personOf(request, 'identity');
  checkLeads(request, person);
  return person;
}

async function show(request: Asked, form: FormView): Promise<Answer> {
  const { place, params, now } = request;
  const loaded = await withPerson(request, { route: path, writes: 'identity' }, async (trx, person) => {
    checkLeads(request, person);
    const [representatives, findings] = await Promise.all([
      representativesOf(trx, place.id, params.id),
      findingsOf(trx, place.id, params.id),
    ]);
    return { representatives, findings };
  });
  const { person } = loaded;
  const here = `/${place.slug}/people/${person.id}`;
  return personalPage({
    title: 'Who acts for them',
    back: { text: 'Back', href: here },
    errors: form.problems,
    body: (
      <RepresentativesPage
        {...loaded}
        age={person.bornOn === undefined ? undefined : ageOn(person.bornOn, todayInLondon(now))}
        hasAccount={person.account !== undefined}
        forms={here}
        now={now}
        form={form}
      />
    ),
  });
}

/** Representatives, who decides, and connecting a sign-in with a record. */
export function representatives({ app, context }: Wiring): void {
  const common = { ability: recorders, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path,
    body: representativeBody,
    handle: async (request) => {
      const { context, scope, place, params, body: typed, now } = request;
      await led(request);
      const parsed = parseRepresentative(typed, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      await context.db.write(
        scope,
        async (trx) => await addRepresentative(trx, doingOf(request), params.id, parsed.value),
      );
      return redirect(`/${place.slug}/people/${params.id}/representatives`, 'representative-added');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/:item/stop`,
    params: itemParams,
    body: stopBody,
    handle: async (request) => {
      const { context, scope, place, params, body: typed } = request;
      await led(request);
      const parsed = parseStop(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const isDone = await context.db.write(
        scope,
        async (trx) => await stopRepresentative(trx, doingOf(request), params.id, params.item, parsed.value),
      );
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/people/${params.id}/representatives`, 'representative-stopped');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/capacity',
    body: findingBody,
    handle: async (request) => {
      const { context, scope, place, params, body: typed } = request;
      await led(request);
      const parsed = parseFinding(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      await context.db.write(scope, async (trx) => await addFinding(trx, doingOf(request), params.id, parsed.value));
      return redirect(`/${place.slug}/people/${params.id}/representatives`, 'finding-added');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/link-code',
    body: codeBody,
    handle: async (request) => {
      const { context, scope, place, params, body } = request;
      const person = await led(request);
      const representative = codeFor(body);
      const code = codeFrom(randomBytes(64));
      await context.db.write(scope, async (trx) => {
        const known = await representativesOf(trx, place.id, person.id);
        const isOpen =
          representative === undefined
            ? person.account === undefined
            : known.some((one) => one.id === representative && !one.isLinked && one.suspended === undefined);
        if (!isOpen) throw notFound();
        await keepLinkCode(trx, doingOf(request), { person: person.id, representative }, code);
      });
      return personalPage({
        title: 'The code',
        body: (
          <CodePage
            code={code}
            address={`${context.config.baseUrl}/${place.slug}/connect`}
            back={`/${place.slug}/people/${params.id}/representatives`}
            isForPerson={representative === undefined}
          />
        ),
      });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/unlink',
    handle: async (request) => {
      const { context, scope, place, params } = request;
      await led(request);
      const isDone = await context.db.write(
        scope,
        async (trx) => await unlinkAccount(trx, doingOf(request), params.id),
      );
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/people/${params.id}/representatives`, 'account-disconnected');
    },
  });
}
