// Takes pictures of the main pages of the demo at phone and desk width: docs/images/ for the README, or a folder given.
//   npm run screenshots [FOLDER]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../test/support/browser.ts';
import { withDemoService } from '../test/support/service.ts';

const folder = process.argv[2];
const all: readonly { name: string; path: string; as?: string }[] = [
  { name: 'home', path: '/wrenmouth' },
  { name: 'priorities', path: '/wrenmouth/priorities' },
  { name: 'priority', path: '/wrenmouth/priorities/*' },
  { name: 'commitments', path: '/wrenmouth/commitments' },
  { name: 'plan', path: '/wrenmouth/plans/*' },
  { name: 'conversation', path: '/wrenmouth/conversations/stay-well' },
  { name: 'statement', path: '/wrenmouth/conversations/stay-well/statements/1' },
  { name: 'measures', path: '/wrenmouth/measures' },
  { name: 'measure', path: '/wrenmouth/measures/times-a-person-told-their-story-before-help-began' },
  { name: 'measure-form', path: '/wrenmouth/measures/new', as: 'lena@wrenmouth.example' },
  { name: 'community', path: '/wrenmouth/community' },
  { name: 'community-near', path: '/wrenmouth/community?words=lunch&near=Marsh+End&day=TU' },
  { name: 'service', path: '/wrenmouth/community/services/soup-and-company' },
  { name: 'service-private', path: '/wrenmouth/community/services/a-safe-place-to-stay' },
  { name: 'my-services', path: '/wrenmouth/my-organisation/services', as: 'joan@wrenmouth.example' },
  {
    name: 'service-form',
    path: '/wrenmouth/my-organisation/services/soup-and-company/edit',
    as: 'joan@wrenmouth.example',
  },
  { name: 'approval', path: '/wrenmouth/community/approvals/*', as: 'tom@wrenmouth.example' },
  { name: 'learning', path: '/wrenmouth/learning' },
  { name: 'story', path: '/wrenmouth/learning/stories/a-warm-room-somewhere-every-day' },
  {
    name: 'story-form',
    path: '/wrenmouth/learning/stories/a-warm-room-somewhere-every-day/edit',
    as: 'joan@wrenmouth.example',
  },
  { name: 'learning-saltby', path: '/saltby/learning' },
  { name: 'partners', path: '/wrenmouth/partners' },
  { name: 'loose-ends', path: '/wrenmouth/loose-ends' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'places', path: '/' },
  { name: 'my-organisation', path: '/wrenmouth/my-organisation', as: 'joan@wrenmouth.example' },
  { name: 'today', path: '/wrenmouth/today', as: 'amara@wrenmouth.example' },
  { name: 'people', path: '/wrenmouth/people', as: 'amara@wrenmouth.example' },
  { name: 'person', path: '/wrenmouth/people/*', as: 'okafor@wrenmouth.example' },
  { name: 'person-new', path: '/wrenmouth/people/new', as: 'amara@wrenmouth.example' },
  { name: 'me', path: '/wrenmouth/me', as: 'ruth@wrenmouth.example' },
  { name: 'admin-people', path: '/wrenmouth/admin/people', as: 'sam@wrenmouth.example' },
];
// The README shows one page; a folder gets every page at both widths.
const shots = folder === undefined ? all.filter((shot) => shot.name === 'home') : all;
const widths = folder === undefined ? [1280] : [360, 1280];
const target = folder ?? 'docs/images';
mkdirSync(target, { recursive: true });

await withDemoService(async (_service, _source, address) => {
  const browser = await launchBrowser();
  for (const width of widths) {
    for (const shot of shots) {
      const context = await browser.newContext({
        viewport: { width, height: folder === undefined ? 900 : 1000 },
        baseURL: address,
      });
      const page = await context.newPage();
      if (shot.as !== undefined)
        await context.request.post('/sign-in/demo', {
          form: { email: shot.as },
          headers: { 'sec-fetch-site': 'same-origin' },
        });
      if (shot.path.endsWith('/*')) {
        await page.goto(shot.path.slice(0, -2));
        const first = page
          .locator(`main a[href^="${shot.path.slice(0, -1)}"]:not([href$="/new"]):not([href*="/join"])`)
          .first();
        await page.goto((await first.getAttribute('href')) ?? shot.path.slice(0, -2));
      } else await page.goto(shot.path);
      const title = await page.title();
      if (title.startsWith('Sorry') || title.startsWith('Page not found'))
        throw new Error(`${shot.path} shows “${title}”`);
      await page.screenshot({
        path: join(target, folder === undefined ? `${shot.name}.png` : `${shot.name}-${width}.png`),
        fullPage: folder !== undefined,
      });
      await context.close();
    }
  }
  await browser.close();
});
process.exit(0);
