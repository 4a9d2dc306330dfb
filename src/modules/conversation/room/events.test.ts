import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation } from '../../../../test/support/conversation.ts';

type Message = { version: number; people: number | null; votes: number | null };

/** The stream of a room, message by message. */
async function follow(app: TestApp, url: string) {
  const answer = await app.app.inject({ url, headers: { 'accept-encoding': 'br, gzip' }, payloadAsStream: true });
  const iterator = answer.stream()[Symbol.asyncIterator]();
  let text = '';
  async function next(): Promise<Message | undefined> {
    for (;;) {
      const found = /event: state\ndata: (.*)\n\n/.exec(text);
      if (found !== null) {
        text = text.slice(found.index + found[0].length);
        return JSON.parse(found[1] ?? '') as Message;
      }
      const chunk = await iterator.next();
      if (chunk.done === true) return undefined;
      text += String(chunk.value);
    }
  }
  return { answer, next, rest: () => text };
}

describe('the stream of a room', () => {
  it('begins with what is so, tells of votes, and is neither kept nor compressed', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { votes: [[6, 0, 0]] });
      const facilitator = await app.person('facilitator');
      assert.equal((await app.get(`${made.base}/room/events`)).status, 404);
      await app.post(`${made.base}/console`, { do: 'start', template: 'half-day' }, facilitator);
      const { answer, next } = await follow(app, `${made.base}/room/events`);
      assert.equal(answer.headers['content-type'], 'text/event-stream; charset=utf-8');
      assert.equal(answer.headers['content-encoding'], 'identity');
      assert.equal(answer.headers['cache-control'], 'no-store');
      const first = await next();
      assert.equal(first?.votes, 6);
      const phone = await joinConversation(app, made);
      await app.post(`${made.base}/vote`, { statement: '1', vote: 'agree', from: 'room' }, undefined, phone);
      const second = await next();
      assert.equal(second?.votes, 7);
      assert.equal(second?.people, 7);
      await app.post(`${made.base}/console`, { do: 'wall', view: 'join' }, facilitator);
      const third = await next();
      assert.ok((third?.version ?? 0) > (second?.version ?? 0));
    });
  });

  it('counts nobody aloud where there are fewer than five, and ends when the server closes', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      await app.post(`${made.base}/console`, { do: 'start', template: 'half-day' }, await app.person('facilitator'));
      await joinConversation(app, made);
      const { next, rest } = await follow(app, `${made.base}/room/events`);
      const first = await next();
      assert.equal(first?.people, null);
      assert.equal(first?.votes, null);
      await app.app.close();
      assert.equal(await next(), undefined);
      assert.match(rest(), /event: bye/);
    });
  });
});
