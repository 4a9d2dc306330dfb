// Takes pictures of the main pages of the demo at phone and desk width: docs/images/ for the README, or a folder given.
//   npm run screenshots [FOLDER [WORD …]]  only the pages whose name contains a WORD
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { withDemoService } from '../test/support/service.ts';

const folder = process.argv[2];
/** A page to take: its address, whom it is shown to, and the links to follow from there by the words they begin with. */
type Shot = { name: string; path: string; as?: string; follow?: readonly string[] };

const people = {
  amara: 'amara@wrenmouth.example',
  joan: 'joan@wrenmouth.example',
  femi: 'femi@wrenmouth.example',
  lena: 'lena@wrenmouth.example',
  marian: 'marian@wrenmouth.example',
  okafor: 'okafor@wrenmouth.example',
  priya: 'priya@wrenmouth.example',
  ruth: 'ruth@wrenmouth.example',
  sam: 'sam@wrenmouth.example',
  tom: 'tom@wrenmouth.example',
};
const priority = '/wrenmouth/priorities/tell-it-once';
const measure = '/wrenmouth/measures/times-a-person-told-their-story-before-help-began';
const story = '/wrenmouth/learning/stories/a-warm-room-somewhere-every-day';

const all: readonly Shot[] = [
  { name: 'home', path: '/wrenmouth' },
  { name: 'places', path: '/' },
  { name: 'about', path: '/about' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'not-found', path: '/wrenmouth/nowhere' },
  { name: 'not-allowed', path: '/wrenmouth/admin' },
  { name: 'search', path: '/wrenmouth/search?q=storry' },
  { name: 'search-nothing', path: '/wrenmouth/search?q=xylophone' },
  { name: 'events', path: '/wrenmouth/events' },
  { name: 'loose-ends', path: '/wrenmouth/loose-ends' },
  { name: 'follow-priority', path: priority, follow: ['Follow the thread of this priority'] },
  { name: 'follow-statement', path: '/wrenmouth/conversations/stay-well/statements/1', follow: ['Follow the thread'] },

  { name: 'trail', path: '/wrenmouth/trail' },
  { name: 'trail-step', path: '/wrenmouth/trail/5' },
  { name: 'trail-priority', path: `${priority}?trail=2` },

  { name: 'work-today', path: '/wrenmouth/today', as: people.femi },
  { name: 'work-caseload', path: '/wrenmouth/caseload', as: people.amara },
  { name: 'work-team', path: '/wrenmouth/caseload', as: people.marian },
  { name: 'work-handover-new', path: '/wrenmouth/handovers/new', as: people.amara },
  { name: 'work-handover', path: '/wrenmouth/caseload', as: people.femi, follow: ['3 people from'] },
  {
    name: 'work-person',
    path: '/wrenmouth/people',
    as: people.amara,
    follow: ['Ruth Halloran', 'All notes, tasks and appointments'],
  },
  {
    name: 'work-asked',
    path: '/wrenmouth/people',
    as: people.amara,
    follow: ['Kerry Halloran', 'What they want put right or erased'],
  },
  {
    name: 'work-answer-asked',
    path: '/wrenmouth/today',
    as: people.amara,
    follow: ['Kerry Halloran'],
  },
  {
    name: 'work-note',
    path: '/wrenmouth/people',
    as: people.amara,
    follow: ['Ruth Halloran', 'Write a note'],
  },
  { name: 'work-own', path: '/wrenmouth/me/notes', as: people.ruth },
  { name: 'work-reach', path: '/wrenmouth/reach', as: people.lena },

  { name: 'conversations', path: '/wrenmouth/conversations' },
  { name: 'conversation', path: '/wrenmouth/conversations/stay-well' },
  { name: 'conversation-run', path: '/wrenmouth/conversations/stay-well/run', as: people.tom },
  { name: 'conversation-moderate', path: '/wrenmouth/conversations/stay-well/moderate', as: people.tom },
  { name: 'conversation-exact', path: '/wrenmouth/conversations/stay-well/exact', as: people.lena },
  { name: 'conversation-new', path: '/wrenmouth/conversations/new', as: people.tom },
  { name: 'conversation-report', path: '/wrenmouth/conversations/stay-well/report' },
  { name: 'conversation-analysis', path: '/wrenmouth/conversations/stay-well/analysis', as: people.lena },
  { name: 'conversation-themes', path: '/wrenmouth/conversations/stay-well/themes', as: people.tom },
  { name: 'conversation-prepare', path: '/wrenmouth/conversations/stay-well/prepare', as: people.tom },
  { name: 'conversation-paper', path: '/wrenmouth/conversations/stay-well/paper', as: people.tom },
  { name: 'conversation-policy', path: '/wrenmouth/conversations/stay-well/policy' },
  { name: 'conversation-poster', path: '/wrenmouth/conversations/stay-well/poster', as: people.tom },
  { name: 'conversation-console', path: '/wrenmouth/conversations/stay-well/console', as: people.tom },
  { name: 'conversation-wall', path: '/wrenmouth/conversations/stay-well/wall' },
  { name: 'conversation-commitments', path: '/wrenmouth/conversations/stay-well/commitments', as: people.tom },
  {
    name: 'conversation-translate',
    path: '/wrenmouth/conversations/stay-well/statements/1/translations',
    as: people.tom,
  },
  { name: 'conversation-join', path: '/wrenmouth/conversations/join' },
  { name: 'statement', path: '/wrenmouth/conversations/stay-well/statements/1' },

  { name: 'priorities', path: '/wrenmouth/priorities' },
  { name: 'priority', path: priority },
  { name: 'priority-planner', path: priority, as: people.tom },
  { name: 'priority-edit', path: `${priority}/edit`, as: people.tom },
  { name: 'priority-evidence', path: `${priority}/evidence`, as: people.tom },
  { name: 'priority-voices', path: `${priority}/voices`, as: people.tom },
  { name: 'objection-new', path: `${priority}/objections/new`, as: people.ruth },
  { name: 'outcome-new', path: `${priority}/outcomes/new`, as: people.tom },
  { name: 'commitments', path: '/wrenmouth/commitments' },
  { name: 'commitment', path: '/wrenmouth/commitments/make-first-visits-together-not-one-after-another' },
  { name: 'commitment-new', path: `${priority}/commitments/new`, as: people.tom },
  { name: 'plans', path: '/wrenmouth/plans' },
  { name: 'plan', path: '/wrenmouth/plans/better-care-fund-plan' },
  { name: 'plan-edit', path: '/wrenmouth/plans/better-care-fund-plan/edit', as: people.tom },

  { name: 'meetings', path: '/wrenmouth/meetings' },
  { name: 'meetings-officer', path: '/wrenmouth/meetings', as: people.priya },
  { name: 'meeting', path: '/wrenmouth/meetings', follow: ['Summer meeting'] },
  { name: 'meeting-officer', path: '/wrenmouth/meetings', as: people.priya, follow: ['Summer meeting'] },
  { name: 'meeting-coming', path: '/wrenmouth/meetings', as: people.priya, follow: ['Winter meeting'] },
  { name: 'meeting-new', path: '/wrenmouth/meetings/new', as: people.priya },
  {
    name: 'item-edit',
    path: '/wrenmouth/meetings',
    as: people.priya,
    follow: ['Winter meeting', 'Change'],
  },
  { name: 'decision', path: '/wrenmouth/meetings', follow: ['Summer meeting', 'Set up a group'] },
  { name: 'action', path: '/wrenmouth/actions', follow: ['Answer every referral'] },
  { name: 'actions', path: '/wrenmouth/actions' },
  { name: 'body', path: '/wrenmouth/meetings/bodies/wrenmouth-health-and-wellbeing-board' },
  { name: 'group', path: '/wrenmouth/meetings/bodies/tell-it-once-group' },

  { name: 'measures', path: '/wrenmouth/measures' },
  { name: 'measure', path: measure },
  { name: 'measure-analyst', path: measure, as: people.lena },
  { name: 'measure-form', path: '/wrenmouth/measures/new', as: people.lena },
  { name: 'measure-figures', path: `${measure}/figures`, as: people.lena },
  { name: 'measure-baseline', path: `${measure}/baseline`, as: people.lena },

  { name: 'community', path: '/wrenmouth/community' },
  { name: 'community-near', path: '/wrenmouth/community?words=lunch&near=Marsh+End&day=TU' },
  { name: 'service', path: '/wrenmouth/community/services/soup-and-company' },
  { name: 'service-private', path: '/wrenmouth/community/services/a-safe-place-to-stay' },
  { name: 'my-services', path: '/wrenmouth/my-organisation/services', as: people.joan },
  { name: 'service-form', path: '/wrenmouth/my-organisation/services/soup-and-company/edit', as: people.joan },
  { name: 'service-to-come', path: '/wrenmouth/community/services/seedling-swap' },
  { name: 'service-closed', path: '/wrenmouth/community/services/sunday-soup-kitchen' },
  { name: 'service-promise', path: '/wrenmouth/community/services/the-open-kitchen' },
  { name: 'community-closed', path: '/wrenmouth/community?closed=yes&words=soup' },
  { name: 'community-map', path: '/wrenmouth/community/map' },
  { name: 'community-gaps', path: '/wrenmouth/community/gaps', as: people.amara },
  { name: 'community-people', path: '/wrenmouth/community/people-who-can', as: people.amara },
  { name: 'community-watched', path: '/wrenmouth/community/watched', as: people.amara },
  {
    name: 'community-priority',
    path: '/wrenmouth/community/services/the-open-kitchen',
    follow: ['What else is available'],
  },
  {
    name: 'service-change',
    path: '/wrenmouth/my-organisation/services/soup-and-company/edit',
    as: people.joan,
  },
  { name: 'approvals', path: '/wrenmouth/community/approvals', as: people.tom },
  { name: 'approval', path: '/wrenmouth/community/approvals/*', as: people.tom },

  { name: 'learning', path: '/wrenmouth/learning' },
  { name: 'learning-saltby', path: '/saltby/learning' },
  { name: 'story', path: story },
  { name: 'story-form', path: `${story}/edit`, as: people.joan },
  { name: 'story-withdraw', path: `${story}/withdraw`, as: people.joan },
  { name: 'uptake', path: '/saltby/learning', follow: ['A warm room'] },

  { name: 'my-organisation', path: '/wrenmouth/my-organisation', as: people.joan },
  { name: 'today', path: '/wrenmouth/today', as: people.amara },
  { name: 'people', path: '/wrenmouth/people', as: people.amara },
  { name: 'person', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth'] },
  { name: 'person-gp', path: '/wrenmouth/people/*', as: people.okafor },
  { name: 'family', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Household'] },
  {
    name: 'family-add',
    path: '/wrenmouth/people',
    as: people.amara,
    follow: ['Ruth', 'Household', 'Add somebody who has'],
  },
  { name: 'person-sharing', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Who may see this'] },
  { name: 'person-edit', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Details'] },
  { name: 'person-new', path: '/wrenmouth/people/new', as: people.amara },
  { name: 'ask-for-help', path: '/wrenmouth/ask-for-help' },
  { name: 'refer', path: '/wrenmouth/refer' },
  { name: 'intake', path: '/wrenmouth/intake', as: people.amara },
  { name: 'referrals-open', path: '/wrenmouth/referrals/open', as: people.joan },
  { name: 'referrals-answers', path: '/wrenmouth/referrals/answers', as: people.amara },
  { name: 'plan-copy', path: '/wrenmouth/me/plan', as: people.ruth },
  { name: 'plan-review', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Look at the plan again'] },
  { name: 'plan-earlier', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Agreed on'] },
  { name: 'plan-outcome', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Say how it went'] },
  {
    name: 'plan-contingency',
    path: '/wrenmouth/people',
    as: people.amara,
    follow: ['Ruth', 'Add what could go wrong'],
  },
  { name: 'plan-wellbeing', path: '/wrenmouth/people', as: people.amara, follow: ['Ruth', 'Ask how life is'] },
  { name: 'plan-carer', path: '/wrenmouth/me/cannot-carry-on', as: people.ruth },
  { name: 'emergency', path: '/wrenmouth/people/emergency', as: people.amara },
  { name: 'emergency-access', path: '/wrenmouth/emergency-access', as: people.okafor },
  { name: 'concern', path: '/wrenmouth/people/concern', as: people.amara },
  { name: 'safeguarding', path: '/wrenmouth/safeguarding', as: people.priya },
  { name: 'connect', path: '/wrenmouth/connect', as: people.ruth },
  { name: 'representing', path: '/wrenmouth/representing', as: people.ruth },
  { name: 'me', path: '/wrenmouth/me', as: people.ruth },
  { name: 'rights-correction', path: '/wrenmouth/me', as: people.ruth, follow: ['This is not right'] },
  { name: 'rights-corrections', path: '/wrenmouth/me/corrections', as: people.ruth },
  { name: 'rights-erasure', path: '/wrenmouth/me/erasure', as: people.ruth },
  { name: 'rights-to-decide', path: '/wrenmouth/erasure', as: people.tom },

  { name: 'partners', path: '/wrenmouth/partners' },
  { name: 'partner', path: '/wrenmouth/partners/community-cafe' },
  { name: 'admin', path: '/wrenmouth/admin', as: people.sam },
  { name: 'admin-people', path: '/wrenmouth/admin/people', as: people.sam },
  { name: 'admin-care', path: '/wrenmouth/admin/care', as: people.sam },
  { name: 'admin-agreements', path: '/wrenmouth/admin/agreements', as: people.sam },
  { name: 'admin-partners', path: '/wrenmouth/admin/partners', as: people.sam },
  { name: 'admin-audit', path: '/wrenmouth/admin/audit', as: people.sam },
  { name: 'account', path: '/account', as: people.sam },
  { name: 'saltby', path: '/saltby' },
  { name: 'empty-place', path: '/old-quay' },
  { name: 'empty-meetings', path: '/old-quay/meetings' },
  { name: 'empty-measures', path: '/old-quay/measures' },
  { name: 'empty-community', path: '/old-quay/community' },
  { name: 'empty-learning', path: '/old-quay/learning' },
  { name: 'empty-priorities', path: '/old-quay/priorities' },
];
/** Pages that are meant to say no. */
const refusals = ['not-found', 'not-allowed'];
// The README shows one page; a folder gets every page at both widths.
const words = process.argv.slice(3);
const isWanted = ({ name }: Shot): boolean => words.length === 0 || words.some((word) => name.includes(word));
const shots = all.filter((shot) => (folder === undefined ? shot.name === 'home' : isWanted(shot)));
const widths = folder === undefined ? [1280] : [360, 1280];
const target = folder ?? 'docs/images';
const problems: string[] = [];
mkdirSync(target, { recursive: true });

async function follow(page: Page, shot: Shot, link: Locator): Promise<void> {
  if ((await link.count()) === 0) problems.push(`${shot.name}: no link to go on by on ${page.url()}`);
  else await page.goto(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
}

await withDemoService(async (_service, _source, address) => {
  const browser = await launchBrowser();
  for (const width of widths) {
    // Each person signs in once: a service that is asked too often says so.
    const contexts = new Map<string, BrowserContext>();
    for (const shot of shots) {
      const context =
        contexts.get(shot.as ?? '') ??
        (await browser.newContext({
          viewport: { width, height: folder === undefined ? 900 : 1000 },
          baseURL: address,
        }));
      if (shot.as !== undefined && !contexts.has(shot.as))
        await context.request.post('/sign-in/demo', {
          form: { email: shot.as },
          headers: { 'sec-fetch-site': 'same-origin' },
        });
      contexts.set(shot.as ?? '', context);
      const page = await context.newPage();
      await page.goto(shot.path.replace(/\/\*$/, ''));
      if (shot.path.endsWith('/*')) {
        const below = `main a[href^="${shot.path.slice(0, -1)}"]:not([href$="/new"]):not([href*="/join"])`;
        await follow(page, shot, page.locator(below).first());
      }
      for (const words of shot.follow ?? [])
        await follow(
          page,
          shot,
          page
            .locator('main a')
            .filter({ hasText: new RegExp(`^${words}`) })
            .first(),
        );
      const title = await page.title();
      if (!refusals.includes(shot.name) && /^(Sorry|Page not found|Sign in)/.test(title) && shot.name !== 'sign-in')
        problems.push(`${shot.name} shows “${title}”`);
      await page.screenshot({
        path: join(target, folder === undefined ? `${shot.name}.png` : `${shot.name}-${width}.png`),
        fullPage: folder !== undefined,
      });
      await page.close();
    }
    for (const context of contexts.values()) await context.close();
  }
  await browser.close();
});
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
