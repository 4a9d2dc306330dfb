import { speaksFor } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { typedText, versionOf, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { recordsWithWords } from '../../../thread/store/find.ts';
import { cardsOf, type SeenCard } from '../../../thread/store/read.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { partnersOf } from '../../partnership/index.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import { conflict, doingOf, needService, placeParams, refuse, slugParams, speakers, type Wiring } from '../requests.ts';
import { proposeChange, proposeService, type ProposeRefusal } from '../store/propose.ts';
import { newestVersions } from '../store/versions.ts';
import { parseService, serviceBody } from './form.ts';
import { WriteServicePage } from './page.tsx';
import { typedOf } from './typed.ts';

type Showing = {
  typed: Typed;
  problems: readonly Problem[];
  /** Of the service that is changed; none for a new one. */
  slug?: string;
  sentBack?: string | undefined;
  isConflict?: boolean;
};

/** The commitments that a service can help to keep: those the reader may see, by title. */
async function commitmentsToChoose(trx: Trx, place: Uuid): Promise<SeenCard[]> {
  const cards = await cardsOf(trx, place, await recordsWithWords(trx, place, ['commitment'], '', 200));
  return cards.sort((a, b) => a.title.localeCompare(b.title));
}

async function show(request: PlaceRequest, showing: Showing): Promise<Answer> {
  const { place, scope, actor, context } = request;
  const { typed, problems, slug } = showing;
  const list = `/${place.slug}/my-organisation/services`;
  const { own, commitments } = await context.db.read(scope, async (trx) => ({
    own: slug === undefined ? (await partnersOf(trx, place.id)).filter((one) => speaksFor(actor, one.id)) : [],
    commitments: await commitmentsToChoose(trx, place.id),
  }));
  if (slug === undefined && own.length === 0) return refuse('service/not-yours');
  const heading = slug === undefined ? 'Add a service' : 'Change a service';
  const content = {
    title: heading,
    back: { text: 'Your services', href: list },
    errors: problems,
    body: (
      <WriteServicePage
        heading={heading}
        action={slug === undefined ? list : `${list}/${slug}/edit`}
        form={{ typed, problems }}
        organisations={own}
        commitments={commitments}
        sentBack={showing.sentBack}
        currentHref={showing.isConflict === true ? list : undefined}
      />
    ),
  };
  return showing.isConflict === true ? conflict(content) : page(content);
}

/** The field that a refusal of the store is about. */
function fieldOf(refusal: ProposeRefusal): string {
  if (refusal === 'service/commitment-gone') return 'delivers';
  return refusal === 'service/not-a-partner'
    ? 'organisation'
    : refusal === 'service/tells-masked-address'
      ? 'where'
      : 'name';
}

/** Adding a service and changing one: every word waits for approval. */
export function writeService({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/my-organisation/services/new',
    ability: speakers,
    params: placeParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/services',
    ability: speakers,
    params: placeParams,
    body: serviceBody,
    handle: async (request) => {
      const { body: typed, scope, place, actor, context } = request;
      const organisationId = typedText(typed, 'organisation');
      const parsed = parseService(typed);
      const problems: Problem[] = speaksFor(actor, organisationId)
        ? []
        : [{ field: 'organisation', text: formMessages.organisation }];
      if (!parsed.ok) problems.push(...parsed.error);
      if (!parsed.ok || problems.length > 0) return await show(request, { typed, problems });
      const done = await context.db.write(scope, (trx) =>
        proposeService(trx, doingOf(request), { organisationId, content: parsed.value }),
      );
      if (done.ok) return redirect(`/${place.slug}/my-organisation/services`, 'service-proposed');
      return await show(request, {
        typed,
        problems: [{ field: fieldOf(done.error), text: refusalSentence(done.error) }],
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/my-organisation/services/:slug/edit',
    ability: speakers,
    params: slugParams,
    handle: async (request) => {
      const { params, scope, place, actor, context } = request;
      const { service, version } = await context.db.read(scope, async (trx) => {
        const service = await needService(trx, place.id, params.slug);
        return { service, version: (await newestVersions(trx, place.id, [service.id])).get(service.id) };
      });
      if (!speaksFor(actor, service.organisation.id) || version === undefined) return refuse('service/not-yours');
      return await show(request, {
        typed: typedOf(version.content, version.number),
        problems: [],
        slug: params.slug,
        sentBack: version.state.state === 'sent-back' ? version.state.reason : undefined,
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/services/:slug/edit',
    ability: speakers,
    params: slugParams,
    body: serviceBody,
    handle: async (request) => {
      const { body: typed, params, scope, place, actor, context } = request;
      const { slug } = params;
      const service = await context.db.read(scope, (trx) => needService(trx, place.id, slug));
      if (!speaksFor(actor, service.organisation.id)) return refuse('service/not-yours');
      const parsed = parseService(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error, slug });
      const { done, newest } = await context.db.write(scope, async (trx) => {
        const input = { serviceId: service.id, base: versionOf(typedText(typed, 'version')), content: parsed.value };
        const newest = (await newestVersions(trx, place.id, [service.id])).get(service.id);
        return { done: await proposeChange(trx, doingOf(request), input), newest };
      });
      if (done.ok) return redirect(`/${place.slug}/my-organisation/services`, 'service-proposed');
      switch (done.error) {
        case 'service/gone':
        case 'service/not-yours':
          return refuse(done.error);
        case 'service/changed-meanwhile':
          return await show(request, {
            typed: { ...typed, version: String(newest?.number ?? 0) },
            problems: [{ field: 'name', text: refusalSentence(done.error) }],
            slug,
            isConflict: true,
          });
        default:
          return await show(request, {
            typed,
            problems: [{ field: fieldOf(done.error), text: refusalSentence(done.error) }],
            slug,
          });
      }
    },
  });
}
