import { Type } from 'typebox';
import { hasRole } from '../../../kernel/actor.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { file, page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { signingDuties, standingsOf, type SigningDuty } from '../domain/duties.ts';
import { formMessages } from '../messages.ts';
import { doingOf, placeParams, type Wiring } from '../requests.ts';
import {
  accountsHere,
  endDuty,
  holdersOf,
  mayHoldPeople,
  nameHolder,
  signaturesOf,
  signDocuments,
  withdrawSignature,
} from '../store/duties.ts';
import { documentNames, readDocuments, type SafetyDocuments } from './documents.ts';
import { endBody, nameBody, parseHolder, parseSignature, signBody } from './form.ts';
import { CarePage } from './page.tsx';

async function show(request: PlaceRequest, documents: SafetyDocuments, form: FormView): Promise<Answer> {
  const { context, scope, place, now, actor } = request;
  const isAdministrator = hasRole(actor, 'administrator');
  const loaded = await context.db.read(scope, async (trx) => {
    const [holders, signatures, isOn, accounts] = await Promise.all([
      holdersOf(trx, place.id, now),
      signaturesOf(trx, place.id),
      mayHoldPeople(trx),
      isAdministrator ? accountsHere(trx, place.id) : undefined,
    ]);
    return { holders, signatures, isOn, accounts };
  });
  const { holders, signatures } = loaded;
  const me = actor.kind === 'member' ? actor.account : '';
  const standings = standingsOf(holders, signatures, documents.digest);
  const held = signingDuties.filter((duty) => holders.some((one) => one.duty === duty && one.account === me));
  const isSigned = (duty: SigningDuty): boolean =>
    standings.some((one) => one.duty === duty && one.state === 'signed' && one.holder.account === me);
  const isCurrent = (duty: SigningDuty): boolean =>
    standings.some((one) => one.duty === duty && one.state === 'signed' && !one.isEarlierText);
  return page({
    title: 'Care of people',
    back: isAdministrator
      ? { text: 'Administration', href: `/${place.slug}/admin` }
      : { text: 'Home', href: `/${place.slug}` },
    errors: form.problems,
    body: (
      <CarePage
        {...loaded}
        standings={standings}
        team={holders.filter((one) => one.duty === 'safeguarding-team')}
        isDemo={place.isDemo}
        digest={documents.digest}
        mine={{ toSign: held.filter((duty) => !isCurrent(duty)), signed: held.filter(isSigned) }}
        home={`/${place.slug}`}
        base={`/${place.slug}/admin/care`}
        form={form}
      />
    ),
  });
}

/** Who answers for the care of people in a place: naming them, what they sign, and whether records may be kept. */
export function careOfPeople({ app, context }: Wiring): void {
  const documents = readDocuments();
  const path = '/:place/admin/care';
  const open = { ability: 'partner', params: placeParams } as const;
  const administer = { ability: ['administrator'], params: placeParams } as const;
  placeRoute(app, context, {
    ...open,
    method: 'GET',
    path,
    query: querySchema({}),
    handle: async (request) => await show(request, documents, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...open,
    method: 'GET',
    path: `${path}/documents/:document`,
    params: Type.Object({
      ...placeParams.properties,
      document: Type.Union(documentNames.map((name) => Type.Literal(name))),
    }),
    handle: async ({ params }) => {
      const text = documents.texts.get(params.document);
      if (text === undefined) throw notFound();
      return file('text/plain; charset=utf-8', text);
    },
  });
  placeRoute(app, context, {
    ...administer,
    method: 'POST',
    path: `${path}/name`,
    body: nameBody,
    handle: async (request) => {
      const { context, scope, place, body: typed } = request;
      const parsed = parseHolder(typed);
      if (!parsed.ok) return await show(request, documents, { typed, problems: parsed.error });
      const { duty, account } = parsed.value;
      const isNamed = await context.db.write(scope, async (trx) => {
        const holder = (await accountsHere(trx, place.id)).find((one) => one.account === account);
        if (holder === undefined) return false;
        await nameHolder(trx, doingOf(request), duty, holder);
        return true;
      });
      if (isNamed) return redirect(`/${place.slug}/admin/care`, 'duty-named');
      const problems = [{ field: 'account', text: formMessages.dutyHolder }];
      return await show(request, documents, { typed, problems });
    },
  });
  placeRoute(app, context, {
    ...administer,
    method: 'POST',
    path: `${path}/end`,
    body: endBody,
    handle: async (request) => {
      const { context, scope, place, body } = request;
      const holder = body.holder ?? '';
      const isEnded = await context.db.write(scope, async (trx) => {
        const held = await holdersOf(trx, place.id, request.now);
        return held.some((one) => one.id === holder) && (await endDuty(trx, doingOf(request), holder));
      });
      if (!isEnded) throw notFound();
      return redirect(`/${place.slug}/admin/care`, 'duty-ended');
    },
  });
  placeRoute(app, context, {
    ...open,
    method: 'POST',
    path: `${path}/sign`,
    body: signBody,
    handle: async (request) => {
      const { context, scope, place, body: typed, actor, now } = request;
      const parsed = parseSignature(typed, documents.digest);
      if (!parsed.ok) return await show(request, documents, { typed, problems: parsed.error });
      const me = actor.kind === 'member' ? actor.account : '';
      const isDone = await context.db.write(scope, async (trx) => {
        const held = await holdersOf(trx, place.id, now);
        if (!held.some((one) => one.duty === parsed.value && one.account === me)) return false;
        await signDocuments(trx, doingOf(request), parsed.value, documents.digest);
        return true;
      });
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/admin/care`, 'documents-signed');
    },
  });
  placeRoute(app, context, {
    ...open,
    method: 'POST',
    path: `${path}/withdraw`,
    body: signBody,
    handle: async (request) => {
      const { context, scope, place, body } = request;
      const duty = signingDuties.find((one) => one === body.duty);
      const isDone =
        duty !== undefined &&
        (await context.db.write(scope, async (trx) => await withdrawSignature(trx, doingOf(request), duty)));
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/admin/care`, 'documents-unsigned');
    },
  });
}
