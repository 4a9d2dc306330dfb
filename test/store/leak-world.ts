// A small world for the leak fuzz: two places under a system, with a row of every kind in each, and for every row a word
// that stands in it nowhere else, and who may read it.
import type { Role } from '../../src/kernel/actor.ts';
import { roles } from '../../src/kernel/actor.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { helpingRoles } from '../../src/kernel/helping.ts';
import { addDirectory, addKept } from './leak-directory.ts';
import { addPeople, PeopleFacts, type PeopleWho } from './leak-people.ts';
import { addWorkshop } from './leak-workshop.ts';
import type { Connection } from '../../src/platform/database/connections.ts';

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** Who acts, as the rules of the product see them: what the settings of a transaction amount to. */
export type Who = {
  role: 'thread_public' | 'thread_guest' | 'thread_member' | 'thread_service' | 'thread_auth';
  place: string | undefined;
  account: string | undefined;
  participant: string | undefined;
  job: string | undefined;
  /** The roles in force of the account in the place, and the organisations it may answer for there. */
  roles: readonly Role[];
  organisations: readonly string[];
} & Pick<PeopleWho, 'link' | 'purpose' | 'categories' | 'helping' | 'named' | 'memberOf'>;

export type Reader = (who: Who) => boolean;
export type Placed = { table: string; row: Row; canary: string; mayRead: Reader };
export type Member = { account: string; place: string; role: Role; organisation: string | null; inForce: boolean };
export type World = {
  places: string[];
  organisations: string[];
  accounts: string[];
  participants: string[];
  members: Member[];
  rows: Placed[];
  byCanary: Map<string, Placed>;
  people: PeopleFacts;
  links: string[];
};

/** For which organisation an account helps people in a place, when the transaction names one and declares a purpose. */
export function helpingIn(
  world: World,
  given: {
    account: string | undefined;
    place: string | undefined;
    organisation: string | undefined;
    purpose: string | undefined;
  },
): string | undefined {
  const helps = world.members.some(
    (one) =>
      one.inForce &&
      one.account === given.account &&
      one.place === given.place &&
      one.organisation === given.organisation &&
      helpingRoles.some((role) => role === one.role),
  );
  return helps && given.purpose !== undefined ? given.organisation : undefined;
}

function isReader(who: Who): boolean {
  return who.role === 'thread_public' || who.role === 'thread_guest' || who.role === 'thread_member';
}
export function isService(who: Who, place: string): boolean {
  return who.role === 'thread_service' && who.place === place;
}
/** Readable by whoever stands in the place. */
function inPlace(place: string): Reader {
  return (who) => (isReader(who) && who.place === place) || isService(who, place);
}
/** Public cards and links cross tiers: readable by people and by jobs from any place, though not from nowhere. */
function fromAnyPlace(): Reader {
  return (who) => (isReader(who) || who.role === 'thread_service') && who.place !== undefined;
}
export function hasOneOf(who: Who, place: string, ...wanted: readonly Role[]): boolean {
  return who.role === 'thread_member' && who.place === place && who.roles.some((role) => wanted.includes(role));
}
export function isPartnerIn(who: Who, place: string): boolean {
  return who.role === 'thread_member' && who.place === place && who.roles.some((role) => role !== 'resident');
}
function partners(place: string): Reader {
  return (who) => isPartnerIn(who, place) || isService(who, place);
}
function those(place: string, ...wanted: readonly Role[]): Reader {
  return (who) => hasOneOf(who, place, ...wanted) || isService(who, place);
}
function own(account: string): Reader {
  return (who) => who.role === 'thread_member' && who.account === account;
}
function participantOnly(place: string, participant: string): Reader {
  return (who) =>
    (who.role === 'thread_guest' && who.place === place && who.participant === participant) || isService(who, place);
}
function either(...readers: readonly Reader[]): Reader {
  return (who) => readers.some((reader) => reader(who));
}

/** A source of ids that are the same in every run. */
export function idSource(seed: number): () => string {
  const random = seededRandom(seed);
  return () => {
    const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
}

const at = '2026-03-01T10:00:00Z';
const nowhere = '00000000-0000-0000-0000-000000000000';

class Builder {
  readonly id = idSource(2_026);
  readonly world: World = {
    places: [],
    organisations: [],
    accounts: [],
    participants: [],
    members: [],
    rows: [],
    byCanary: new Map(),
    people: new PeopleFacts(),
    links: [],
  };

  put(table: string, mayRead: Reader, make: (canary: string) => Row): Row {
    const canary = `canary-${this.world.rows.length + 1}-x`;
    const placed: Placed = { table, row: make(canary), canary, mayRead };
    this.world.rows.push(placed);
    this.world.byCanary.set(canary, placed);
    return placed.row;
  }

  place(tier: string, parent: string | null): string {
    const id = this.id();
    this.world.places.push(id);
    this.put(
      'place',
      (who) => who.role !== 'thread_auth',
      (canary) => ({ id, slug: canary, name: canary, tier, parent_id: parent, created_at: at }),
    );
    this.put(
      'public_version',
      (who) => who.role !== 'thread_auth',
      () => ({ place_id: id, version: 1 }),
    );
    return id;
  }

  organisation(...places: readonly string[]): string {
    const id = this.id();
    this.world.organisations.push(id);
    this.put(
      'organisation',
      (who) => who.role !== 'thread_auth',
      (canary) => ({ id, slug: canary, name: canary, kind: 'charity', created_at: at }),
    );
    for (const place of places)
      this.put('partner', inPlace(place), () => ({ place_id: place, organisation_id: id, joined_on: '2026-01-01' }));
    return id;
  }

  account(options: { disabled?: boolean; place?: string } = {}): string {
    const id = this.id();
    this.world.accounts.push(id);
    const administrators: Reader = (who) =>
      options.place !== undefined && hasOneOf(who, options.place, 'administrator');
    this.put(
      'account',
      either(own(id), administrators, (who) => who.role === 'thread_service' && who.job !== undefined),
      (canary) => ({
        id,
        email: `${canary}@example.org`,
        name: canary,
        created_at: at,
        disabled_at: options.disabled === true ? at : null,
      }),
    );
    const auth: Reader = (who) => who.role === 'thread_auth';
    this.put('auth.user', auth, (canary) => ({
      id,
      name: canary,
      email: `${canary}@example.org`,
      emailVerified: true,
      createdAt: at,
      updatedAt: at,
    }));
    this.put('auth.session', auth, (canary) => ({
      id: this.id(),
      userId: id,
      token: canary,
      expiresAt: '2027-01-01T00:00:00Z',
      createdAt: at,
      updatedAt: at,
    }));
    this.put('auth.account', auth, (canary) => ({
      id: this.id(),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: canary,
      createdAt: at,
      updatedAt: at,
    }));
    return id;
  }

  member(
    place: string,
    role: Role,
    organisation: string | null,
    options: { disabled?: boolean; ended?: boolean } = {},
  ): string {
    const account = this.account({ place, ...(options.disabled === true ? { disabled: true } : {}) });
    const inForce = options.disabled !== true && options.ended !== true;
    this.world.members.push({ account, place, role, organisation, inForce });
    // Sign-in reads what an account is in its places together with its session.
    const signIn: Reader = (who) => who.role === 'thread_auth';
    this.put('membership', either(own(account), those(place, 'administrator'), signIn), () => ({
      place_id: place,
      id: this.id(),
      account_id: account,
      organisation_id: organisation,
      role,
      starts_on: '2026-01-01',
      ends_on: options.ended === true ? '2026-02-01' : null,
      created_at: at,
    }));
    return account;
  }

  office(place: string, administrator: string): void {
    const administrators = those(place, 'administrator');
    const base = (): Row => ({ place_id: place, id: this.id() });
    this.put('invitation', administrators, (canary) => ({
      ...base(),
      email: `${canary}@example.org`,
      name: canary,
      role: 'analyst',
      token_hash: canary,
      created_at: at,
      created_by: administrator,
      expires_at: '2027-01-01T00:00:00Z',
    }));
    this.put(
      'job',
      either(
        (who) => isService(who, place),
        (who) => who.role === 'thread_service' && who.job === 'job-runner',
      ),
      (canary) => ({ ...base(), kind: 'strategy/remind', dedupe_key: canary, run_after: at, created_at: at }),
    );
    this.put(
      'mail',
      either(administrators, (who) => who.role === 'thread_service' && who.job === 'mail-sender'),
      (canary) => ({
        ...base(),
        kind: 'invitation',
        to_address: `${canary}@example.org`,
        subject: canary,
        body: canary,
        created_at: at,
        send_after: at,
      }),
    );
    // The letter with a link to a referral is for its mailbox alone.
    this.put(
      'mail',
      (who) => who.role === 'thread_service' && (who.place === place || who.job === 'mail-sender'),
      (canary) => ({
        ...base(),
        kind: 'answer-link',
        to_address: `${canary}@example.org`,
        subject: canary,
        body: canary,
        created_at: at,
        send_after: at,
      }),
    );
    this.put('referral_count', inPlace(place), () => ({
      place_id: place,
      about_kind: 'place',
      about_id: place,
      as_of: '2026-02-28',
      asked: 10,
      made_at: at,
    }));
    this.put('audit_event', administrators, (canary) => ({
      ...base(),
      at,
      account_id: administrator,
      action: 'role/given',
      record_kind: canary,
      record_id: this.id(),
      detail: '{}',
    }));
    this.put('access_log', administrators, (canary) => ({
      ...base(),
      at,
      account_id: administrator,
      purpose: canary,
      route: canary,
      record_kind: 'contact',
    }));
    this.put('record_version', partners(place), (canary) => ({
      place_id: place,
      kind: 'priority',
      record_id: this.id(),
      version: 1,
      at,
      account_id: administrator,
      content: `{"title":"${canary}"}`,
    }));
    this.put('slug_alias', inPlace(place), (canary) => ({
      place_id: place,
      kind: 'priority',
      slug: canary,
      record_id: this.id(),
    }));
  }

  thread(place: string, other: string): void {
    const personal = (): Row => ({ person_id: this.id(), category: 'health' });
    const service: Reader = (who) => isService(who, place);
    for (const [visibility, card, event] of [
      ['public', fromAnyPlace(), inPlace(place)],
      ['partner', partners(place), partners(place)],
      ['personal', service, service],
    ] as const) {
      const id = this.id();
      const guarded = visibility === 'personal' ? personal() : {};
      this.put('thread_record', card, (canary) => ({
        place_id: place,
        kind: 'priority',
        id,
        title: canary,
        summary: canary,
        address: `/${canary}`,
        visibility,
        updated_at: at,
        ...guarded,
      }));
      this.put('thread_link', card, (canary) => ({
        place_id: place,
        from_kind: 'priority',
        from_id: id,
        relation: 'pursues',
        to_place_id: other,
        to_kind: canary,
        to_id: this.id(),
        visibility,
        created_at: at,
        ...guarded,
      }));
      this.put('thread_event', event, (canary) => ({
        place_id: place,
        id: this.id(),
        at,
        name: 'priority/published',
        sentence: canary,
        kind: 'priority',
        record_id: id,
        visibility,
        ...guarded,
      }));
    }
  }

  conversation(place: string, status: 'draft' | 'open' | 'closed', organisations: readonly string[]): void {
    const id = this.id();
    const reader = status === 'draft' ? partners(place) : inPlace(place);
    const moderators = those(place, 'administrator', 'programme-manager', 'facilitator');
    const service: Reader = (who) => isService(who, place);
    const base = (): Row => ({ place_id: place, conversation_id: id });
    this.put('conversation', reader, (canary) => ({
      place_id: place,
      id,
      slug: canary,
      question: canary,
      status,
      join_code: canary,
      created_at: at,
    }));
    this.put(
      'short_code',
      (who) => isReader(who) || isService(who, place) || who.role === 'thread_service',
      (canary) => ({ code: canary, place_id: place, kind: 'conversation', target: id, created_at: at }),
    );
    const sector = this.put('sector', either(reader, moderators), (canary) => ({
      ...base(),
      id: this.id(),
      label: canary,
      position: 1,
    }));
    const people = [1, 2, 3].map((number) => {
      const participant = this.id();
      this.world.participants.push(participant);
      this.put('participant', participantOnly(place, participant), (canary) => ({
        ...base(),
        id: participant,
        number,
        token_hash: canary,
        sector_id: sector['id'] ?? null,
        created_at: at,
      }));
      return participant;
    });
    const statement = (number: number, state: string, author: string | null): string => {
      const key = this.id();
      const readers = state === 'approved' ? either(reader, moderators) : moderators;
      this.put('statement', author === null ? readers : either(readers, participantOnly(place, author)), (canary) => ({
        ...base(),
        id: key,
        number,
        body: canary,
        origin: author === null ? 'seed' : 'participant',
        status: state,
        author_participant_id: author,
        created_at: at,
      }));
      return key;
    };
    const [first = '', second = ''] = people;
    const approved = [statement(1, 'approved', null), statement(2, 'approved', first)];
    statement(3, 'submitted', first);
    const rejected = statement(4, 'rejected', second);
    this.put('moderation_decision', either(moderators, participantOnly(place, second)), (canary) => ({
      ...base(),
      id: this.id(),
      statement_id: rejected,
      decision: 'rejected',
      reason: canary,
      note: canary,
      at,
    }));
    for (const statementId of approved) {
      for (const participant of [first, second]) {
        const vote = { ...base(), participant_id: participant, statement_id: statementId, value: 1, at };
        this.put('vote', participantOnly(place, participant), () => vote);
        this.put('vote_event', service, () => ({ ...vote, id: this.id(), channel: 'web' }));
      }
      this.put('statement_tally', those(place, 'administrator', 'programme-manager', 'facilitator', 'analyst'), () => ({
        ...base(),
        statement_id: statementId,
        agrees: 2,
        disagrees: 0,
        passes: 0,
      }));
      this.put('statement_result', reader, (canary) => ({
        ...base(),
        statement_id: statementId,
        class: 'too-few',
        rank: 1,
        sectors: `["${canary}"]`,
      }));
    }
    this.put('conversation_result', reader, () => ({ ...base(), people: 3, votes: 4, statements: 4, computed_at: at }));
    addWorkshop(
      this,
      { place, id, reader, moderators, approved, people: [first, second], organisations },
      { either, participantOnly, partners, those },
    );
  }

  strategy(place: string, organisations: readonly string[], resident: string): void {
    const base = (): Row => ({ place_id: place, id: this.id() });
    const plans = (['draft', 'agreed', 'ended'] as const).map((status) => {
      const reader = status === 'draft' ? partners(place) : inPlace(place);
      const plan = this.put('plan', reader, (canary) => ({
        ...base(),
        slug: canary,
        title: canary,
        kind: 'local',
        status,
        period_start: '2026-01-01',
        period_end: '2027-01-01',
        created_at: at,
      }));
      this.put('plan_party', reader, () => ({
        place_id: place,
        plan_id: plan['id'] ?? null,
        organisation_id: organisations[0] ?? null,
      }));
      return { id: plan['id'] ?? null, status };
    });
    for (const status of ['draft', 'published', 'retired'] as const) {
      const reader = status === 'draft' ? partners(place) : inPlace(place);
      const priority = this.put('priority', reader, (canary) => ({
        ...base(),
        slug: canary,
        title: canary,
        status,
        created_at: at,
      }));
      const of = (): Row => ({ ...base(), priority_id: priority['id'] ?? null });
      for (const plan of plans)
        this.put('plan_priority', plan.status === 'draft' ? partners(place) : reader, () => ({
          place_id: place,
          plan_id: plan.id,
          priority_id: priority['id'] ?? null,
        }));
      this.put('need_evidence', reader, (canary) => ({ ...of(), finding: canary, source: canary }));
      this.put('priority_voice', reader, (canary) => ({ ...of(), who: canary, how: canary }));
      this.put('objection', reader, (canary) => ({
        ...of(),
        reason: canary,
        raised_by: canary,
        raised_on: '2026-02-01',
        account_id: resident,
        status: 'open',
      }));
      const outcome = this.put('outcome', reader, (canary) => ({
        ...of(),
        title: canary,
        unit: '%',
        better: 'higher',
        created_at: at,
      }));
      const analysts = those(place, 'administrator', 'programme-manager', 'analyst');
      this.put('outcome_reading', either(reader, analysts), (canary) => ({
        place_id: place,
        outcome_id: outcome['id'] ?? null,
        on_date: '2026-02-01',
        value: 4,
        source: canary,
      }));
      for (const state of ['offered', 'accepted', 'declined', 'kept', 'stopped'] as const)
        for (const owner of [...organisations, null])
          this.commitment(place, priority['id'] ?? null, status, state, owner, resident);
    }
  }

  commitment(
    place: string,
    priority: Value,
    priorityStatus: string,
    state: string,
    owner: string | null,
    resident: string,
  ): void {
    const isPublic = priorityStatus !== 'draft' && ['accepted', 'kept', 'stopped'].includes(state);
    const base = isPublic ? inPlace(place) : partners(place);
    const reader = owner === null ? either(base, (who) => own(resident)(who) && who.place === place) : base;
    const commitment = this.put('commitment', reader, (canary) => ({
      place_id: place,
      id: this.id(),
      slug: canary,
      title: canary,
      first_step: canary,
      priority_id: priority,
      organisation_id: owner,
      volunteer_account_id: owner === null ? resident : null,
      volunteer_name: owner === null ? 'Somebody' : null,
      status: state,
      offered_at: at,
      decline_reason: state === 'declined' ? canary : null,
      due_on: '2026-12-01',
      kept_on: state === 'kept' ? '2026-02-20' : null,
      stop_reason: state === 'stopped' ? canary : null,
      pay: 'goodwill',
      created_at: at,
    }));
    this.put('commitment_update', reader, (canary) => ({
      place_id: place,
      id: this.id(),
      commitment_id: commitment['id'] ?? null,
      at,
      note: canary,
    }));
  }

  board(place: string, [organisation = '']: readonly string[]): void {
    const base = (): Row => ({ place_id: place, id: this.id() });
    const insiders = those(place, 'administrator', 'board-officer', 'board-member');
    for (const isPublic of [true, false]) {
      const reader = isPublic ? inPlace(place) : partners(place);
      const body = this.put('body', reader, (canary) => ({
        ...base(),
        slug: canary,
        name: canary,
        kind: 'place-board',
        status: 'live',
        is_public: isPublic,
        created_at: at,
      }));
      const bodyId = body['id'] ?? null;
      this.put('body_member', reader, (canary) => ({
        ...base(),
        body_id: bodyId,
        title: canary,
        role: 'member',
        from_on: '2026-01-01',
      }));
      for (const isCalled of [true, false]) {
        const seen = isCalled ? reader : partners(place);
        const meeting = this.put('meeting', seen, (canary) => ({
          ...base(),
          body_id: bodyId,
          slug: canary,
          title: canary,
          starts_at: '2026-02-01T10:00:00Z',
          ends_at: '2026-02-01T12:00:00Z',
          state: isCalled ? 'minutes-draft' : 'planned',
          called_at: isCalled ? at : null,
          agenda_published_at: isCalled ? at : null,
          changed_at: at,
          created_at: at,
        }));
        const meetingId = meeting['id'] ?? null;
        const item = this.put('agenda_item', seen, (canary) => ({
          ...base(),
          meeting_id: meetingId,
          position: 1,
          title: canary,
          purpose: 'note',
          exempt_because: canary,
          added_at: at,
        }));
        const of = { place_id: place, item_id: item['id'] ?? null };
        this.put('agenda_item_private', insiders, (canary) => ({ ...of, title: canary }));
        this.put('agenda_item_priority', seen, () => ({ ...of, priority_id: this.id() }));
        this.put('item_minutes', isCalled ? seen : those(place, 'administrator', 'board-officer'), (canary) => ({
          ...of,
          text: canary,
          written_at: at,
        }));
        for (const isPublished of [true, false]) {
          const readable = isPublished ? seen : partners(place);
          const decision = this.put('decision', readable, (canary) => ({
            ...base(),
            meeting_id: meetingId,
            number: isPublished ? `2026-${100 + this.world.rows.length}` : null,
            text: canary,
            decided_on: '2026-02-01',
            published_at: isPublished ? at : null,
            created_at: at,
          }));
          const action = this.put('action', readable, (canary) => ({
            ...base(),
            decision_id: decision['id'] ?? null,
            text: canary,
            organisation_id: organisation,
            due_on: '2026-12-01',
            status: 'accepted',
            offered_at: at,
            answered_at: at,
          }));
          this.put('action_update', readable, (canary) => ({
            ...base(),
            action_id: action['id'] ?? null,
            at,
            note: canary,
          }));
        }
      }
    }
  }

  measures(place: string): void {
    for (const [isPublished, isAboutPeople] of [
      [true, false],
      [true, true],
      [false, false],
    ] as const) {
      const reader = isPublished ? either(inPlace(place), partners(place)) : partners(place);
      const figures = isPublished && !isAboutPeople ? reader : partners(place);
      const measure = this.put('measure', reader, (canary) => ({
        place_id: place,
        id: this.id(),
        slug: canary,
        name: canary,
        aim: 'population',
        polarity: 'low-good',
        unit: '%',
        period_rule: 'non-overlapping',
        about_people: isAboutPeople,
        source: canary,
        licence: canary,
        status: isPublished ? 'published' : 'draft',
        created_at: at,
      }));
      const series = this.put('measure_series', reader, (canary) => ({
        place_id: place,
        id: this.id(),
        measure_id: measure['id'] ?? null,
        area_name: canary,
      }));
      const of = { place_id: place, series_id: series['id'] ?? null, from_on: '2026-01-01', to_on: '2026-01-31' };
      this.put('measure_point', figures, (canary) => ({
        ...of,
        vintage: 1,
        value: 7,
        status: 'final',
        note: canary,
        at,
      }));
      this.put('measure_baseline', reader, (canary) => ({ ...of, reason: `Because of ${canary} and more`, at }));
    }
    this.put('measure_import', partners(place), (canary) => ({
      place_id: place,
      id: this.id(),
      file_name: canary,
      sha256: 'a'.repeat(64),
      shape: 'classic',
      rows_read: 1,
      rows_kept: 1,
      at,
    }));
  }

  community(place: string, organisations: readonly string[], account: string): void {
    const approvers = those(place, 'administrator', 'programme-manager');
    const readers = {
      approvers,
      here: inPlace(place),
      partners: partners(place),
      service: (who: Who) => isService(who, place),
      own: (one: string): Reader =>
        either(
          (who) => who.place === place && own(one)(who),
          (who) => isService(who, place),
        ),
    };
    addDirectory(this, place, readers);
    const base = (): Row => ({ place_id: place, id: this.id() });
    for (const organisation of organisations)
      for (const isApproved of [true, false]) {
        const owners: Reader = (who) =>
          who.role === 'thread_member' && who.place === place && who.organisations.includes(organisation);
        const guarded = either(owners, approvers);
        const reader = isApproved ? inPlace(place) : guarded;
        const service = this.put('service', reader, (canary) => ({
          ...base(),
          slug: canary,
          organisation_id: organisation,
          name: canary,
          approved_at: isApproved ? at : null,
          version: isApproved ? 1 : 0,
          last_modified: at,
          created_at: at,
        }));
        const of = { place_id: place, service_id: service['id'] ?? null };
        for (const [number, state] of [
          [1, 'approved'],
          [2, 'waiting'],
        ] as const)
          this.put('service_version', guarded, (canary) => ({
            ...base(),
            ...of,
            organisation_id: organisation,
            number,
            content: `{"name":"${canary}"}`,
            state,
            made_at: at,
            decided_at: state === 'approved' ? at : null,
          }));
        this.put('service_check', reader, () => ({ ...of, checked_on: '2026-02-01' }));
        this.put('service_capacity', reader, () => ({
          ...of,
          state: 'capacity',
          reported_at: at,
          expires_at: '2026-04-01T10:00:00Z',
        }));
        this.put('service_contact', owners, () => ({ ...of, day: '2026-03-01', count: 7 }));
        this.put('service_feedback', guarded, (canary) => ({
          ...base(),
          ...of,
          organisation_id: organisation,
          topic: 'closed',
          words: canary,
          made_at: at,
        }));
        if (!isApproved) continue;
        const service_id = String(service['id']);
        addKept(this, { place_id: place, service_id, organisation_id: organisation }, account, readers);
        const location = this.put('location', inPlace(place), () => ({ ...base(), masked: true, step_free: true }));
        this.put('masked_address', guarded, (canary) => ({
          place_id: place,
          location_id: location['id'] ?? null,
          organisation_id: organisation,
          name: canary,
          address: canary,
        }));
        this.put('service_at_location', inPlace(place), () => ({
          ...base(),
          ...of,
          location_id: location['id'] ?? null,
        }));
        this.put('service_schedule', inPlace(place), (canary) => ({
          ...base(),
          ...of,
          byday: 'MO',
          description: canary,
        }));
        this.put('cost_option', inPlace(place), (canary) => ({ ...base(), ...of, option: canary, amount_pence: 100 }));
        this.put('service_term', inPlace(place), () => ({ ...of, term: 'company' }));
        this.put(
          'service_search',
          // The copy for search holds nothing that may not be public: it is read from anywhere.
          (who) => who.role !== 'thread_auth',
          (canary) => ({
            ...of,
            organisation_id: organisation,
            name: canary,
            status: 'active',
            is_free: true,
            step_free: true,
          }),
        );
      }
    // Words that stand on public pages: they are read from anywhere, like the copy for search.
    this.put(
      'search_word',
      (who) => who.role !== 'thread_auth',
      (canary) => ({ place_id: place, word: canary, stem: canary }),
    );
    this.put('search_synonym', inPlace(place), (canary) => ({ place_id: place, word: canary, means: 'lunch' }));
    this.put('postcode_area', inPlace(place), (canary) => ({
      place_id: place,
      code: canary,
      kind: 'locality',
      name: canary,
      latitude: 53,
      longitude: 0.5,
    }));
  }

  learning(place: string, organisations: readonly string[], elsewhere: string): void {
    for (const organisation of organisations) {
      for (const status of ['draft', 'published', 'withdrawn'] as const) {
        const story = this.put('story', status === 'draft' ? partners(place) : inPlace(place), (canary) => ({
          place_id: place,
          id: this.id(),
          slug: canary,
          organisation_id: organisation,
          title: canary,
          status,
          review_by: status === 'draft' ? null : '2028-03-01',
          published_at: status === 'draft' ? null : at,
          withdrawn_at: status === 'withdrawn' ? at : null,
          withdrawn_reason: status === 'withdrawn' ? canary : null,
          created_at: at,
        }));
        if (status !== 'draft')
          this.put('published_story', fromAnyPlace(), (canary) => ({
            place_id: place,
            id: story['id'] ?? null,
            organisation_id: organisation,
            version: 1,
            title: canary,
            summary: '',
            core: '',
            address: `/${canary}`,
            published_at: at,
            withdrawn: status === 'withdrawn',
          }));
      }
      this.put('uptake', fromAnyPlace(), (canary) => ({
        place_id: place,
        id: this.id(),
        origin_place_id: elsewhere,
        origin_story_id: this.id(),
        origin_version: 1,
        story_title: canary,
        organisation_id: organisation,
        status: 'stopped',
        stop_reason: canary,
        started_on: '2026-02-01',
        created_at: at,
      }));
    }
  }
}

/** Plans the world: the same in every run. */
export function planWorld(): World {
  const build = new Builder();
  const system = build.place('system', null);
  const [north, south] = [build.place('place', system), build.place('place', system)];
  const everywhere = build.organisation(system, north, south);
  const homes: [string, string[]][] = [
    [system, [everywhere, build.organisation(system)]],
    [north, [everywhere, build.organisation(north)]],
    [south, [build.organisation(south), build.organisation(south)]],
  ];
  build.account();
  for (const [place, [first = '', second = '']] of homes) {
    const accounts = new Map(
      roles.map((role, index) => [
        role,
        build.member(place, role, role === 'resident' ? null : index % 2 === 0 ? first : second),
      ]),
    );
    build.member(place, 'editor', first);
    build.member(place, 'administrator', first, { disabled: true });
    build.member(place, 'programme-manager', second, { ended: true });
    build.office(place, accounts.get('administrator') ?? '');
    build.thread(place, place === north ? south : north);
    for (const status of ['draft', 'open', 'closed'] as const) build.conversation(place, status, [first, second]);
    build.strategy(place, [first, second], accounts.get('resident') ?? '');
    build.community(place, [first, second], accounts.get('resident') ?? '');
    build.measures(place);
    build.board(place, [first, second]);
    const worker = build.member(place, 'link-worker', first);
    const denied = build.member(place, 'link-worker', first);
    const resident = accounts.get('resident') ?? '';
    addPeople(build, build.world.people, place, { first, second, resident, denied, worker });
    build.learning(place, [first, second], place === north ? south : north);
  }
  build.world.people.work.colleagues = build.world.members;
  build.world.links.push(
    ...build.world.rows.filter((one) => one.table === 'answer_link').map((one) => String(one.row['id'])),
  );
  build.put(
    'mail',
    (who) => who.role === 'thread_service' && who.job === 'mail-sender',
    (canary) => ({
      place_id: nowhere,
      id: build.id(),
      kind: 'password-reset',
      to_address: canary,
      subject: canary,
      body: canary,
      created_at: at,
      send_after: at,
    }),
  );
  build.put(
    'rate_limit',
    (who) => who.role === 'thread_service' && who.job !== undefined,
    (canary) => ({ bucket: canary, window_start: at, uses: 1 }),
  );
  return build.world;
}

export function quoted(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
}

/** An insert that leaves columns that are not named to their defaults. */
export function insertText(table: string, row: Row): string {
  const columns = Object.keys(row)
    .map((name) => `"${name}"`)
    .join(', ');
  return `insert into ${quoted(table)} (${columns}) select ${columns} from jsonb_populate_record(null::${quoted(table)}, $1::text::jsonb)`;
}

/** Writes the world, as whoever the connection is (the owner, whom no policy binds); its rows come to hold their defaults. */
export async function writeWorld(connection: Connection, world: World): Promise<void> {
  // Asked in their order, without waiting for each answer.
  await Promise.all(
    world.rows.map(async (placed) => {
      const { table, row } = placed;
      const json = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'string' && /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value,
        ]),
      );
      // Columns that the database works out are not the row's own: nobody may write them.
      const workedOut = `select attname::text from pg_attribute where attrelid = '${quoted(table)}'::regclass and attgenerated <> ''`;
      const { rows } = await connection.query(
        `${insertText(table, row)} returning to_jsonb(${quoted(table)}.*) - array(${workedOut}) as row`,
        [JSON.stringify(json)],
      );
      placed.row = (rows[0] as { row: Row }).row;
    }),
  );
}
