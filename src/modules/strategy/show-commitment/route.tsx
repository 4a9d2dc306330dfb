import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { mayAnswerFor } from '../domain/commitment.ts';
import { needCommitment } from '../find.ts';
import { slugParams, type Wiring } from '../requests.ts';
import { notesOf } from '../store/commitments.ts';
import { outcomesByIds } from '../store/outcomes.ts';
import { plansByIds } from '../store/plans.ts';
import { priorityById } from '../store/priorities.ts';
import { CommitmentPage } from './page.tsx';

/** One promise: for everyone once it is accepted, for partners while it is only asked for. */
export function showCommitment({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/commitments/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ params, place, scope, actor, now, context }) => {
      const home = `/${place.slug}`;
      const loaded = await context.db.read(scope, async (trx) => {
        const commitment = await needCommitment(trx, place.id, params.slug);
        const priority = await priorityById(trx, place.id, commitment.priorityId);
        if (priority === undefined) throw notFound();
        const { outcomeId, planId } = commitment;
        return {
          commitment,
          priority,
          outcome: outcomeId === undefined ? undefined : (await outcomesByIds(trx, place.id, [outcomeId]))[0],
          plan: planId === undefined ? undefined : (await plansByIds(trx, place.id, [planId]))[0],
          notes: await notesOf(trx, place.id, commitment.id),
        };
      });
      const isOwners = mayAnswerFor(loaded.commitment.owner, actor);
      const { status } = loaded.commitment.state;
      return page({
        title: loaded.commitment.title,
        back: { text: 'All commitments', href: `${home}/commitments` },
        body: (
          <CommitmentPage
            {...loaded}
            home={home}
            today={todayInLondon(now)}
            can={{ answer: isOwners && status === 'offered', report: isOwners && status === 'accepted' }}
          />
        ),
      });
    },
  });
}
