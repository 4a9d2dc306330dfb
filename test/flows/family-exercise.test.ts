import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Keys } from './keys.ts';

/** Of each of the family: what they are good at, who is there, and what somebody of it offers. */
const family = [
  { name: 'Ruth Halloran', strength: 'Knows every path on the marsh', tie: 'Maureen', goal: 'Sleep through the night' },
  { name: 'Kerry Halloran', strength: 'Cuts hair so that people smile', tie: 'Donna', goal: 'A morning of her own' },
  { name: 'Josie Halloran', strength: 'Swims like a fish', tie: 'Coach Ife', goal: 'A lift to the pool on Fridays' },
  {
    name: 'Alfie Halloran',
    strength: 'Builds anything from cardboard',
    tie: 'Uncle Dev',
    goal: 'A quiet place to build',
  },
] as const;

function inDays(count: number): { day: number; month: number; year: number } {
  const at = new Date(Date.now() + count * 86_400_000);
  return { day: at.getUTCDate(), month: at.getUTCMonth() + 1, year: at.getUTCFullYear() };
}

/** The exercise for one of the family, from what is there already to a plan that is agreed. */
async function exercise(keys: Keys, one: (typeof family)[number]): Promise<void> {
  const { name, strength, tie, goal } = one;
  await keys.goTo('People');
  await keys.press(name, 'link');
  assert.equal(await keys.heading(), name);
  // First what and who is there already.
  await keys.press('Add what matters', 'link');
  await keys.type('In their own words', `What matters to ${name}`);
  await keys.press('Save');
  await keys.press('Add a strength', 'link');
  await keys.choose('What kind of strength is it?', /^Good at/);
  await keys.type('In their own words', strength);
  await keys.press('Save');
  await keys.press('Add to the circle', 'link');
  // A form that was sent too early says what is missing, and the keyboard goes on from there.
  await keys.press('Save');
  assert.match(await keys.text(), /There is a problem/);
  await keys.choose('Who or what is it?', 'Friend');
  await keys.type('Name', tie);
  await keys.choose('How close is it?', /./);
  await keys.press('Save');
  assert.ok((await keys.text()).includes(tie));
  // Then what is wanted, and what each could contribute.
  await keys.press('Add a goal', 'link');
  await keys.type('The goal, in their own words', goal);
  await keys.pick('How important is it to them?', '8');
  await keys.pick('How far are they, as they see it?', '2');
  await keys.press('Save');
  await keys.press(`Add a step towards ${goal}`, 'link');
  await keys.type('What will be done?', `${tie} helps with it`);
  await keys.pick('Who would do it?', tie);
  await keys.tick('They offered this themselves');
  await keys.day('By when?', inDays(20));
  await keys.press('Save');
  await keys.press(new RegExp(`^Yes, please.*${tie} helps with it`));
  // What to do on a bad day.
  await keys.press('Add what could go wrong', 'link');
  await keys.type('What could go wrong?', 'Everything at once');
  await keys.type('What helps then?', 'A walk and a call');
  await keys.pick('Who should be called? (optional)', tie);
  await keys.press('Save');
  // And the plan, agreed.
  await keys.press(/^(Agree the plan|Look at the plan again)$/, 'link');
  await keys.day('When did you talk about it?', inDays(-1));
  await keys.choose('How?', /./);
  await keys.choose('Who agreed?', 'The person themselves');
  await keys.type('What they said about it, in their own words (optional)', 'It sounds like me');
  await keys.day('When do you look at it again?', inDays(80));
  await keys.press('Save');
  const page = await keys.text();
  assert.match(page, /(Agreed|Looked at again) on \d+/);
  assert.ok(page.includes('“It sounds like me”'));
  await keys.press('A copy to print', 'link');
  for (const words of [strength, goal, `${tie} helps with it`, 'A walk and a call'])
    assert.ok((await keys.text()).includes(words), words);
}

describe('the exercise of a family, by keyboard alone', { timeout: 1_200_000 }, () => {
  // Whatever a page looks like on a phone shows with two of them.
  for (const [width, people] of [
    [1280, family],
    [360, family.slice(0, 2)],
  ] as const)
    it(`goes from what is there to an agreed plan for each of ${people.length}, and shows at ${width} pixels where the focus is`, async (context) => {
      const browser = await launchBrowser();
      try {
        await withDemoService(async (_service, _source, address) => {
          const keys = await Keys.open(browser, address, width);
          try {
            await keys.go('/sign-in');
            await keys.press('Sign in as Amara Nwosu');
            await keys.go('/wrenmouth');
            for (const one of people) await exercise(keys, one);
            context.diagnostic(`${keys.tabs} times the focus was seen`);
          } finally {
            await keys.close();
          }
        });
      } finally {
        await browser.close();
      }
    });
});
