import nodemailer from 'nodemailer';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Scope } from '../database/database.ts';
import { errorFields } from '../log.ts';
import { createWaker } from '../waker.ts';
import { mailChannel } from './mail.ts';

export type MailContext = Pick<Context, 'config' | 'db' | 'clock' | 'log'>;
/** A letter on its way. `id` is the same however often it is tried, so that a mailbox can drop a second copy. */
export type Letter = { id: Uuid; from: string; to: string; subject: string; text: string };
export type Transport = (letter: Letter) => Promise<void>;

const scope: Scope = { role: 'thread_service', job: 'mail-sender' };
/** How long a process has for one letter before another may try it. */
const leaseMs = 5 * 60_000;
const mostAttempts = 10;
const pollMs = 60_000;

/** Sends by SMTP, in well under the time of the lease. */
export function smtpTransport(url: string, baseUrl: string): Transport {
  const host = new URL(baseUrl).hostname;
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 60_000,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ id, from, to, subject, text }) => {
    await transport.sendMail({
      from,
      // As an object the address is taken as it is: a comma in it can name no second reader.
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${host}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  };
}

/** A letter that was sent need not keep what opens something. */
function withoutTokens(body: string): string {
  return body.replaceAll(/\/(invitation|reset|a)\/[\w-]{20,}/g, '/$1/…');
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const response = 'responseCode' in error && typeof error.responseCode === 'number' ? ` ${error.responseCode}` : '';
  return `${code}${response}`.slice(0, 60);
}

/**
 * Sends what waits in the outbox and says how many letters went. Each is leased before it is sent, in a transaction of
 * its own, so that two processes never send the same one; one that fails is tried again later. Without SMTP everything
 * stays in the outbox, where administrators can read it.
 */
export async function sendWaitingMail(context: MailContext, transport?: Transport): Promise<number> {
  const { config, db, clock, log } = context;
  if (config.mail.kind !== 'smtp') return 0;
  const { from } = config.mail;
  const send = transport ?? smtpTransport(config.mail.url, config.baseUrl);
  let sent = 0;
  for (;;) {
    const now = clock.now();
    const mail = await db.write(
      scope,
      async (trx) =>
        await trx
          .updateTable('mail')
          .set({ send_after: new Date(now.getTime() + leaseMs), attempts: sql`mail.attempts + 1` })
          .where((eb) =>
            eb(
              eb.refTuple('mail.place_id', 'mail.id'),
              // '=', because 'in' may be planned as a join that runs the locking query more than once.
              '=',
              eb
                .selectFrom('mail as waiting')
                .select(['waiting.place_id', 'waiting.id'])
                .where('waiting.sent_at', 'is', null)
                .where('waiting.send_after', '<=', now)
                .where('waiting.attempts', '<', mostAttempts)
                .orderBy('waiting.send_after')
                .limit(1)
                .forUpdate()
                .skipLocked()
                .$asTuple('place_id', 'id'),
            ),
          )
          .returningAll()
          .executeTakeFirst(),
    );
    if (mail === undefined) return sent;
    let failure: unknown;
    try {
      await send({ id: mail.id, from, to: mail.to_address, subject: mail.subject, text: mail.body });
    } catch (error) {
      failure = error ?? new Error('unknown');
    }
    const after = clock.now();
    await db.write(scope, async (trx) => {
      const change = trx.updateTable('mail').where('place_id', '=', mail.place_id).where('id', '=', mail.id);
      await (
        failure === undefined
          ? change.set({ sent_at: after, last_error: null, body: withoutTokens(mail.body) })
          : change.set({
              last_error: codeOf(failure),
              send_after: new Date(after.getTime() + Math.min(6 * 3_600_000, 60_000 * 2 ** mail.attempts)),
            })
      ).execute();
    });
    if (failure === undefined) sent += 1;
    else log.warn('a letter could not be sent', { mail: mail.id, attempts: mail.attempts, code: codeOf(failure) });
  }
}

export type MailSender = { start(): Promise<void>; wake: () => void; stop(): Promise<void> };

/** Sends mail as it is written, and once a minute what has to be tried again. */
export function createMailSender(context: MailContext, transport?: Transport): MailSender {
  let timer: NodeJS.Timeout | undefined;
  let stopListening: (() => Promise<void>) | undefined;
  const waker = createWaker(
    async () => await sendWaitingMail(context, transport),
    (error) => context.log.error('the outbox could not be read', errorFields(error)),
  );
  return {
    async start() {
      if (context.config.mail.kind !== 'smtp') return;
      stopListening = await context.db.listen(mailChannel, waker.wake);
      timer = setInterval(waker.wake, pollMs).unref();
      waker.wake();
    },
    wake: waker.wake,
    async stop() {
      clearInterval(timer);
      await stopListening?.();
      await waker.stop();
    },
  };
}
