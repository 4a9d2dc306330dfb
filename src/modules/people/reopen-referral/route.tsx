import { Button, errorOf, Hero, LongField, Radios } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { findService } from '../../community/index.ts';
import { mayReopen } from '../domain/referral.ts';
import { waysGiven, wayGivenWords } from '../domain/words.ts';
import { loadReferral, type LoadedReferral } from '../parts/load-referral.ts';
import { sendLink } from '../parts/send-link.ts';
import { doingOf, helpers, personalPage, personParams, refuse, type Wiring } from '../requests.ts';
import { makeAnswerLink } from '../store/answer-links.ts';
import { addReferralEvent } from '../store/referral-events.ts';
import { reopenedAs, reopenReferral } from '../store/reopen.ts';
import { parseReopen, reopenBody } from './form.ts';

const path = '/:place/referrals/:id/reopen';
type Asked = PlaceRequest<{ id: string }>;

/** The referral of a route, for those who asked and may see the person still. @throws not found for everybody else. */
async function load(trx: Trx, request: Asked): Promise<LoadedReferral> {
  const loaded = await loadReferral(trx, request, path);
  if (!loaded.sides.has('requester') || loaded.person === undefined) throw notFound();
  return loaded;
}

async function show(request: Asked, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/referrals/${params.id}`;
  const { referral, isAgain } = await context.db.write(scope, async (trx) => ({
    ...(await load(trx, request)),
    isAgain: (await reopenedAs(trx, place.id, params.id)) !== undefined,
  }));
  if (isAgain || !mayReopen(referral.status, referral.statusReason) || referral.to.organisation === undefined)
    return refuse('referral/not-now');
  return personalPage({
    title: 'Ask again',
    width: 'narrow',
    back: { text: 'Back', href: here },
    errors: form.problems,
    body: (
      <>
        <Hero
          kicker={referral.to.name}
          title="Ask again"
          lede="A new referral goes to the same group, with what you wrote before. The earlier one stays as it ended."
        />
        <form method="post" action={`${here}/reopen`}>
          <LongField form={form} name="why" label="What is different now?" hint="Both sides read it." rows={3} />
          <Radios
            name="how"
            legend="How did the person say yes this time?"
            legendSize="s"
            inline
            value={typedText(form.typed, 'how')}
            error={errorOf(form, 'how')}
            items={waysGiven.map((value) => ({ value, text: wayGivenWords[value] }))}
          />
          <Radios
            name="urgency"
            legend="How soon?"
            legendSize="s"
            value={typedText(form.typed, 'urgency')}
            error={errorOf(form, 'urgency')}
            items={[
              { value: 'routine', text: 'In the usual way' },
              { value: 'urgent', text: 'Urgent', hint: 'Ring them as well.' },
            ]}
          />
          <Button preventDoubleClick>Ask again</Button>
        </form>
      </>
    ),
  });
}

/** Asking again after a referral has ended: with a reason, and only once the person has said yes again. */
export function reopenReferralRoutes({ app, context }: Wiring): void {
  const common = { path, ability: helpers, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    handle: async (request) => await show(request, { typed: { urgency: 'routine' }, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: reopenBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now, context } = request;
      const parsed = parseReopen(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const { referral } = await load(trx, request);
        const doing = doingOf(request);
        const reopened = await reopenReferral(trx, doing, params.id, parsed.value);
        if (!reopened.ok) return reopened;
        const { service } = referral.to;
        const mailbox = service === undefined ? undefined : (await findService(trx, place.id, service))?.content.email;
        if (mailbox !== undefined) {
          const again = { id: reopened.value.id, person: referral.person, to: referral.to };
          const token = await makeAnswerLink(trx, doing, again);
          await addReferralEvent(trx, doing, again, { kind: 'link-made', by: 'requester' });
          await sendLink(trx, { place, mailbox, token, baseUrl: context.config.baseUrl, now, newId: context.newId });
        }
        return reopened;
      });
      return done.ok ? redirect(`/${place.slug}/referrals/${done.value.id}`, 'referral-reopened') : refuse(done.error);
    },
  });
}
