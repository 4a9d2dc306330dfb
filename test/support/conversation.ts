import { newUuid, type Uuid } from '../../src/kernel/ids.ts';
import {
  addStatement,
  createConversation,
  moveConversation,
  recomputeResults,
  seedVotes,
  type Conversation,
  type Sector,
} from '../../src/modules/conversation/index.ts';
import type { TestApp } from './app.ts';

export type MadeConversation = Conversation & { sectors: Sector[]; statements: Uuid[]; base: string };

/**
 * A conversation with statements and, for each, how many people agree, disagree and pass: person by person from the
 * first. `state` says how far it has come.
 */
export async function makeConversation(
  app: TestApp,
  options: {
    question?: string;
    sectors?: string[];
    statements?: string[];
    votes?: readonly (readonly [agree: number, disagree: number, pass: number])[];
    sectorOf?: (person: number) => number | undefined;
    state?: 'draft' | 'open' | 'closed';
  } = {},
): Promise<MadeConversation> {
  const doing = { place: app.place, account: undefined, now: app.now, newId: newUuid };
  const state = options.state ?? 'open';
  return await app.db.write(app.seed, async (trx) => {
    const made = await createConversation(trx, doing, {
      question: options.question ?? 'What would make it easier to stay well here?',
      description: 'Say what you think.',
      sectors: options.sectors ?? [],
    });
    const statements: Uuid[] = [];
    for (const body of options.statements ?? ['Buses should run later', 'I know who to ask for help'])
      statements.push((await addStatement(trx, doing, { conversation: made.id, body })).id);
    if (state !== 'draft') await moveConversation(trx, doing, made.id, 'open');
    const tables = options.votes ?? [];
    const people = Math.max(0, ...tables.map((cells) => cells[0] + cells[1] + cells[2]));
    await seedVotes(trx, doing, made.id, {
      participants: Array.from({ length: people }, (_, index) => ({
        number: index + 1,
        sector: made.sectors[options.sectorOf?.(index) ?? -1]?.id,
      })),
      votes: tables.flatMap(([agree, disagree, pass], at) => {
        const values = [...Array<1>(agree).fill(1), ...Array<-1>(disagree).fill(-1), ...Array<0>(pass).fill(0)];
        return values.map((value, index) => ({
          participantNumber: index + 1,
          statement: statements[at] ?? '',
          value,
          at: app.now,
        }));
      }),
    });
    const closed = state === 'closed' ? await moveConversation(trx, doing, made.id, 'close') : undefined;
    await recomputeResults(trx, app.place, made.id, app.now);
    const conversation = closed?.ok === true ? closed.value : made;
    return {
      ...conversation,
      sectors: made.sectors,
      statements,
      base: `/${app.place.slug}/conversations/${made.slug}`,
    };
  });
}

/** Joins with the code, as a phone does; gives back the cookies that the phone then holds. */
export async function joinConversation(app: TestApp, made: MadeConversation): Promise<Record<string, string>> {
  const joined = await app.post(`/${app.place.slug}/conversations/join`, { code: made.joinCode });
  return joined.setCookies;
}
