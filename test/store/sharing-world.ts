// Random worlds for the property test of sharing: in each a place with its agreements, people with what they decided,
// those who work with them, and everybody who might look. Times are microseconds from now, so that an edge can lie one
// microsecond before it, on it and after it.
import { seededRandom } from '../../src/lib/random.ts';
import type { Connection } from '../../src/platform/database/connections.ts';

export const categories = ['identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'] as const;
export type Category = (typeof categories)[number];
/** What agreements and decisions are about. A route can say that it is an emergency, too. */
export const purposes = ['direct-support', 'referral', 'safeguarding'] as const;
export type Purpose = (typeof purposes)[number];

export type Span = { from: number; until: number | undefined };
/** Days from today, the last one included. */
export type Days = { starts: number; ends: number | undefined };

export type Agreement = Span & {
  id: string;
  categories: Category[];
  purposes: Purpose[];
  parties: (Span & { organisation: string })[];
  isReviewOverdue: boolean;
};
export type Decision = Span & {
  id: string;
  person: string;
  effect: 'permit' | 'deny';
  organisation: string | undefined;
  account: string | undefined;
  category: Category | '*';
  purpose: Purpose | '*';
  withdrawnAt: number | undefined;
};
export type Relationship = Span & {
  id: string;
  person: string;
  organisation: string;
  scope: 'full' | 'share-plan' | 'deliver' | 'answer';
};
export type Emergency = Span & { id: string; person: string; organisation: string; account: string };
export type Matter = 'sharing' | 'plan' | 'referrals' | 'money';
export type Representative = Span & {
  id: string;
  person: string;
  account: string | undefined;
  kind: 'parental-responsibility' | 'attorney-health' | 'attorney-money' | 'deputy' | 'appointee' | 'advocate';
  matters: Matter[];
  isSuspended: boolean;
};
/** What was found about whether a person decides a matter themselves. */
export type Finding = Span & { id: string; person: string; matter: Matter; decides: boolean };
export type Membership = Days & { account: string; organisation: string | undefined; role: string };
export type WorldPerson = {
  id: string;
  account: string | undefined;
  isInSafeMode: boolean;
  lead: string;
  ageInYears: number;
  /** Days until (or since, if below nought) they became that old. */
  birthdayIn: number;
};
/** The tables whose rows are compared: one for each category, and the history of all of them. */
export const recordTables = [
  'person',
  'circle_member',
  'goal',
  'need',
  'referral',
  'plan_review',
  'contingency',
  'wellbeing_reading',
  'personal_version',
] as const;
export type RecordTable = (typeof recordTables)[number];
/** One row about a person. */
export type Record_ = {
  table: RecordTable;
  id: string;
  person: string;
  category: Category;
  author: string | undefined;
  askedOf: string | undefined;
  isDraft: boolean;
};
/** Who looks: an account, saying for which organisation and with what purpose. */
export type Reader = {
  account: string;
  organisation: string | undefined;
  purpose: Purpose | 'emergency' | undefined;
  roleKnows: readonly Category[];
};
export type World = {
  seed: number;
  place: string;
  agreements: Agreement[];
  people: WorldPerson[];
  decisions: Decision[];
  relationships: Relationship[];
  emergencies: Emergency[];
  representatives: Representative[];
  findings: Finding[];
  memberships: Membership[];
  records: Record_[];
  readers: Reader[];
  disabled: Set<string>;
};

const second = 1_000_000;
const edges = [-1, 0, 1];
const afar = [-9, -3, 3, 9].map((minutes) => minutes * 60 * second);

export const organisations = ['lead', 'trust', 'council', 'cafe'] as const;
type Organisation = (typeof organisations)[number];
/** Everybody who looks, in every world. Each holds an account; the roles they have differ from world to world. */
export const cast = [
  'lead-worker',
  'colleague',
  'nurse',
  'ex-partner',
  'speaker',
  'of-two',
  'administrator',
  'person',
  'child',
  'abuser',
  'parent',
  'estranged-parent',
  'closed-account',
] as const;
type Role = 'link-worker' | 'practitioner' | 'editor' | 'administrator' | 'analyst' | 'resident';

function idOf(group: number, number: number): string {
  return `${group.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
const sharedGroup = 0xaaaa_0000;
export const organisationIds = Object.fromEntries(
  organisations.map((name, index) => [name, idOf(sharedGroup, index + 1)]),
) as Record<Organisation, string>;
export const accountIds = Object.fromEntries(
  cast.map((name, index) => [name, idOf(sharedGroup, index + 100)]),
) as Record<(typeof cast)[number], string>;

/** What the server says that a role may know: asked here in the words of the user guide. */
const roleKnows: Record<Role, readonly Category[]> = {
  'link-worker': categories,
  practitioner: ['identity', 'circle', 'plan', 'needs', 'referral'],
  editor: ['identity', 'referral'],
  // These help nobody. The database must know it, whatever a server says for them.
  administrator: categories,
  analyst: categories,
  resident: [],
};

const tableOf = {
  circle: 'circle_member',
  plan: 'goal',
  needs: 'need',
  safeguarding: 'need',
  referral: 'referral',
} as const satisfies Partial<Record<Category, RecordTable>>;

/** What else of a plan lies in tables of its own. */
const planTables = ['plan_review', 'contingency', 'wellbeing_reading'] as const satisfies readonly RecordTable[];

/** The history holds rows of all categories in every world; each category has rows in its own table in these. */
export function hasEveryTable(seed: number): boolean {
  return seed % 5 === 0;
}

/** The world of a seed: always the same. Every fifth is about a child, an abuser, an ex-partner or a parent on purpose. */
export function makeWorld(seed: number): World {
  const random = seededRandom(seed * 7 + 3);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const below = (share: number): boolean => random() < share;
  let count = 0;
  const id = (): string => idOf(seed + 1, (count += 1));
  const moment = (): number => pick(below(0.3) ? edges : afar);
  const span = (): Span => {
    const from = below(0.7) ? -(10 + Math.floor(random() * 50)) * 60 * second : moment();
    const until = below(0.6) ? undefined : Math.max(from, moment());
    return { from, until };
  };
  const some = <T>(list: readonly T[], share: number): T[] => {
    const chosen = list.filter(() => below(share));
    return chosen.length === 0 ? [pick(list)] : chosen;
  };
  const days = (): Days =>
    below(0.8)
      ? { starts: -30, ends: undefined }
      : { starts: pick([-2, -1, 0, 1]), ends: below(0.5) ? undefined : pick([-1, 0, 1]) };

  const place = id();
  const o = organisationIds;
  const a = accountIds;
  const worker = (): Role => pick(['link-worker', 'link-worker', 'practitioner', 'editor'] as const);
  const memberships: Membership[] = [
    { account: a['lead-worker'], organisation: o.lead, role: 'link-worker', ...days() },
    { account: a.colleague, organisation: o.lead, role: worker(), ...days() },
    { account: a.nurse, organisation: o.trust, role: worker(), ...days() },
    { account: a['ex-partner'], organisation: o.trust, role: worker(), ...days() },
    { account: a.speaker, organisation: o.cafe, role: 'editor', ...days() },
    { account: a['of-two'], organisation: o.council, role: worker(), ...days() },
    {
      account: a['of-two'],
      organisation: o.trust,
      role: pick(['analyst', 'editor', 'practitioner'] as const),
      ...days(),
    },
    { account: a.administrator, organisation: o.council, role: 'administrator', ...days() },
    { account: a['closed-account'], organisation: o.lead, role: 'link-worker', ...days() },
    ...(['person', 'child', 'abuser', 'parent', 'estranged-parent'] as const).map((name) => ({
      account: a[name],
      organisation: undefined,
      role: 'resident',
      starts: -30,
      ends: undefined,
    })),
  ];
  const looksFurther: Record<string, ('emergency' | undefined)[]> = {
    [a['lead-worker']]: [undefined],
    [a.nurse]: ['emergency'],
    [a['ex-partner']]: ['emergency'],
    [a.colleague]: ['emergency'],
  };
  const agreements = Array.from({ length: 1 + Math.floor(random() * 3) }, (): Agreement => {
    return {
      id: id(),
      ...span(),
      categories: below(0.5) ? [...categories] : some(categories, 0.5),
      purposes: below(0.5) ? [...purposes] : some(purposes, 0.5),
      parties: some(Object.values(o), 0.7).map((organisation) => ({
        organisation,
        ...(below(0.7) ? { from: -100 * 60 * second, until: undefined } : span()),
      })),
      isReviewOverdue: below(0.3),
    };
  });
  const person: WorldPerson = {
    id: id(),
    account: below(0.8) ? a.person : undefined,
    isInSafeMode: below(0.25),
    lead: o.lead,
    ageInYears: 40,
    birthdayIn: 0,
  };
  const child: WorldPerson = {
    id: id(),
    account: below(0.6) ? a.child : undefined,
    isInSafeMode: below(0.2),
    lead: pick([o.lead, o.trust]),
    ageInYears: pick([9, 12, 15, 16, 16, 17, 18, 18]),
    birthdayIn: pick([-1, 0, 1]),
  };
  // The abuser has a record, too, and stands in the circle of the others.
  const abuser: WorldPerson = {
    id: id(),
    account: a.abuser,
    isInSafeMode: false,
    lead: o.council,
    ageInYears: 42,
    birthdayIn: 0,
  };
  const people = [person, child, abuser];
  const decisions: Decision[] = [];
  const relationships: Relationship[] = [];
  const emergencies: Emergency[] = [];
  const representatives: Representative[] = [];
  const findings: Finding[] = [];
  const matters = ['sharing', 'plan', 'referrals', 'money'] as const;
  const authority = (of: WorldPerson, account: string | undefined, kind: Representative['kind']): void => {
    const isAboutMoney = kind === 'attorney-money' || kind === 'appointee';
    representatives.push({
      id: id(),
      person: of.id,
      account,
      kind,
      matters: isAboutMoney ? ['money'] : some(matters, 0.6),
      isSuspended: below(0.2),
      ...span(),
    });
  };
  if (below(0.8)) authority(child, below(0.9) ? a.parent : undefined, 'parental-responsibility');
  if (below(0.4))
    authority(
      person,
      a.parent,
      pick(['attorney-health', 'attorney-money', 'deputy', 'appointee', 'advocate'] as const),
    );
  // The abuser as representative, suspended or not yet, with authority of every kind; also over themselves.
  if (below(0.5))
    authority(
      pick([person, child, abuser]),
      a.abuser,
      pick(['parental-responsibility', 'attorney-health', 'deputy', 'advocate'] as const),
    );
  for (const one of people)
    for (const matter of matters)
      if (below(0.35)) {
        findings.push({ id: id(), person: one.id, matter, decides: below(0.5), ...span() });
        if (below(0.3)) findings.push({ id: id(), person: one.id, matter, decides: below(0.5), ...span() });
      }
  for (const one of people) {
    for (const organisation of some(Object.values(o), 0.6))
      relationships.push({
        id: id(),
        person: one.id,
        organisation,
        scope: pick(['full', 'full', 'share-plan', 'deliver', 'answer'] as const),
        ...span(),
      });
    const decide = (given: Partial<Decision>): void => {
      const held = span();
      decisions.push({
        id: id(),
        person: one.id,
        effect: 'permit',
        organisation: below(0.5) ? undefined : pick(Object.values(o)),
        account: undefined,
        category: below(0.4) ? '*' : pick(categories),
        purpose: below(0.5) ? '*' : pick(purposes),
        withdrawnAt: below(0.2) ? Math.max(held.from, moment()) : undefined,
        ...held,
        ...given,
      });
    };
    if (below(0.7)) decide({ organisation: undefined, category: '*', purpose: '*' });
    for (let more = Math.floor(random() * 4); more > 0; more -= 1) decide({});
    if (below(0.5)) decide({ effect: 'deny' });
    if (below(0.3)) decide({ effect: 'deny', purpose: '*', organisation: pick(Object.values(o)) });
    if (seed % 5 === 0 || below(0.2))
      decide({
        effect: 'deny',
        account: a['ex-partner'],
        organisation: o.trust,
        category: below(0.7) ? '*' : pick(categories),
      });
    if (below(0.1)) decide({ effect: 'deny', account: a['of-two'], organisation: o.council });
    // What the person kept from a representative, by name.
    if (below(0.3))
      decide({
        effect: 'deny',
        account: pick([a.parent, a.abuser]),
        organisation: undefined,
        category: below(0.4) ? '*' : pick(categories),
      });
    for (const [account, organisation] of [
      [a.nurse, o.trust],
      [a['ex-partner'], o.trust],
      [a.colleague, o.lead],
    ] as const)
      if (below(0.3)) {
        const from = pick([-59 * 60 * second, -3 * 60 * second, ...edges]);
        emergencies.push({
          id: id(),
          person: one.id,
          organisation,
          account,
          from,
          until: Math.max(from, pick([-1, 0, 1, 30 * second])),
        });
      }
  }
  const records: Record_[] = people.flatMap((one) => {
    const plain = { person: one.id, askedOf: undefined, isDraft: false };
    const authors = [one.lead, pick(Object.values(o)), undefined];
    const own = hasEveryTable(seed) ? authors : [];
    return [
      { ...plain, table: 'person' as const, id: one.id, category: 'identity' as const, author: one.lead },
      ...(['circle', 'plan', 'needs', 'referral', 'safeguarding'] as const).flatMap((category): Record_[] =>
        own.map((author) => ({
          table: tableOf[category],
          id: id(),
          person: one.id,
          category,
          author,
          askedOf: category === 'referral' ? pick([undefined, ...Object.values(o)]) : undefined,
          isDraft: category === 'referral' && below(0.3),
        })),
      ),
      ...planTables.flatMap((table): Record_[] =>
        own.map((author) => ({ ...plain, table, id: id(), category: 'plan', author })),
      ),
      ...categories.flatMap((category): Record_[] =>
        authors.map((author) => ({ ...plain, table: 'personal_version', id: id(), category, author })),
      ),
    ];
  });
  const readers: Reader[] = [];
  for (const membership of memberships) {
    const known = roleKnows[membership.role as Role];
    if (membership.organisation === undefined) {
      readers.push({ account: membership.account, organisation: undefined, purpose: 'direct-support', roleKnows: [] });
      // Somebody who says that they work for an organisation, and does not.
      if (membership.account === a.abuser)
        readers.push({
          account: membership.account,
          organisation: o.lead,
          purpose: 'direct-support',
          roleKnows: categories,
        });
    } else
      for (const purpose of [...purposes, ...(looksFurther[membership.account] ?? [])])
        readers.push({ account: membership.account, organisation: membership.organisation, purpose, roleKnows: known });
  }
  readers.push({ account: a.nurse, organisation: o.lead, purpose: 'direct-support', roleKnows: categories });
  const disabled = new Set([a['closed-account']]);
  return {
    seed,
    place,
    agreements,
    people,
    decisions,
    relationships,
    emergencies,
    representatives,
    findings,
    memberships,
    records,
    readers,
    disabled,
  };
}

const at = (offset: number | undefined): string =>
  offset === undefined ? 'null' : `now() + interval '${offset} microseconds'`;
const on = (days: number | undefined): string => (days === undefined ? 'null' : `current_date + ${days}`);
const text = (value: string | undefined): string => (value === undefined ? 'null' : `'${value}'`);
const array = (values: readonly string[]): string => `'{${values.join(',')}}'`;

async function insert(connection: Connection, table: string, columns: string, rows: readonly string[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 2_000)
    await connection.exec(`insert into ${table} (${columns}) values (${rows.slice(from, from + 2_000).join('),(')})`);
}

/** Writes the worlds as the owner of the tables, and folds the access of everybody in them. */
export async function writeWorlds(connection: Connection, worlds: readonly World[]): Promise<void> {
  // The ids are right by the way they are made: without looking each of them up it takes half the time.
  await connection.exec('set local session_replication_role = replica');
  const named = Object.entries(organisationIds);
  await insert(
    connection,
    'organisation',
    'id, slug, name, kind, created_at',
    named.map(([name, id]) => `'${id}', 'world-${name}', '${name}', 'charity', now()`),
  );
  await insert(
    connection,
    'account',
    'id, email, name, created_at, disabled_at',
    Object.entries(accountIds).map(
      ([name, id]) =>
        `'${id}', '${name}@example.org', '${name}', now(), ${name === 'closed-account' ? 'now()' : 'null'}`,
    ),
  );
  const rows = (of: (world: World) => readonly string[]): string[] =>
    worlds.flatMap((world) => of(world).map((row) => `'${world.place}', ${row}`));
  await insert(
    connection,
    'place',
    'id, slug, name, tier, created_at',
    worlds.map((world) => `'${world.place}', 'world-${world.seed}', 'A world', 'place', now()`),
  );
  await insert(
    connection,
    'membership',
    'place_id, id, account_id, organisation_id, role, starts_on, ends_on, created_at',
    rows((world) =>
      world.memberships.map(
        (one) =>
          `gen_random_uuid(), '${one.account}', ${text(one.organisation)}, '${one.role}', ${on(one.starts)}, ${one.ends === undefined ? 'null' : on(Math.max(one.starts, one.ends))}, now()`,
      ),
    ),
  );
  await insert(
    connection,
    'sharing_agreement',
    'place_id, id, name, purposes, categories, lawful_basis, from_at, until_at, review_on, created_at',
    rows((world) =>
      world.agreements.map(
        (one) =>
          `'${one.id}', 'One', ${array(one.purposes)}, ${array(one.categories)}, 'x', ${at(one.from)}, ${at(one.until)}, ${on(one.isReviewOverdue ? -10 : 10)}, now()`,
      ),
    ),
  );
  await insert(
    connection,
    'sharing_agreement_party',
    'place_id, agreement_id, organisation_id, from_at, until_at',
    rows((world) =>
      world.agreements.flatMap((one) =>
        one.parties.map((party) => `'${one.id}', '${party.organisation}', ${at(party.from)}, ${at(party.until)}`),
      ),
    ),
  );
  await insert(
    connection,
    'person',
    'place_id, id, name, born_on, account_id, safe_mode, lead_organisation_id, author_org, created_at',
    rows((world) =>
      world.people.map(
        (one) =>
          `'${one.id}', 'Somebody', current_date - interval '${one.ageInYears} years' + interval '${one.birthdayIn} days', ${text(one.account)}, ${one.isInSafeMode}, '${one.lead}', '${one.lead}', now()`,
      ),
    ),
  );
  await insert(
    connection,
    'person_relationship',
    'place_id, id, person_id, organisation_id, kind, scope, from_at, until_at',
    rows((world) =>
      world.relationships.map(
        (one) =>
          `'${one.id}', '${one.person}', '${one.organisation}', 'circle', '${one.scope}', ${at(one.from)}, ${at(one.until)}`,
      ),
    ),
  );
  await insert(
    connection,
    'sharing_decision',
    'place_id, id, person_id, effect, organisation_id, account_id, category, purpose, how_given, from_at, until_at, withdraws_id',
    rows((world) =>
      world.decisions.flatMap((one) => [
        `'${one.id}', '${one.person}', '${one.effect}', ${text(one.organisation)}, ${text(one.account)}, '${one.category}', '${one.purpose}', 'phone', ${at(one.from)}, ${at(one.until)}, null`,
        ...(one.withdrawnAt === undefined
          ? []
          : [
              `gen_random_uuid(), '${one.person}', 'withdraw', null, null, '*', '*', 'phone', ${at(one.withdrawnAt)}, null, '${one.id}'`,
            ]),
      ]),
    ),
  );
  await insert(
    connection,
    'emergency_access',
    'place_id, id, person_id, organisation_id, account_id, worker_name, kind, reason, from_at, until_at',
    rows((world) =>
      world.emergencies.map(
        (one) =>
          `'${one.id}', '${one.person}', '${one.organisation}', '${one.account}', 'Somebody', 'life-in-danger', 'A reason of twenty letters', ${at(one.from)}, ${at(one.until)}`,
      ),
    ),
  );
  await insert(
    connection,
    'representative',
    'place_id, id, person_id, account_id, name, kind, matters, evidence, from_at, until_at, suspended_at',
    rows((world) =>
      world.representatives.map(
        (one) =>
          `'${one.id}', '${one.person}', ${text(one.account)}, 'Somebody', '${one.kind}', ${array(one.matters)}, 'A paper', ${at(one.from)}, ${at(one.until)}, ${one.isSuspended ? 'now()' : 'null'}`,
      ),
    ),
  );
  await insert(
    connection,
    'capacity_finding',
    'place_id, id, person_id, matter, decides, reason, assessed_by, from_at, until_at',
    rows((world) =>
      world.findings.map(
        (one) =>
          `'${one.id}', '${one.person}', '${one.matter}', ${one.decides}, 'A reason of some length', 'A doctor', ${at(one.from)}, ${at(one.until)}`,
      ),
    ),
  );
  const of = (category: Category, row: (one: Record_) => string, table?: RecordTable): string[] =>
    rows((world) =>
      world.records
        .filter(
          (one) =>
            one.category === category &&
            one.table === (table ?? (category === 'identity' ? 'person' : tableOf[category])),
        )
        .map((one) => `'${one.id}', '${one.person}', ${text(one.author)}, ${row(one)}`),
    );
  const key = 'place_id, id, person_id, author_org';
  await insert(
    connection,
    'circle_member',
    `${key}, kind, name, ring, created_at`,
    of('circle', () => `'family', 'Somebody', 1, now()`),
  );
  await insert(
    connection,
    'goal',
    `${key}, words, importance, created_at`,
    of('plan', () => `'A goal', 5, now()`),
  );
  await insert(
    connection,
    'plan_review',
    `${key}, kind, held_on, how, agreed_with, next_on, at`,
    of('plan', () => `'agreement', current_date, 'phone', 'person', current_date + 90, now()`, 'plan_review'),
  );
  await insert(
    connection,
    'contingency',
    `${key}, trigger, helps, said_on`,
    of('plan', () => `'It gets too much', 'A walk', current_date`, 'contingency'),
  );
  await insert(
    connection,
    'wellbeing_reading',
    `${key}, instrument, taken_on, answers, created_at`,
    of('plan', () => `'ons4', current_date, '{1,2,3,4}', now()`, 'wellbeing_reading'),
  );
  for (const category of ['needs', 'safeguarding'] as const)
    await insert(
      connection,
      'need',
      `${key}, category, words, said_on`,
      of(category, () => `'${category}', 'A need', current_date`),
    );
  await insert(
    connection,
    'referral',
    `${key}, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name, reason, no_known_risks, status, may_offer_openly, created_at`,
    of(
      'referral',
      (one) =>
        `'partner', 'phone', current_date, '${one.askedOf === undefined ? 'open' : 'organisation'}', ${text(one.askedOf)}, 'A group', 'Why', true, '${one.isDraft ? 'draft' : 'requested'}', true, now()`,
    ),
  );
  await insert(
    connection,
    'personal_version',
    'place_id, kind, record_id, version, person_id, category, author_org, at, content',
    rows((world) =>
      world.records
        .filter((one) => one.table === 'personal_version')
        .map((one) => `'goal', '${one.id}', 1, '${one.person}', '${one.category}', ${text(one.author)}, now(), '{}'`),
    ),
  );
  await connection.exec('set local session_replication_role = origin');
  await connection.exec(
    'analyze personal_version; analyze representative; analyze capacity_finding; analyze person; analyze circle_member; analyze goal; analyze need; analyze referral; analyze plan_review; analyze contingency; analyze wellbeing_reading; analyze membership; analyze sharing_decision; analyze person_relationship; analyze sharing_agreement; analyze sharing_agreement_party',
  );
  await refoldWorlds(connection, worlds);
}

/** Folds everybody's access again, as the service does after a change. */
export async function refoldWorlds(connection: Connection, worlds: readonly World[]): Promise<void> {
  for (let from = 0; from < worlds.length; from += 100)
    await connection.exec(
      worlds
        .slice(from, from + 100)
        .map((world) => `set local "thread.place" = '${world.place}'; select thread.refold_all();`)
        .join('\n'),
    );
  await connection.exec('analyze access_grant; analyze access_denial');
}

function looking(tables: readonly RecordTable[]): string {
  const selects = tables.map(
    (table) =>
      `select ${table === 'personal_version' ? 'record_id' : 'id'} as id from ${table} where place_id = (select thread.place())`,
  );
  return `create or replace function pg_temp.look(asked jsonb) returns table (number integer, seen text) language plpgsql as $$
    declare one record; found text;
    begin
      for one in select ordinality::integer as number, value from jsonb_array_elements(asked) with ordinality loop
        perform set_config('thread.place', one.value->>0, true), set_config('thread.account', one.value->>1, true),
          set_config('thread.organisation', one.value->>2, true), set_config('thread.purpose', one.value->>3, true),
          set_config('thread.categories', one.value->>4, true);
        set local role thread_member;
        select string_agg(right(r.id::text, 3), ' ') into found from (${selects.join(' union all ')}) r;
        set local role none;
        number := one.number; seen := coalesce(found, ''); return next;
      end loop;
    end $$`;
}

/** What the database shows to each reader of each world, of these tables: the ends of the ids. */
export async function lookAtWorlds(
  connection: Connection,
  worlds: readonly World[],
  tables: readonly RecordTable[],
): Promise<Set<string>[][]> {
  await connection.exec(looking(tables));
  const all: Set<string>[][] = [];
  for (let from = 0; from < worlds.length; from += 50) {
    const part = worlds.slice(from, from + 50);
    const asked = part.flatMap((world) =>
      world.readers.map((reader) => [
        world.place,
        reader.account,
        reader.organisation ?? '',
        reader.purpose ?? '',
        `{${reader.roleKnows.join(',')}}`,
      ]),
    );
    const { rows } = await connection.query('select seen from pg_temp.look($1::jsonb) order by number', [
      JSON.stringify(asked),
    ]);
    const seen = (rows as { seen: string }[]).map((row) => new Set(row.seen.split(' ')));
    let next = 0;
    for (const world of part) all.push(seen.slice(next, (next += world.readers.length)));
  }
  return all;
}

/** A name for the one who looks, for a message about a difference. */
export function castName(account: string): string {
  return Object.entries(accountIds).find(([, id]) => id === account)?.[0] ?? account;
}
