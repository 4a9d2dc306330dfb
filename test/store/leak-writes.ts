// What each kind of caller may change, said once more in TypeScript: the fuzz compares what the database let through.
import { mayChangeByLink, mayChangePeople, mayChangePersonalThread, peopleTables } from './leak-people.ts';
import { hasOneOf, isPartnerIn, isService, type Row, type Value, type Who, type World } from './leak-world.ts';

/** A row that an attempt made, changed or removed. */
export type Change = { table: string; before: Row | undefined; after: Row | undefined };
type Rule = (who: Who, change: Change, world: World) => boolean;

function kind(change: Change): 'insert' | 'update' | 'delete' {
  return change.before === undefined ? 'insert' : change.after === undefined ? 'delete' : 'update';
}
function both(change: Change, test: (row: Row) => boolean): boolean {
  return [change.before, change.after].every((row) => row === undefined || test(row));
}
/** The one place that every state of the row names; undefined when the row would have moved. */
function placeOf(change: Change): Value | undefined {
  const places = new Set(
    [change.before, change.after].filter((row) => row !== undefined).map((row) => row['place_id']),
  );
  return places.size === 1 ? [...places][0] : undefined;
}
function isHere(who: Who): boolean {
  return who.role === 'thread_member' && who.roles.length > 0;
}
function changedColumns(change: Change): string[] {
  const { before = {}, after = {} } = change;
  return Object.keys({ ...before, ...after }).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}
function hasRole(...wanted: Parameters<typeof hasOneOf>[2][]): Rule {
  return (who) => who.place !== undefined && hasOneOf(who, who.place, ...wanted);
}
function inserting(rule: Rule): Rule {
  return (who, change, world) => kind(change) === 'insert' && rule(who, change, world);
}
function signedInAs(column: string): Rule {
  return (who, { after }) =>
    who.role === 'thread_member' && who.account !== undefined && after?.[column] === who.account;
}
function find(world: World, table: string, id: Value | undefined): Row | undefined {
  return world.rows.find((one) => one.table === table && one.row['id'] === id)?.row;
}

function mayTouchCommitment(who: Who, change: Change): boolean {
  if (who.role !== 'thread_member' || !isHere(who)) return false;
  const mine = (row: Row): boolean =>
    who.organisations.includes(String(row['organisation_id'])) || row['volunteer_account_id'] === who.account;
  if (kind(change) === 'update') return both(change, mine);
  if (kind(change) === 'delete') return false;
  const after = change.after ?? {};
  return (
    after['offered_by'] === who.account &&
    (mine(after) ||
      (after['status'] === 'offered' && after['organisation_id'] !== null && isPartnerIn(who, who.place ?? '')))
  );
}

function mayTouchAction(who: Who, change: Change, world: World): boolean {
  if (kind(change) === 'delete') return false;
  const isOfficer = officers(who, change, world);
  if (kind(change) === 'insert')
    return isOfficer && change.after?.['status'] === 'offered' && change.after['offered_by'] === who.account;
  const isOwners = both(change, (row) => who.organisations.includes(String(row['organisation_id'])));
  const next = String(change.after?.['status']);
  return (isOwners && ['accepted', 'declined', 'done'].includes(next)) || (isOfficer && next === 'withdrawn');
}

function mayGuest(who: Who, change: Change, world: World): boolean {
  const { table, after } = change;
  const isOpen = find(world, 'conversation', after?.['conversation_id'])?.['status'] === 'open';
  if (table === 'job') return kind(change) === 'insert';
  if (mayChangeByLink(who, change, world.people)) return true;
  if (who.participant === undefined) return false;
  switch (table) {
    case 'participant':
      return (
        both(change, (row) => row['id'] === who.participant) &&
        changedColumns(change).every((name) => name === 'sector_id')
      );
    case 'statement':
      return (
        kind(change) === 'insert' &&
        isOpen &&
        after?.['author_participant_id'] === who.participant &&
        after['status'] === 'submitted' &&
        (after['origin'] === 'participant' || after['origin'] === 'table')
      );
    case 'open_answer':
    case 'exercise_support':
    case 'exercise_step':
    case 'exercise_offer':
      return (
        kind(change) === 'insert' &&
        isOpen &&
        after?.['participant_id'] === who.participant &&
        [after['taken_up_at'], after['commitment_id'], after['confirmed_at'], after['agenda_item_id']].every(
          (value) => value == null,
        )
      );
    case 'room_ballot':
      return (
        kind(change) !== 'delete' &&
        isOpen &&
        both(change, (row) => row['participant_id'] === who.participant) &&
        find(world, 'room_block', after?.['block_id'])?.['state'] === 'open'
      );
    case 'vote_event':
      return kind(change) === 'insert' && isOpen && after?.['participant_id'] === who.participant;
    case 'vote':
      return (
        kind(change) !== 'delete' &&
        isOpen &&
        both(change, (row) => row['participant_id'] === who.participant) &&
        find(world, 'statement', after?.['statement_id'])?.['status'] === 'approved'
      );
    default:
      return false;
  }
}

/** Whether the service that every state of the row names is run by an organisation the caller answers for. */
function runsService(who: Who, change: Change, world: World): boolean {
  return (
    who.role === 'thread_member' &&
    both(change, (row) =>
      who.organisations.includes(String(find(world, 'service', row['service_id'])?.['organisation_id'])),
    )
  );
}

function mayTouchVersion(who: Who, change: Change, world: World): boolean {
  const { before, after } = change;
  if (kind(change) === 'delete') return false;
  if (kind(change) === 'insert')
    return after?.['state'] === 'waiting' && after['made_by'] === who.account && runsService(who, change, world);
  // Only what waits changes: its own people replace it, approvers decide about it.
  const isOwn = after?.['state'] === 'superseded' && runsService(who, change, world);
  const isDecided =
    ['approved', 'sent-back'].includes(String(after?.['state'])) &&
    after?.['decided_by'] === who.account &&
    hasOneOf(who, who.place ?? '', 'administrator', 'programme-manager');
  return before?.['state'] === 'waiting' && (isOwn || isDecided);
}

const planners = hasRole('administrator', 'programme-manager');
const officers = hasRole('administrator', 'board-officer');
const measurers = hasRole('administrator', 'programme-manager', 'analyst');
const moderators = hasRole('administrator', 'programme-manager', 'facilitator');
const administrators = hasRole('administrator');

function isOfOwnOrganisation(who: Who, change: Change): boolean {
  return both(change, (row) => who.organisations.includes(String(row['organisation_id'])));
}

/** Stories and what was taken up: planners for everybody, others for the organisations they speak for; nothing is removed. */
function mayTell(who: Who, change: Change, world: World): boolean {
  return (
    kind(change) !== 'delete' &&
    (planners(who, change, world) || both(change, (row) => who.organisations.includes(String(row['organisation_id']))))
  );
}

/** Tables that belong to a place, as signed-in people may change them in the place where they stand. */
const memberRules: Readonly<Record<string, Rule>> = {
  partner: administrators,
  membership: administrators,
  invitation: administrators,
  // Duties begin and end; nobody takes one out of the record.
  place_duty: (who, change, world) =>
    administrators(who, change, world) &&
    (kind(change) === 'insert'
      ? change.after?.['named_by'] === who.account
      : kind(change) === 'update' && changedColumns(change).every((name) => name === 'until_at')),
  // Signed only for a duty that one holds, which nobody in this world does but as one of the team; taken back by oneself.
  safety_signature: (who, change) =>
    kind(change) === 'update' &&
    signedInAs('account_id')(who, change, {} as World) &&
    changedColumns(change).every((name) => name === 'withdrawn_at'),
  short_code: inserting(moderators),
  // Whoever is signed in leaves traces and work behind where they stand, whatever they are there.
  job: inserting((who) => who.role === 'thread_member'),
  mail: inserting((who) => who.role === 'thread_member'),
  public_version: (who) => who.role === 'thread_member',
  access_log: inserting(signedInAs('account_id')),
  audit_event: inserting(signedInAs('account_id')),
  record_version: inserting(signedInAs('account_id')),
  thread_record: (who, change) =>
    isHere(who) && kind(change) !== 'delete' && both(change, (row) => row['visibility'] !== 'personal'),
  thread_link: (who, change) =>
    both(change, (row) => row['visibility'] !== 'personal') &&
    (kind(change) === 'insert' ? isHere(who) : isPartnerIn(who, who.place ?? '')),
  thread_event: inserting(
    (who, change, world) =>
      isHere(who) && change.after?.['visibility'] !== 'personal' && signedInAs('account_id')(who, change, world),
  ),
  slug_alias: inserting((who) => isPartnerIn(who, who.place ?? '')),
  conversation: moderators,
  sector: moderators,
  statement: moderators,
  invited_group: moderators,
  // Whoever runs the conversation, or the organisation that was asked: it answers in its own row.
  invited_partner: (who, change, world) =>
    moderators(who, change, world) || (kind(change) === 'update' && isOfOwnOrganisation(who, change)),
  open_answer: (who, change, world) =>
    kind(change) === 'update' &&
    moderators(who, change, world) &&
    changedColumns(change).every((name) => name === 'taken_up_at'),
  statement_link: inserting(
    (who, change, world) => moderators(who, change, world) && signedInAs('account_id')(who, change, world),
  ),
  statement_translation: moderators,
  room: moderators,
  room_block: moderators,
  theme: moderators,
  theme_statement: moderators,
  exercise: moderators,
  exercise_support: moderators,
  exercise_step: moderators,
  // Or an officer of the board, who takes what needs an agreement to it.
  exercise_offer: (who, change, world) =>
    moderators(who, change, world) ||
    (kind(change) === 'update' && isOfOwnOrganisation(who, change)) ||
    (kind(change) === 'update' &&
      officers(who, change, world) &&
      both(change, (row) => row['needs'] === 'agreement') &&
      change.after?.['agenda_item_id'] != null),
  moderation_decision: inserting(
    (who, change, world) => moderators(who, change, world) && signedInAs('account_id')(who, change, world),
  ),
  plan: planners,
  plan_party: planners,
  plan_priority: planners,
  priority: planners,
  need_evidence: planners,
  priority_voice: planners,
  outcome: planners,
  body: officers,
  body_member: officers,
  meeting: officers,
  agenda_item: officers,
  agenda_item_private: officers,
  agenda_item_priority: officers,
  item_minutes: officers,
  decision: officers,
  action: mayTouchAction,
  action_update: inserting((who, change, world) => {
    const action = find(world, 'action', change.after?.['action_id']);
    return (
      signedInAs('account_id')(who, change, world) &&
      action !== undefined &&
      who.organisations.includes(String(action['organisation_id']))
    );
  }),
  measure: measurers,
  measure_series: inserting(measurers),
  measure_point: inserting(
    (who, change, world) => measurers(who, change, world) && signedInAs('account_id')(who, change, world),
  ),
  measure_baseline: inserting(
    (who, change, world) => measurers(who, change, world) && signedInAs('account_id')(who, change, world),
  ),
  outcome_reading: measurers,
  objection: (who, change, world) =>
    kind(change) === 'insert'
      ? isHere(who) && change.after?.['status'] === 'open' && signedInAs('account_id')(who, change, world)
      : planners(who, change, world),
  service: (who, change, world) =>
    kind(change) === 'insert'
      ? change.after?.['approved_at'] === null &&
        change.after['created_by'] === who.account &&
        who.organisations.includes(String(change.after['organisation_id']))
      : kind(change) === 'update' && planners(who, change, world),
  location: planners,
  masked_address: planners,
  service_at_location: planners,
  service_schedule: planners,
  cost_option: planners,
  service_term: planners,
  service_search: planners,
  search_word: inserting(planners),
  service_feedback: (who, change, world) =>
    kind(change) === 'update' &&
    change.before?.['state'] === 'open' &&
    change.after?.['state'] !== 'open' &&
    change.after?.['settled_by'] === who.account &&
    (planners(who, change, world) || both(change, (row) => who.organisations.includes(String(row['organisation_id'])))),
  service_key: (who, change, world) => kind(change) !== 'delete' && planners(who, change, world),
  service_watch: (who, change, world) => {
    const row = change.after ?? change.before;
    const isOwn = who.role === 'thread_member' && who.account !== undefined && row?.['account_id'] === who.account;
    if (kind(change) === 'delete') return isOwn;
    const service = find(world, 'service', row?.['service_id']);
    return kind(change) === 'insert' && isOwn && service !== undefined && service['approved_at'] !== null;
  },
  service_note: (who, change, world) =>
    kind(change) === 'insert'
      ? signedInAs('made_by')(who, change, world) && isPartnerIn(who, who.place ?? '')
      : kind(change) === 'delete' &&
        who.role === 'thread_member' &&
        isPartnerIn(who, who.place ?? '') &&
        (change.before?.['made_by'] === who.account || planners(who, change, world)),
  helper: (who, change, world) => {
    const isTheirs = both(change, (row) => who.organisations.includes(String(row['organisation_id'])));
    if (kind(change) === 'insert') return isTheirs && signedInAs('made_by')(who, change, world);
    return kind(change) === 'update' && isTheirs && changedColumns(change).every((name) => name === 'ended_on');
  },
  search_synonym: (who, change, world) => kind(change) !== 'update' && planners(who, change, world),
  service_version: mayTouchVersion,
  service_check: (who, change, world) =>
    kind(change) !== 'delete' && (planners(who, change, world) || runsService(who, change, world)),
  service_capacity: (who, change, world) => kind(change) !== 'delete' && runsService(who, change, world),
  service_contact: (who, change, world) => kind(change) !== 'delete' && runsService(who, change, world),
  story: mayTell,
  published_story: mayTell,
  uptake: mayTell,
  commitment: mayTouchCommitment,
  commitment_update: inserting((who, change, world) => {
    const commitment = find(world, 'commitment', change.after?.['commitment_id']);
    return (
      signedInAs('account_id')(who, change, world) &&
      commitment !== undefined &&
      (who.organisations.includes(String(commitment['organisation_id'])) ||
        commitment['volunteer_account_id'] === who.account)
    );
  }),
};

function mayService(who: Who, change: Change, place: Value | undefined): boolean {
  switch (change.table) {
    case 'place':
    case 'organisation':
      return true;
    case 'account':
    case 'rate_limit':
      return who.job !== undefined;
    case 'migration':
    case 'access_log':
      return false;
    case 'job':
      if (who.job === 'job-runner') return true;
      break;
    case 'mail':
      if (who.job === 'mail-sender') return true;
      break;
  }
  return typeof place === 'string' && isService(who, place);
}

/** Whether the caller may have made this change. */
export function mayChange(who: Who, change: Change, world: World): boolean {
  const { table, before, after } = change;
  if (table.startsWith('auth.')) return who.role === 'thread_auth';
  const place = placeOf(change);
  switch (who.role) {
    case 'thread_public':
      return false;
    case 'thread_auth':
      return (
        table === 'mail' && kind(change) === 'insert' && after?.['place_id'] === '00000000-0000-0000-0000-000000000000'
      );
    case 'thread_service':
      return mayService(who, change, place);
    case 'thread_guest':
      return place === who.place && mayGuest(who, change, world);
    case 'thread_member': {
      if (table === 'place')
        return (
          administrators(who, change, world) &&
          kind(change) === 'update' &&
          after?.['id'] === who.place &&
          before?.['slug'] === after?.['slug'] &&
          before?.['tier'] === after?.['tier']
        );
      if (table === 'organisation')
        return (
          administrators(who, change, world) &&
          kind(change) !== 'delete' &&
          (before === undefined ||
            world.rows.some(
              (one) =>
                one.table === 'partner' &&
                one.row['place_id'] === who.place &&
                one.row['organisation_id'] === before['id'],
            ))
        );
      if (who.place === undefined || place !== who.place) return false;
      if (peopleTables.includes(table)) return mayChangePeople(who, change, world.people);
      if (table.startsWith('thread_') && both(change, (row) => row['visibility'] === 'personal'))
        return mayChangePersonalThread(who, change, world.people);
      return memberRules[table]?.(who, change, world) === true;
    }
  }
}
