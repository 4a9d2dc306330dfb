// Forms that are right, for the rooms whose fields a name alone does not explain: the tests then spoil them field by field.
import { recordId } from './requests.ts';

const meeting = { 'on-day': '3', 'on-month': '6', 'on-year': '2030', start: '14:00', end: '16:00' };
/** The form of a service offers seven rows of times and three of amounts: here none is used. */
const unused = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7].flatMap((row) =>
    ['days', 'opens', 'closes', 'weeks', 'note', 'amount', 'for']
      .filter((name) => row <= 3 || !['amount', 'for'].includes(name))
      .map((name) => [`${name}-${row}`, '']),
  ),
);
const service = {
  ...unused,
  organisation: '',
  status: 'active',
  where: 'venue',
  postcode: 'WQ1 1AA',
  steps: 'yes',
  cost: 'free',
  'minimum-age': '18',
  'maximum-age': '90',
  url: 'https://example.org',
  need: '',
  activity: '',
  circumstance: '',
  delivers: '',
  'from-day': '',
  'from-month': '',
  'from-year': '',
  'until-day': '',
  'until-month': '',
  'until-year': '',
};
const person = {
  'born-day': '3',
  'born-month': '6',
  'born-year': '1960',
  'nhs-number': '',
  postcode: '',
  'safe-contact': 'any',
  interpreter: 'yes',
};
const tie = {
  kind: 'friend',
  ring: '2',
  strength: 'strong',
  quality: 'helps',
  direction: 'both',
  care: 'cares-for',
  help: 'company',
  end: '',
};
const words = { about: 'knows', 'said-by': 'person', category: 'needs', help: 'food', urgent: 'yes', remove: '' };
const measure = {
  aim: 'population',
  polarity: 'low-good',
  rule: 'non-overlapping',
  'about-people': 'yes',
  version: '1',
};
const uptake = { status: 'in-use', better: 'higher', before: '2', after: '5' };

/** What makes the form of a route right, beside what `fullForm` fills in by itself. */
export const rightForms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/:place/meetings/bodies': { kind: 'place-board', seen: 'public' },
  '/:place/meetings/bodies/:slug/members': { role: 'member' },
  '/:place/meetings': meeting,
  '/:place/decisions/:id/actions': { commitment: '' },
  '/:place/actions/:id': { step: 'withdraw', reason: 'It is no longer needed' },
  '/:place/my-organisation/services/:slug/edit': service,
  '/:place/my-organisation/services/:slug/capacity': { capacity: 'capacity' },
  '/:place/community/approvals/:id': { decision: 'approve' },
  '/:place/people/new': {
    'may-know': 'partners',
    'may-plan': 'only-us',
    'must-not': 'nobody',
    how: 'phone',
    'somebody-else': recordId,
    begin: '',
    request: '',
    ...person,
  },
  '/:place/people/:id/edit': person,
  '/:place/people/emergency': {
    name: 'A record',
    'born-day': '3',
    'born-month': '6',
    'born-year': '1960',
    'nhs-number': '',
    kind: 'life-in-danger',
    reason: 'She fell and cannot speak',
    telling: 'tell',
  },
  '/:place/people/:id/representatives': { authority: 'advocate', matters: 'plan', evidence: 'A letter of June' },
  '/:place/people/:id/representatives/:item/stop': { how: 'suspend', reason: 'He shouts at her' },
  '/:place/people/:id/capacity': { matter: 'plan', decides: 'yes', reason: 'Understands it and weighs it' },
  '/:place/people/:id/circle': tie,
  '/:place/people/:id/circle/:item/edit': tie,
  '/:place/people/:id/families': { kind: 'household', relation: 'grandmother' },
  '/:place/people/families/:id/members/:item/edit': { relation: 'grandmother', end: '' },
  '/:place/people/:id/plan/asking': { who: 'Amara', 'by-day': '10', 'by-month': '3', 'by-year': '2026' },
  '/:place/people/:id/words/:kind': words,
  '/:place/people/:id/words/:kind/:item/edit': words,
  '/:place/people/:id/goals/:item/steps': { who: 'person', 'said-so': 'yes', needs: 'nothing', urgent: '' },
  '/:place/people/:id/steps/:item/answer': { answer: 'done' },
  '/:place/people/:id/steps/:item/outcome': { kept: 'no' },
  '/:place/people/:id/plan/reviews': {
    'held-day': '3',
    'held-month': '2',
    'held-year': '2026',
    how: 'phone',
    with: 'person',
    'next-day': '3',
    'next-month': '6',
    'next-year': '2026',
    'unknown-who': '',
    'ask-day': '',
    'ask-month': '',
    'ask-year': '',
    ...Object.fromEntries(
      [2, 3, 4, 5, 6].flatMap((row) => [
        [`goal-${row}`, ''],
        [`progress-${row}`, ''],
      ]),
    ),
    'goal-1': recordId,
    'version-1': '1',
  },
  '/:place/people/:id/circle/:item/record': { find: '', other: '', remove: 'yes' },
  '/:place/people/:id/wellbeing/:instrument': {
    'on-day': '1',
    'on-month': '2',
    'on-year': '2026',
    'answer-1': '1',
    'answer-2': '2',
    'answer-3': '3',
    'answer-4': '4',
    licence: 'yes',
  },
  '/:place/people/:id/particulars': { postcode: 'WQ1 1AA', 'practice-code': 'A12345' },
  '/:place/people/:id/contingency': { call: '' },
  '/:place/people/:id/contingency/:item/edit': { call: '', remove: '' },
  '/:place/people/:id/sharing/permit': { 'permit-who': 'everybody', category: 'plan', how: 'phone' },
  '/:place/people/:id/sharing/deny': { 'deny-who': recordId, 'deny-how': 'phone' },
  '/:place/people/:id/sharing/withdraw': { decision: recordId },
  '/:place/measures': measure,
  '/:place/measures/:slug/edit': measure,
  '/:place/measures/:slug/figures': { rows: '2025-01, 41.5\n2025-02, 42' },
  '/:place/measures/:slug/outcomes': { outcome: recordId, remove: '' },
  '/:place/learning/take-up/:id': { status: 'considering' },
  '/:place/learning/uptakes/:id/report': uptake,
};
