import { todayInLondon } from '../../../lib/dates.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { helpingOf } from '../../../kernel/helping.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { checkDenial } from '../domain/consent.ts';
import { readOthers } from '../match-person/form.ts';
import { lookFor } from '../match-person/route.tsx';
import { formMessages, refusalSentence } from '../messages.ts';
import { doingOf, personalPage, placeParams, recorders, refuse, type Wiring } from '../requests.ts';
import { CareOffPage } from '../care-of-people/page.tsx';
import { mayHoldPeople } from '../store/duties.ts';
import { partnersOf } from '../store/organisations.ts';
import { takeIn } from '../store/help-requests.ts';
import { addPerson as add } from '../store/person-writes.ts';
import { isNamedHere, workersHere } from '../store/sharing.ts';
import { parsePerson, personBody } from './form.ts';
import { AddPersonPage, type Known } from './page.tsx';

const path = '/:place/people/new';

async function show(request: PlaceRequest, form: FormView, known?: Known): Promise<Answer> {
  const { place, scope, actor, context } = request;
  const loaded = await context.db.read(scope, async (trx) => ({
    organisations: await partnersOf(trx, place.id),
    workers: await workersHere(trx),
    isOn: await mayHoldPeople(trx),
  }));
  if (!loaded.isOn)
    return personalPage({
      title: 'Records of people are off',
      back: { text: 'People', href: `/${place.slug}/people` },
      body: <CareOffPage home={`/${place.slug}`} />,
    });
  const us = loaded.organisations.find((one) => one.id === helpingOf(actor)?.organisation);
  const me = actor.kind === 'member' ? actor.account : '';
  return personalPage({
    title: 'Add a person',
    back: { text: 'People', href: `/${place.slug}/people` },
    errors: form.problems,
    body: (
      <AddPersonPage
        form={form}
        action={`/${place.slug}/people/new`}
        us={us?.name ?? 'us'}
        organisations={loaded.organisations.filter((one) => one !== us)}
        workers={loaded.workers.filter((one) => one.account !== me)}
        home={`/${place.slug}`}
        known={known}
      />
    ),
  });
}

/** Adding a person: the three questions about consent come first. */
export function addPerson({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: recorders,
    purpose: 'direct-support',
    params: placeParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: recorders,
    purpose: 'direct-support',
    params: placeParams,
    body: personBody,
    handle: async (request) => {
      const { place, scope, body: typed, now, context } = request;
      const doing = doingOf(request);
      if (doing.by.organisation === undefined)
        throw new HttpError(
          'request/refused',
          'Your account is of no organisation here, so there is nobody to keep the record. Ask an administrator.',
        );
      // The database would refuse it; nobody is let type all of it first.
      if (!(await context.db.read(scope, mayHoldPeople))) return await show(request, { typed, problems: [] });
      if (typed.begin === 'yes') return await show(request, { typed: { ...typed, begin: undefined }, problems: [] });
      const parsed = parsePerson(typed, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const { answers, details } = parsed.value;
      if (answers.mustNot !== undefined) {
        const { mustNot } = answers;
        if (!(await context.db.read(scope, async (trx) => await isNamedHere(trx, place.id, mustNot))))
          return await show(request, {
            typed,
            problems: [{ field: 'must-not-who', text: formMessages.mustNotWho }],
          });
        const facts = { us: doing.by.organisation, me: doing.by.account ?? '', lead: doing.by.organisation };
        const refusal = checkDenial(answers.mustNot, facts);
        if (refusal !== undefined)
          return await show(request, {
            typed,
            problems: [{ field: 'must-not-who', text: refusalSentence(refusal) }],
          });
      }
      const others = readOthers(typed);
      const taken = typedText(typed, 'request');
      const isHintSeen = typed['known-elsewhere'] === 'seen';
      const done = await context.db.write(scope, async (trx) => {
        const found = await lookFor(trx, request, path, details);
        const known: Known = {
          candidates: found.candidates.filter((one) => !others.has(one.person.id)),
          isKnownElsewhere: found.isKnownElsewhere && !isHintSeen,
        };
        if (known.candidates.length > 0 || known.isKnownElsewhere) return { id: undefined, known };
        const { id } = await add(trx, doing, details, answers);
        if (!isUuid(taken)) return { id, known: undefined };
        // Where somebody was faster, nobody is added either.
        const takenIn = await takeIn(trx, doing, taken, id);
        return takenIn.ok ? { id, known: undefined, referral: takenIn.value.referral } : refuse(takenIn.error);
      });
      if (done.id === undefined) {
        const field = done.known.candidates.length > 0 ? 'somebody-else' : 'known-elsewhere';
        return await show(request, { typed, problems: [{ field, text: formMessages.knownAlready }] }, done.known);
      }
      const { id, referral } = done;
      if (referral !== undefined) return redirect(`/${place.slug}/referrals/${referral}`, 'request-taken-in');
      return redirect(`/${place.slug}/people/${id}`, 'person-added');
    },
  });
}
