// Requests about people.
import { serviceRequest } from '../../support/fhir.ts';
import type { Case } from './world.ts';
import { ask, askElsewhere, deny, granted, knows, ofClient, set, hindrances } from './steps.ts';

export const requests: Case[] = [
  { name: 'a request about a person', send: ask, sure: true },
  {
    name: 'a draft about a person',
    send: async ({ client, known }) =>
      await client.post(
        'ServiceRequest',
        serviceRequest(`Patient/${known}`, { status: 'draft', identifier: undefined }),
      ),
    sure: true,
  },
  {
    name: 'a request about nobody',
    send: async ({ client, group }) => await client.post('ServiceRequest', serviceRequest(`Patient/${group}`)),
    sure: false,
  },
  {
    name: 'a request about nobody, for others',
    send: async ({ client, group }) =>
      await client.post(
        'ServiceRequest',
        serviceRequest(`Patient/${group}`, { requester: { reference: `Organization/${group}` } }),
      ),
    sure: false,
  },
  {
    name: 'a request that begins as what it cannot be',
    send: async ({ client, known }) =>
      await client.post('ServiceRequest', serviceRequest(`Patient/${known}`, { status: 'completed' })),
    sure: false,
  },
  {
    name: 'a request that is larger than is kept',
    send: async ({ client, known }) =>
      await client.post(
        'ServiceRequest',
        serviceRequest(`Patient/${known}`, { note: Array.from({ length: 60 }, () => ({ text: 'x'.repeat(4_000) })) }),
      ),
    sure: false,
  },
  { name: 'a request about a stranger', send: askElsewhere, sure: false },
  {
    name: 'a request about somebody of whom they know',
    before: granted('identity', 'direct-support', '[2025-01-01,)'),
    send: askElsewhere,
    sure: true,
  },
  {
    name: 'a request about somebody of whom they knew',
    before: granted('identity', 'direct-support', '[2025-01-01,2025-02-01)'),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request about somebody of whom they know for another reason',
    before: granted('identity', 'safeguarding', '[2025-01-01,)'),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request about somebody of whom they know something else',
    before: granted('needs', 'direct-support', '[2025-01-01,)'),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request about somebody of whom another worker knows',
    before: async (world) => granted('identity', 'direct-support', '[2025-01-01,)', world.client.account)(world),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request by a client that was refused the person',
    before: async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account)),
    send: ask,
    sure: false,
  },
  {
    name: 'a request by a client whose organisation was refused the person',
    before: async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.client.organisation)),
    send: ask,
    sure: false,
  },
  {
    name: 'a request about a person that was refused to others',
    before: async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.group)),
    send: ask,
    sure: false,
  },
  { name: 'a request by a client that knows of none', before: knows('identity'), send: ask, sure: false },
  { name: 'a request by a client that knows no people', before: knows('referral'), send: ask, sure: false },
  { name: 'a request by a client that knows little', before: knows('identity', 'referral'), send: ask, sure: true },
  {
    name: 'a request by an editor',
    before: async (world) => set(world, `update membership set role = 'editor' ${ofClient(world)}`),
    send: ask,
    sure: true,
  },
  ...hindrances.map((one) => ({ ...one, name: `a request, by a client that had a token ${one.name}`, send: ask })),
];
