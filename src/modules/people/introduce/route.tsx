import { Button, errorOf, Hero, Select } from '../../../design/index.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { servicesTakingReferrals } from '../../community/index.ts';
import { formMessages } from '../messages.ts';
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
import { nameOf } from '../send-referral/route.tsx';
import { addIntroduction, introductionsOf } from '../store/introductions.ts';

const path = '/:place/people/:id/introductions';

async function show(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place, params, now } = request;
  const { person, services, told } = await withPerson(request, { route: path }, async (trx) => ({
    services: await servicesTakingReferrals(trx, place.id, todayInLondon(now)),
    told: await introductionsOf(trx, place.id, params.id),
  }));
  if (isThemselves(request, person)) throw notFound();
  const here = `/${place.slug}/people/${params.id}`;
  return personalPage({
    title: 'Tell them of a group',
    back: { text: 'Back', href: here },
    errors: form.problems,
    body: (
      <>
        <Hero
          kicker="Introduction"
          title="I told them of a group"
          lede="The group hears nothing of it and has no record. It is only counted. If you want an answer, send a referral."
        />
        <form method="post" action={`${here}/introductions`}>
          <Select
            name="service"
            label="Which one?"
            value={typedText(form.typed, 'service')}
            error={errorOf(form, 'service')}
            items={[
              { value: '', text: 'Choose' },
              ...services.map((one) => ({ value: one.id, text: nameOf(one, now) })),
            ]}
          />
          <Button preventDoubleClick>Write it down</Button>
        </form>
        {told.length > 0 && (
          <>
            <h2>Told of so far</h2>
            <ul>
              {told.map((one) => (
                <li key={one.id}>
                  {one.name}, {formatDate(one.on)}
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}

/** An introduction: lighter than a referral. The person goes by themselves; nobody is asked, nothing is shared. */
export function introduce({ app, context }: Wiring): void {
  const common = { path, ability: helpers, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: formSchema({ service: textField(60) }),
    handle: async (request) => {
      const { body: typed, params, place, now } = request;
      const chosen = typedText(typed, 'service');
      const { isAdded } = await changePerson(request, path, async (trx, person) => {
        if (isThemselves(request, person)) throw notFound();
        const service = isUuid(chosen)
          ? (await servicesTakingReferrals(trx, place.id, todayInLondon(now))).find((one) => one.id === chosen)
          : undefined;
        if (service === undefined) return { isAdded: false };
        const to = { organisation: service.organisation.id, service: service.id, name: service.content.name };
        await addIntroduction(trx, doingOf(request), params.id, to);
        return { isAdded: true };
      });
      if (!isAdded)
        return await show(request, { typed, problems: [{ field: 'service', text: formMessages.introduce }] });
      return redirect(`/${place.slug}/people/${params.id}/introductions`, 'introduced');
    },
  });
}
