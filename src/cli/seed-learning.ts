import { sql } from 'kysely';
import type { DemoStory, Wrenmouth } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import { createStory, publishStory, reportUptake, takeUp } from '../modules/learning/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { placeStatement } from '../platform/database/scope.ts';
import { doingAt, found, must, type Seeding } from './seeding.ts';

async function seedStory(
  trx: Trx,
  story: DemoStory,
  outcomes: ReadonlyMap<string, { id: Uuid }>,
  seeding: Seeding,
): Promise<Uuid> {
  const { title, summary, problem, done, core, adaptable, involved, results, cost, failed, contact } = story;
  const made = must(
    await createStory(trx, doingAt(seeding, story.place, story.publishedDay - 6), {
      organisationId: found(seeding.organisations, story.organisation),
      words: { title, summary, problem, done, core, adaptable, involved, results, cost, failed, contact },
      outcomes: story.outcomes.map((key) => found(outcomes, key).id),
    }),
    story.slug,
  );
  must(await publishStory(trx, doingAt(seeding, story.place, story.publishedDay), made.id), story.slug);
  return made.id;
}

/** Tells the demo's stories and what became of them in the other place. In a service's transaction; it moves between places. */
export async function seedLearning(
  trx: Trx,
  data: Pick<Wrenmouth, 'stories' | 'uptakes'>,
  outcomes: ReadonlyMap<string, { id: Uuid }>,
  seeding: Seeding,
): Promise<void> {
  const stories = new Map<string, Uuid>();
  for (const story of data.stories) {
    await sql.raw(placeStatement(found(seeding.places, story.place).id)).execute(trx);
    stories.set(story.slug, await seedStory(trx, story, outcomes, seeding));
  }
  for (const one of data.uptakes) {
    await sql.raw(placeStatement(found(seeding.places, one.place).id)).execute(trx);
    const begun = must(
      await takeUp(trx, doingAt(seeding, one.place, one.startedDay), {
        storyId: found(stories, one.story),
        organisationId: found(seeding.organisations, one.organisation),
        status: 'considering',
        changed: '',
      }),
      one.story,
    );
    const { status, stopReason, changed, happened } = one;
    const report = { status, stopReason, changed, figures: one.figures ?? undefined, happened };
    must(
      await reportUptake(trx, doingAt(seeding, one.place, one.reportedDay), { id: begun.id, version: 1, report }),
      one.story,
    );
  }
}
