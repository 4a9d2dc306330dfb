import { parseArgs } from 'node:util';
import { readScopes } from '../adapters/fhir/access/scopes.ts';
import { addClientFor, everyScope, type NewClient } from '../adapters/fhir/clients/new-client.ts';
import { clientsOf, revokeClient, serviceScope } from '../adapters/fhir/store/clients.ts';
import type { Config } from '../config/config.ts';
import { categoriesOfRole, helpingRoles } from '../kernel/helping.ts';
import { newUuid, type Uuid } from '../kernel/ids.ts';
import { partnersOf } from '../modules/partnership/index.ts';
import { openDatabase } from '../open.ts';
import { recordAudit } from '../platform/audit/audit.ts';
import { systemClock } from '../platform/clock.ts';
import type { Trx } from '../platform/database/database.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';

const usage = `Say what to do with clients of other systems:

  fhir-client add "NAME" --place SLUG --organisation SLUG [--role practitioner] [--purpose direct-support]
                  [--hooks https://surgery.example/notices]
                  [--scopes "system/Patient.crs system/ServiceRequest.crus system/Task.crus"] [--categories identity,referral]
  fhir-client list --place SLUG
  fhir-client revoke ID --place SLUG`;

/** What a client is to be, with the slug of its organisation. @throws Error with a sentence that says what to type otherwise. */
export function readAsked(name: string | undefined, values: Record<string, string | undefined>): NewClient {
  const role = helpingRoles.find((one) => one === (values['role'] ?? 'practitioner'));
  const purpose = values['purpose'] ?? 'direct-support';
  const scopes = values['scopes'] === undefined ? everyScope : values['scopes'].split(' ').filter((one) => one !== '');
  const { organisation } = values;
  if (name === undefined || organisation === undefined) throw new Error(usage);
  if (role === undefined) throw new Error(`The role must be one of ${helpingRoles.join(', ')}.`);
  if (purpose !== 'direct-support' && purpose !== 'referral')
    throw new Error('The purpose must be direct-support or referral.');
  const read = readScopes(scopes);
  if (!read.ok) throw new Error(`“${read.error}” is no scope: write system/Task.crus.`);
  const ceiling: readonly string[] = categoriesOfRole(role);
  const categories = values['categories']?.split(',') ?? ceiling;
  const wrong = categories.find((one) => !ceiling.includes(one));
  if (wrong !== undefined)
    throw new Error(`“${wrong}” is not a category that a ${role} may know: ${ceiling.join(', ')}.`);
  const hooks = values['hooks']?.split(',') ?? [];
  const plain = hooks.find((one) => !URL.canParse(one) || !one.startsWith('https://'));
  if (plain !== undefined) throw new Error(`“${plain}” is no address of https.`);
  return { name, organisation, role, purpose, scopes, categories, hooks };
}

/** Adds a client of the partner with that slug. @throws Error where there is none. */
export async function addAsked(
  trx: Trx,
  place: Uuid,
  asked: NewClient,
  now: Date,
): Promise<{ id: Uuid; secret: string }> {
  const partner = (await partnersOf(trx, place)).find((one) => one.slug === asked.organisation);
  if (partner === undefined) throw new Error(`There is no partner "${asked.organisation}" in this place.`);
  const doing = { place, by: undefined, now, newId: newUuid };
  return await addClientFor(trx, doing, { ...asked, organisation: partner.id });
}

/** Adds, lists and takes away clients of other systems. */
export async function fhirClient(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: Object.fromEntries(
      ['place', 'organisation', 'role', 'purpose', 'scopes', 'categories', 'hooks'].map((name) => [
        name,
        { type: 'string' } as const,
      ]),
    ),
  });
  const given = values as Record<string, string | undefined>;
  const [what, first] = positionals;
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find(
      (one) => one.slug === given['place'],
    );
    if (place === undefined) throw new Error(`There is no place "${given['place'] ?? ''}".\n${usage}`);
    const scope = serviceScope(place.id);
    const now = systemClock().now();
    switch (what) {
      case 'add': {
        const asked = readAsked(first, given);
        const { id, secret } = await opened.db.write(scope, async (trx) => await addAsked(trx, place.id, asked, now));
        console.log(
          `Added ${asked.name}.\n  client id      ${id}\n  client secret  ${secret}\nThe secret is shown once: keep it where secrets are kept. Tokens: ${config.baseUrl}/${place.slug}/fhir/r4/token`,
        );
        return;
      }
      case 'list':
        for (const one of await opened.db.read(scope, async (trx) => await clientsOf(trx, place.id)))
          console.log(
            `${one.id}  ${one.name} (${one.organisationName})  ${one.scopes.join(' ')}${one.revokedAt === undefined ? '' : '  taken away'}`,
          );
        return;
      case 'revoke': {
        const isDone = await opened.db.write(scope, async (trx) => {
          const done = await revokeClient(trx, place.id, first ?? '', now);
          const entry = {
            place: place.id,
            account: undefined,
            action: 'fhir/client-revoked',
            kind: 'fhir-client',
            id: first ?? '',
          };
          if (done) await recordAudit(trx, entry, now, newUuid);
          return done;
        });
        if (!isDone) throw new Error('There is no such client, or it was taken away before.');
        console.log('Taken away: its tokens open nothing from the next request on.');
        return;
      }
      default:
        throw new Error(usage);
    }
  } finally {
    await opened.close();
  }
}
