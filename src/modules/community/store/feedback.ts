import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { FeedbackOutcome, FeedbackTopic } from '../domain/feedback.ts';
import type { Service } from './services.ts';

/** What somebody said is wrong, for those who can put it right. */
export type Feedback = {
  id: Uuid;
  service: { name: string; slug: string };
  organisation: string;
  organisationId: Uuid;
  topic: FeedbackTopic;
  words: string;
  madeAt: Date;
};

/** Keeps what a reader says of a service. Readers have no right to write: the service keeps it for them, and not who they are. */
export async function keepFeedback(
  trx: Trx,
  doing: Doing,
  service: Service,
  said: { topic: FeedbackTopic; words: string },
): Promise<void> {
  await trx
    .insertInto('service_feedback')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      service_id: service.id,
      organisation_id: service.organisation.id,
      topic: said.topic,
      words: said.words,
      made_at: doing.now,
    })
    .execute();
}

/** What waits for an answer, the longest first: of the reader's own organisations, or of all for those who approve. At most 200. */
export async function openFeedback(trx: Trx, place: Uuid): Promise<Feedback[]> {
  const rows = await trx
    .selectFrom('service_feedback as f')
    .innerJoin('service as s', (join) => join.onRef('s.place_id', '=', 'f.place_id').onRef('s.id', '=', 'f.service_id'))
    .innerJoin('organisation as o', 'o.id', 'f.organisation_id')
    .select([
      'f.id',
      's.name',
      's.slug',
      'o.name as organisation',
      'f.organisation_id as organisationId',
      'f.topic',
      'f.words',
      'f.made_at',
    ])
    .where('f.place_id', '=', place)
    .where('f.state', '=', 'open')
    .orderBy('f.made_at')
    .orderBy('f.id')
    .limit(200)
    .execute();
  return rows.map(({ name, slug, topic, made_at, ...row }) => ({
    ...row,
    service: { name, slug },
    topic: topic as FeedbackTopic,
    madeAt: made_at,
  }));
}

/** Says what became of it; the database lets only its own people and approvers. */
export async function settleFeedback(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  outcome: FeedbackOutcome,
): Promise<Result<undefined, 'service/gone'>> {
  const done = await trx
    .updateTable('service_feedback')
    .set({ state: outcome, settled_at: doing.now, settled_by: accountOf(doing) ?? null })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 0 ? fail('service/gone') : ok(undefined);
}
