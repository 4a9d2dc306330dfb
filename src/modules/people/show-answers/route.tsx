import { hasRole } from '../../../kernel/actor.ts';
import { helpingOf } from '../../../kernel/helping.ts';
import { Empty, Hero, Table } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { answerWords, type AnswerFigure } from '../domain/answer-figure.ts';
import { helpers, personalPage, placeParams, type Wiring } from '../requests.ts';
import { answerFigures, introductionFigures } from '../store/answer-figures.ts';
import { partnersOf } from '../store/organisations.ts';

type Row = { name: string; figure: AnswerFigure | undefined; introduced: number | undefined };

/** How referrals were answered in the last year: one's own organisation, or for coordinators all of them. */
export function AnswersPage(props: { rows: readonly Row[]; isCoordinator: boolean }) {
  return (
    <>
      <Hero
        title="How referrals are answered"
        lede={
          props.isCoordinator
            ? 'In the last twelve months. For working together: ask what would make it easier. It is never public.'
            : 'Your own organisation, in the last twelve months. Coordinators see it, and those who refer read it in words. It is never public.'
        }
      />
      {props.rows.length === 0 ? (
        <Empty heading="Nothing to tell yet">
          <p>
            Once referrals have been sent, it stands here how many were answered, how soon, and how often with a yes.
          </p>
        </Empty>
      ) : (
        <Table
          caption="Referrals and how they were answered"
          captionSize="m"
          head={[{ text: 'Organisation' }, { text: 'How they answer' }, { text: 'People who were told of them' }]}
          rows={props.rows.map((row) => [
            { text: row.name },
            { text: answerWords(row.figure) },
            {
              text: row.introduced === undefined ? 'Fewer than 5, or none' : plural(row.introduced, 'person', 'people'),
            },
          ])}
        />
      )}
    </>
  );
}

/** How organisations answer: each sees itself, coordinators see all. Nobody is ranked, and nothing of it is public. */
export function showAnswers({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/referrals/answers',
    ability: [...helpers, 'administrator', 'programme-manager'],
    purpose: 'direct-support',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, actor, now, context }) => {
      const isCoordinator = hasRole(actor, 'administrator', 'programme-manager');
      const us = helpingOf(actor)?.organisation;
      const rows = await context.db.read(scope, async (trx): Promise<Row[]> => {
        const [partners, figures, introduced] = await Promise.all([
          partnersOf(trx, place.id),
          answerFigures(trx, now),
          introductionFigures(trx, now),
        ]);
        return partners
          .filter((one) => (isCoordinator ? figures.has(one.id) || introduced.has(one.id) : one.id === us))
          .map((one) => ({ name: one.name, figure: figures.get(one.id), introduced: introduced.get(one.id) }));
      });
      return personalPage({
        title: 'How referrals are answered',
        back: { text: 'Back', href: `/${place.slug}${isCoordinator && us === undefined ? '' : '/referrals'}` },
        body: <AnswersPage rows={rows} isCoordinator={isCoordinator} />,
      });
    },
  });
}
