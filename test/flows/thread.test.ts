import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands, type Way } from './hands.ts';

const ways: Way[] = [
  { name: 'on a desk, with a pointer', width: 1280, javaScript: true, keyboardOnly: false },
  { name: 'on a phone', width: 360, javaScript: true, keyboardOnly: false },
  { name: 'on a phone without JavaScript', width: 360, javaScript: false, keyboardOnly: false },
  { name: 'by keyboard alone', width: 1280, javaScript: true, keyboardOnly: true },
];
const statement = 'The benches on the quay are where neighbours meet';

async function walk(browser: Awaited<ReturnType<typeof launchBrowser>>, address: string, way: Way): Promise<void> {
  const mark = way.name.replaceAll(/[^a-z]/g, '');
  const priority = `Benches for ${mark}`;
  const commitment = `Mend six benches for ${mark}`;
  const question = `What would help on the quay, ${mark}?`;
  const tom = await Hands.open(browser, address, way);
  const visitor = await Hands.open(browser, address, way);
  const joan = await Hands.open(browser, address, way);
  try {
    // Somebody asks.
    await tom.go('/sign-in');
    await tom.press('Sign in as Tom Ashdown');
    await tom.go('/wrenmouth/conversations');
    await tom.press('Start a conversation');
    await tom.fill('Your question', question);
    await tom.fill(
      'Statements to begin with',
      [statement, 'The quay needs more light in winter', 'I walk here every day'].join('\n'),
    );
    await tom.press('Save as a draft');
    await tom.press('Open the conversation');

    // Somebody says.
    await visitor.go('/wrenmouth/conversations');
    await visitor.press(question, 'link');
    await visitor.press('Take part');
    await visitor.press('Take part');
    for (let count = 0; count < 3; count += 1) await visitor.press('Agree');
    assert.match(await visitor.text(), /You have answered all 3 statements/);

    // A priority answers it.
    await tom.go('/wrenmouth/priorities');
    await tom.press('Draft a priority');
    await tom.fill('Title', priority);
    await tom.fill('Summary', 'Places to sit are places to meet. We will mend what is broken.');
    await tom.fill('Find statements with these words', 'benches quay');
    await tom.press('Find');
    await tom.tick(statement);
    await tom.press('Save');
    await tom.press('Publish it', 'link');
    await tom.press('Publish this priority');

    // An organisation is asked, and promises.
    await tom.press('Offer a commitment');
    await tom.tick('Another organisation: ask them');
    await tom.choose('Organisation', 'Wrenmouth Community Café');
    await tom.fill('What will be done?', commitment);
    await tom.fill('What is the first step?', 'Count the broken benches');
    await tom.fill('Day', '1');
    await tom.fill('Month', '6');
    await tom.fill('Year', '2030');
    await tom.tick(/[Gg]oodwill/);
    await tom.press('Send');
    await joan.go('/sign-in');
    await joan.press('Sign in as Joan Pettifer');
    await joan.go('/wrenmouth/my-organisation');
    await joan.press(commitment, 'link');
    await joan.press('Accept or decline');
    await joan.tick('We accept');
    await joan.press('Send the answer');
    assert.match(await joan.text(), /Due 1 June 2030/);

    // Everybody sees it, and gets back to what was said.
    await visitor.go('/wrenmouth');
    assert.match(await visitor.text(), /What we said.*What we did.*What changed/);
    await visitor.press(new RegExp(commitment), 'link');
    assert.equal(await visitor.heading(), commitment);
    await visitor.press(priority, 'link');
    assert.equal(await visitor.heading(), priority);
    await visitor.press(statement, 'link');
    assert.equal(await visitor.heading(), statement);
    await visitor.press('Follow the thread', 'link');
    assert.match(await visitor.text(), new RegExp(`${priority}.*${commitment}`));
    await visitor.press(priority, 'link');
    await visitor.goTo('Home');
    assert.equal(await visitor.heading(), 'Wrenmouth');
  } finally {
    for (const hands of [tom, visitor, joan]) await hands.close();
  }
}

describe('the first stretch of the thread, from a statement to a promise and back', { timeout: 1_200_000 }, () => {
  it('can be walked in every way, and axe finds nothing', async (t) => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (_service, _source, address) => {
        for (const way of ways) await t.test(way.name, async () => await walk(browser, address, way));
        await t.test('shows every other public page without a fault', async () => {
          for (const width of [360, 1280]) {
            const reader = await Hands.open(browser, address, {
              name: 'reading',
              width,
              javaScript: true,
              keyboardOnly: false,
            });
            const pages = [
              '/',
              '/wrenmouth/plans',
              '/wrenmouth/partners',
              '/wrenmouth/events',
              '/wrenmouth/loose-ends',
              '/wrenmouth/commitments',
              '/wrenmouth/community',
              '/wrenmouth/community?words=lunch&near=Marsh+End&day=TU',
              '/wrenmouth/community/services/soup-and-company',
              '/wrenmouth/community/services/a-safe-place-to-stay',
              '/wrenmouth/search?q=storry',
              '/estuary-and-vale',
              '/saltby',
              '/about',
              '/privacy',
              '/accessibility',
              '/wrenmouth/priorities/tell-it-once',
              '/wrenmouth/conversations/stay-well',
              '/wrenmouth/nowhere',
            ];
            for (const path of pages) await reader.go(path);
            await reader.close();
            const sam = await Hands.open(browser, address, {
              name: 'administering',
              width,
              javaScript: true,
              keyboardOnly: false,
            });
            await sam.go('/sign-in');
            await sam.press('Sign in as Sam Delaney');
            for (const path of ['', '/place', '/partners', '/partners/new', '/people', '/mail', '/audit'])
              await sam.go(`/wrenmouth/admin${path}`);
            await sam.go('/account');
            await sam.close();
          }
        });
      });
    } finally {
      await browser.close();
    }
  });
});
