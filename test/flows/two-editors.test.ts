import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const desk: Way = { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false };
const phone: Way = { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false };
const goal = 'One afternoon a week that is mine';

describe('two people who edit the same plan at the same time', { timeout: 600_000 }, () => {
  it('lose nothing: the second reads what the first wrote beside their own words, and decides', async () => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (_service, _source, address) => {
        const amara = await Hands.open(browser, address, desk);
        const ruth = await Hands.open(browser, address, phone);
        try {
          await amara.go('/sign-in');
          await amara.press('Sign in as Amara Nwosu');
          await amara.go('/wrenmouth/people');
          await amara.press('Ruth Halloran', 'link');
          await ruth.go('/sign-in');
          await ruth.press('Sign in as Ruth Halloran');
          await ruth.go('/wrenmouth/me');
          // Both open the goal.
          for (const hands of [amara, ruth]) await hands.press(new RegExp(`^Say how it is going.*${goal}`), 'link');
          await ruth.fill('The goal, in their own words', 'Two afternoons a week that are mine');
          await ruth.press('Save');
          assert.match(await ruth.text(), /Two afternoons a week that are mine/);
          // A mistake in between does not make the second forget that somebody was faster.
          await amara.fill('The goal, in their own words', '');
          await amara.fill(/^Why it matters/, 'Wrote this meanwhile');
          await amara.press('Save');
          assert.match(await amara.text(), /There is a problem/);
          await amara.fill('The goal, in their own words', 'An afternoon a week, by the sea');
          await amara.press('Save');
          const both = await amara.text();
          for (const words of [
            'Somebody changed this while you were working',
            'What they wrote',
            'Two afternoons a week that are mine',
          ])
            assert.ok(both.includes(words), words);
          assert.equal(await amara.page.locator('input[name=words]').inputValue(), 'An afternoon a week, by the sea');
          assert.equal(await amara.page.locator('textarea[name=why]').inputValue(), 'Wrote this meanwhile');
          await amara.check('');
          // Nothing is decided for her: she puts both together.
          await amara.fill('The goal, in their own words', 'Two afternoons a week, by the sea');
          await amara.press('Save');
          await ruth.go('/wrenmouth/me');
          assert.match(await ruth.text(), /Two afternoons a week, by the sea/);
        } finally {
          for (const hands of [amara, ruth]) await hands.close();
        }
      });
    } finally {
      await browser.close();
    }
  });
});
