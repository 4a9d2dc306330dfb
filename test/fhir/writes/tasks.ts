// Tasks, which ask an organisation.
import { task } from '../../support/fhir.ts';
import { exec, type Case } from './world.ts';
import {
  after,
  changing,
  counted,
  deny,
  granted,
  knows,
  ofClient,
  ofStranger,
  permitted,
  send,
  sending,
  set,
  hindrances,
  works,
} from './steps.ts';

export const tasks: Case[] = [
  ...(
    [
      ['everything', permitted()],
      ['to see who it is alone', permitted({ categories: '{identity}' })],
      ['what is needed alone', permitted({ categories: '{needs}' })],
      ['for one purpose', permitted({ purpose: 'referral' })],
      ['for another reason', permitted({ basis: 'best-interests' })],
      ['for some time', permitted({ until: '2026-06-01' })],
      ['later', permitted({ from: '2026-06-01' })],
      ['what was taken back', permitted({}, undefined, '2026-02-01')],
      ['what others are', permitted({}, (world) => world.client.organisation)],
    ] as const
  ).map(([what, permit]) => ({
    name: `a task for those who work with the person and are permitted already: ${what}`,
    before: after(permit),
    send,
    sure: true,
  })),
  { name: 'a task, where the month was not counted yet', send, sure: false },
  {
    name: 'a task, where the count waits already',
    before: async ({ app }) =>
      await exec(
        app,
        `insert into job (place_id, id, kind, dedupe_key, run_after, created_at)
         values ('${app.place.id}', gen_random_uuid(), 'people/count-referrals', '2026-03', now(), now())`,
      ),
    send,
    sure: true,
  },
  { name: 'a task', before: counted, send, sure: true },
  {
    name: 'an urgent task',
    before: counted,
    send: sending({ priority: 'urgent', note: [{ text: 'Soon' }] }),
    sure: true,
  },
  {
    name: 'a task to themselves',
    before: counted,
    send: sending({}, (world) => world.client.organisation),
    sure: true,
  },
  {
    name: 'a task that was done already',
    before: counted,
    send: sending({ status: 'accepted' }, (world) => world.client.organisation),
    sure: false,
  },
  { name: 'a draft of a task', before: counted, send: sending({ status: 'draft' }), sure: false },
  { name: 'a task to nobody', before: counted, send: sending({}, (world) => world.known), sure: false },
  {
    name: 'a task about somebody else',
    before: counted,
    send: async (world) =>
      await world.client.post('Task', task(`ServiceRequest/${world.asked}`, `Patient/${world.group}`, world.group)),
    sure: false,
  },
  {
    name: 'a task to those who left',
    before: after(async (world) =>
      set(world, `update partner set left_on = current_date where organisation_id = '${world.group}'`),
    ),
    send,
    sure: false,
  },
  {
    name: 'a task for a request that was changed',
    before: after(changing({ note: [{ text: 'More' }] })),
    send,
    sure: true,
  },
  { name: 'a task for a request that is over', before: after(changing({ status: 'revoked' })), send, sure: false },
  {
    name: 'a task for a request that was deleted',
    before: after(async ({ client, asked }) => await client.send('DELETE', `ServiceRequest/${asked}`)),
    send,
    sure: false,
  },
  { name: 'a second task', before: after(send), send, sure: false },
  {
    name: 'a task after its draft was deleted',
    before: after(async (world) => {
      const { id } = await sending({ status: 'draft' })(world);
      await world.client.send('DELETE', `Task/${id}`);
    }),
    send,
    sure: false,
  },
  {
    name: 'a task for what others asked',
    before: after(
      granted('identity', 'direct-support', '[2025-01-01,)'),
      granted('referral', 'direct-support', '[2025-01-01,)'),
    ),
    send: async (world) => await send(ofStranger(world)),
    sure: false,
  },
  {
    name: 'a task for those who work with the person already, under an agreement',
    before: after(works),
    send,
    sure: true,
  },
  {
    name: 'a task by a client that sees the person no longer',
    before: after(async (world) =>
      set(world, `update person set author_org = '${world.group}' where id = '${world.known}'`),
    ),
    send,
    sure: false,
  },
  {
    name: 'a task by a client that was refused the person',
    before: after(async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account))),
    send,
    sure: false,
  },
  {
    name: 'a task by an editor',
    before: after(async (world) => set(world, `update membership set role = 'editor' ${ofClient(world)}`)),
    send,
    sure: true,
  },
  {
    name: 'a task to those who left a moment ago',
    before: counted,
    between: async (world) =>
      set(world, `update partner set left_on = current_date where organisation_id = '${world.group}'`),
    send,
    sure: false,
  },
  {
    name: 'a task to those who took another name a moment ago',
    before: counted,
    between: async (world) => set(world, `update organisation set name = 'Another' where id = '${world.group}'`),
    send,
    sure: false,
  },
  {
    name: 'a task for a request that was just changed',
    before: counted,
    between: changing({ reasonCode: [{ text: 'Something else' }] }),
    send,
    sure: false,
  },
  {
    name: 'a task for a request that was just deleted',
    before: counted,
    between: async ({ client, asked }) => void (await client.send('DELETE', `ServiceRequest/${asked}`)),
    send,
    sure: false,
  },
  {
    name: 'a task by a client that was just refused the person',
    before: counted,
    between: async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account)),
    send,
    sure: false,
  },
  {
    name: 'a task by a client that just lost a category',
    before: counted,
    between: async (world) => set(world, `update person set author_org = '${world.group}' where id = '${world.known}'`),
    send,
    sure: false,
  },
  ...(['identity', 'referral'] as const).map((category) => ({
    name: `a task by a client that knows of ${category} only`,
    before: after(knows(category)),
    send,
    sure: false,
  })),
  ...hindrances.map(({ before = counted, ...one }) => ({
    ...one,
    name: `a task, by a client that had a token ${one.name}`,
    before: after(before),
    send,
  })),
];
