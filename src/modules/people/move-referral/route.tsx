import { Type } from 'typebox';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, slugParam, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { movesFor, offeredMoves, type ReferralMove } from '../domain/referral.ts';
import { loadReferral, type LoadedReferral } from '../parts/load-referral.ts';
import { doingOf, helpers, personalPage, personParams, refuse, writers, type Wiring } from '../requests.ts';
import { moveReferral, readOutcome } from '../store/referral-writes.ts';
import { moveBody, parseMove, problemOf } from './form.ts';
import { MovePage } from './page.tsx';

type Asked = PlaceRequest<{ id: string; move: ReferralMove }>;

const path = '/:place/referrals/:id/:move';
const params = Type.Object({
  place: slugParam(),
  id: idParam(),
  move: Type.Union(offeredMoves.map((move) => Type.Literal(move))),
});

/** What the page of a move says beside its fields. */
export function ledeOf(move: ReferralMove): string | undefined {
  switch (move) {
    case 'withdraw':
      return 'Nobody is asked any longer, and whoever helps sees nothing more of you. You need give no reason.';
    case 'mistake':
      return 'It ends at once. Nobody is told of the person through it any more.';
    default:
      return undefined;
  }
}

/** The answer where a move can no longer be made: somebody was faster, or it is over. */
function show(request: Asked, loaded: LoadedReferral, form: FormView): Answer {
  const { place, params: asked } = request;
  const here = `/${place.slug}/referrals/${asked.id}`;
  return personalPage({
    title: 'Referral',
    back: { text: 'Back', href: here },
    errors: form.problems,
    body: (
      <MovePage
        form={form}
        move={asked.move}
        action={`${here}/${asked.move}`}
        version={loaded.referral.version}
        lede={ledeOf(asked.move)}
      />
    ),
  });
}

/** What those with an account do with a referral: answer it, help, say what was done, take it back. */
export function moveReferralRoutes({ app, context }: Wiring): void {
  const common = { path, ability: writers, purpose: 'direct-support', params } as const;
  async function load(request: Asked): Promise<LoadedReferral> {
    const loaded = await request.context.db.write(request.scope, async (trx) => await loadReferral(trx, request, path));
    if (loaded.sides.size === 0) throw notFound();
    return loaded;
  }
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    handle: async (request) => {
      const asked = request as Asked;
      const loaded = await load(asked);
      if (!movesFor(loaded.referral.status, loaded.sides).includes(asked.params.move))
        return refuse('referral/not-now');
      return show(asked, loaded, { typed: {}, problems: [] });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: moveBody,
    handle: async (request) => {
      const asked = request as Asked;
      const { place, scope } = request;
      const { body: typed } = request;
      const { id, move } = asked.params;
      const loaded = await load(asked);
      const parsed = parseMove(typed, move);
      if (!parsed.ok) return show(asked, loaded, { typed, problems: parsed.error });
      const done = await request.context.db.write(
        scope,
        async (trx) =>
          await moveReferral(trx, doingOf(request, loaded.isOwn ? loaded.person : undefined), id, {
            version: versionOf(typed.version),
            command: parsed.value,
            sides: loaded.sides,
          }),
      );
      if (done.ok) return redirect(`/${place.slug}/referrals/${id}`, `referral-${move}`);
      const problem = problemOf(done.error);
      if (problem === undefined) return refuse(done.error);
      return show(asked, loaded, { typed, problems: [problem] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/referrals/:id/read',
    ability: helpers,
    purpose: 'direct-support',
    params: personParams,
    body: Type.Optional(formSchema({ note: textField(10) })),
    handle: async (request) => {
      const { place, scope, params: asked } = request;
      const done = await request.context.db.write(scope, async (trx) => {
        const loaded = await loadReferral(trx, request, path);
        if (!loaded.sides.has('requester')) throw notFound();
        return await readOutcome(trx, doingOf(request), loaded.referral);
      });
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/referrals/${asked.id}`, 'referral-read');
    },
  });
}
