import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countReferrals } from '../../src/modules/people/index.ts';
import type { Service } from '../../src/start.ts';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const desk: Way = { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false };
const phone: Way = { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false };

/** What the practice writes: each fact once, in the lines of the form. */
const facts: Readonly<Record<string, string>> = {
  'Name of the person': 'Wilfred Tandy',
  'Date of birth': '14 September 1948',
  'NHS number': '999 876 5404',
  Postcode: 'WQ3 4TZ',
  'Phone of the person': '01632 960 477',
  'What matters and why now': 'Eats alone since the winter and misses talking about boats',
  'What they need to take part': 'Walks with a stick and needs a chair with arms',
  'Risks for a visitor, or none known': 'A loose step at the back door',
  'How it is safe to get in touch': 'By phone after ten in the morning',
  'The person agreed on': '2 March 2026',
  'How soon': 'routine',
  'Referred by': 'Dr Imelda Castle',
  Practice: 'Quayside Practice',
  'Practice code': 'Y99001',
  'Send the answer to': 'quayside.practice@example.nhs.uk',
};
const priority = 'Company at every table';

/** A pair of hands that writes down what they type after the letter was pasted. */
class Noting {
  readonly typed: string[] = [];
  readonly hands: Hands;
  constructor(hands: Hands) {
    this.hands = hands;
  }
  async fill(label: string | RegExp, text: string): Promise<void> {
    this.typed.push(text.toLowerCase());
    await this.hands.fill(label, text);
  }
}

async function countsOfPriority(service: Service, monthsAhead: number): Promise<void> {
  const place = service.context.places.bySlug('wrenmouth');
  assert.ok(place !== undefined);
  const now = new Date(service.context.clock.now().getTime() + monthsAhead * 32 * 86_400_000);
  await service.context.db.write({ role: 'thread_service', job: 'count-referrals', place: place.id }, async (trx) => {
    await countReferrals(trx, place.id, now);
  });
}

describe('a referral by letter, from a practice to what the place can count', { timeout: 1_200_000 }, () => {
  it('is typed once: read, matched, passed on, answered from a phone, told back, and counted', async () => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (service, _source, address) => {
        const visitor = await Hands.open(browser, address, desk);
        const amara = await Hands.open(browser, address, desk);
        const tom = await Hands.open(browser, address, desk);
        const group = await Hands.open(browser, address, phone);
        const noting = new Noting(amara);
        try {
          // The priority is new, and has nobody to count yet.
          await tom.go('/sign-in');
          await tom.press('Sign in as Tom Ashdown');
          await tom.go('/wrenmouth/priorities');
          await tom.press('Draft a priority');
          await tom.fill('Title', priority);
          await tom.fill('Summary', 'Nobody in the place eats alone who would rather not.');
          await tom.fill('Find statements with these words', 'passed from office to office');
          await tom.press('Find');
          await tom.tick('I am passed from office to office and tell my story every time');
          await tom.press('Save');
          await tom.press('Publish it', 'link');
          await tom.press('Publish this priority');
          await visitor.go('/wrenmouth/priorities/company-at-every-table');
          assert.equal(await visitor.heading(), priority);
          assert.doesNotMatch(await visitor.text(), /Referred to somebody/);
          // The practice finds the lines of the form without an account.
          await visitor.go('/wrenmouth/refer');
          for (const label of Object.keys(facts)) assert.ok((await visitor.text()).includes(label), label);

          // The link worker pastes the letter, checks it, and finds that nobody here is the person.
          await amara.go('/sign-in');
          await amara.press('Sign in as Amara Nwosu');
          await amara.go('/wrenmouth/refer');
          await amara.fill(
            'The text of the letter',
            Object.entries(facts)
              .map((fact) => fact.join(': '))
              .join('\n'),
          );
          await amara.press('Read the letter');
          assert.doesNotMatch(await amara.text(), /could not be read/);
          await amara.press('It is right: look for the person');
          assert.match(await amara.text(), /Nobody you may see fits/);
          await amara.press('Add this person');
          await amara.tick(/^Only /);
          await amara.page.locator('input[name="may-plan"][value="only-us"]').check();
          await amara.page.locator('input[name="must-not"][value="nobody"]').check();
          await amara.press('Add this person');
          assert.match(await amara.text(), /Taken in.*Dr Imelda Castle, Quayside Practice \(Y99001\)/);

          // What they would like to change, and how far they are: the measure before.
          await amara.press('Wilfred Tandy');
          await amara.press('Add a goal', 'link');
          await noting.fill('The goal, in their own words', 'Company at a table twice a week');
          await amara.page.locator('select[name=importance]').selectOption('8');
          await amara.page.locator('select[name=progress]').selectOption('2');
          await amara.page.locator('select[name=priority]').selectOption({ label: priority });
          await amara.press('Save');

          // It is passed on to the café with what the letter said.
          await amara.press('Ask somebody to help', 'link');
          assert.equal(
            await amara.page.locator('textarea[name=reason]').inputValue(),
            facts['What matters and why now'],
          );
          const soup = await amara.page
            .locator('select[name=service] option', { hasText: 'Soup and company' })
            .innerText();
          await amara.choose('Who could help?', soup);
          await amara.page.locator('select[name=goal]').selectOption({ index: 1 });
          await amara.tick('By phone');
          await amara.tick('The name, how to get in touch, and what help is wanted');
          const full = amara.page.locator('input[name="send-anyway"]');
          await amara.press('Send the referral');
          if ((await full.count()) > 0) {
            await full.check();
            await amara.press('Send the referral');
          }
          assert.equal(await amara.heading(), 'Soup and company');
          await amara.press('Make a link');
          const link = await amara.page.locator('main a[href*="/a/"]').getAttribute('href');

          // The café says yes from a phone, without an account, and the person comes.
          await group.go(new URL(link ?? '').pathname);
          for (const fact of [
            'What matters and why now',
            'What they need to take part',
            'How it is safe to get in touch',
          ])
            assert.ok((await group.text()).includes(facts[fact] ?? ''), fact);
          assert.ok(!(await group.text()).includes('Wilfred'));
          await group.press('Yes, we can help');
          assert.ok((await group.text()).includes('Wilfred Tandy, 01632 960 477'));
          await group.press('Help has begun');
          await group.press('Say what was done');
          await group.fill('What was done, and what changed?', 'Came five times and tells the children about boats');
          await group.press('Send it to those who asked');
          assert.equal(await group.heading(), 'This has been answered, and is over');

          // It goes back to the practice, without the name.
          await amara.goTo('People');
          await amara.press('Wilfred Tandy', 'link');
          await amara.press('Soup and company', 'link');
          const note = await amara.page.locator('.ct-note').innerText();
          assert.ok(
            note.split('\n').length <= 10 && note.includes('Came five times') && note.includes('871731000000106'),
          );
          assert.ok(!note.includes('Wilfred') && !note.includes('Tandy'));
          await amara.press('I have read it');

          // The measure after.
          await amara.press('Wilfred Tandy');
          await amara.press(/Say how it is going/, 'link');
          await amara.page.locator('select[name=progress]').selectOption('7');
          await amara.press('Save');
          assert.match(await amara.text(), /7 of 10/);

          // The place counts the person, and says nothing that would show who it is.
          await countsOfPriority(service, 1);
          await visitor.go('/wrenmouth/priorities/company-at-every-table');
          assert.match(await visitor.text(), /Referred to somebody.*Had an answer/);
          assert.ok(!(await visitor.text()).includes('Wilfred'));

          const again = Object.values(facts).filter((fact) =>
            noting.typed.some((text) => text.includes(fact.toLowerCase())),
          );
          assert.equal(again.length, 0, 'facts of the letter that were typed again');
        } finally {
          for (const hands of [visitor, tom, amara, group]) await hands.close();
        }
      });
    } finally {
      await browser.close();
    }
  });
});
