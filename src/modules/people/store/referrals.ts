import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { endedStatuses, referralStanding, type ReferralReason, type ReferralStatus } from '../domain/referral.ts';
import type { Standing } from '../domain/plan-step.ts';
import type { SafeContact, WayGiven } from '../domain/words.ts';

/** What a referral shows those who take it: nothing of the person, what is needed, or the plan as well. */
export type ReferralScope = 'answer' | 'deliver' | 'share-plan';
export type Urgency = 'routine' | 'urgent';

/** A referral as its reader may see it. Of the person themselves it holds the id alone. */
export type SeenReferral = {
  id: Uuid;
  person: Uuid;
  /** Who asked: the organisation, and whom to ring there. */
  from: { organisation: Uuid | undefined; name: string; worker: string; phone: string };
  to: { organisation: Uuid | undefined; organisationName: string | undefined; service: Uuid | undefined; name: string };
  goal: Uuid | undefined;
  reason: string;
  accessNeeds: string;
  /** Empty where none are known. */
  risks: string;
  safeContact: SafeContact;
  safeContactNote: string;
  urgency: Urgency;
  scope: ReferralScope;
  permissionHow: WayGiven;
  permissionOn: LocalDate;
  status: ReferralStatus;
  statusReason: ReferralReason | undefined;
  statusNote: string;
  /** Where it stands in the words of those who were asked. */
  businessStatus: string;
  reviewOn: LocalDate | undefined;
  output: string | undefined;
  sentAt: Date | undefined;
  answeredAt: Date | undefined;
  closedAt: Date | undefined;
  outcomeReadAt: Date | undefined;
  /** The ended referral from which this one goes on. */
  reopens: Uuid | undefined;
  createdAt: Date;
  version: number;
};

/** Referrals of a place with the names of both sides, to be asked further. */
export function referralRowsOf(db: Writer, place: Uuid) {
  return db
    .selectFrom('referral as r')
    .leftJoin('organisation as f', 'f.id', 'r.author_org')
    .leftJoin('organisation as t', 't.id', 'r.organisation_id')
    .select(['r.id', 'r.person_id', 'r.author_org', 'r.requester_name', 'r.requester_phone', 'r.organisation_id'])
    .select(['r.service_id', 'r.to_name', 'r.goal_id', 'r.reason', 'r.access_needs', 'r.risks', 'r.safe_contact'])
    .select(['r.safe_contact_note', 'r.urgency', 'r.scope', 'r.permission_how', 'r.permission_on', 'r.status'])
    .select([
      'r.status_reason',
      'r.status_note',
      'r.business_status',
      'r.review_on',
      'r.output',
      'r.sent_at',
      'r.answered_at',
    ])
    .select([
      'r.reopens_id',
      'r.closed_at',
      'r.outcome_read_at',
      'r.version',
      'r.created_at',
      'f.name as from_name',
      't.name as organisation_name',
    ])
    .where('r.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof referralRowsOf>['execute']>>[number];

/** A row of them as a referral. */
export function toReferral(row: Row): SeenReferral {
  return {
    id: row.id,
    person: row.person_id,
    from: {
      organisation: row.author_org ?? undefined,
      name: row.from_name ?? 'The person themselves',
      worker: row.requester_name,
      phone: row.requester_phone,
    },
    to: {
      organisation: row.organisation_id ?? undefined,
      organisationName: row.organisation_name ?? undefined,
      service: row.service_id ?? undefined,
      name: row.to_name,
    },
    goal: row.goal_id ?? undefined,
    reason: row.reason,
    accessNeeds: row.access_needs,
    risks: row.risks,
    safeContact: row.safe_contact as SafeContact,
    safeContactNote: row.safe_contact_note,
    urgency: row.urgency as Urgency,
    scope: row.scope as ReferralScope,
    permissionHow: row.permission_how as WayGiven,
    permissionOn: row.permission_on as LocalDate,
    status: row.status as ReferralStatus,
    statusReason: (row.status_reason as ReferralReason | null) ?? undefined,
    statusNote: row.status_note,
    businessStatus: row.business_status,
    reviewOn: (row.review_on as LocalDate | null) ?? undefined,
    output: row.output ?? undefined,
    sentAt: row.sent_at ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    outcomeReadAt: row.outcome_read_at ?? undefined,
    reopens: row.reopens_id ?? undefined,
    createdAt: row.created_at,
    version: row.version,
  };
}

/** A row of them as JSON, as a referral. */
export function referralOfJson(json: unknown): SeenReferral {
  const row = json as Row;
  const time = (at: Date | null): Date | null => (at === null ? null : new Date(at));
  return toReferral({
    ...row,
    sent_at: time(row.sent_at),
    answered_at: time(row.answered_at),
    closed_at: time(row.closed_at),
    outcome_read_at: time(row.outcome_read_at),
    created_at: new Date(row.created_at),
  });
}

/** Where a referral stands today. */
export function standingOf(
  referral: Pick<SeenReferral, 'status' | 'urgency' | 'statusReason' | 'sentAt' | 'reviewOn'>,
  today: LocalDate,
): Standing {
  const { status, urgency, statusReason, sentAt, reviewOn } = referral;
  const sentOn = sentAt === undefined ? undefined : todayInLondon(sentAt);
  return referralStanding({ status, urgency, reason: statusReason, sentOn, reviewOn }, today);
}

const referralRows = prepared((db, place: Uuid, id: Uuid) => referralRowsOf(db, place).where('r.id', '=', id));

/** A referral, unless it is not there for this reader. */
export async function referralById(trx: Trx, place: Uuid, id: Uuid): Promise<SeenReferral | undefined> {
  const [row] = await referralRows(trx, place, id);
  return row === undefined ? undefined : toReferral(row);
}

const rowsOfIds = prepared((db, place: Uuid, ids: readonly Uuid[]) =>
  referralRowsOf(db, place).where('r.id', 'in', [...ids]),
);

/** Those of a batch that this reader may see. */
export async function referralsByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<SeenReferral[]> {
  if (ids.length === 0) return [];
  return (await rowsOfIds(trx, place, ids)).map(toReferral);
}

/** Whether there is something to read for whoever asked: how it ended, or that nobody answered. */
export function isToRead(referral: Pick<SeenReferral, 'status' | 'statusReason' | 'outcomeReadAt'>): boolean {
  const { status, statusReason, outcomeReadAt } = referral;
  const isOver = status === 'completed' || status === 'rejected' || status === 'failed' || statusReason === 'no-reply';
  return isOver && outcomeReadAt === undefined;
}

/** The referrals of a person, the newest first. */
export async function referralsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenReferral[]> {
  return await referralsOfAll(trx, place, [person]);
}

const rowsOfPeople = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  referralRowsOf(db, place)
    .where('r.person_id', 'in', [...people])
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(200),
);

/** The same of several people. */
export async function referralsOfAll(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<SeenReferral[]> {
  if (people.length === 0) return [];
  const rows = await rowsOfPeople(trx, place, people);
  return rows.map(toReferral);
}

const rowsToShow = prepared((db, place: Uuid, person: Uuid, most: number) =>
  referralRowsOf(db, place)
    .where('r.person_id', '=', person)
    .orderBy((eb) => eb('r.status', 'in', [...endedStatuses]))
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(most),
);

/** At most so many of a person: those that go on first, then those that ended, the newest first. */
export async function referralsToShow(trx: Trx, place: Uuid, person: Uuid, most: number): Promise<SeenReferral[]> {
  return (await rowsToShow(trx, place, person, most)).map(toReferral);
}

/** The lists that an organisation works with. */
export type ReferralList = 'to-answer' | 'helping' | 'unanswered' | 'to-read' | 'all';

/** Asks for one list. Ids are made in the order of time, so they page and order by themselves. */
function listed(list: ReferralList) {
  return prepared((db, place: Uuid, organisation: Uuid, limit: number, after: Uuid | undefined) => {
    let query = referralRowsOf(db, place).limit(limit);
    switch (list) {
      case 'to-answer':
        query = query.where('r.organisation_id', '=', organisation).where('r.status', '=', 'requested');
        break;
      case 'helping':
        query = query
          .where('r.organisation_id', '=', organisation)
          .where('r.status', 'in', ['accepted', 'in-progress', 'on-hold']);
        break;
      case 'unanswered':
        query = query.where('r.author_org', '=', organisation).where('r.status', '=', 'requested');
        break;
      case 'to-read':
        query = query
          .where('r.author_org', '=', organisation)
          .where('r.outcome_read_at', 'is', null)
          .where((eb) =>
            eb.or([eb('r.status', 'in', ['completed', 'rejected', 'failed']), eb('r.status_reason', '=', 'no-reply')]),
          );
        break;
      case 'all':
        query = query.where((eb) =>
          eb.or([eb('r.author_org', '=', organisation), eb('r.organisation_id', '=', organisation)]),
        );
        break;
    }
    if (after !== undefined) query = query.where('r.id', list === 'all' ? '<' : '>', after);
    return query.orderBy('r.id', list === 'all' ? 'desc' : 'asc');
  });
}
const lists = {
  'to-answer': listed('to-answer'),
  helping: listed('helping'),
  unanswered: listed('unanswered'),
  'to-read': listed('to-read'),
  all: listed('all'),
} satisfies Record<ReferralList, unknown>;

/**
 * Referrals of one list of an organisation, who has waited longest first; `all` is the newest first. `after` is the last
 * one already shown.
 */
export async function referralsIn(
  trx: Trx,
  place: Uuid,
  list: ReferralList,
  organisation: Uuid,
  page: { limit: number; after?: Uuid | undefined },
): Promise<SeenReferral[]> {
  return (await lists[list](trx, place, organisation, page.limit, page.after)).map(toReferral);
}

/** Something that happened to a referral. */
export type ReferralEvent = {
  at: Date;
  kind: string;
  by: string;
  to: ReferralStatus | undefined;
  organisation: string | undefined;
  reason: ReferralReason | undefined;
  note: string;
};

/** What happened to a referral, in its order. */
export async function eventsOfReferral(trx: Trx, place: Uuid, referral: Uuid): Promise<ReferralEvent[]> {
  const rows = await trx
    .selectFrom('referral_event as e')
    .leftJoin('organisation as o', 'o.id', 'e.organisation_id')
    .select(['e.at', 'e.kind', 'e.by_kind', 'e.to_status', 'e.status_reason', 'e.note', 'o.name'])
    .where('e.place_id', '=', place)
    .where('e.referral_id', '=', referral)
    .orderBy('e.at')
    .orderBy('e.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    kind: row.kind,
    by: row.by_kind,
    to: (row.to_status as ReferralStatus | null) ?? undefined,
    organisation: row.name ?? undefined,
    reason: (row.status_reason as ReferralReason | null) ?? undefined,
    note: row.note,
  }));
}
