import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const ways: Way[] = [
  { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false },
  { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false },
  { name: 'by keyboard alone', width: 1280, javaScript: true, keyboardOnly: true },
];
const person = 'Desmond Baptiste';

/** A worker asks, a group without an account says yes and tells what was done, the worker reads it. */
async function walk(browser: Awaited<ReturnType<typeof launchBrowser>>, address: string, way: Way): Promise<void> {
  const reason = `Would like to play, ${way.name}`;
  const outcome = `Came twice, ${way.name}`;
  const amara = await Hands.open(browser, address, way);
  const group = await Hands.open(browser, address, { ...way, width: 360 });
  try {
    await amara.go('/sign-in');
    await amara.press('Sign in as Amara Nwosu');
    await amara.go('/wrenmouth');
    await amara.goTo('People');
    await amara.press(person, 'link');
    await amara.press('Ask somebody to help', 'link');
    // What is missing is said, and what was typed stays.
    await amara.fill('What matters to them, and why now?', reason);
    await amara.press('Send the referral');
    assert.match(await amara.text(), /There is a problem.*Choose who could help/);
    const shed = await amara.page.locator('select[name=service] option', { hasText: 'Shed mornings' }).innerText();
    await amara.choose('Who could help?', shed);
    await amara.tick('By phone');
    await amara.tick('The name, how to get in touch, and what help is wanted');
    await amara.tick('No risks known');
    await amara.press('Send the referral');
    assert.equal(await amara.heading(), 'Shed mornings');
    assert.match(await amara.text(), new RegExp(`Sent today: no answer yet.*${reason}`));
    await amara.press('Make a link');
    const link = await amara.page.locator('main a[href*="/a/"]').getAttribute('href');
    const open = new URL(link ?? '').pathname;

    await group.go(open);
    assert.equal(await group.heading(), 'Can you help?');
    assert.ok((await group.text()).includes(reason) && !(await group.text()).includes(person));
    await group.press('We cannot help');
    assert.equal(await group.heading(), 'Why can you not help?');
    await group.press('Back', 'link', 'body');
    await group.press('Yes, we can help');
    assert.ok((await group.text()).includes(person));
    await group.press('Say what was done');
    await group.fill('What was done, and what changed?', outcome);
    await group.press('Send it to those who asked');
    assert.equal(await group.heading(), 'This has been answered, and is over');
    assert.ok(!(await group.text()).includes(person));

    await amara.goTo('Today');
    // The newest answers may be folded away beneath those that wait longer.
    const today = (await amara.page.locator('main').textContent()) ?? '';
    assert.match(today, new RegExp(`Answers to read.*${person}: Shed mornings`));
    await amara.goTo('People');
    await amara.press(person, 'link');
    await amara.press('Shed mornings', 'link');
    assert.ok((await amara.text()).includes(outcome));
    await amara.press('I have read it');
    assert.doesNotMatch(await amara.text(), /I have read it/);
  } finally {
    for (const hands of [amara, group]) await hands.close();
  }
}

describe('a referral from a worker to a group without an account, and back', { timeout: 1_200_000 }, () => {
  it('is sent, answered and read in every way, and axe finds nothing', async (t) => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (_service, _source, address) => {
        for (const way of ways) await t.test(way.name, async () => await walk(browser, address, way));
      });
    } finally {
      await browser.close();
    }
  });
});
