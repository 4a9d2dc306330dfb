import type { Uuid } from '../../src/kernel/ids.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import type { LocalDate } from '../../src/lib/dates.ts';
import {
  changePriorityStatus,
  createOutcome,
  createPriority,
  moveCommitment,
  offerCommitment,
  type Doing,
} from '../../src/modules/strategy/index.ts';
import type { Trx } from '../../src/platform/database/database.ts';
import { writeCard } from '../../src/thread/store/write.ts';
import type { TestApp } from './app.ts';

/** The service itself at work in the test's place, at the test's time. */
export function seeding(app: Pick<TestApp, 'place' | 'now'>, now = app.now): Doing {
  return { place: app.place, speaker: { kind: 'service' }, now, newId: newUuid };
}

/** Says yes to what must be a success, or ends the test with the refusal. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(`refused: ${result.error}`);
  return result.value;
}

/** A statement on the thread, as a conversation would have put it there. */
export async function addStatement(trx: Trx, doing: Doing, title: string): Promise<{ kind: 'statement'; id: Uuid }> {
  const id = doing.newId();
  const address = `/${doing.place.slug}/conversations/c/statements/${id}`;
  await writeCard(
    trx,
    doing.place.id,
    { kind: 'statement', id, title, summary: '', address, visibility: 'public' },
    doing.now,
  );
  return { kind: 'statement', id };
}

export type Planted = { priorityId: Uuid; slug: string; statement: string; outcomeId: Uuid };

/** A published priority that answers one statement and has one outcome. */
export async function plantPriority(app: TestApp, title = 'Nobody tells their story twice'): Promise<Planted> {
  const doing = seeding(app);
  return await app.db.write(app.seed, async (trx) => {
    const statement = await addStatement(trx, doing, 'I tell my story every time');
    const priority = must(
      await createPriority(trx, doing, { title, summary: 'One story, told once.', answers: [statement] }),
    );
    const outcome = must(
      await createOutcome(trx, doing, {
        priorityId: priority.id,
        title: 'Fewer people repeat their story',
        unit: '%',
        better: 'lower',
        baseline: { value: 60, on: '2025-04-01' as LocalDate },
        target: { value: 30, on: '2027-03-31' as LocalDate },
        source: 'Patient survey',
      }),
    );
    must(await changePriorityStatus(trx, doing, priority.id, 'publish'));
    return { priorityId: priority.id, slug: priority.slug, statement: statement.id, outcomeId: outcome.id };
  });
}

/** A commitment of an organisation, asked for and, unless told otherwise, accepted. */
export async function plantCommitment(
  app: TestApp,
  planted: Planted,
  options: { organisation?: Uuid; title?: string; due?: string; accepted?: boolean } = {},
): Promise<{ id: Uuid; slug: string }> {
  const doing = seeding(app);
  return await app.db.write(app.seed, async (trx) => {
    const made = must(
      await offerCommitment(trx, doing, {
        title: options.title ?? 'Share one record',
        firstStep: 'Agree the form',
        priorityId: planted.priorityId,
        outcomeId: planted.outcomeId,
        planId: undefined,
        owner: { kind: 'organisation', organisation: options.organisation ?? app.organisation.id },
        dueOn: (options.due ?? '2026-06-01') as LocalDate,
        pay: { kind: 'goodwill' },
      }),
    );
    if (options.accepted !== false) must(await moveCommitment(trx, doing, made.id, { kind: 'accept' }));
    return made;
  });
}
