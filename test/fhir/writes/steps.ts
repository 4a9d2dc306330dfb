// What happens in such a place: what clients send, and what stands as it was before.
import { refold } from '../../../src/modules/people/index.ts';
import { tokenHash } from '../../../src/lib/token-hash.ts';
import type { PersonCategory } from '../../../src/kernel/helping.ts';
import { patient, type FhirAnswer, serviceRequest, task } from '../../support/fhir.ts';
import { agree } from '../../support/people.ts';
import { exec, newClient, type Case, type World } from './world.ts';

export async function set(world: World, statement: string): Promise<void> {
  await exec(
    world.app,
    `set local session_replication_role = replica; ${statement}; set local session_replication_role = origin`,
  );
}

export const ofClient = (world: World): string => `where account_id = '${world.client.account}'`;

export const number = (value: string) => ({ identifier: [{ system: 'https://practice.example/patients', value }] });

export const add = async ({ client }: World): Promise<FhirAnswer> =>
  await client.post('Patient', patient(number('P-1')));

export const agreement = async ({ app }: World): Promise<void> => {
  await agree(app, [app.organisation.id]);
};

export const knows =
  (...categories: PersonCategory[]) =>
  async (world: World): Promise<void> => {
    world.client = await newClient(world.app, { categories });
  };

export const deny = (
  person: string,
  whom: string,
): string => `insert into access_denial (place_id, id, person_id, ${whom}_id, category, valid)
  select place_id, gen_random_uuid(), id, '%s', '*', '[,)' from person where id = '${person}'`;

/** What stands in the way of a client, whatever it writes. */
export const hindrances: Omit<Case, 'send'>[] = [
  {
    name: 'and whose token was taken back',
    sure: false,
    before: async (world) =>
      set(
        world,
        `delete from fhir_token where token_hash in (${world.client.tokens.map((one) => `'${tokenHash(one)}'`).join()})`,
      ),
  },
  {
    name: 'and that was taken away',
    sure: false,
    before: async (world) => set(world, `update fhir_client set revoked_at = now() ${ofClient(world)}`),
  },
  {
    name: 'and whose account was closed',
    sure: false,
    before: async (world) => set(world, `update account set disabled_at = now() where id = '${world.client.account}'`),
  },
  {
    name: 'and whose token is that of another',
    sure: false,
    before: async (world) =>
      set(world, `update fhir_client set account_id = '${world.stranger.account}' ${ofClient(world)}`),
  },
  {
    name: 'and whose token is that of a colleague',
    sure: false,
    before: async (world) => {
      const { account } = await world.app.person('link-worker', { organisation: world.client.organisation });
      await set(world, `update fhir_client set account_id = '${account}' ${ofClient(world)}`);
    },
  },
  {
    name: 'and that works there no longer',
    sure: false,
    before: async (world) => set(world, `update membership set ends_on = current_date - 1 ${ofClient(world)}`),
  },
  {
    name: 'and that does not work there yet',
    sure: false,
    before: async (world) => set(world, `update membership set starts_on = current_date + 1 ${ofClient(world)}`),
  },
  {
    name: 'and that works elsewhere',
    sure: false,
    before: async (world) => set(world, `update membership set organisation_id = '${world.group}' ${ofClient(world)}`),
  },
  {
    name: 'and that is no helper',
    sure: false,
    before: async (world) => set(world, `update membership set role = 'analyst' ${ofClient(world)}`),
  },
];

/** Of `known`, whom the client's organisation leads. */
export const ask = async ({ client, known }: World): Promise<FhirAnswer> =>
  await client.post('ServiceRequest', serviceRequest(`Patient/${known}`));

/** The same by the other organisation, to which they are a stranger unless it was granted anything. */
export const askElsewhere = async ({ stranger, known }: World): Promise<FhirAnswer> =>
  await stranger.post('ServiceRequest', serviceRequest(`Patient/${known}`));

export const granted =
  (category: string, purpose: string, valid: string, account = '00000000-0000-0000-0000-000000000000') =>
  async (world: World): Promise<void> =>
    set(
      world,
      `insert into access_grant (place_id, organisation_id, person_id, category, purpose, valid, basis, for_account)
       values ('${world.app.place.id}', '${world.group}', '${world.known}', '${category}', '${purpose}', '${valid}', 'consent', '${account}')`,
    );

export const counted = async ({ app }: World): Promise<void> =>
  await exec(
    app,
    `insert into referral_count (place_id, about_kind, about_id, as_of, made_at, asked, answered, waiting)
     values ('${app.place.id}', 'place', '${app.place.id}', '2026-02-28', now(), 0, 0, 0)`,
  );

/** After the month was counted, as nearly always. */
export const after =
  (...further: ((world: World) => Promise<unknown>)[]) =>
  async (world: World): Promise<void> => {
    await counted(world);
    for (const one of further) await one(world);
  };

export const sending =
  (changed: Record<string, unknown> = {}, owner = (world: World) => world.group) =>
  async (world: World): Promise<FhirAnswer> =>
    await world.client.post(
      'Task',
      task(`ServiceRequest/${world.asked}`, `Patient/${world.known}`, owner(world), changed),
    );

export const send = sending();

export const changing =
  (changed: Record<string, unknown>) =>
  async (world: World): Promise<void> => {
    const { json } = await world.client.get(`ServiceRequest/${world.asked}`);
    await world.client.put(`ServiceRequest/${world.asked}`, { ...json, ...changed });
  };

export const works = async (world: World): Promise<void> => {
  const { app, known, group } = world;
  await agree(app, [app.organisation.id, group]);
  await set(
    world,
    `insert into person_relationship (place_id, id, person_id, organisation_id, kind, scope, from_at)
     values ('${app.place.id}', gen_random_uuid(), '${known}', '${group}', 'circle', 'deliver', '2026-01-01')`,
  );
};

type Permission = { categories?: string; purpose?: string; basis?: string; from?: string; until?: string };

/** Those who are asked work with the person already, and were permitted something. */
export const permitted =
  (one: Permission = {}, to = (world: World) => world.group, takenBack?: string) =>
  async (world: World): Promise<void> => {
    const { app, known } = world;
    const { categories = '{identity,needs}', purpose = '*', basis = 'consent', from = '2026-01-01', until } = one;
    const columns =
      'place_id, person_id, organisation_id, id, effect, withdraws_id, category, purpose, basis, reason, how_given, from_at, until_at';
    const of = `'${app.place.id}'::uuid, '${known}'::uuid, '${to(world)}'::uuid, gen_random_uuid()`;
    await works(world);
    await set(
      world,
      `insert into sharing_decision (${columns}) select ${of}, 'permit', null, c, '${purpose}', '${basis}', 'So it is', 'phone', '${from}',
              ${until === undefined ? 'null' : `'${until}'`} from unnest('${categories}'::text[]) as c;
       insert into sharing_decision (${columns}) select ${of}, 'withdraw', d.id, d.category, '*', 'consent', '', 'phone', '${takenBack ?? from}', null
         from sharing_decision d where d.person_id = '${known}' and d.reason = 'So it is' and ${takenBack !== undefined}`,
    );
    await app.db.write(app.seed, async (trx) => await refold(trx, known));
  };

async function find(world: World): Promise<void> {
  const { status, json } = await world.client.get(`Task/${world.asked}`);
  if (status === 200) world.task = json;
}

/** After a task was sent and this happened to it, as those who asked find it. */
export const sent =
  (...further: ((world: World) => Promise<unknown>)[]) =>
  async (world: World): Promise<void> => {
    await after(send, find)(world);
    for (const one of further) {
      await one(world);
      await find(world);
    }
  };

export const moving =
  (status: string, changed: Record<string, unknown> = {}, by: 'client' | 'stranger' = 'stranger', headers = {}) =>
  async (world: World): Promise<FhirAnswer> =>
    await world[by].put(`Task/${world.asked}`, { ...world.task, status, ...changed }, headers);

export const accept = moving('accepted');

export const because = (code: string) => ({
  statusReason: { coding: [{ system: 'urn:common-thread:referral-reason', code }], text: 'So it is' },
});

export const agreed = async ({ app, group }: World): Promise<void> =>
  void (await agree(app, [app.organisation.id, group]));

export const ofStranger = (world: World): World => ({
  ...world,
  client: world.stranger,
  stranger: world.client,
  group: world.client.organisation,
});
