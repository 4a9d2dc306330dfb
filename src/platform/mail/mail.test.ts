import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '../../config/config.ts';
import { newUuid } from '../../kernel/ids.ts';
import { withRollback } from '../../../test/support/database.ts';
import type { Database } from '../database/database.ts';
import { createLog } from '../log.ts';
import { noPlace, queueMail } from './mail.ts';
import { sendWaitingMail, type Letter, type MailContext } from './sender.ts';

const start = new Date('2026-03-02T09:00:00Z');

async function withOutbox<T>(
  env: Record<string, string>,
  test: (world: { context: MailContext; db: Database; wait: (s: number) => void; lines: string[] }) => Promise<T>,
): Promise<T> {
  return await withRollback(async (db) => {
    const read = readConfig({ NODE_ENV: 'test', ...env });
    assert.ok(read.ok);
    let now = start;
    const lines: string[] = [];
    const log = createLog(
      'debug',
      () => now,
      (line) => lines.push(line),
    );
    const wait = (seconds: number): void => {
      now = new Date(now.getTime() + seconds * 1_000);
    };
    await db.write({ role: 'thread_auth' }, async (trx) => {
      const body = `Open https://here.example/sign-in/reset/${'x'.repeat(24)} within one hour.`;
      await queueMail(
        trx,
        { place: noPlace, kind: 'test', to: 'amara@example.org', subject: 'A link', body },
        start,
        newUuid,
      );
    });
    return await test({ context: { config: read.value, db, clock: { now: () => now }, log }, db, wait, lines });
  });
}

async function outbox(db: Database) {
  return await db.read(
    { role: 'thread_service', job: 'mail-sender' },
    async (trx) => await trx.selectFrom('mail').selectAll().execute(),
  );
}

const smtp = { SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'thread@example.org' };

describe('mail', () => {
  it('is sent once, and its link is not kept', async () => {
    await withOutbox(smtp, async ({ context, db, lines }) => {
      const letters: Letter[] = [];
      const transport = async (letter: Letter): Promise<void> => void letters.push(letter);
      const both = await Promise.all([sendWaitingMail(context, transport), sendWaitingMail(context, transport)]);
      assert.equal(both[0] + both[1], 1);
      assert.equal(letters.length, 1);
      assert.match(letters[0]?.text ?? '', /reset\/x{24}/);
      const [row] = await outbox(db);
      assert.ok(row?.sent_at);
      assert.doesNotMatch(row.body, /xxx/);
      assert.deepEqual(lines, []);
    });
  });

  it('is leased while it is sent: another process leaves it alone', async () => {
    await withOutbox(smtp, async ({ context }) => {
      let inner = -1;
      await sendWaitingMail(context, async () => {
        inner = await sendWaitingMail(context, async () => {});
      });
      assert.equal(inner, 0);
    });
  });

  it('that could not be sent is tried again later, and the log names nobody', async () => {
    await withOutbox(smtp, async ({ context, db, wait, lines }) => {
      let tries = 0;
      const transport = async (): Promise<void> => {
        tries += 1;
        if (tries < 3) throw Object.assign(new Error('550 amara@example.org unknown'), { code: 'EENVELOPE' });
      };
      assert.equal(await sendWaitingMail(context, transport), 0);
      assert.equal(await sendWaitingMail(context, transport), 0);
      assert.equal(tries, 1, 'not at once');
      assert.equal((await outbox(db))[0]?.last_error, 'EENVELOPE');
      wait(121);
      await sendWaitingMail(context, transport);
      wait(241);
      assert.equal(await sendWaitingMail(context, transport), 1);
      assert.ok(!lines.join('').includes('amara'));
    });
  });

  it('stays in the outbox where no server for it is set', async () => {
    await withOutbox({}, async ({ context, db }) => {
      assert.equal(await sendWaitingMail(context, async () => assert.fail()), 0);
      assert.equal((await outbox(db))[0]?.sent_at, null);
    });
  });

  it('of no place is for no member, even one who names that place', async () => {
    await withOutbox({}, async ({ db }) => {
      const rows = await db.read(
        { role: 'thread_member', account: newUuid(), place: noPlace },
        async (trx) => await trx.selectFrom('mail').selectAll().execute(),
      );
      assert.deepEqual(rows, []);
    });
  });
});
