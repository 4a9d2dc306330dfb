// A room of 200 phones on one process: how long a vote takes until the wall has heard of it, whether any is lost, and what a page takes
// meanwhile.
import { newUuid } from '../src/kernel/ids.ts';
import { addStatement, createConversation, moveConversation } from '../src/modules/conversation/index.ts';
import { startRoom } from '../src/modules/conversation/store/rooms.ts';
import { withDemoService } from '../test/support/service.ts';

const phones = 200;
const votesEach = 10;
/** A person reads for so long before the next vote, about. */
const thinkMs = 4_000;
const limits = { wall: 500, page: 50 };

function place(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
async function post(url: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie },
    body: new URLSearchParams(form).toString(),
  });
}

await withDemoService(async (service, _source, address) => {
  const { db } = service.context;
  const wrenmouth = service.context.places.bySlug('wrenmouth');
  if (wrenmouth === undefined) throw new Error('there is no demo place');
  const doing = { place: wrenmouth, account: undefined, now: new Date(), newId: newUuid };
  const scope = { role: 'thread_service', job: 'seed', place: wrenmouth.id } as const;
  const made = await db.write(scope, async (trx) => {
    const conversation = await createConversation(trx, doing, {
      question: 'What first?',
      description: '',
      sectors: [],
    });
    for (let at = 0; at < 40; at += 1)
      await addStatement(trx, doing, { conversation: conversation.id, body: `Statement ${at + 1} of the bench` });
    await moveConversation(trx, doing, conversation.id, 'open');
    await startRoom(trx, doing, conversation.id, [{ kind: 'vote', title: 'Vote', minutes: 20 }]);
    return conversation;
  });
  const base = `${address}/wrenmouth/conversations/${made.slug}`;
  const cookies: string[] = [];
  for (let phone = 0; phone < phones; phone += 1) {
    const joined = await post(`${address}/wrenmouth/conversations/join`, { code: made.joinCode });
    cookies.push(
      joined.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    );
  }

  // The wall: when each number of votes was first heard of.
  const heard: { votes: number; at: number }[] = [];
  const stop = new AbortController();
  const wall = await fetch(`${base}/room/events`, { signal: stop.signal });
  const listening = (async () => {
    let text = '';
    for await (const chunk of wall.body ?? []) {
      text += Buffer.from(chunk).toString();
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const votes = /"votes":(\d+)/.exec(message)?.[1];
        if (votes !== undefined) heard.push({ votes: Number(votes), at: performance.now() });
      }
    }
  })().catch(() => {});
  const streams = await Promise.all(
    cookies.map(async (cookie) => await fetch(`${base}/room/events`, { headers: { cookie }, signal: stop.signal })),
  );

  const cast: { began: number; ended: number }[] = [];
  const pages: number[] = [];
  const voting = { goesOn: true };
  const reading = (async () => {
    while (voting.goesOn) {
      const began = performance.now();
      await (await fetch(`${address}/wrenmouth/priorities`)).text();
      pages.push(performance.now() - began);
      await pause(100);
    }
  })();
  let refused = 0;
  await Promise.all(
    cookies.map(async (cookie, phone) => {
      await pause((thinkMs * phone) / phones);
      for (let vote = 0; vote < votesEach; vote += 1) {
        const statement = String(((phone * 7 + vote * 3) % 40) + 1);
        const began = performance.now();
        const answer = await post(`${base}/vote`, { statement, vote: 'agree', from: 'room' }, cookie);
        if (answer.status === 303) cast.push({ began, ended: performance.now() });
        else refused += 1;
        await pause(Math.max(0, thinkMs - (performance.now() - began)));
      }
    }),
  );
  await pause(1_000);
  voting.goesOn = false;
  await reading;
  stop.abort();
  await listening;
  const kept = await db.read(scope, async (trx) =>
    trx
      .selectFrom('vote')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('place_id', '=', wrenmouth.id)
      .where('conversation_id', '=', made.id)
      .executeTakeFirstOrThrow(),
  );
  // The vote that was answered as the n-th is on the wall when n votes have been heard of.
  const waits = cast
    .toSorted((a, b) => a.ended - b.ended)
    .flatMap(({ began }, at) => {
      const shown = heard.find((one) => one.votes >= at + 1);
      return shown === undefined ? [] : [shown.at - began];
    });
  const p99 = place(waits, 0.99);
  const page = place(pages, 0.5);
  console.log(`\n${phones} phones, ${streams.length + 1} streams, ${cast.length} votes cast, ${refused} refused`);
  console.log(`  votes kept: ${kept.count}: ${kept.count === cast.length ? 'none lost' : 'SOME LOST'}`);
  console.log(
    `  vote to wall: half under ${place(waits, 0.5).toFixed(0)} ms, 99 of 100 under ${p99.toFixed(0)} ms: ${p99 <= limits.wall ? 'within' : 'OVER'} the limit of ${limits.wall} ms`,
  );
  console.log(
    `  a page meanwhile: half under ${page.toFixed(0)} ms, 95 of 100 under ${place(pages, 0.95).toFixed(0)} ms: ${page <= limits.page ? 'within' : 'OVER'} the limit of ${limits.page} ms`,
  );
});
