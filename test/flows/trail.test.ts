import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadTrail } from '../../demo/wrenmouth/trail.ts';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const phone: Way = { name: 'on a phone', width: 360, javaScript: true, keyboardOnly: false };
const keyboard: Way = { name: 'by keyboard alone', width: 1280, javaScript: true, keyboardOnly: true };
const ways: Way[] = [
  phone,
  { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false },
  { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false },
  keyboard,
];
const trail = loadTrail();
const strip = '.ct-guide';

/** The guided trail from its first step to its last and back, from the strip alone. */
async function walkTrail(hands: Hands): Promise<void> {
  await hands.go('/');
  await hands.press('Follow one thread through Wrenmouth');
  assert.equal(await hands.heading(), 'Follow one thread');
  await hands.press('Begin');
  const addresses: string[] = [];
  for (const [index, step] of trail.steps.entries()) {
    // Once signed in, a later step of the same person opens at once.
    if (step.signInAs !== undefined && /\/trail\/\d+$/.test(hands.page.url()))
      await hands.press(`Sign in as ${step.signInAs.name}`);
    const text = await hands.text();
    assert.ok(text.includes(`Follow one thread: step ${index + 1} of ${trail.steps.length}`), text.slice(0, 400));
    assert.ok(text.includes(step.look));
    assert.doesNotMatch(hands.page.url(), /\/trail\//, `step ${index + 1} leads to its record`);
    addresses.push(hands.page.url());
    if (index < trail.steps.length - 1) await hands.press(/^Next/, 'link', strip);
  }
  for (const address of addresses.toReversed().slice(1)) {
    await hands.press(/^Back/, 'link', strip);
    assert.equal(hands.page.url(), address);
  }
  await hands.press('All steps', 'link', strip);
  assert.equal(await hands.heading(), 'Follow one thread');
}

const thread = {
  statement: 'I am passed from office to office and tell my story every time',
  priority: 'Tell it once',
  commitment: 'Try one shared page for 40 families in Marsh End',
  action: 'Bring three practices and two charities together to try one page',
  decision: 'Set up a group to find out how one page can follow a person safely',
  meeting: 'Summer meeting of the board',
  person: 'Ruth Halloran',
  goal: 'To tell our story once and not at every door',
  referral: 'Fuel and heating help',
  measure: 'Times a person told their story before help began',
  outcome: 'Times a person tells their story before help begins',
  story: 'One page that travels with the person',
};

/** Presses links one after another; each page that comes has the heading it is said to have. */
async function follow(hands: Hands, links: readonly (readonly [link: string | RegExp, heading: string | RegExp])[]) {
  for (const [link, heading] of links) {
    await hands.press(link, 'link');
    assert.match(await hands.heading(), typeof heading === 'string' ? new RegExp(`^${heading}`) : heading);
  }
}

/** The thread's own way there, by the links that stand on its pages. */
async function walkThere(hands: Hands): Promise<void> {
  await hands.go('/wrenmouth');
  await follow(hands, [
    [thread.statement, thread.statement],
    [thread.priority, thread.priority],
    [thread.commitment, thread.commitment],
    ['Follow the thread of this commitment', thread.commitment],
    [thread.action, thread.action],
    [thread.decision, thread.decision],
    [thread.meeting, thread.meeting],
  ]);
  await hands.press('Sign in', 'link', 'header');
  await hands.press('Sign in as Amara Nwosu');
  assert.equal(await hands.heading(), thread.meeting, 'signing in leads back to the page one came from');
  await hands.goTo('People');
  await follow(hands, [
    [thread.person, thread.person],
    [thread.referral, thread.referral],
    [thread.goal, thread.person],
    [thread.priority, thread.priority],
    [thread.measure, thread.measure],
    ['Follow the thread of this measure', thread.measure],
    [thread.story, thread.story],
    [/, Saltby$/, thread.story],
  ]);
  assert.match(await hands.text(), /What became of it at .* in Saltby/);
}

/** The same way back, from the other place's page to the sentence with which it began. */
async function walkBack(hands: Hands): Promise<void> {
  await follow(hands, [
    [thread.story, thread.story],
    ['Follow the thread of this story', thread.story],
    [thread.measure, thread.measure],
    [thread.outcome, thread.priority],
  ]);
  await hands.goTo('People');
  await follow(hands, [
    [thread.person, thread.person],
    [thread.referral, thread.referral],
    ['Follow the thread of this referral', `Referral: ${thread.referral}`],
    [thread.goal, thread.person],
    [`Follow the thread of ${thread.goal}`, thread.goal],
    [thread.priority, thread.priority],
    [thread.decision, thread.decision],
    [thread.action, thread.action],
    ['Follow the thread of this action', thread.action],
    [thread.commitment, thread.commitment],
    [thread.priority, thread.priority],
    [thread.statement, thread.statement],
  ]);
}

describe('the guided trail through the demo', { timeout: 1_200_000 }, () => {
  it('can be walked forward and back in every way, and so can the thread itself; axe finds nothing', async (t) => {
    const browser = await launchBrowser();
    async function walk(address: string, way: Way, steps: (hands: Hands) => Promise<void>): Promise<void> {
      const hands = await Hands.open(browser, address, way);
      try {
        await steps(hands);
      } finally {
        await hands.close();
      }
    }
    try {
      await withDemoService(async (_service, _source, address) => {
        for (const way of ways) await t.test(`the trail ${way.name}`, async () => await walk(address, way, walkTrail));
        for (const way of [phone, keyboard])
          await t.test(`the thread ${way.name}`, async () => {
            await walk(address, way, async (hands) => {
              await walkThere(hands);
              await walkBack(hands);
            });
          });
      });
    } finally {
      await browser.close();
    }
  });
});
