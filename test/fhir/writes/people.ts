// New people, as other systems send them.
import { patient } from '../../support/fhir.ts';
import { agree } from '../../support/people.ts';
import type { Case } from './world.ts';
import { add, agreement, deny, knows, number, ofClient, set, hindrances } from './steps.ts';

export const people: Case[] = [
  { name: 'a person, without any agreement', send: add, sure: true },
  { name: 'a person, under an agreement', before: agreement, send: add, sure: true },
  {
    name: 'a person, under two agreements',
    before: async (world) => {
      await agreement(world);
      await agreement(world);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under two agreements of which one ends',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement set until_at = '2027-01-01'`);
      await agreement(world);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under an agreement that begins later',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement_party set from_at = '2026-06-01'`);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under an agreement that ends',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement set until_at = '2027-01-01'`);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under an agreement that the organisation left',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement_party set until_at = '2026-01-01'`);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, where others agreed',
    before: async ({ app, group }) => {
      await agree(app, [group]);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a second person',
    before: async (world) => {
      await add(world);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person of whom little is known',
    send: async ({ client }) => await client.post('Patient', { resourceType: 'Patient', name: [{ text: 'Una' }] }),
    sure: true,
  },
  {
    name: 'a person of whom much is known',
    send: async ({ client }) =>
      await client.post(
        'Patient',
        patient({
          name: [{ text: 'Una Vale “\n” \u{1F9F5} \\' }, { use: 'nickname', text: 'U' }],
          communication: [{ language: { text: 'Welsh, {"and"} more' } }],
          identifier: [
            number('P-1').identifier[0],
            number('P-1').identifier[0],
            { system: 's', value: 'with, "all" {of} \\ it' },
          ],
        }),
      ),
    sure: true,
  },
  {
    name: 'a person whose number is long',
    send: async ({ client }) => await client.post('Patient', patient(number('x'.repeat(900)))),
    sure: true,
  },
  {
    name: 'nobody, where it is not a patient',
    send: async ({ client }) => await client.post('Patient', {}),
    sure: false,
  },
  {
    name: 'a person, unless they are there',
    send: async ({ client }) =>
      await client.post('Patient', patient(number('P-1')), {
        'if-none-exist': 'identifier=https://practice.example/patients|P-1',
      }),
    sure: false,
  },
  {
    name: 'a person, of a place that may not keep any',
    before: async (world) => set(world, 'delete from safety_signature'),
    send: add,
    sure: false,
  },
  { name: 'a person, by a client that knows of none', before: knows('referral'), send: add, sure: false },
  { name: 'a person, by a client that knows little of them', before: knows('identity'), send: add, sure: true },
  {
    name: 'a person, by an editor',
    before: async (world) => set(world, `update membership set role = 'editor' ${ofClient(world)}`),
    send: add,
    sure: false,
  },
  {
    name: 'a person, by a client that was refused another',
    before: async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account)),
    send: add,
    sure: true,
  },
  {
    name: 'a person, by a client that is somebody’s record, too',
    before: async (world) =>
      set(world, `update person set account_id = '${world.client.account}' where id = '${world.known}'`),
    send: add,
    sure: true,
  },
  ...hindrances.map((one) => ({ ...one, name: `a person, by a client that had a token ${one.name}`, send: add })),
];
