import { statfsSync } from 'node:fs';
import { sql } from 'kysely';
import type { Config } from '../config/config.ts';
import { openDatabase } from '../open.ts';
import type { Log } from '../platform/log.ts';

type Finding = { ok: boolean; text: string };

/** Looks at what usually goes wrong and says what to do about it. Exit code 1 when something is wrong. */
export async function doctor(config: Config, log: Log): Promise<void> {
  const findings: Finding[] = [];
  const major = Number(process.versions.node.split('.')[0]);
  findings.push({
    ok: major >= 24,
    text: `Node.js ${process.version}${major >= 24 ? '' : ': version 24 or newer is needed'}`,
  });
  const opened = await openDatabase(config, log);
  try {
    findings.push({
      ok: true,
      text: `The ${opened.db.kind === 'pglite' ? 'embedded' : 'PostgreSQL'} database opens, and its schema is up to date`,
    });
    const facts = await opened.db.read({ role: 'thread_service', job: 'mail-sender' }, async (trx) => {
      const mail = await sql<{
        waiting: number;
        failed: number;
      }>`select count(*)::int as waiting, (count(*) filter (where attempts > 0))::int as failed from mail where sent_at is null`.execute(
        trx,
      );
      return mail.rows[0];
    });
    const jobs = await opened.db.read({ role: 'thread_service', job: 'job-runner' }, async (trx) => {
      const result = await sql<{
        waiting: number;
        failing: number;
      }>`select count(*)::int as waiting, (count(*) filter (where attempts > 2))::int as failing from job`.execute(trx);
      return result.rows[0];
    });
    const open = await opened.db.read({ role: 'thread_public' }, async (trx) => {
      const result = await sql<{
        relname: string;
      }>`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'auth') and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(
        trx,
      );
      return result.rows.map((row) => row.relname);
    });
    findings.push({
      ok: open.length === 0,
      text:
        open.length === 0
          ? 'Row security is forced on every table'
          : `Row security is not forced on ${open.join(', ')}`,
    });
    findings.push({
      ok: (facts?.failed ?? 0) === 0,
      text: `${facts?.waiting ?? 0} letters in the outbox, ${facts?.failed ?? 0} of them could not be sent so far`,
    });
    findings.push({
      ok: (jobs?.failing ?? 0) === 0,
      text: `${jobs?.waiting ?? 0} jobs waiting, ${jobs?.failing ?? 0} of them failed more than twice`,
    });
  } finally {
    await opened.close();
  }
  const disk = statfsSync('.');
  const free = (disk.bavail * disk.bsize) / 1e9;
  findings.push({ ok: free > 1, text: `${free.toFixed(1)} GB free on the disk` });
  findings.push({
    ok: config.mode !== 'production' || config.baseUrl.startsWith('https:'),
    text: `People reach it at ${config.baseUrl}`,
  });
  for (const finding of findings) console.log(`${finding.ok ? '✓' : '✗'} ${finding.text}`);
  if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
}
