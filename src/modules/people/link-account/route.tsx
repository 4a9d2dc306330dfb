import { Button, Hero, TextField } from '../../../design/index.ts';
import { FormReader, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { countUse } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages } from '../messages.ts';
import { doingOf, personalPage, placeParams, type Wiring } from '../requests.ts';
import { acceptLinkCode, unlinkAccount } from '../store/link-codes.ts';
import { personOfAccount } from '../store/people.ts';

const tries = { limit: 10, windowSeconds: 3_600 };

function accountOf(request: PlaceRequest): string {
  return request.actor.kind === 'member' ? request.actor.account : '';
}

function showForm(request: PlaceRequest, form: FormView): Answer {
  return personalPage({
    title: 'Connect your record',
    back: { text: 'Home', href: `/${request.place.slug}` },
    errors: form.problems,
    width: 'narrow',
    body: (
      <>
        <Hero
          title="Connect your record"
          lede="Somebody who helps you gave you a code on paper. Type it here, signed in as yourself: then you see your own record, or that of the person for whom you act."
        />
        <form method="post" action={`/${request.place.slug}/connect`}>
          <TextField form={form} name="code" label="The code" hint="Twelve letters and digits" width={20} />
          <Button preventDoubleClick>Connect</Button>
        </form>
      </>
    ),
  });
}

/** Connecting one’s own sign-in with a record by a code that was given by hand, and undoing it. */
export function linkAccount({ app, context }: Wiring): void {
  const common = { ability: 'signed-in', purpose: 'direct-support', params: placeParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/connect',
    handle: async (request) => showForm(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/connect',
    body: formSchema({ code: textField(200) }),
    handle: async (request) => {
      const { context, scope, place, body: typed, now } = request;
      const form = new FormReader(typed);
      const code = form.text('code', 'The code', 40, formMessages.linkCode);
      if (form.problems.length > 0) return showForm(request, { typed, problems: form.problems });
      const counted = await countUse(context.db, `connect/${place.id}/${accountOf(request)}`, tries, now);
      if (!counted.allowed)
        throw new HttpError('request/too-many', 'You have tried this too often within an hour. Ask for a new code.');
      const what = await context.db.write(scope, async (trx) => await acceptLinkCode(trx, doingOf(request), code));
      if (what === undefined)
        return showForm(request, { typed, problems: [{ field: 'code', text: formMessages.linkCodeWrong }] });
      return redirect(`/${place.slug}/${what === 'person' ? 'me' : 'representing'}`, 'account-connected');
    },
  });
  placeRoute(app, context, {
    ...common,
    ability: 'here',
    method: 'POST',
    path: '/:place/me/disconnect',
    handle: async (request) => {
      const { context, scope, place } = request;
      const isDone = await context.db.write(scope, async (trx) => {
        const person = await personOfAccount(trx, place.id, accountOf(request));
        return person !== undefined && (await unlinkAccount(trx, doingOf(request, person), person.id));
      });
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/me`, 'account-disconnected');
    },
  });
}
