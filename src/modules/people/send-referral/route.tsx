import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { capacityStanding, servicesTakingReferrals, type Service } from '../../community/index.ts';
import { answerWords } from '../domain/answer-figure.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import { sendLink } from '../parts/send-link.ts';
import {
  doingOf,
  helpers,
  isThemselves,
  personalPage,
  personParams,
  changePerson,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { answerFigures } from '../store/answer-figures.ts';
import { makeAnswerLink } from '../store/answer-links.ts';
import { goalsOf } from '../store/goals.ts';
import { addReferralEvent } from '../store/referral-events.ts';
import { sendReferral } from '../store/referral-writes.ts';
import { parseReferral, referralBody } from './form.ts';
import { referralToUs, typedToBegin } from './begin.ts';
import { SendReferralPage } from './page.tsx';

const path = '/:place/people/:id/referrals/new';

function isFull(service: Service | undefined, now: Date): boolean {
  return (
    service?.capacity !== undefined &&
    service.capacity.state === 'no-capacity' &&
    service.capacity.expiresAt.getTime() > now.getTime()
  );
}

/** A service as it stands in a list to choose from: with the room it told of last. */
export function nameOf(service: Service, now: Date): string {
  const room = capacityStanding(service.capacity, now);
  return `${service.content.name}, ${service.organisation.name}${room === undefined ? '' : `: ${room.text}`}`;
}

async function show(request: PlaceRequest<{ id: string }>, form: FormView | undefined): Promise<Answer> {
  const { place, params, now } = request;
  const loaded = await withPerson(request, { route: path }, async (trx: Trx) => ({
    goals: (await goalsOf(trx, place.id, [params.id])).filter((goal) => goal.status === 'active'),
    services: await servicesTakingReferrals(trx, place.id, todayInLondon(now)),
    figures: await answerFigures(trx, now),
    ours: await referralToUs(trx, request, params.id),
  }));
  const { person } = loaded;
  if (isThemselves(request, person)) throw notFound();
  const shown = form ?? { typed: typedToBegin(person, loaded.ours), problems: [] };
  const chosen = loaded.services.find((one) => one.id === shown.typed['service']);
  return personalPage({
    title: 'Ask somebody to help',
    back: { text: 'Back', href: `/${place.slug}/people/${person.id}` },
    errors: shown.problems,
    body: (
      <SendReferralPage
        form={shown}
        action={`/${place.slug}/people/${person.id}/referrals/new`}
        several={`/${place.slug}/people/${person.id}/referrals/offer`}
        introduce={`/${place.slug}/people/${person.id}/introductions`}
        called={person.knownAs}
        goals={loaded.goals}
        services={loaded.services.map((one) => ({
          id: one.id,
          text: nameOf(one, now),
          told: one.capacity === undefined ? '' : `, told on ${formatDate(todayInLondon(one.capacity.reportedAt))}`,
          answers: answerWords(loaded.figures.get(one.organisation.id)),
        }))}
        isFull={isFull(chosen, now)}
      />
    ),
  });
}

/** Asks a group to help a person. The group has a link to answer by in its mailbox, where it told of one. */
export function sendReferralRoutes({ app, context }: Wiring): void {
  const common = { path, ability: helpers, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, { ...common, method: 'GET', handle: async (request) => await show(request, undefined) });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: referralBody,
    handle: async (request) => {
      const { body: typed, params, place, now, context } = request;
      const parsed = parseReferral(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const asked = parsed.value;
      const done = await changePerson(request, path, async (trx, person) => {
        if (isThemselves(request, person)) throw notFound();
        const service = (await servicesTakingReferrals(trx, place.id, todayInLondon(now))).find(
          (one) => one.id === asked.service,
        );
        if (service === undefined) return { problem: { field: 'service', text: formMessages.referTo } };
        if (isFull(service, now) && !asked.sendAnyway)
          return { problem: { field: 'send-anyway', text: formMessages.referFull } };
        const doing = doingOf(request);
        const to = { organisation: service.organisation.id, service: service.id, name: service.content.name };
        const sent = await sendReferral(trx, doing, params.id, {
          ...asked,
          to,
          permissionHow: asked.how,
          permissionOn: todayInLondon(now),
        });
        if (!sent.ok) return { problem: { field: 'goal', text: refusalSentence(sent.error) } };
        const mailbox = service.content.email;
        if (mailbox !== undefined) {
          const referral = { id: sent.value.id, person: params.id, to: { ...to, organisationName: undefined } };
          const token = await makeAnswerLink(trx, doing, referral);
          await addReferralEvent(trx, doing, referral, { kind: 'link-made', by: 'requester' });
          await sendLink(trx, { place, mailbox, token, baseUrl: context.config.baseUrl, now, newId: context.newId });
        }
        return { id: sent.value.id, hasMailbox: mailbox !== undefined };
      });
      if (done.problem !== undefined) return await show(request, { typed, problems: [done.problem] });
      return redirect(
        `/${place.slug}/referrals/${done.id ?? ''}`,
        done.hasMailbox ? 'referral-sent-by-mail' : 'referral-sent',
      );
    },
  });
}
