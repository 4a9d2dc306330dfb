import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp } from '../../../../test/support/app.ts';
import { renderPart } from '../../../design/index.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { newUuid } from '../../../kernel/ids.ts';
import { ThreadRegistry, type RecordPart } from '../../../thread/kinds.ts';
import type { Priority } from '../store/priorities.ts';
import { AddedParts } from './added.tsx';

describe('what other modules add to the page of a priority', () => {
  it('is read as a visitor and once where it is published, and by each reader where it is a draft', async () => {
    await withTestApp(async ({ context, db, place, now, person }) => {
      const roles: string[] = [];
      const registry = new ThreadRegistry();
      registry.addPart('priority', async (trx) => {
        const { rows } = await sql<{ role: string }>`select current_user as role`.execute(trx);
        const role = rows[0]?.role ?? '';
        roles.push(role);
        return { part: 'did', title: role, body: <p>{`${role} & read`}</p> };
      });
      const parts = new AddedParts(context, registry);
      const { account } = await person('programme-manager');
      const member: Actor = { kind: 'member', account, name: 'Tom', memberships: [] };
      const visitor: Actor = { kind: 'anonymous' };
      async function look(actor: Actor, status: Priority['status'], id: string): Promise<RecordPart[]> {
        const priority = { id, status } as Priority;
        const asked = { place, now, actor };
        const scope =
          actor.kind === 'anonymous'
            ? ({ role: 'thread_public', place: place.id } as const)
            : ({ role: 'thread_member', account, place: place.id } as const);
        const within = await db.read(scope, async (trx) => await parts.within(trx, priority, asked));
        return await parts.after(priority, asked, within);
      }
      const [published, draft] = [newUuid(), newUuid()];
      const seen = [
        await look(member, 'published', published),
        await look(visitor, 'published', published),
        await look(member, 'published', published),
      ];
      assert.deepEqual(roles, ['thread_public'], 'read once, as a visitor');
      for (const [only] of seen) {
        assert.equal(only?.title, 'thread_public');
        assert.equal(renderPart(<>{only?.body}</>), '<div><p>thread_public &amp; read</p></div>');
      }
      context.cache.forget(place.id);
      await look(visitor, 'published', published);
      assert.deepEqual(roles.splice(0), ['thread_public', 'thread_public'], 'again after a change');
      const [own] = await look(member, 'draft', draft);
      await look(member, 'draft', draft);
      assert.deepEqual(roles, ['thread_member', 'thread_member']);
      assert.equal(own?.title, 'thread_member');
    });
  });
});
