import type { Uuid } from '../../src/kernel/ids.ts';
import { createStory, publishStory, type Doing } from '../../src/modules/learning/index.ts';
import type { Place } from '../../src/platform/http/places.ts';
import type { TestApp } from './app.ts';
import { must, seeding } from './strategy.ts';

/** A scope of the service itself in another place. */
export function serviceIn(place: Place) {
  return { role: 'thread_service', job: 'seed', place: place.id } as const;
}

/** What was done, or the end of the test with the refusal. */
export function done<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The parts of a story, each filled in. */
export function storyWords(title: string) {
  return {
    title,
    summary: 'One warm door a day',
    problem: 'Long evenings',
    done: 'One rota',
    core: 'No empty day',
    adaptable: 'The soup',
    involved: 'Six halls',
    results: 'More open days',
    cost: 'Heating',
    failed: 'Sunday mornings',
    contact: 'The manager of the halls',
  };
}

/** The service itself at work in another place. */
export function seedingIn(app: TestApp, place: Place): Doing {
  return { ...seeding(app), place };
}

/** A story of the test's organisation, published unless told otherwise; in the test's place or another. */
export async function plantStory(
  app: TestApp,
  options: { title?: string; outcomes?: Uuid[]; isDraft?: boolean; place?: Place; organisation?: Uuid } = {},
): Promise<{ id: Uuid; slug: string }> {
  const doing = seedingIn(app, options.place ?? app.place);
  return await app.db.write(serviceIn(options.place ?? app.place), async (trx) => {
    const story = must(
      await createStory(trx, doing, {
        organisationId: options.organisation ?? app.organisation.id,
        words: storyWords(options.title ?? 'A warm room'),
        outcomes: options.outcomes ?? [],
      }),
    );
    if (options.isDraft !== true) {
      done(await publishStory(trx, doing, story.id));
    }
    return story;
  });
}
