import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connection } from '../../src/platform/database/connections.ts';
import { sharedSource } from '../support/database.ts';

const lengths = [10, 40, 80, 120, 160, 200, 254, 300, 400, 600, 1000, 2000, 4000, 8000];

/** Of each domain what it just allows, and what it refuses. */
const kinds: Readonly<Record<string, { allows: readonly string[]; refuses: readonly string[] }>> = {
  ...Object.fromEntries(
    lengths.map((most) => [
      `text_of_${most}`,
      // Characters, not bytes and not UTF-16: that one counts once.
      { allows: ['', '𝔞'.repeat(most)], refuses: ['a'.repeat(most + 1)] },
    ]),
  ),
  ...Object.fromEntries(
    [500, 600, 2000].map((most) => [
      `said_of_${most}`,
      { allows: ['a', 'é'.repeat(most)], refuses: ['', 'a'.repeat(most + 1)] },
    ]),
  ),
  resource: { allows: ['{}', 'a'.repeat(200_000)], refuses: ['{', 'a'.repeat(200_001)] },
  practice_code: { allows: ['A12345'], refuses: ['', 'a12345', 'A1234', 'A123456', 'A12345 '] },
  code: { allows: ['people/referral-sent'], refuses: ['', 'people', 'People/sent', 'people/sent/again', 'people/'] },
  way_given: { allows: ['in-person', 'phone', 'letter', 'online'], refuses: ['', 'fax', 'Phone'] },
  basis: { allows: ['consent', 'public-task', 'vital-interests', 'best-interests'], refuses: ['', 'interest'] },
  decision_purpose: { allows: ['*', 'direct-support', 'referral', 'safeguarding'], refuses: ['', 'emergency'] },
  decision_category: {
    allows: ['*', 'identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'],
    refuses: ['', 'everything'],
  },
  referral_scope: { allows: ['answer', 'deliver', 'share-plan'], refuses: ['', 'full'] },
  referral_urgency: { allows: ['routine', 'urgent'], refuses: ['', 'asap'] },
  referral_reason: { allows: ['no-capacity', 'sent-in-error', 'other'], refuses: ['', 'busy'] },
  referral_event_kind: { allows: ['created', 'outcome-read', 'feedback'], refuses: ['', 'deleted'] },
};

async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await (await sharedSource()).acquire();
  try {
    return await work(connection);
  } finally {
    connection.release();
  }
}

describe('a kind of value', () => {
  it('allows what is just right, and refuses what is not, with a name', async () => {
    await connected(async (connection) => {
      for (const [name, { allows, refuses }] of Object.entries(kinds)) {
        for (const value of allows) await connection.query(`select $1::text::thread.${name}`, [value]);
        for (const value of refuses)
          await assert.rejects(
            connection.query(`select $1::text::thread.${name}`, [value]),
            { code: '23514' },
            `${name} allows ${value.slice(0, 40)}`,
          );
      }
    });
  });

  it('is asked of something here, each of them, and of some column of a table', async () => {
    const { rows } = await connected(
      async (connection) =>
        await connection.query(
          `select t.typname::text as name, bool_or(k.convalidated) as checked, exists (select 1 from pg_attribute a where a.atttypid = t.oid and not a.attisdropped) as used
             from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_constraint k on k.contypid = t.oid
            where n.nspname = 'thread' and t.typtype = 'd' group by t.oid, t.typname order by t.typname`,
          [],
        ),
    );
    assert.deepEqual(
      rows,
      Object.keys(kinds)
        .sort()
        .map((name) => ({ name, checked: true, used: true })),
    );
  });
});
