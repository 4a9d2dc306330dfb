import { describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { withDemoService } from '../support/service.ts';
import { Hands } from './hands.ts';

const community = '/wrenmouth/community';
/** Who looks at which pages: each is gone to by these hands, which let axe look and measure whether it scrolls sideways. */
const looks: readonly { who: string | undefined; paths: readonly string[] }[] = [
  {
    who: undefined,
    paths: [
      `${community}/map`,
      `${community}/map?part=elsewhere`,
      `${community}/print?words=lunch`,
      `${community}/on-your-site?words=lunch`,
      `${community}/embed?words=lunch`,
      `${community}/funders`,
      `${community}/still-right/${'x'.repeat(43)}`,
    ],
  },
  {
    who: 'Tom Ashdown',
    paths: [
      `${community}/imports`,
      `${community}/imports/questions`,
      `${community}/not-listed`,
      `${community}/gaps`,
      `${community}/watched`,
      `${community}/services/soup-and-company/notes`,
    ],
  },
  {
    who: 'Joan Pettifer',
    paths: [
      '/wrenmouth/my-organisation/services',
      '/wrenmouth/my-organisation/services/soup-and-company/closed',
      `${community}/people-who-can`,
    ],
  },
];

describe('the directory as it is kept, taken along and filled', { timeout: 1_200_000 }, () => {
  it('is shown without a fault on a narrow window without JavaScript, and on a wide one', async () => {
    const browser = await launchBrowser();
    try {
      await withDemoService(async (_service, _source, address) => {
        for (const [width, javaScript] of [
          [320, false],
          [1280, true],
        ] as const)
          for (const { who, paths } of looks) {
            const hands = await Hands.open(browser, address, {
              name: 'looking',
              width,
              javaScript,
              keyboardOnly: false,
            });
            if (who !== undefined) {
              await hands.go('/sign-in');
              await hands.press(`Sign in as ${who}`);
            }
            for (const path of paths) await hands.go(path);
            await hands.close();
          }
      });
    } finally {
      await browser.close();
    }
  });
});
