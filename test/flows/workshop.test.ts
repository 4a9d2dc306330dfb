import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { copyDemo } from '../support/demo-folder.ts';
import { launchBrowser } from '../support/browser.ts';
import { Hands } from './hands.ts';

const node = ['--disable-warning=ExperimentalWarning', '--import', './tools/register.js', 'src/cli.ts', 'start'];

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The real service, as `npm start` starts it: at the same address each time. */
async function start(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, node, {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATA_FOLDER: folder,
      PORT: String(port),
      LOG_LEVEL: 'error',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  while (!/Common Thread is at/.test(text)) {
    if (child.exitCode !== null) throw new Error(`the service ended: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Waits until a screen says so by itself. */
async function says(screen: Hands, words: string): Promise<void> {
  await screen.page.getByText(words).first().waitFor({ state: 'attached', timeout: 15_000 });
}

/** The version of the room that each screen shows. */
async function heard(screens: readonly Hands[]): Promise<number[]> {
  return await Promise.all(
    screens.map(async ({ page }) => Number(await page.locator('[data-version]').getAttribute('data-version'))),
  );
}

/** Waits until each screen shows a later version, by itself. */
async function heardMore(screens: readonly Hands[], before: readonly number[]): Promise<void> {
  const until = Date.now() + 15_000;
  while (!(await heard(screens)).every((version, at) => version > (before[at] ?? 0))) {
    assert.ok(Date.now() < until, 'a screen did not find the server again');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const desk = { name: 'console', width: 1280, javaScript: true, keyboardOnly: false };
const phone = { name: 'phone', width: 360, javaScript: true, keyboardOnly: false };

describe('a workshop', { timeout: 900_000 }, () => {
  it('goes from a code to commitments with a console, a wall and three phones, and survives that the server is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'common-thread-workshop-'));
    const port = await freePort();
    const address = `http://localhost:${port}`;
    await copyDemo(folder);
    let service = await start(folder, port);
    const browser = await launchBrowser();
    const tom = await Hands.open(browser, address, desk);
    const joan = await Hands.open(browser, address, desk);
    const priya = await Hands.open(browser, address, desk);
    const second = await Hands.open(browser, address, desk);
    const wall = await Hands.open(browser, address, { ...desk, width: 1920 });
    const phones = [
      await Hands.open(browser, address, phone),
      await Hands.open(browser, address, phone),
      await Hands.open(browser, address, { ...phone, javaScript: false }),
    ] as const;
    const [amy, ben, cat] = phones;
    try {
      await tom.go('/sign-in');
      await tom.press('Sign in as Tom Ashdown');
      await tom.go('/wrenmouth/conversations');
      await tom.press('Start a conversation');
      await tom.fill('Your question', 'What would help families on the quay?');
      await tom.fill('Statements to begin with', 'We need benches\nThe bus comes too late\nNobody asks us');
      await tom.press('Save as a draft');
      await tom.press('Open the conversation');
      const base = new URL(tom.page.url()).pathname.replace(/\/run$/, '');
      const code = (await tom.page.locator('.ct-join-code').innerText()).trim();
      await tom.press('Run a workshop', 'link');
      await tom.press('Prepare it');
      await wall.go(`${base}/wall`);
      await says(wall, code);

      for (const one of phones) {
        await one.go(`/j/${code.toLowerCase()}`);
        await one.press('Take part');
        await says(one, 'You are in');
      }
      // Who is here.
      await tom.press('Open: Who is in the room?');
      await says(amy, 'I am here');
      await cat.press('Look again', 'link');
      for (const one of phones) await one.press('I am here');
      await tom.press('Close this block');
      await says(wall, 'Fewer than five people said so');
      await second.go('/sign-in');
      await second.press('Sign in as Tom Ashdown');
      await second.go(`${base}/console`);

      // A word each: the phones that run a script come to the round by themselves.
      await tom.press('Open: A word to begin with');
      await says(amy, 'One word or a short phrase');
      await says(wall, 'A word to begin with');
      await amy.fill('One word or a short phrase', 'hope');
      await amy.press('Send');
      await cat.press('Look again', 'link');
      await cat.fill('One word or a short phrase', 'Hope');
      await cat.press('Send');
      await tom.press('Close this block');
      await says(wall, 'hope');

      // Votes; the server is killed in the middle, and every screen comes back by itself.
      await tom.press('Open: Alone, then in pairs: what matters?');
      await tom.press('Open: In fours, then as a table: write it down');
      await tom.press('Open: Vote on what we said');
      await says(amy, '0 of 3');
      await amy.press('Agree');
      await says(ben, '0 of 3');
      await ben.press('Disagree');
      await kill(service);
      service = await start(folder, port);
      // Nobody loads anything: each screen finds the server again and follows the next step, which another console takes.
      const before = await heard([wall, tom, amy, ben]);
      await second.press('Five minutes more');
      await heardMore([wall, tom, amy, ben], before);
      await amy.press('Agree');
      await amy.press('Pass');
      await says(amy, 'You have answered all there is');
      await cat.press('Look again', 'link');
      for (const answer of ['Agree', 'Agree', 'Disagree']) await cat.press(answer);
      await says(ben, '1 of 3');
      await ben.press('Agree');
      await ben.press('Agree');
      for (const one of phones) {
        await one.press('Your votes and statements', 'link');
        const own = await one.text();
        assert.equal([...own.matchAll(/You (?:agreed|disagreed|passed)/g)].length, 3, own);
        await one.go(`${base}/room`);
      }
      await tom.go(`${base}/console`);
      await tom.press('Open: What we share, and where we differ');
      await says(wall, 'What we share, and where we differ');
      await tom.page.keyboard.press('ArrowRight');
      await says(wall, 'We need benches');

      // The family exercise.
      await tom.page.getByText('Choose a family').click();
      await tom.page.getByLabel('Family', { exact: true }).selectOption('grandparent');
      await tom.choose('The priority that commitments will serve', 'Tell it once');
      await tom.press('Use this family');
      await tom.press('Open: The family: what is there');
      await says(amy, 'This family is fictitious');
      await amy.fill('Who or what supports them', 'Her sister next door');
      await amy.press('Add it');
      await says(wall, 'Her sister next door');
      await tom.press('Open: The family: hand-offs');
      await says(ben, 'Which agency?');
      for (const agency of ['Surgery', 'Council']) {
        await ben.fill('Which agency?', agency);
        await ben.tick('they tell their story');
        await ben.fill('Days they wait', '14');
        await ben.press('Add the step');
      }
      await says(wall, 'The family tells its story 2 times');
      await tom.press('Open: The family: our contribution');
      await cat.go(`${base}/room`);
      for (const [what, needs] of [
        ['Keep a table for the family on Tuesdays', 'Nothing: we can do it'],
        ['Read what the school knows', 'Somebody’s agreement'],
        ['A minibus to the allotment', 'Money'],
      ] as const) {
        await cat.choose('Which organisation?', 'Wrenmouth Community Café');
        await cat.fill('What will you do?', what);
        await cat.fill('The first step', 'Ask them');
        await cat.fill('Day', '1');
        await cat.fill('Month', '6');
        await cat.fill('Year', '2030');
        await cat.tick(needs);
        if (needs === 'Money') await cat.fill('If money: how much', '600');
        await cat.press('Offer it');
        await says(wall, what);
      }

      // Commitments: asked once, confirmed once.
      await tom.go(`${base}/commitments`);
      await tom.press('Ask them');
      await tom.choose('Who pays?', 'Wrenmouth Borough Council');
      await tom.press('Ask each organisation to confirm');
      await priya.go('/sign-in');
      await priya.press('Sign in as Priya Raman');
      await priya.go(`${base}/commitments`);
      await priya.press('Put them on its agenda');
      await priya.press(/Winter meeting/, 'link');
      assert.match(await priya.text(), /Read what the school knows/);
      await joan.go('/sign-in');
      await joan.press('Sign in as Joan Pettifer');
      await joan.go(`${base}/commitments`);
      await joan.press('Confirm 2 commitments');
      await joan.go('/wrenmouth/priorities');
      await joan.press('Tell it once', 'link');
      assert.match(await joan.text(), /Keep a table for the family on Tuesdays/);
      assert.match(await joan.text(), /A minibus to the allotment/);
      // The pages before and after: each is looked at once.
      for (const path of [
        'prepare',
        'paper',
        'themes',
        'analysis',
        'moderate',
        'report',
        'policy',
        'matters',
        'statements/1/translations',
      ]) {
        await tom.go(`${base}/${path}`);
        if (['prepare', 'report', 'policy'].includes(path)) await joan.go(`${base}/${path}`);
      }
      await amy.go(`${base}/matters`);
      await amy.press('Go on to the statements', 'link');
      await tom.go(`${base}/console`);
      await tom.page.getByText('Add a block, or end the workshop').click();
      await tom.press('End the workshop');
      await says(wall, 'The workshop has ended');
      await says(amy, 'The workshop has ended');
    } finally {
      await browser.close();
      await kill(service);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
