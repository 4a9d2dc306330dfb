import type { FastifyInstance } from 'fastify';
import type { Module } from '../../../module.ts';
import { Details, Table } from '../../../design/index.ts';
import { page } from '../../http/answers.ts';
import { querySchema } from '../../http/fields.ts';
import { placeRoute, type RouteContext } from '../../http/routes.ts';

function timeOf(date: Date): string {
  return date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/London' });
}

/** The outbox of a place: what was sent, what waits, and, where no mail server is set, the letters themselves. */
export function outboxRoutes(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/mail',
    ability: ['administrator'],
    query: querySchema({}),
    handle: async (request) => {
      const { place } = request;
      const letters = await request.context.db.read(
        request.scope,
        async (trx) =>
          await trx
            .selectFrom('mail')
            .selectAll()
            .where('place_id', '=', place.id)
            .orderBy('created_at', 'desc')
            .limit(100)
            .execute(),
      );
      const isSent = request.context.config.mail.kind === 'smtp';
      return page({
        title: 'Outbox',
        back: { text: 'Back to administration', href: `/${place.slug}/admin` },
        body: (
          <>
            <h1 class="nhsuk-heading-l">Outbox</h1>
            <p>
              {isSent
                ? 'Letters go out within a minute. Links that open something are taken out of them once they are sent.'
                : 'This service sends no mail yet. You can read each letter here and pass it on yourself.'}
            </p>
            {letters.length === 0 ? (
              <p>No letters yet. An invitation, for example, is a letter.</p>
            ) : (
              <Table
                caption={`The last ${letters.length === 1 ? 'letter' : `${letters.length} letters`}`}
                head={['Written', 'To', 'Letter', 'State']}
                responsive
                rows={letters.map((letter) => [
                  timeOf(letter.created_at),
                  letter.to_address,
                  <Details summary={letter.subject} key={letter.id}>
                    {letter.body.split('\n').map((line, index) => (
                      <p key={index}>{line}</p>
                    ))}
                  </Details>,
                  letter.sent_at !== null
                    ? `Sent ${timeOf(letter.sent_at)}`
                    : letter.last_error !== null
                      ? `Not sent after ${letter.attempts === 1 ? 'one try' : `${letter.attempts} tries`}: ${letter.last_error}`
                      : 'Waiting',
                ])}
              />
            )}
          </>
        ),
      });
    },
  });
}

/** The outbox in the browser. */
export function mailModule(): Module {
  return { name: 'mail', routes: outboxRoutes };
}
