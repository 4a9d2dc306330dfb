// People for the leak fuzz: in each place persons with rows of every category, grants and denials; and who may read and
// change what, said once more in TypeScript.
import type { PersonCategory } from '../../src/kernel/helping.ts';
import { personCategories } from '../../src/kernel/helping.ts';
import type { PeopleWho } from './leak-who.ts';
import { addClientOf, addSent, addSentReferral, fhirTables, mayChangeFhir } from './leak-fhir.ts';
import { addTeam, addWork, mayChangeWork, WorkFacts, workTables } from './leak-work.ts';

export type { PeopleWho } from './leak-who.ts';

type Value = string | number | boolean | null;
type Row = Record<string, Value>;

type Rule = (who: PeopleWho) => boolean;
type Build = { id: () => string; put: (table: string, mayRead: Rule, make: (canary: string) => Row) => Row };

type Person = { id: string; place: string; account: string | null; lead: string; author: string };
type Denial = { person: string; account: string | null; organisation: string | null; category: string };

const at = '2026-03-01T10:00:00Z';
const always = '(2026-01-01 00:00:00+00,)';

/** What the rules need to know of the people in the world. */
export class PeopleFacts {
  readonly work = new WorkFacts();
  readonly people = new Map<string, Person>();
  readonly grants = new Set<string>();
  readonly denials: Denial[] = [];
  readonly referrals = new Map<string, Row>();
  readonly links = new Map<string, string>();
  /** The account under which each client of another system acts. */
  readonly clients = new Map<string, string>();
  /** Who is in a family, and whose it is. */
  readonly families = new Map<string, { person: string; author: string }>();

  isService(who: PeopleWho, place: string): boolean {
    return who.role === 'thread_service' && who.place === place;
  }
  isDenied(who: PeopleWho, person: string, category: string): boolean {
    return this.denials.some(
      (one) =>
        one.person === person &&
        (one.category === '*' || one.category === category) &&
        (one.account === null ? who.memberOf.includes(one.organisation ?? '') : one.account === who.account),
    );
  }
  isRefusedByName(who: PeopleWho, person: string): boolean {
    return this.denials.some((one) => one.person === person && one.account !== null && one.account === who.account);
  }
  hasGrant(who: PeopleWho, person: string, category: string): boolean {
    return this.grants.has(`${who.helping ?? ''}/${person}/${category}/${who.purpose ?? ''}`);
  }
  isOwn(who: PeopleWho, person: string): boolean {
    const one = this.people.get(person);
    return (
      who.role === 'thread_member' && one?.account === who.account && one?.account !== null && one?.place === who.place
    );
  }
  /** A helper in the right place, whose role may know of the category and whom nobody denied it. */
  isHelper(who: PeopleWho, person: string, category: string): boolean {
    return (
      who.role === 'thread_member' &&
      who.helping !== undefined &&
      this.people.get(person)?.place === who.place &&
      who.categories.includes(category) &&
      !this.isDenied(who, person, category)
    );
  }
  sees(who: PeopleWho, person: string, category: string, author: Value | undefined): boolean {
    return this.isHelper(who, person, category) && (author === who.helping || this.hasGrant(who, person, category));
  }
  leads(who: PeopleWho, person: string): boolean {
    const one = this.people.get(person);
    return one !== undefined && one.lead === who.helping && this.sees(who, person, 'identity', one.author);
  }
  /** Those who lead and may know of the plan: a carer's word reaches them whatever else they see of it. */
  leadsPlan(who: PeopleWho, person: string): boolean {
    return this.leads(who, person) && this.isHelper(who, person, 'plan');
  }
  mayWrite(who: PeopleWho, person: string, category: string): boolean {
    return (
      this.isHelper(who, person, category) &&
      !this.isDenied(who, person, 'identity') &&
      (this.people.get(person)?.lead === who.helping || this.hasGrant(who, person, category))
    );
  }
  /** Whoever begins records for an organisation takes in the requests for help that were sent to it. */
  takesIn(who: PeopleWho, place: string, organisation: string): boolean {
    return (
      who.role === 'thread_member' &&
      who.place === place &&
      who.helping === organisation &&
      (['identity', 'needs', 'referral'] as const).every((one) => who.categories.includes(one))
    );
  }
  seesReferral(who: PeopleWho, row: Row): boolean {
    const person = String(row['person_id']);
    return (
      (this.isHelper(who, person, 'referral') &&
        (row['author_org'] === who.helping ||
          (row['organisation_id'] === who.helping && row['status'] !== 'draft') ||
          this.hasGrant(who, person, 'referral'))) ||
      (this.isOwn(who, person) && row['status'] !== 'draft') ||
      this.isLinked(who, String(row['id']))
    );
  }
  isLinked(who: PeopleWho, referral: string): boolean {
    return (
      who.role === 'thread_guest' &&
      who.link !== undefined &&
      this.links.get(`${who.place ?? ''}/${who.link}`) === referral
    );
  }
}

function isHere(who: PeopleWho, place: string): boolean {
  return who.role === 'thread_member' && who.place === place && who.roles.length > 0;
}

/** Adds people to a place: one open to the second organisation, one closed to it, one who denied a worker by name. */
export function addPeople(
  build: Build,
  facts: PeopleFacts,
  place: string,
  who: { first: string; second: string; resident: string; denied: string; worker: string },
): void {
  const { first, second } = who;
  const service: Rule = (one) => facts.isService(one, place);
  const base = (): Row => ({ place_id: place, id: build.id() });
  const agreement = build.put(
    'sharing_agreement',
    (one) => isHere(one, place) || service(one),
    (canary) => ({
      ...base(),
      name: canary,
      purposes: '["direct-support"]',
      categories: '["identity","plan"]',
      lawful_basis: canary,
      from_at: at,
      review_on: '2027-01-01',
      created_at: at,
    }),
  );
  build.put(
    'sharing_agreement_party',
    (one) => isHere(one, place) || service(one),
    () => ({
      place_id: place,
      agreement_id: agreement['id'] ?? null,
      organisation_id: first,
      from_at: at,
    }),
  );
  build.put(
    'place_duty',
    (one) => isHere(one, place) || service(one),
    () => ({ ...base(), duty: 'safeguarding-team', account_id: who.denied, from_at: at }),
  );
  build.put(
    'safety_signature',
    (one) => isHere(one, place) || service(one),
    (canary) => ({
      ...base(),
      duty: 'caldicott-guardian',
      account_id: who.denied,
      name: canary,
      digest: '0'.repeat(64),
      signed_at: at,
    }),
  );
  build.put(
    'erased_person',
    (one) => isAdministrator(one, place) || service(one),
    () => ({
      ...base(),
      asked_by: 'person',
      asked_on: '2026-02-01',
      decided_by: build.id(),
      erased_at: at,
      row_count: 3,
      keeps_concerns: false,
    }),
  );
  build.put('erased_key', service, () => ({
    place_id: place,
    key_hash: build.id().replaceAll('-', '').padEnd(64, '0'),
  }));
  build.put('erased_count', service, () => ({
    place_id: place,
    about_kind: 'place',
    about_id: place,
    asked: 1,
    answered: 0,
  }));
  for (const kind of ['open', 'closed', 'denying'] as const) {
    const person: Person = {
      id: build.id(),
      place,
      account: kind === 'open' ? who.resident : null,
      lead: first,
      author: first,
    };
    facts.people.set(person.id, person);
    const author = { author_org: first };
    const of = (): Row => ({ ...base(), person_id: person.id, ...author });
    const reader =
      (category: PersonCategory, ownSees = true): Rule =>
      (one) =>
        facts.sees(one, person.id, category, first) || (ownSees && facts.isOwn(one, person.id)) || service(one);
    const leads: Rule = (one) => facts.leads(one, person.id) || facts.isOwn(one, person.id) || service(one);
    build.put(
      'person',
      (one) => reader('identity')(one) || facts.isLinked(one, facts.links.get(person.id) ?? 'none'),
      (canary) => ({
        ...base(),
        id: person.id,
        name: canary,
        phone: canary,
        account_id: person.account,
        lead_organisation_id: first,
        ...author,
        created_at: at,
      }),
    );
    if (kind !== 'closed')
      for (const category of ['identity', 'plan'] as const) {
        facts.grants.add(`${second}/${person.id}/${category}/direct-support`);
        build.put(
          'access_grant',
          (one) => (one.role === 'thread_member' && one.place === place && one.helping === second) || service(one),
          (canary) => ({
            place_id: place,
            organisation_id: second,
            person_id: person.id,
            category,
            purpose: 'direct-support',
            valid: always,
            basis: canary,
          }),
        );
      }
    if (kind === 'denying')
      for (const denial of [
        { person: person.id, account: who.denied, organisation: first, category: '*' },
        { person: person.id, account: null, organisation: second, category: 'plan' },
      ]) {
        facts.denials.push(denial);
        build.put('access_denial', leads, () => ({
          ...base(),
          person_id: person.id,
          account_id: denial.account,
          organisation_id: denial.organisation,
          category: denial.category,
          valid: always,
        }));
      }
    build.put('sharing_decision', leads, (canary) => ({
      ...of(),
      effect: 'permit',
      organisation_id: second,
      how_given: 'phone',
      reason: canary,
      from_at: at,
    }));
    for (const helper of [first, second])
      build.put(
        'person_relationship',
        (one) =>
          reader('circle')(one) ||
          (one.role === 'thread_member' &&
            one.place === place &&
            one.helping === helper &&
            !facts.isDenied(one, person.id, 'identity')),
        (canary) => ({
          ...of(),
          organisation_id: helper,
          worker_name: canary,
          kind: 'circle',
          scope: 'full',
          from_at: at,
        }),
      );
    const ties = [1, 2].map((ring) =>
      build.put('circle_member', reader('circle'), (canary) => ({
        ...of(),
        kind: 'friend',
        name: canary,
        ring,
        created_at: at,
      })),
    );
    const [tie, other] = ties.map((one) => String(one['id'])).toSorted();
    const isMember = (one: PeopleWho): boolean => one.role === 'thread_member' && one.place === place;
    build.put(
      'circle_same',
      (one) => service(one) || (isMember(one) && one.helping !== undefined && reader('circle')(one)),
      () => ({
        ...of(),
        tie_id: tie ?? null,
        other_person_id: person.id,
        other_tie_id: other ?? null,
        answer: 'same',
        at,
      }),
    );
    // Of a family one sees those whom one may see, with what is around them; whoever began it sees that it is there.
    const ofFamily: Rule = (one) =>
      service(one) ||
      facts.isOwn(one, person.id) ||
      (facts.sees(one, person.id, 'circle', first) && facts.sees(one, person.id, 'identity', first));
    const family = build.put(
      'family',
      (one) => ofFamily(one) || (isMember(one) && one.helping === first),
      () => ({ ...base(), kind: 'household', ...author, created_at: at }),
    );
    facts.families.set(String(family['id']), { person: person.id, author: first });
    build.put('family_member', ofFamily, (canary) => ({
      ...of(),
      family_id: family['id'] ?? null,
      kind: family['kind'] ?? null,
      relation: canary,
      since_on: '2026-02-01',
      created_at: at,
    }));
    build.put('support_asking', reader('plan'), (canary) => ({
      ...of(),
      who: canary,
      by_on: '2026-02-10',
      said_on: '2026-02-01',
      at,
    }));
    build.put('strength', reader('plan'), (canary) => ({
      ...of(),
      kind: 'knows',
      words: canary,
      said_on: '2026-02-01',
    }));
    build.put('what_matters', reader('plan'), (canary) => ({ ...of(), words: canary, said_on: '2026-02-01' }));
    for (const category of ['needs', 'safeguarding'] as const)
      build.put('need', reader(category, category === 'needs'), (canary) => ({
        ...of(),
        category,
        words: canary,
        said_on: '2026-02-01',
      }));
    const goal = build.put('goal', reader('plan'), (canary) => ({
      ...of(),
      words: canary,
      why: canary,
      importance: 5,
      created_at: at,
    }));
    const ofGoal = (): Row => ({ ...of(), goal_id: goal['id'] ?? null });
    build.put('goal_reading', reader('plan'), () => ({ ...ofGoal(), progress: 3, at }));
    build.put('plan_step', reader('plan'), (canary) => ({
      ...ofGoal(),
      what: canary,
      by_on: '2026-12-01',
      status: 'accepted',
      created_at: at,
    }));
    addSent(build, facts, { place, person: person.id, author: first });
    build.put('person_particulars', reader('identity'), (canary) => ({
      place_id: place,
      person_id: person.id,
      given_name: canary,
      ...author,
    }));
    build.put('plan_review', reader('plan'), (canary) => ({
      ...of(),
      kind: 'agreement',
      held_on: '2026-02-01',
      how: 'phone',
      agreed_with: 'person',
      words: canary,
      next_on: '2026-05-01',
      at,
    }));
    build.put('contingency', reader('plan'), (canary) => ({
      ...of(),
      trigger: canary,
      helps: canary,
      said_on: '2026-02-01',
    }));
    build.put('wellbeing_reading', reader('plan'), (canary) => ({
      ...of(),
      instrument: 'other',
      taken_on: '2026-02-01',
      other_name: canary,
      total: 7,
      licence_confirmed: true,
      created_at: at,
    }));
    build.put(
      'carer_alert',
      (one) => facts.leadsPlan(one, person.id) || facts.isOwn(one, person.id) || service(one),
      (canary) => ({ ...of(), words: canary, said_at: at }),
    );
    for (const category of ['circle', 'safeguarding'] as const)
      build.put('personal_version', reader(category, category === 'circle'), (canary) => ({
        place_id: place,
        kind: 'goal',
        record_id: build.id(),
        version: 1,
        person_id: person.id,
        category,
        at,
        ...author,
        content: `{"words":"${canary}"}`,
      }));
    build.put(
      'access_log',
      (one) => facts.isOwn(one, person.id) || service(one) || isAdministrator(one, place),
      (canary) => ({
        ...base(),
        at,
        organisation_id: second,
        purpose: canary,
        route: canary,
        record_kind: 'person',
        record_id: person.id,
      }),
    );
    // A word about an item is for whoever may see the item, for those who lead, and for the person.
    for (const category of ['plan', 'needs'] as const)
      build.put(
        'correction',
        (one) =>
          facts.sees(one, person.id, category, second) ||
          (facts.leads(one, person.id) && facts.isHelper(one, person.id, category)) ||
          facts.isOwn(one, person.id) ||
          service(one),
        (canary) => ({
          ...base(),
          person_id: person.id,
          kind: category === 'plan' ? 'goal' : 'need',
          record_id: build.id(),
          category,
          about_org: second,
          words: canary,
          asked_at: at,
          due_on: '2026-04-01',
        }),
      );
    const leadsItem =
      (category: PersonCategory): Rule =>
      (one) =>
        (facts.leads(one, person.id) && facts.isHelper(one, person.id, category)) ||
        facts.isOwn(one, person.id) ||
        service(one);
    build.put('erasure_request', leadsItem('plan'), (canary) => ({
      ...base(),
      person_id: person.id,
      asked_by: 'person',
      kind: 'goal',
      record_id: build.id(),
      category: 'plan',
      words: canary,
      asked_at: at,
      due_on: '2026-04-01',
    }));
    build.put(
      'erasure_request',
      (one) => leadsItem('identity')(one) || (isAdministrator(one, place) && !facts.isRefusedByName(one, person.id)),
      (canary) => ({
        ...base(),
        person_id: person.id,
        asked_by: 'person',
        words: canary,
        asked_at: at,
        due_on: '2026-04-01',
      }),
    );
    const isHeld = kind === 'closed';
    build.put(
      'emergency_access',
      (one) =>
        (one.role === 'thread_member' && one.place === place && one.account === who.denied) ||
        isAdministrator(one, place) ||
        facts.leads(one, person.id) ||
        (!isHeld && facts.isOwn(one, person.id)) ||
        service(one),
      (canary) => ({
        ...base(),
        person_id: person.id,
        organisation_id: second,
        account_id: who.denied,
        worker_name: canary,
        kind: 'life-in-danger',
        reason: `${canary} and twenty letters more`,
        from_at: at,
        until_at: at,
        is_held: isHeld,
        held_reason: isHeld ? canary : '',
      }),
    );
    const team: Rule = (one) =>
      (one.role === 'thread_member' &&
        one.place === place &&
        one.account === who.denied &&
        one.roles.length > 0 &&
        kind !== 'denying') ||
      service(one);
    const concern = build.put('safeguarding_concern', team, (canary) => ({
      ...base(),
      person_id: person.id,
      about: canary,
      words: `${canary} and twenty letters more`,
      legal_basis: 'vital-interests',
      reason: `${canary} and more`,
      sent_at: at,
      author_org: first,
      author_account: who.denied,
      author_name: canary,
    }));
    build.put(
      'safeguarding_told',
      (one) => facts.isOwn(one, person.id) || service(one),
      () => ({
        place_id: place,
        concern_id: concern['id'] ?? null,
        person_id: person.id,
        at,
        legal_basis: 'vital-interests',
      }),
    );
    const leading: Rule = (one) => facts.leads(one, person.id) || service(one);
    const representative = build.put(
      'representative',
      (one) => leads(one) || (one.role === 'thread_member' && one.place === place && one.account === who.resident),
      (canary) => ({
        ...of(),
        account_id: who.resident,
        name: canary,
        kind: 'parental-responsibility',
        matters: '["sharing","plan"]',
        evidence: canary,
        from_at: at,
      }),
    );
    build.put('capacity_finding', leads, (canary) => ({
      ...of(),
      matter: 'plan',
      decides: true,
      reason: `${canary} and more`,
      assessed_by: canary,
      from_at: at,
    }));
    build.put('link_code', leading, () => ({
      ...of(),
      representative_id: representative['id'] ?? null,
      code_hash: build.id().replaceAll('-', '').padEnd(64, '0'),
      created_at: at,
      expires_at: at,
    }));
    const card: Rule = (one) =>
      facts.sees(one, person.id, 'plan', first) ||
      (facts.isOwn(one, person.id) && one.purpose !== undefined) ||
      service(one);
    const personal = { visibility: 'personal', person_id: person.id, category: 'plan', author_org: first };
    build.put('thread_record', card, (canary) => ({
      place_id: place,
      kind: 'goal',
      id: goal['id'] ?? null,
      title: canary,
      address: `/${canary}`,
      updated_at: at,
      ...personal,
    }));
    build.put('thread_link', card, (canary) => ({
      place_id: place,
      from_kind: 'goal',
      from_id: goal['id'] ?? null,
      relation: 'serves',
      to_place_id: place,
      to_kind: canary,
      to_id: build.id(),
      created_at: at,
      ...personal,
    }));
    build.put('thread_event', card, (canary) => ({
      ...base(),
      at,
      name: 'people/goal-set',
      sentence: canary,
      kind: 'goal',
      record_id: goal['id'] ?? null,
      ...personal,
    }));
    build.put('import_key', service, (canary) => ({
      place_id: place,
      organisation_id: first,
      kind: 'person',
      key: canary,
      record_id: person.id,
      person_id: person.id,
      imported_at: at,
    }));
    build.put('introduction', reader('referral'), (canary) => ({
      ...of(),
      service_id: build.id(),
      organisation_id: second,
      to_name: canary,
      told_on: '2026-02-01',
    }));
    for (const status of ['draft', 'requested', 'accepted'] as const) addReferral(build, facts, person, second, status);
    addWork(build, facts, { place, person: person.id, first, denied: who.denied });
  }
  const people = [...facts.people.values()].filter((one) => one.place === place).map((one) => one.id);
  addClientOf(build, facts, { place, organisation: first, account: who.worker });
  addTeam(build, facts, { place, first, from: who.worker, to: who.denied, people });
}

function isAdministrator(who: PeopleWho, place: string): boolean {
  return who.role === 'thread_member' && who.place === place && who.roles.includes('administrator');
}

function addReferral(build: Build, facts: PeopleFacts, person: Person, to: string, status: string): void {
  const { place } = person;
  const base = (): Row => ({ place_id: place, id: build.id(), person_id: person.id, author_org: person.author });
  const ids = base();
  const referralId = String(ids['id']);
  const reader: Rule = (one) =>
    facts.seesReferral(one, facts.referrals.get(referralId) ?? {}) || facts.isService(one, place);
  const referral = build.put('referral', reader, (canary) => ({
    ...ids,
    requested_by: 'partner',
    permission_how: 'phone',
    permission_on: '2026-02-01',
    may_offer_openly: true,
    to_kind: 'organisation',
    organisation_id: to,
    reason: canary,
    no_known_risks: true,
    scope: 'deliver',
    status,
    created_at: at,
  }));
  facts.referrals.set(referralId, referral);
  addSentReferral(build, facts, { place, person: person.id, author: person.author, referral: referralId });
  build.put('referral_event', reader, (canary) => ({
    ...base(),
    referral_id: referralId,
    at,
    kind: 'note',
    by_kind: 'requester',
    note: canary,
  }));
  // Offered to one organisation by name: the others of the place see nothing of it.
  const offered = to;
  build.put(
    'referral_offer',
    (one) =>
      (facts.isHelper(one, person.id, 'referral') && (one.helping === offered || one.helping === person.author)) ||
      facts.isService(one, place),
    (canary) => ({
      place_id: place,
      referral_id: referralId,
      person_id: person.id,
      author_org: person.author,
      need_kind: canary,
      urgency: 'routine',
      offered_at: at,
    }),
  );
  build.put(
    'referral_offer_to',
    (one) =>
      (facts.isHelper(one, person.id, 'referral') && (one.helping === offered || one.helping === person.author)) ||
      facts.isService(one, place),
    (canary) => ({
      place_id: place,
      referral_id: referralId,
      organisation_id: offered,
      person_id: person.id,
      service_id: build.id(),
      to_name: canary,
      author_org: person.author,
    }),
  );
  addHelpRequests(build, facts, person, referralId, to);
  const link = build.put(
    'answer_link',
    (one) =>
      (one.role === 'thread_member' &&
        one.place === place &&
        one.helping === person.author &&
        !facts.isDenied(one, person.id, 'referral')) ||
      (one.role === 'thread_guest' &&
        one.place === place &&
        one.link !== undefined &&
        facts.isLinked(one, referralId)) ||
      facts.isService(one, place),
    (canary) => ({
      ...base(),
      referral_id: referralId,
      organisation_id: to,
      kind: 'answer',
      token_hash: `${canary}-${'0'.repeat(32)}`,
      created_at: at,
      expires_at: '2027-01-01T00:00:00Z',
    }),
  );
  facts.links.set(`${place}/${String(link['id'])}`, referralId);
  if (status === 'accepted') facts.links.set(person.id, referralId);
}

/** Requests for help: one that waits for the second organisation, one open to whoever can first, one that was taken in. */
function addHelpRequests(build: Build, facts: PeopleFacts, person: Person, referral: string, to: string): void {
  const { place } = person;
  for (const status of ['waiting', 'open', 'taken-in'] as const)
    build.put(
      'help_request',
      (one) =>
        (status !== 'open' &&
          facts.takesIn(one, place, to) &&
          (status !== 'taken-in' ||
            (!facts.isDenied(one, person.id, 'referral') && !facts.isDenied(one, person.id, 'identity')))) ||
        facts.isService(one, place),
      (canary) => ({
        place_id: place,
        id: build.id(),
        organisation_id: status === 'open' ? null : to,
        code: build.id().replaceAll('-', '').slice(0, 8),
        source: 'self',
        name: canary,
        reason: canary,
        safe_contact: 'any',
        permission_how: 'online',
        permission_on: '2026-02-01',
        received_at: at,
        status: status === 'open' ? 'waiting' : status,
        ...(status === 'taken-in' ? { person_id: person.id, referral_id: referral } : {}),
      }),
    );
}

type Change = { table: string; before: Row | undefined; after: Row | undefined };

const categoryOf: Readonly<Record<string, PersonCategory>> = {
  circle_member: 'circle',
  strength: 'plan',
  what_matters: 'plan',
  goal: 'plan',
  goal_reading: 'plan',
  plan_step: 'plan',
  plan_review: 'plan',
  contingency: 'plan',
  person_particulars: 'identity',
  wellbeing_reading: 'plan',
  support_asking: 'plan',
};
const insertOnly = new Set([
  'family',
  'circle_same',
  'support_asking',
  'goal_reading',
  'plan_review',
  'personal_version',
  'sharing_decision',
  'referral_event',
  'referral_offer_to',
  'introduction',
]);

/** Tables about people, which the rules below speak of. */
export const peopleTables: readonly string[] = [
  ...Object.keys(categoryOf),
  ...workTables,
  ...fhirTables,
  'person',
  'need',
  'family',
  'family_member',
  'circle_same',
  'carer_alert',
  'personal_version',
  'sharing_agreement',
  'sharing_agreement_party',
  'sharing_decision',
  'person_relationship',
  'access_grant',
  'access_denial',
  'referral',
  'referral_event',
  'referral_offer',
  'referral_offer_to',
  'help_request',
  'introduction',
  'import_key',
  'answer_link',
  'emergency_access',
  'safeguarding_concern',
  'safeguarding_told',
  'representative',
  'capacity_finding',
  'link_code',
  'correction',
  'erasure_request',
  'erased_person',
  'erased_key',
  'erased_count',
];

/** Whether a signed-in account may have made this change to a table about people, in the place where it stands. */
export function mayChangePeople(who: PeopleWho, change: Change, facts: PeopleFacts): boolean {
  const { table, before, after } = change;
  if (workTables.includes(table)) return mayChangeWork(who, change, facts);
  if (fhirTables.includes(table)) return mayChangeFhir(who, change, facts);
  if (after === undefined || (before !== undefined && insertOnly.has(table))) return false;
  const person = String(table === 'person' ? after['id'] : after['person_id']);
  const isOwnAuthor = after['author_org'] === null && after['author_account'] === who.account;
  const isOurs =
    who.helping !== undefined && after['author_org'] === who.helping && after['author_account'] === who.account;
  const kept = (...columns: string[]): boolean =>
    before === undefined || columns.every((one) => before[one] === after[one]);
  const asksByWord = facts.people.get(person)?.account === null;
  if (
    !kept(
      'place_id',
      'id',
      'author_org',
      'author_account',
      ...(table === 'person' ? ['account_id', 'lead_organisation_id'] : ['person_id']),
    )
  )
    return false;
  switch (table) {
    case 'person':
      if (before !== undefined) return facts.leads(who, person) || facts.isOwn(who, person);
      return (
        isOurs &&
        after['lead_organisation_id'] === who.helping &&
        after['account_id'] === null &&
        who.categories.includes('identity') &&
        who.roles.some((role) => role === 'link-worker' || role === 'practitioner')
      );
    case 'sharing_agreement':
    case 'sharing_agreement_party':
      return isAdministrator(who, who.place ?? '');
    case 'sharing_decision':
      return (
        (isOurs &&
          (facts.leads(who, person) ||
            (after['effect'] === 'permit' && asked(who, facts.referrals.get(String(after['referral_id'])), facts)))) ||
        (facts.isOwn(who, person) && isOwnAuthor)
      );
    case 'person_relationship': {
      if (before !== undefined)
        return (
          (after['organisation_id'] === who.helping &&
            who.helping !== undefined &&
            !facts.isDenied(who, person, 'identity')) ||
          facts.leads(who, person)
        );
      const referral = facts.referrals.get(String(after['referral_id']));
      return (
        isOurs &&
        (facts.leads(who, person) ||
          (after['kind'] === 'referral' &&
            after['organisation_id'] === who.helping &&
            referral !== undefined &&
            referral['organisation_id'] === who.helping &&
            referral['status'] === 'accepted' &&
            facts.seesReferral(who, referral)))
      );
    }
    case 'family':
      return isOurs && who.categories.includes('circle');
    case 'family_member': {
      const family = facts.families.get(String(after['family_id']));
      if (before !== undefined)
        return kept('family_id', 'since_on') && before['until_on'] === null && facts.mayWrite(who, person, 'circle');
      return (
        isOurs &&
        (after['until_on'] ?? null) === null &&
        facts.mayWrite(who, person, 'circle') &&
        family !== undefined &&
        (family.author === who.helping || facts.mayWrite(who, family.person, 'circle'))
      );
    }
    case 'circle_same':
      return (
        isOurs &&
        facts.mayWrite(who, person, 'circle') &&
        facts.mayWrite(who, String(after['other_person_id']), 'circle')
      );
    case 'carer_alert':
      return before === undefined ? facts.isOwn(who, person) && isOwnAuthor : facts.leadsPlan(who, person);
    case 'representative':
    case 'capacity_finding':
    case 'link_code': {
      if (!facts.leads(who, person)) return false;
      const changeable = { representative: ['until_at', 'suspended_at', 'suspended_reason'], link_code: ['undone_at'] };
      if (before !== undefined)
        return (
          table !== 'capacity_finding' &&
          (table === 'representative' || before['used_at'] === null) &&
          Object.keys(after).every(
            (name) => changeable[table].includes(name) || kept(name) || isSame(before[name], after[name]),
          )
        );
      return (
        isOurs &&
        who.roles.some((role) => role === 'link-worker' || role === 'practitioner') &&
        (after['account_id'] ?? null) === null &&
        (after['suspended_at'] ?? null) === null &&
        (after['used_at'] ?? null) === null
      );
    }
    case 'correction': {
      const category = String(after['category']);
      if (before === undefined)
        return (
          category !== 'safeguarding' &&
          after['status'] === 'open' &&
          ((facts.isOwn(who, person) && isOwnAuthor) || (isOurs && asksByWord && facts.mayWrite(who, person, category)))
        );
      if (!kept('kind', 'record_id', 'category', 'words') || (before['status'] ?? 'open') !== 'open') return false;
      return facts.isOwn(who, person)
        ? after['status'] === 'withdrawn'
        : facts.mayWrite(who, person, category) &&
            ['corrected', 'declined'].includes(String(after['status'])) &&
            after['answered_org'] === who.helping;
    }
    case 'erasure_request': {
      if (before === undefined)
        return (
          after['asked_by'] === 'person' &&
          (after['outcome'] ?? null) === null &&
          ((facts.isOwn(who, person) && isOwnAuthor) ||
            (isOurs &&
              asksByWord &&
              facts.people.get(person)?.lead === who.helping &&
              facts.mayWrite(who, person, String(after['category'] ?? 'identity'))))
        );
      if (!kept('kind', 'record_id', 'category', 'words')) return false;
      if (facts.isOwn(who, person)) return after['withdrawn_at'] !== null;
      return (
        after['outcome'] !== null &&
        (before['author_org'] === null || before['author_account'] !== who.account) &&
        after['decided_by'] === who.account &&
        (after['kind'] === null
          ? isAdministrator(who, who.place ?? '') && !facts.isRefusedByName(who, person)
          : facts.mayWrite(who, person, String(after['category'])))
      );
    }
    case 'erased_person':
    case 'erased_key':
    case 'erased_count':
    case 'access_grant':
    case 'access_denial':
    case 'import_key':
    case 'emergency_access':
    case 'safeguarding_concern':
    case 'safeguarding_told':
      return false;
    case 'referral':
      if (before === undefined)
        return (
          (isOurs &&
            facts.isHelper(who, person, 'referral') &&
            facts.sees(who, person, 'identity', facts.people.get(person)?.author)) ||
          (facts.isOwn(who, person) && isOwnAuthor && after['requested_by'] === 'self')
        );
      return (
        (facts.isHelper(who, person, 'referral') && [before, after].every((row) => takesPart(who, row))) ||
        (facts.isOwn(who, person) && after['status'] === 'cancelled')
      );
    case 'referral_event': {
      const referral = facts.referrals.get(String(after['referral_id']));
      return (
        referral !== undefined &&
        facts.seesReferral(who, referral) &&
        after['author_account'] === who.account &&
        after['author_org'] === (who.helping ?? null)
      );
    }
    case 'referral_offer':
      if (before !== undefined) return who.helping !== undefined && after['author_org'] === who.helping;
      return isOurs && asked(who, facts.referrals.get(String(after['referral_id'])), facts);
    case 'referral_offer_to':
      return isOurs && asked(who, facts.referrals.get(String(after['referral_id'])), facts);
    case 'introduction':
      return (
        isOurs &&
        facts.isHelper(who, person, 'referral') &&
        facts.sees(who, person, 'identity', facts.people.get(person)?.author)
      );
    case 'help_request': {
      const takes = (row: Row): boolean => facts.takesIn(who, who.place ?? '', String(row['organisation_id']));
      if (before !== undefined) return before['status'] === 'waiting' && takes(before) && takes(after);
      return (
        isOurs &&
        after['organisation_id'] === who.helping &&
        after['source'] === 'practice' &&
        after['status'] === 'waiting' &&
        who.roles.some((role) => role === 'link-worker' || role === 'practitioner')
      );
    }
    case 'answer_link': {
      if (before !== undefined) return who.helping !== undefined && after['author_org'] === who.helping;
      const referral = facts.referrals.get(String(after['referral_id']));
      if (referral === undefined) return false;
      return isOurs && takesPart(who, referral) && facts.seesReferral(who, referral);
    }
    default: {
      const category = categoryOf[table] ?? String(after['category']);
      if (!personCategories.some((one) => one === category)) return false;
      const isPersons = facts.isOwn(who, person) && category !== 'safeguarding';
      return before === undefined
        ? (isOurs && facts.mayWrite(who, person, category)) || (isPersons && isOwnAuthor)
        : facts.mayWrite(who, person, category) || isPersons;
    }
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
function takesPart(who: PeopleWho, row: Row): boolean {
  return who.helping !== undefined && (row['author_org'] === who.helping || row['organisation_id'] === who.helping);
}
function asked(who: PeopleWho, referral: Row | undefined, facts: PeopleFacts): boolean {
  return (
    referral !== undefined &&
    who.helping !== undefined &&
    referral['author_org'] === who.helping &&
    facts.seesReferral(who, referral)
  );
}

/** Whether a signed-in account may have written this personal card, link or event. */
export function mayChangePersonalThread(who: PeopleWho, change: Change, facts: PeopleFacts): boolean {
  const row = change.after ?? change.before ?? {};
  const person = String(row['person_id']);
  const category = String(row['category']);
  const isPersons = facts.isOwn(who, person) && category !== 'safeguarding' && who.purpose !== undefined;
  const isTheirWork =
    facts.isHelper(who, person, category) &&
    (facts.mayWrite(who, person, category) || row['author_org'] === who.helping);
  if (change.table === 'thread_event' && change.before !== undefined) return false;
  if (change.table === 'thread_record' && change.after === undefined) return false;
  if (change.before !== undefined) return isTheirWork || isPersons;
  return (isTheirWork && row['author_org'] === who.helping) || (isPersons && row['author_org'] === null);
}

/** Whether a guest with an answer link may have made this change. */
export function mayChangeByLink(who: PeopleWho, change: Change, facts: PeopleFacts): boolean {
  const { table, before, after } = change;
  if (after === undefined || who.link === undefined) return false;
  const referral = facts.links.get(`${who.place ?? ''}/${who.link}`);
  if (referral === undefined) return false;
  switch (table) {
    case 'referral':
      return (
        before !== undefined && before['id'] === referral && after['id'] === referral && before['status'] !== 'draft'
      );
    case 'referral_event':
      return (
        before === undefined &&
        after['referral_id'] === referral &&
        after['by_kind'] === 'performer' &&
        after['author_org'] === null &&
        after['author_account'] === null
      );
    case 'answer_link':
      return before !== undefined && after['id'] === who.link;
    case 'access_log':
      return before === undefined && after['account_id'] === null && after['organisation_id'] !== null;
    case 'thread_event':
      return (
        before === undefined &&
        after['visibility'] === 'personal' &&
        after['kind'] === 'referral' &&
        after['record_id'] === referral &&
        after['author_org'] === null
      );
    default:
      return false;
  }
}
