import { sql } from 'kysely';
import { addAppointment } from '../../src/modules/people/index.ts';
import type { Trx } from '../../src/platform/database/database.ts';
import type { Person, TestApp } from './app.ts';
import { agree, joinIn, plantPerson, working } from './people.ts';
import { must } from './strategy.ts';

/** A person with an account, whom Amara leads; Femi is her colleague, and a nurse of another organisation helps, too. */
export async function scene(app: TestApp) {
  const amara = await app.person('link-worker', { name: 'Amara Nwosu' });
  const femi = await app.person('link-worker', { name: 'Femi Bello' });
  const ruth = await app.person('resident', { name: 'Ruth' });
  const trust = await app.addOrganisation('Riverside Trust');
  const nurse = await app.person('practitioner', { organisation: trust, name: 'Nurse Okoro' });
  const person = await plantPerson(app, { account: ruth.account, mayKnow: 'partners', mayPlan: 'partners' });
  await agree(app, [app.organisation.id, trust]);
  await joinIn(app, person.id, trust);
  await owner(
    app,
    `update person set lead_account_id = '${amara.account}', email = 'ruth@example.org' where id = '${person.id}'`,
  );
  await owner(
    app,
    `insert into person_relationship (place_id, id, person_id, organisation_id, account_id, worker_name, kind, scope, from_at)
       select place_id, gen_random_uuid(), id, lead_organisation_id, lead_account_id, 'Amara Nwosu', 'lead', 'full', '2026-02-01' from person where id = '${person.id}'`,
  );
  return { amara, femi, ruth, nurse, trust, person: person.id, here: `/testbourne/people/${person.id}` };
}

export async function owner(app: TestApp, text: string): Promise<void> {
  await app.db.write({ role: 'thread_owner' }, async (trx) => {
    await sql.raw(text).execute(trx);
  });
}

export async function deny(app: TestApp, person: string, account: string): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    await sql`insert into sharing_decision (place_id, id, person_id, effect, account_id, category, how_given, from_at)
      values (${app.place.id}, gen_random_uuid(), ${person}, 'deny', ${account}, '*', 'phone', now() - interval '1 hour')`.execute(
      trx,
    );
    await sql`select thread.refold_access(${person}::uuid)`.execute(trx);
  });
}

export async function letters(app: TestApp): Promise<{ to: string; subject: string; body: string }[]> {
  return await app.db.read(
    app.seed,
    async (trx) => await trx.selectFrom('mail').select(['to_address as to', 'subject', 'body']).orderBy('id').execute(),
  );
}

export async function tasksAbout(app: TestApp, person: string): Promise<{ what: string; for: string }[]> {
  return await app.db.read(
    app.seed,
    async (trx) =>
      await trx
        .selectFrom('work_task')
        .select(['what', 'for_account as for'])
        .where('person_id', '=', person)
        .orderBy('id')
        .execute(),
  );
}

export function idIn(page: { html: string }, pattern: RegExp): string {
  return pattern.exec(page.html)?.[1] ?? 'none';
}

/** An appointment two days ahead, written by the service's hand. */
export async function plant(
  trx: Trx,
  app: TestApp,
  the: { person: string; amara: Person },
  category: 'plan' | 'safeguarding' = 'plan',
) {
  const doing = working(app, app.organisation.id, the.amara.account);
  return must(
    await addAppointment(trx, doing, the.person, {
      category,
      startsAt: new Date(app.now.getTime() + 2 * 86_400_000),
      minutes: 45,
      where: 'wordwhere',
      withAccount: the.amara.account,
      withName: 'Amara Nwosu',
      about: 'wordabout',
      remind: true,
    }),
  );
}
