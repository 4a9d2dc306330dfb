// What other systems sent, for the leak fuzz: clients and their tokens, resources as they came, numbers and messages; and who may
// read and add to them, said once more in TypeScript.
import type { PeopleWho } from './leak-who.ts';

type Value = string | number | boolean | null;
type Row = Record<string, Value>;
type Rule = (who: PeopleWho) => boolean;
type Build = { id: () => string; put: (table: string, mayRead: Rule, make: (canary: string) => Row) => Row };
type Change = { table: string; before: Row | undefined; after: Row | undefined };

/** What is known of people, and who may know of them. */
type PeopleFacts = {
  readonly people: ReadonlyMap<string, { author: string }>;
  readonly referrals: ReadonlyMap<string, Row>;
  readonly clients: Map<string, string>;
  isService: (who: PeopleWho, place: string) => boolean;
  isOwn: (who: PeopleWho, person: string) => boolean;
  isHelper: (who: PeopleWho, person: string, category: string) => boolean;
  sees: (who: PeopleWho, person: string, category: string, author: Value | undefined) => boolean;
  seesReferral: (who: PeopleWho, row: Row) => boolean;
  mayWrite: (who: PeopleWho, person: string, category: string) => boolean;
};

export const fhirTables: readonly string[] = [
  'fhir_client',
  'fhir_token',
  'fhir_part',
  'fhir_key',
  'fhir_message',
  'fhir_subscription',
];

const at = '2026-03-01T10:00:00Z';

function isAdministrator(who: PeopleWho, place: string): boolean {
  return who.role === 'thread_member' && who.place === place && who.roles.includes('administrator');
}

/** A client of an organisation, with a token and a message that came from it. */
export function addClientOf(
  build: Build,
  facts: PeopleFacts,
  { place, organisation, account }: { place: string; organisation: string; account: string },
): void {
  const id = build.id();
  const service: Rule = (who) => facts.isService(who, place);
  const hash = (): string => build.id().replaceAll('-', '').padEnd(64, '0');
  facts.clients.set(id, account);
  build.put(
    'fhir_client',
    (who) => isAdministrator(who, place) || service(who),
    (canary) => ({
      place_id: place,
      id,
      account_id: account,
      organisation_id: organisation,
      name: canary,
      secret_hash: hash(),
      scopes: '["system/Patient.r"]',
      categories: '["identity"]',
      purpose: 'direct-support',
      created_at: at,
    }),
  );
  build.put('fhir_token', service, (canary) => ({
    place_id: place,
    token_hash: hash(),
    client_id: id,
    scopes: `["${canary}"]`,
    created_at: at,
    expires_at: '2026-12-01T00:00:00Z',
  }));
  build.put(
    'fhir_subscription',
    (who) => service(who) || (who.place === place && isClient(who, account)),
    (canary) => ({
      place_id: place,
      id: build.id(),
      client_id: id,
      criteria: 'Task?status=requested',
      endpoint: `https://hook.example/${canary}`,
      reason: canary,
      status: 'active',
      since: at,
      created_at: at,
      changed_at: at,
    }),
  );
  build.put(
    'fhir_message',
    (who) => service(who) || (who.role === 'thread_member' && who.place === place && who.account === account),
    (canary) => ({
      place_id: place,
      client_id: id,
      message_id: canary,
      body_hash: '0'.repeat(64),
      event: 'servicerequest-request',
      record_id: build.id(),
      reply_id: build.id(),
      at,
    }),
  );
}

function isClient(who: PeopleWho, account: string | undefined): boolean {
  return who.role === 'thread_member' && account !== undefined && who.account === account;
}

/** What was sent about a person: who they are, and a request that has no referral yet. */
export function addSent(
  build: Build,
  facts: PeopleFacts,
  { place, person, author }: { place: string; person: string; author: string },
): void {
  for (const category of ['identity', 'referral'] as const) {
    const reader: Rule = (who) => facts.sees(who, person, category, author) || facts.isService(who, place);
    const common = {
      place_id: place,
      kind: category === 'identity' ? 'Patient' : 'ServiceRequest',
      record_id: build.id(),
      version: 1,
      person_id: person,
      category,
      author_org: author,
    };
    build.put('fhir_part', reader, (canary) => ({ ...common, bumps: 0, at, content: `{"language":"${canary}"}` }));
    build.put('fhir_key', reader, (canary) => ({ ...common, token: canary }));
  }
}

/** What was sent about a referral: also those who were asked may read it. */
export function addSentReferral(
  build: Build,
  facts: PeopleFacts,
  { place, person, author, referral }: { place: string; person: string; author: string; referral: string },
): void {
  build.put(
    'fhir_part',
    (who) =>
      facts.isService(who, place) ||
      (facts.isHelper(who, person, 'referral') &&
        (facts.sees(who, person, 'referral', author) || facts.seesReferral(who, facts.referrals.get(referral) ?? {}))),
    (canary) => ({
      place_id: place,
      kind: 'Task',
      record_id: referral,
      version: 1,
      person_id: person,
      category: 'referral',
      bumps: 0,
      content: `{"language":"${canary}"}`,
      at,
      author_org: author,
    }),
  );
}

/** What may be changed of it: sent resources are only added to, by those who may write of that person. */
export function mayChangeFhir(who: PeopleWho, change: Change, facts: PeopleFacts): boolean {
  const { table, before, after } = change;
  if (after === undefined) return false;
  switch (table) {
    case 'fhir_client':
      return (
        before !== undefined &&
        isAdministrator(who, who.place ?? '') &&
        Object.keys(after).every((name) => name === 'revoked_at' || before[name] === after[name])
      );
    case 'fhir_subscription':
      return (
        isClient(who, facts.clients.get(String(after['client_id']))) &&
        (before === undefined ||
          Object.keys(after).every(
            (name) => ['status', 'changed_at', 'version'].includes(name) || before[name] === after[name],
          ))
      );
    case 'fhir_message':
      return before === undefined && facts.clients.get(String(after['client_id'])) === who.account;
    case 'fhir_part':
    case 'fhir_key': {
      const person = String(after['person_id']);
      const category = String(after['category']);
      const isOurs =
        who.helping !== undefined && after['author_org'] === who.helping && after['author_account'] === who.account;
      if (before !== undefined || !isOurs || !facts.isHelper(who, person, category)) return false;
      if (category !== 'referral') return facts.mayWrite(who, person, category);
      const referral = facts.referrals.get(String(after['record_id']));
      return (
        facts.sees(who, person, 'identity', facts.people.get(person)?.author) ||
        facts.isOwn(who, person) ||
        (referral !== undefined && referral['person_id'] === person && facts.seesReferral(who, referral))
      );
    }
    default:
      return false;
  }
}
