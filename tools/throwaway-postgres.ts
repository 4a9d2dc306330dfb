// Runs a command with TEST_DATABASE_URL naming a PostgreSQL cluster that is made for it and removed after it, from the
// binaries that the machine has. Says loudly when there are none.
//   node … tools/throwaway-postgres.ts [--socket] COMMAND ARGUMENTS…
// With --socket it is reached through its socket, as one on the machine of the service should be, instead of over TCP.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from './postgres-binaries.ts';

/** The server refuses to run as root: there the cluster belongs to an ordinary account of the machine. */
function ownerOfCluster(): { uid: number; gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout);
    const gid = Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout);
    if (uid > 0) return { uid, gid };
  }
  return undefined;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const bin = postgresBinaries();
if (bin === undefined) {
  console.log(
    '\n*** NO POSTGRESQL BINARIES ON THIS MACHINE: nothing was tested on a served PostgreSQL. Install PostgreSQL 15 or newer. ***\n',
  );
  process.exit(0);
}
const owner: { uid?: number; gid?: number } = ownerOfCluster() ?? {};
const folder = mkdtempSync(join(tmpdir(), 'common-thread-pg-'));
if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
const data = join(folder, 'data');
const port = await freePort();

function must(program: string, args: string[]): void {
  const done = spawnSync(join(bin ?? '', program), args, { ...owner, cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr}`);
}

must('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']);
must('pg_ctl', [
  '-D',
  data,
  '-w',
  '-l',
  join(folder, 'log'),
  '-o',
  `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`,
  'start',
]);
let status = 1;
try {
  const bySocket = process.argv[2] === '--socket';
  const [command = '', ...args] = process.argv.slice(bySocket ? 3 : 2);
  const url = bySocket
    ? `postgres://postgres@localhost:${port}/postgres?host=${encodeURIComponent(folder)}`
    : `postgres://postgres@127.0.0.1:${port}/postgres`;
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: url } });
  // Whoever ends this ends the command; the cluster goes after it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'close')) as [number | null];
  status = code ?? 1;
} finally {
  spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], { ...owner, cwd: folder });
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
