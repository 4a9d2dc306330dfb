import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const desk: Way = { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false };
const phone: Way = { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false };
const keyboard: Way = { name: 'by keyboard alone', width: 1280, javaScript: true, keyboardOnly: true };
const tie = 'St Bride’s allotment';

async function openRuth(hands: Hands): Promise<void> {
  await hands.go('/sign-in');
  await hands.press('Sign in as Amara Nwosu');
  await hands.go('/wrenmouth/people');
  await hands.press('Ruth Halloran', 'link');
}

/** In which list somebody stands: the ring, as everybody reads it. */
async function ringOf(hands: Hands, name = tie): Promise<string> {
  const section = hands.page.locator('.ct-rings__lists section').filter({ hasText: name });
  return await section.locator('h3').innerText();
}

/** Drags the dot of a name along its line, to a share of the way from the middle to the outermost ring. */
async function drag(hands: Hands, share: number, finish: 'drop' | 'escape' = 'drop'): Promise<void> {
  const drawing = hands.page.locator('.ct-rings__wide svg');
  await drawing.scrollIntoViewIfNeeded();
  const places = await drawing.evaluate(
    (svg, { name, to }) => {
      const link = [...svg.querySelectorAll('a')].find((one) => one.textContent.includes(name));
      const mark = link?.firstElementChild?.getBoundingClientRect();
      const ring = svg.querySelector('ellipse')?.getBoundingClientRect();
      if (mark === undefined || ring === undefined) throw new Error(`${name} is not drawn`);
      const middle = { x: ring.x + ring.width / 2, y: ring.y + ring.height / 2 };
      const from = { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2 };
      const away = Math.hypot((from.x - middle.x) / (ring.width / 2), (from.y - middle.y) / (ring.height / 2));
      const scale = to / away;
      return { from, to: { x: middle.x + (from.x - middle.x) * scale, y: middle.y + (from.y - middle.y) * scale } };
    },
    { name: tie.slice(0, 12), to: share },
  );
  const { mouse } = hands.page;
  await mouse.move(places.from.x, places.from.y);
  await mouse.down();
  await mouse.move(places.to.x, places.to.y, { steps: 6 });
  if (finish === 'escape') await hands.page.keyboard.press('Escape');
  await mouse.up();
}

async function status(hands: Hands, text: string | RegExp): Promise<void> {
  await hands.page.getByRole('status').filter({ hasText: text }).waitFor();
}

describe('a circle, edited by hand, and a family', { timeout: 1_200_000 }, () => {
  it('is changed by dragging, taken back, and by keyboard through the same form; axe finds nothing', async (t) => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (_service, _source, address) => {
        await t.test('by dragging to another ring, with a way back', async () => {
          const hands = await Hands.open(browser, address, desk);
          await openRuth(hands);
          const before = hands.page.url();
          assert.equal(await ringOf(hands), 'Further out');
          await drag(hands, 0.97);
          await drag(hands, 0.34, 'escape');
          assert.equal(await ringOf(hands), 'Further out', 'dropped on its own ring, or given up, it stays');
          await drag(hands, 0.34);
          await status(hands, `${tie} now stands in: Closest.`);
          assert.equal(await ringOf(hands), 'Closest');
          assert.equal(hands.page.url(), before, 'a drag is no click on its link');
          await hands.check();
          await hands.page.getByRole('button', { name: 'Move back' }).click();
          await status(hands, `${tie} now stands in: Further out.`);
          assert.equal(await ringOf(hands), 'Further out');
          // It is kept, with everything else that was said of it.
          await hands.page.reload();
          assert.equal(await ringOf(hands), 'Further out');
          assert.match(await hands.text(), /Quiet, and beans/);

          // Somebody else is faster: the form comes back, with the ring that was meant.
          const other = await Hands.open(browser, address, desk);
          await openRuth(other);
          await drag(other, 0.66);
          await status(other, 'Near');
          await Promise.all([hands.page.waitForEvent('load'), drag(hands, 0.34)]);
          assert.equal(await hands.heading(), 'Change this part of the circle');
          assert.match(await hands.text(), /There is a problem.*Somebody changed this/);
          assert.ok(await hands.page.getByLabel('Closest').isChecked());
          assert.equal(await hands.page.getByLabel('Name').inputValue(), tie);
          await hands.press('Save');
          assert.equal(await ringOf(hands), 'Closest');
          await other.close();
          await hands.close();
        });
        for (const way of [keyboard, phone])
          await t.test(`${way.name}, through the list and its form`, async () => {
            const hands = await Hands.open(browser, address, way);
            await openRuth(hands);
            const aim = way === keyboard ? 'Near' : 'Further out';
            await hands.press(tie, 'link');
            await hands.tick(aim);
            await hands.press('Save');
            assert.equal(await ringOf(hands), aim);
            await hands.close();
          });
        for (const way of [desk, keyboard, phone])
          await t.test(`the household, ${way.name}`, async () => {
            const hands = await Hands.open(browser, address, way);
            await openRuth(hands);
            await hands.press('Household', 'link');
            assert.equal(await hands.heading(), 'Alfie, Josie, Kez and Ruth');
            const text = await hands.text();
            assert.match(text, /This cannot wait.*The bathroom wall is wet again/);
            assert.match(text, /2 organisations for money and benefits/);
            assert.match(text, /Somebody for the children on hospital days Nobody is written down/);
            if (way !== desk) return await hands.close();
            await hands.press(/^Yes, the same ?: Biscuit/);
            assert.match(await hands.text(), /Biscuit, pet For Kez \(“Biscuit, the dog”\): .*For Alfie: /);
            await hands.press('Add somebody who has a record', 'link');
            await hands.press('Add Desmond Baptiste');
            await hands.fill(/What is Desmond to the others/, 'neighbour');
            await hands.press('Add');
            assert.equal(await hands.heading(), 'Alfie, Desmond, Josie, Kez and Ruth');
            await hands.press(/^Change ?: Desmond Baptiste/, 'link');
            await hands.press('No longer with the others');
            assert.match(await hands.text(), /Before: Desmond/);
            await hands.close();
          });
      });
    } finally {
      await browser.close();
    }
  });
});
