import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { recordAccesses } from '../../../platform/audit/audit.ts';
import type { Scope } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { querySchema, slugParam } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { isEnded, movesFor, offeredMoves, type ReferralMove } from '../domain/referral.ts';
import { moveBody, parseMove, problemOf } from '../move-referral/form.ts';
import { MovePage } from '../move-referral/page.tsx';
import { loadReferral } from '../parts/load-referral.ts';
import { linkAddress } from '../parts/send-link.ts';
import { doingOf, helpers, personalPage, personParams, refuse, type Wiring } from '../requests.ts';
import { findLink, linkDoorScope, linkScope, makeAnswerLink } from '../store/answer-links.ts';
import { nobody, type PeopleDoing } from '../store/doing.ts';
import { personById, type Person } from '../store/people.ts';
import { addReferralEvent } from '../store/referral-events.ts';
import { moveReferral } from '../store/referral-writes.ts';
import { referralById, type SeenReferral } from '../store/referrals.ts';
import { LinkPage, NewLinkPage, NoLinkPage, OverPage } from './page.tsx';

const token = Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' });
const linkParams = Type.Object({ place: slugParam(), token });
const moveParams = Type.Object({
  place: slugParam(),
  token,
  move: Type.Union(offeredMoves.map((move) => Type.Literal(move))),
});
type Asked = PlaceRequest<{ token: string }>;
type AskedMove = PlaceRequest<{ token: string; move: ReferralMove }>;

/** Wrong links from one address in a quarter of an hour: more than anybody mistypes. */
const wrongLinks = { limit: 30, windowSeconds: 900 };
const performer = new Set(['performer'] as const);

type Opened = {
  scope: Scope;
  link: Uuid;
  organisation: Uuid | undefined;
  referral: SeenReferral;
  person: Person | undefined;
};

/** Opens what a link leads to and notes the look; or the page that says it leads nowhere. Opening changes nothing else. */
async function open(request: Asked): Promise<Opened | Answer> {
  const { context, place, now, params } = request;
  const found = await context.db.read(
    linkDoorScope(place.id),
    async (trx) => await findLink(trx, place.id, params.token, now),
  );
  if (found.kind === 'over')
    return {
      kind: 'page',
      status: 410,
      page: { title: 'A referral', width: 'narrow', personal: true, body: <OverPage /> },
    };
  if (found.kind === 'nothing') return await nothing(request);
  const scope = linkScope(place.id, found.link);
  const loaded = await context.db.write(scope, async (trx) => {
    const referral = await referralById(trx, place.id, found.referral);
    if (referral === undefined) return undefined;
    const access = {
      place: place.id,
      account: undefined,
      organisation: found.organisation,
      purpose: 'referral',
      route: '/:place/a/:token',
      kind: 'person',
    };
    await recordAccesses(trx, access, [referral.person], now, context.newId);
    return { referral, person: await personById(trx, place.id, referral.person) };
  });
  // The person refused the organisation, or it left the place: the link is worth as much as a wrong one.
  if (loaded === undefined) return await nothing(request);
  return { scope, link: found.link, organisation: found.organisation, ...loaded };
}

async function nothing(request: Asked): Promise<Answer> {
  const { context, now, address } = request;
  const count = await countUse(context.db, `answer-link/wrong/${address}`, wrongLinks, now);
  if (!count.allowed) throw new HttpError('request/too-many', `${tooManySentence(count)}.`);
  const page = { title: 'A referral', width: 'narrow', personal: true, body: <NoLinkPage /> } as const;
  return { kind: 'page', status: 404, page };
}

function isAnswer(one: Opened | Answer): one is Answer {
  return 'kind' in one;
}

function hereOf(request: Asked): string {
  return `/${request.place.slug}/a/${request.params.token}`;
}

function showMove(request: AskedMove, opened: Opened, form: FormView): Answer {
  const here = hereOf(request);
  const { move } = request.params;
  return personalPage({
    title: 'A referral',
    width: 'narrow',
    back: { text: 'Back', href: here },
    errors: form.problems,
    body: <MovePage form={form} move={move} action={`${here}/${move}`} version={opened.referral.version} />,
  });
}

/** Answering without an account: a link is made by those who asked, and gives the group one answer from a phone. */
export function answerByLink({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/referrals/:id/link',
    ability: helpers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => {
      const { place, scope, params, context } = request;
      const made = await context.db.write(scope, async (trx) => {
        const { referral, sides } = await loadReferral(trx, request, '/:place/referrals/:id');
        if (!sides.has('requester')) throw notFound();
        // What is open to several has nobody yet who could answer for it by a link.
        if (isEnded(referral.status) || referral.to.organisation === undefined) return undefined;
        const doing = doingOf(request);
        const token = await makeAnswerLink(trx, doing, referral);
        await addReferralEvent(trx, doing, referral, { kind: 'link-made', by: 'requester' });
        return { referral, token };
      });
      if (made === undefined) return refuse('referral/not-now');
      const address = linkAddress(context.config.baseUrl, place, made.token);
      return personalPage({
        title: 'A link for the group',
        back: { text: 'Back', href: `/${place.slug}/referrals/${params.id}` },
        body: <NewLinkPage address={address} referral={made.referral} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/a/:token',
    ability: 'anyone',
    params: linkParams,
    query: querySchema({}),
    handle: async (request) => {
      const opened = await open(request);
      if (isAnswer(opened)) return opened;
      const { referral, person } = opened;
      return personalPage({
        title: 'A referral',
        width: 'narrow',
        body: (
          <LinkPage referral={referral} person={person} here={hereOf(request)} today={todayInLondon(request.now)} />
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/a/:token/:move',
    ability: 'anyone',
    params: moveParams,
    handle: async (request) => {
      const asked = request as AskedMove;
      const opened = await open(asked);
      if (isAnswer(opened)) return opened;
      if (!movesFor(opened.referral.status, performer).includes(asked.params.move)) return refuse('referral/not-now');
      return showMove(asked, opened, { typed: {}, problems: [] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/a/:token/:move',
    ability: 'anyone',
    params: moveParams,
    body: moveBody,
    handle: async (request) => {
      const asked = request as AskedMove;
      const { body: typed, place, now, context } = request;
      const { move } = asked.params;
      const opened = await open(asked);
      if (isAnswer(opened)) return opened;
      const parsed = parseMove(typed, move);
      if (!parsed.ok) return showMove(asked, opened, { typed, problems: parsed.error });
      const doing: PeopleDoing = {
        place,
        by: nobody,
        now,
        newId: context.newId,
      };
      const done = await context.db.write(
        opened.scope,
        async (trx) =>
          await moveReferral(trx, doing, opened.referral.id, {
            version: versionOf(typed.version),
            command: parsed.value,
            sides: performer,
            organisation: opened.organisation,
            link: opened.link,
          }),
      );
      if (done.ok) return redirect(hereOf(asked), `referral-${move}`);
      const problem = problemOf(done.error);
      if (problem === undefined) return refuse(done.error);
      return showMove(asked, opened, { typed, problems: [problem] });
    },
  });
}
