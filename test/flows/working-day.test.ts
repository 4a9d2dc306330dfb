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
const person = 'Ruth Halloran';

async function signIn(hands: Hands, name: string): Promise<void> {
  await hands.go('/sign-in');
  await hands.press(`Sign in as ${name}`);
}

/** A worker notes, plans and hands over; a colleague answers; the person reads what was noted; a coordinator sees counts. */
async function walk(browser: Awaited<ReturnType<typeof launchBrowser>>, address: string, way: Way): Promise<void> {
  const words = `She laughed about the bus, ${way.name}`;
  const about = `A walk along the quay, ${way.name}`;
  const amara = await Hands.open(browser, address, way);
  const femi = await Hands.open(browser, address, way);
  const ruth = await Hands.open(browser, address, way);
  const marian = await Hands.open(browser, address, way);
  const lena = await Hands.open(browser, address, way);
  try {
    await signIn(amara, 'Amara Nwosu');
    await amara.go('/wrenmouth/people');
    await amara.press(person, 'link');
    await amara.press('All notes, tasks and appointments', 'link');
    await amara.press('Write a note');
    await amara.fill('What was said and agreed?', words);
    await amara.press('Save the note');
    // What is missing is said, and what was typed stays.
    assert.match(await amara.text(), /There is a problem.*Choose how it came about/);
    await amara.tick('We met');
    await amara.tick('The support plan');
    await amara.press('Save the note');
    assert.ok((await amara.text()).includes(words));
    await amara.press('Plan an appointment');
    await amara.fill('What is it for?', about);
    await amara.fill('Day', '3');
    await amara.fill('Month', '6');
    await amara.fill('Year', '2031');
    await amara.fill('At what time?', '2pm');
    await amara.press('Plan it');
    assert.match(await amara.text(), /3 June 2031 at 2pm/);

    await signIn(ruth, 'Ruth Halloran');
    await ruth.go('/wrenmouth/me/notes');
    const own = await ruth.text();
    assert.ok(own.includes(words) && own.includes(about));

    const said = `It is Josie whom I pick up, ${way.name}`;
    await amara.go('/wrenmouth/people');
    await amara.press('Kerry Halloran', 'link');
    await amara.press('What they want put right or erased', 'link');
    await amara.tick('Something is not right');
    await amara.choose(
      'What is it about?',
      'What matters to them: Being the one who picks Alfie up, and being on time.',
    );
    await amara.fill('What did they say?', said);
    await amara.press('Write it down');
    assert.ok((await amara.text()).includes(`“${said}” Not right, said`));
    await amara.press('Kez takes it back');
    assert.match(await amara.text(), /Taken back/);

    await amara.go('/wrenmouth/today');
    await amara.press('Caseload');
    await amara.press('Hand people over');
    await amara.choose('To whom?', 'Femi Bello');
    await amara.tick('For good');
    await amara.tick('Only some');
    await amara.tick(/^Aisha Karim/);
    await amara.press('Ask the colleague');
    assert.match(await amara.text(), /Waits for a yes.*Aisha Karim/);
    const handover = new URL(amara.page.url()).pathname;
    await signIn(femi, 'Femi Bello');
    await femi.go('/wrenmouth/today');
    assert.match(await femi.text(), /Somebody asks you to take people on/);
    await femi.go(handover);
    await femi.tick('No, I cannot');
    await femi.fill('In a few words', 'My week is full');
    await femi.press('Save');
    assert.match(await femi.text(), /They said no.*My week is full/);

    await signIn(marian, 'Marian Holt');
    await marian.go('/wrenmouth/caseload');
    const team = await marian.text();
    assert.ok(team.includes('Who does how much') && team.includes('Femi Bello') && !team.includes(person));
    await signIn(lena, 'Lena Hartmann');
    await lena.go('/wrenmouth/reach');
    assert.match(await lena.text(), /Whom help reaches.*Help was offered to/);
  } finally {
    for (const hands of [amara, femi, ruth, marian, lena]) await hands.close();
  }
}

describe('the working day of a link worker', { timeout: 1_200_000 }, () => {
  it('is noted, planned, handed over and counted in every way, and axe finds nothing', async (t) => {
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
