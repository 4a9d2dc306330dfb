import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { sharedData } from '../support/shared-data.ts';
import { Hands } from './hands.ts';

const summary = sharedData('conversation/london.youth.policing/summary.csv');
const indicators = sharedData('measures/indicators/life_expectancy.csv');
const question = 'How should young people and the police treat each other?';
const attribution =
  'Gathered with Polis (compdemocracy.org/polis), CC BY 4.0, attributed to The Computational Democracy Project';

/** A command of the command line on an embedded database in `folder`; `start` gives back the service while it runs. */
function run(folder: string, words: readonly string[]) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', './tools/register.js', 'src/cli.ts', ...words],
    {
      env: { ...process.env, DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text };
}

async function command(folder: string, ...words: string[]): Promise<string> {
  const { child, output } = run(folder, words);
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 0, `${words.join(' ')}: ${output()}`);
  return output();
}

/** A place of its own, made by the command line alone: a conversation and published figures brought in from elsewhere. */
async function makePlace(folder: string): Promise<void> {
  await command(folder, 'add-place', 'northley', 'Northley');
  await command(folder, 'add-account', 'sam@northley.example', 'Sam Field', '--place', 'northley');
  const [polis, about] = [dirname(summary.path), ['--about-you', '1,4-14']];
  const words = ['--title', question, '--slug', 'young-people', '--attribution', attribution];
  await command(folder, 'import', 'polis', polis, '--place', 'northley', ...about, ...words);
  const area = ['--area', 'E92000001', '--polarity', 'high-good', '--attribution', 'Crown copyright, OGL v3.0'];
  await command(folder, 'import', 'fingertips', indicators.path, '--place', 'northley', ...area, '--publish');
}

/** Nothing of the demo: its name only where an empty page teaches by an example. */
async function hasNothingOfTheDemo(hands: Hands): Promise<void> {
  const where = hands.page.url();
  assert.doesNotMatch(await hands.text(), /Demonstration|is invented|Follow one thread/, where);
  const outside = await hands.page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const one of copy.querySelectorAll('.ct-empty, .nhsuk-hint')) one.remove();
    return copy.textContent;
  });
  assert.doesNotMatch(outside, /Wrenmouth|Saltby|Amara/, where);
}

async function read(hands: Hands): Promise<void> {
  await hands.go('/');
  assert.equal(await hands.heading(), 'Northley', 'the only place is where one begins');
  await hasNothingOfTheDemo(hands);
  await hands.press(/people took part/, 'link');
  await hasNothingOfTheDemo(hands);
  await hands.goTo('Conversations');
  await hands.press(question, 'link');
  assert.equal(await hands.heading(), question);
  const text = await hands.text();
  assert.match(text, /We agree/);
  assert.ok(text.includes(attribution), 'the conversation says where it comes from');
  await hasNothingOfTheDemo(hands);
  await hands.goTo('Measures');
  await hands.press(/Life expectancy/, 'link');
  assert.match(await hands.text(), /England/);
  await hasNothingOfTheDemo(hands);
  for (const room of ['Priorities', 'Commitments', 'Plans', 'Meetings', 'Community', 'Learning', 'Partners', 'Home']) {
    await hands.goTo(room);
    await hasNothingOfTheDemo(hands);
  }
  for (const path of ['/northley/loose-ends', '/northley/events', '/northley/search?q=police', '/sign-in']) {
    await hands.go(path);
    await hasNothingOfTheDemo(hands);
  }
  await hands.go('/northley/trail');
  assert.equal(await hands.heading(), 'Page not found');
}

describe('a place of its own, with what it brought from elsewhere', { timeout: 1_200_000 }, () => {
  it(
    'stands by itself: home, conversation with results and measures, on a phone and on a desk; axe finds nothing',
    { skip: summary.absent || indicators.absent },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'common-thread-own-place-'));
      const browser = await launchBrowser();
      try {
        await makePlace(folder);
        const { child, output } = run(folder, ['start']);
        try {
          while (!/Common Thread is at (\S+)/.test(output())) {
            if (child.exitCode !== null) throw new Error(`the service ended: ${output()}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          const address = /Common Thread is at (\S+)/.exec(output())?.[1] ?? '';
          assert.doesNotMatch(output(), /Wrenmouth|Sign in with one click/);
          for (const width of [360, 1280]) {
            const hands = await Hands.open(browser, address, {
              name: 'reading',
              width,
              javaScript: true,
              keyboardOnly: false,
            });
            await read(hands);
            await hands.close();
          }
        } finally {
          child.kill('SIGTERM');
          await once(child, 'exit');
        }
      } finally {
        await browser.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  );
});
