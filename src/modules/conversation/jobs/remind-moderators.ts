import { plural } from '../../../lib/text.ts';
import { queueJob, type JobHandler } from '../../../platform/jobs/jobs.ts';
import { queueMail } from '../../../platform/mail/mail.ts';
import { conversationById } from '../store/conversations.ts';
import { moderatorMailboxes, reminderAfterMs, reminderJob, waitingSince } from '../store/reminders.ts';

/**
 * Tells whoever runs conversations, once a day, that statements wait for longer than their authors were told. It goes on while any
 * waits, and says nothing of what they say.
 */
export async function remindModerators(...[context, { place, subject }, trx]: Parameters<JobHandler>): Promise<void> {
  if (subject === undefined) return;
  const now = context.clock.now();
  const { waiting, late } = await waitingSince(trx, place, subject, new Date(now.getTime() - reminderAfterMs));
  if (waiting === 0) return;
  const later = { place, kind: reminderJob, dedupeKey: subject, subject };
  await queueJob(trx, { ...later, runAfter: new Date(now.getTime() + reminderAfterMs) }, now, context.newId);
  const [conversation, found] = await Promise.all([
    conversationById(trx, place, subject),
    trx.selectFrom('place').select(['slug', 'name']).where('id', '=', place).executeTakeFirst(),
  ]);
  if (late === 0 || conversation === undefined || found === undefined) return;
  const body = [
    `${plural(late, 'statement waits', 'statements wait')} for more than a day to be read, in “${conversation.question}”.`,
    '',
    `${context.config.baseUrl}/${found.slug}/conversations/${conversation.slug}/moderate`,
  ].join('\n');
  const subjectLine = `Statements wait to be read in ${found.name}`.slice(0, 200);
  for (const to of await moderatorMailboxes(trx, place, now))
    await queueMail(trx, { place, kind: 'statements-waiting', to, subject: subjectLine, body }, now, context.newId);
}
