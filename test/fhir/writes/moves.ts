// What becomes of tasks.
import { newClient, type Case } from './world.ts';
import { accept, agreed, because, counted, deny, moving, ofStranger, sent, set, hindrances } from './steps.ts';

export const moves: Case[] = [
  { name: 'that it is accepted', before: sent(), send: accept, sure: true },
  { name: 'that it is accepted, under an agreement', before: sent(agreed), send: accept, sure: true },
  { name: 'that it is rejected', before: sent(), send: moving('rejected', because('no-capacity')), sure: true },
  { name: 'that it is cancelled', before: sent(), send: moving('cancelled', because('other'), 'client'), sure: true },
  { name: 'that it was a mistake', before: sent(), send: moving('entered-in-error', {}, 'client'), sure: true },
  { name: 'that it begins', before: sent(agreed, accept), send: moving('in-progress'), sure: true },
  {
    name: 'that it waits',
    before: sent(accept),
    send: moving('on-hold', { statusReason: { text: 'They are away' } }),
    sure: true,
  },
  {
    name: 'that it was done',
    before: sent(agreed, accept),
    send: moving('completed', { output: [{ type: { text: 'What was done' }, valueString: 'A lunch a week' }] }),
    sure: true,
  },
  { name: 'that it ended', before: sent(agreed, accept), send: moving('failed', because('other')), sure: true },
  {
    name: 'that it is accepted by those who asked',
    before: sent(),
    send: moving('accepted', {}, 'client'),
    sure: false,
  },
  { name: 'that it is done before it was accepted', before: sent(), send: moving('completed'), sure: false },
  {
    name: 'that it is accepted, from an older version',
    before: sent(),
    send: moving('accepted', {}, 'stranger', { 'if-match': 'W/"7"' }),
    sure: false,
  },
  {
    name: 'that it is accepted, from this version',
    before: sent(),
    send: moving('accepted', {}, 'stranger', { 'if-match': 'W/"1"' }),
    sure: true,
  },
  {
    name: 'a word more',
    before: sent(accept),
    send: moving('accepted', { businessStatus: { text: 'Next week' } }),
    sure: false,
  },
  {
    name: 'that it is accepted, where a page changed it',
    before: sent(async (world) =>
      set(world, `update referral set version = 2, business_status = 'Soon' where id = '${world.asked}'`),
    ),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where the month is not counted',
    before: sent(async (world) => set(world, `delete from referral_count`)),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where it was offered openly',
    before: sent(async (world) =>
      set(
        world,
        `update referral set to_kind = 'open', may_offer_openly = true where id = '${world.asked}';
         insert into referral_offer (place_id, referral_id, person_id, need_kind, age_band, area, access_needs, urgency, offered_at, author_org)
         select place_id, id, person_id, '', '', '', '', urgency, now(), author_org from referral where id = '${world.asked}'`,
      ),
    ),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where they were refused the person',
    before: sent(async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.group))),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where it was just taken back',
    before: sent(),
    between: async (world) => void (await moving('cancelled', because('other'), 'client')(world)),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where a page just took it back',
    before: sent(),
    between: async (world) =>
      set(
        world,
        `update referral set status = 'cancelled', status_reason = 'other', closed_at = now(), version = 2 where id = '${world.asked}'`,
      ),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where they were just refused the person',
    before: sent(),
    between: async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.group)),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where others were just asked',
    before: sent(),
    between: async (world) =>
      set(world, `update referral set organisation_id = author_org where id = '${world.asked}'`),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted by a client that may know nothing of it',
    before: sent(async (world) => {
      world.stranger = await newClient(world.app, { organisation: world.group, categories: ['identity'] });
    }),
    send: accept,
    sure: false,
  },
  ...hindrances.map(({ before = counted, ...one }) => ({
    ...one,
    name: `that it is accepted, by a client that had a token ${one.name}`,
    before: sent(async (world) => before(ofStranger(world))),
    send: accept,
  })),
];
