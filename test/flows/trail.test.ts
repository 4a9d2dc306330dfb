import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadTrail } from '../../demo/wrenmouth/trail.ts';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const ways: Way[] = [
  { name: 'on a phone', width: 360, javaScript: true, keyboardOnly: false },
  { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false },
  { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false },
  { name: 'by keyboard alone', width: 1280, javaScript: true, keyboardOnly: true },
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
    if (step.signInAs !== undefined && !(await hands.text()).includes('Support circle and plan'))
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

describe('the guided trail through the demo', { timeout: 600_000 }, () => {
  it('can be walked forward and back in every way, and axe finds nothing', async (t) => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (_service, _source, address) => {
        for (const way of ways)
          await t.test(way.name, async () => {
            const hands = await Hands.open(browser, address, way);
            try {
              await walkTrail(hands);
            } finally {
              await hands.close();
            }
          });
      });
    } finally {
      await browser.close();
    }
  });
});
