import { Button, Checkboxes, Empty, errorOf, Hero, InsetText } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { typedList, type FormView } from '../../../lib/form-reader.ts';
import { plural } from '../../../lib/text.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, listField, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { makePartner } from '../../partnership/index.ts';
import { formMessages } from '../messages.ts';
import { idParams, needRun, type Wiring } from '../requests.ts';
import { organisationsWithoutPlace } from '../store/imported-organisations.ts';

/** How many organisations stand on one form. */
const most = 100;
type OfRun = PlaceRequest<{ id: string }>;

async function show(request: OfRun, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const { run, organisations, total } = await context.db.read(scope, async (trx) => {
    const run = await needRun(trx, place.id, params.id);
    return { run, ...(await organisationsWithoutPlace(trx, place.id, run.source.id, most)) };
  });
  const back = `/${place.slug}/community/imports/${run.id}`;
  return page({
    title: 'Make organisations partners',
    back: { text: 'Bring in another directory', href: back },
    errors: form.problems,
    body: (
      <>
        <Hero
          kicker={run.source.name}
          title="Make organisations partners"
          lede="They came with this directory and run services here. As a partner an organisation can keep its own listing, be asked to help and make promises. Ask it first: nobody becomes a partner by being listed."
        />
        {organisations.length === 0 ? (
          <Empty heading="Nobody is left">
            <p>Every organisation that came with this directory is a partner, or runs nothing here any more.</p>
          </Empty>
        ) : (
          <form method="post" action={`${back}/partners`}>
            {total > organisations.length && (
              <InsetText
                text={`The first ${organisations.length} of ${total}. The next ones follow as these are done.`}
              />
            )}
            <Checkboxes
              name="organisation"
              legend="Who agreed to be a partner?"
              values={typedList(form.typed, 'organisation')}
              error={errorOf(form, 'organisation')}
              items={organisations.map((one) => ({
                value: one.id,
                text: one.name,
                hint: plural(one.services, 'service'),
              }))}
            />
            <Button preventDoubleClick>Make them partners</Button>
          </form>
        )}
      </>
    ),
  });
}

/** Organisations that came with another directory become partners when an administrator says so, and never by themselves. */
export function makePartners({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/imports/:id/partners',
    ability: ['administrator'],
    params: idParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/imports/:id/partners',
    ability: ['administrator'],
    params: idParams,
    body: formSchema({ organisation: listField(most, 40) }),
    handle: async (request) => {
      const { place, scope, params, body, now, session, context } = request;
      const chosen = new Set(typedList(body, 'organisation'));
      const made = await context.db.write(scope, async (trx) => {
        const run = await needRun(trx, place.id, params.id);
        const { organisations } = await organisationsWithoutPlace(trx, place.id, run.source.id, most);
        const named = organisations.filter((one) => chosen.has(one.id));
        for (const { id } of named) {
          await makePartner(trx, place, id, todayInLondon(now), now);
          await recordAudit(
            trx,
            { place: place.id, account: session?.account, action: 'partner/added', kind: 'organisation', id },
            now,
            context.newId,
          );
        }
        return named.length;
      });
      if (made === 0)
        return await show(request, {
          typed: body,
          problems: [{ field: 'organisation', text: formMessages.chosenPartners }],
        });
      return redirect(`/${place.slug}/community/imports/${params.id}/partners`, 'partners-made');
    },
  });
}
