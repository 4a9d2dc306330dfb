// The functions that write, each asked by itself.
import assert from 'node:assert/strict';
import type { CompiledQuery } from 'kysely';
import { personCategories } from '../../../src/kernel/helping.ts';
import { tokenHash } from '../../../src/lib/token-hash.ts';
import { exec, rowsOf, type Case, type Client, type World } from './world.ts';
import { accept, add, after, ask, granted, send, sent } from './steps.ts';

export type Given = { statement: CompiledQuery; by: Client };

/** What the service would send, in the state in which it would send it. */
export async function given(world: World, by: Client, send: Case['send']): Promise<Given> {
  const { db } = world.app.context;
  const together = db.onceTogether.bind(db);
  let found: CompiledQuery | undefined;
  await exec(world.app, 'savepoint given');
  db.onceTogether = async (scope, statement, inTurn) => {
    if (!statement.sql.includes('thread.write_')) return await together(scope, statement, inTurn);
    found = statement;
    return [];
  };
  await send(world);
  db.onceTogether = together;
  await exec(world.app, 'rollback to savepoint given');
  assert.ok(found !== undefined);
  return { statement: found, by };
}

type Asker = { account: string; place: string; organisation: string; purpose?: string; categories: string[] };

/** Those who may not write what is given, each with why. */
async function strangersTo(world: World, { by }: Given, needed: readonly string[]): Promise<[string, Asker][]> {
  const { app } = world;
  const other = by === world.client ? world.stranger : world.client;
  const asker: Asker = {
    account: by.account,
    place: app.place.id,
    organisation: by.organisation,
    purpose: 'direct-support',
    categories: [...personCategories],
  };
  const { purpose: _purpose, ...withoutPurpose } = asker;
  return [
    ['another account', { ...asker, account: other.account }],
    ['another organisation', { ...asker, organisation: other.organisation }],
    ['another client', { ...asker, account: other.account, organisation: other.organisation }],
    ['somebody of another place', { ...asker, place: (await app.addPlace('elsewhere')).id }],
    ['somebody without a reason', withoutPurpose],
    ['somebody in an emergency', { ...asker, purpose: 'emergency' }],
    ...needed.map((word): [string, Asker] => [
      `somebody who knows nothing of ${word}`,
      { ...asker, categories: asker.categories.filter((one) => one !== word) },
    ]),
  ];
}

/** Whether a statement wrote; what the database refuses it has undone. */
async function writes(asked: Promise<unknown[]>): Promise<boolean> {
  try {
    const [row] = await asked;
    return (row as { sure: boolean }).sure;
  } catch (error) {
    if (/^(?:23|42501)/.test(String((error as { code?: string }).code))) return false;
    throw error;
  }
}

/** Whoever wrote, or changed, what they may not, where a function is asked by itself. */
export async function wroteAlone(world: World, one: Given, needed: readonly string[]): Promise<string[]> {
  const { app } = world;
  const wrote: string[] = [];
  await exec(app, 'savepoint alone');
  const asking = await strangersTo(world, one, needed);
  const before = await rowsOf(app);
  for (const [name, asker] of asking) {
    const scope = { role: 'thread_member', ...asker, knownStays: 'yes' } as const;
    if (await writes(app.db.once(scope, 'read write', one.statement))) wrote.push(name);
  }
  // Of those who have a token and may write nothing of that person, each hears no.
  if (needed.includes('referral') && one.by === world.client) {
    const { account, organisation, token } = world.stranger;
    const scope = {
      account,
      organisation,
      place: app.place.id,
      purpose: 'direct-support',
      categories: personCategories,
    };
    const parameters = one.statement.parameters.map((value, index) => (index === 0 ? tokenHash(token) : value));
    const asker = { role: 'thread_member', ...scope, knownStays: 'yes' } as const;
    if (await writes(app.db.once(asker, 'read write', { ...one.statement, parameters })))
      wrote.push('a client that was not asked');
  }
  for (const role of ['thread_guest', 'thread_public'] as const)
    await assert.rejects(app.db.once({ role, place: app.place.id }, 'read write', one.statement), /permission denied/);
  const after = await rowsOf(app);
  if (after.size !== before.size || [...after].some((row) => !before.has(row))) wrote.push('somebody left rows');
  await exec(app, 'rollback to savepoint alone');
  return wrote;
}

/** What the service writes by each function, with the categories that it takes. */
export const writings: Readonly<
  Record<string, { before?: Case['before']; send: Case['send']; needed: string[]; asked?: true }>
> = {
  'thread.write_patient': { send: add, needed: ['identity'] },
  'thread.write_request': { send: ask, needed: ['identity', 'referral'] },
  // The other organisation knows of the person, and did not ask.
  'thread.write_task': {
    before: after(granted('identity', 'direct-support', '[2025-01-01,)')),
    send,
    needed: ['identity', 'referral'],
  },
  'thread.write_move': { before: sent(), send: accept, needed: ['referral'], asked: true },
};

export async function withWriting<T>(
  world: World,
  name: string,
  test: (one: Given, needed: string[]) => Promise<T>,
): Promise<T> {
  const { before, send: write, needed, asked } = writings[name] ?? assert.fail(name);
  await exec(world.app, 'savepoint writing');
  await before?.(world);
  const result = await test(await given(world, asked ? world.stranger : world.client, write), needed);
  await exec(world.app, 'rollback to savepoint writing');
  return result;
}
