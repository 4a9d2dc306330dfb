// Transactions of a person, a request and a task.
import { patient, serviceRequest, task, type FhirAnswer, type Resource } from '../../support/fhir.ts';
import type { Case, World } from './world.ts';
import { after, counted, number, hindrances } from './steps.ts';

const [p, r] = [1, 2].map((one) => `urn:uuid:0196aaaa-0000-4000-8000-00000000000${one}`) as [string, string];

const made = (fullUrl: string | undefined, resource: Resource) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: 'POST', url: resource.resourceType },
});

const bundle =
  (...entries: ((world: World) => object)[]) =>
  async (world: World): Promise<FhirAnswer> =>
    await world.client.post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: entries.map((one) => one(world)),
    });

const [aPerson, aRequest, aTask] = [
  () => made(p, patient(number('P-2'))),
  () => made(r, serviceRequest(p)),
  (world: World) => made(undefined, task(r, p, world.group)),
];

export const bundles: Case[] = [
  { name: 'a person, a request and a task', before: counted, send: bundle(aPerson, aRequest, aTask), sure: true },
  { name: 'the same in another order', before: counted, send: bundle(aTask, aRequest, aPerson), sure: true },
  { name: 'a person and a request', send: bundle(aPerson, aRequest), sure: true },
  { name: 'the same, where the month was not counted', send: bundle(aPerson, aRequest, aTask), sure: false },
  {
    name: 'a person, and a request about a stranger',
    send: async (world) => await bundle(aPerson, () => made(r, serviceRequest(`Patient/${world.group}`)))(world),
    sure: false,
  },
  { name: 'two people', send: bundle(aPerson, () => made(undefined, patient())), sure: true },
  { name: 'two tasks of one request', before: counted, send: bundle(aPerson, aRequest, aTask, aTask), sure: false },
  {
    name: 'a person, and a task to nobody',
    before: counted,
    send: bundle(aPerson, aRequest, () => made(undefined, task(r, p, p))),
    sure: false,
  },
  { name: 'nothing', send: bundle(), sure: false },
  ...hindrances.map(({ before = counted, ...one }) => ({
    ...one,
    name: `a transaction, by a client that had a token ${one.name}`,
    before: after(before),
    send: bundle(aPerson, aRequest, aTask),
  })),
];
