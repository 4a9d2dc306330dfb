// Sends requests for a benchmark from a process of its own, so that its work is not counted as the service's. Reads one JSON line
// for each run (`{ method, headers, many, urls, bodies }`, several at once as `width` says) and answers with one.
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';

export type Run = {
  method: string;
  headers: Record<string, string>;
  urls: string[];
  bodies: (string | undefined)[];
  many: number;
  width: number;
  keep: boolean;
};
export type Done = { status: number; ms: number; text: string };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function send(run: Run, index: number): Promise<Done> {
  const began = performance.now();
  const body = run.bodies[index % Math.max(1, run.bodies.length)];
  const url = run.urls[index % run.urls.length] ?? '';
  const length: Record<string, string> =
    body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method: run.method, headers: { ...run.headers, ...length }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = run.keep || (response.statusCode ?? 0) >= 300 ? Buffer.concat(chunks).toString('utf8') : '';
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - began, text });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const run = JSON.parse(line) as Run;
  const done: Done[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: run.width }, async () => {
      while (next < run.many) {
        const index = next;
        next += 1;
        done[index] = await send(run, index);
      }
    }),
  );
  process.stdout.write(`${JSON.stringify(done)}\n`);
}
