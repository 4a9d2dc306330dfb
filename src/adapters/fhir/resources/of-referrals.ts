import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import {
  lastHappened,
  referralsAfter,
  referralsByIds,
  type ReferralStatus,
  type SeenReferral,
} from '../../../modules/people/index.ts';
import { FhirError, problem } from '../core/outcome.ts';
import {
  isDeleted,
  isOnlyBy,
  isReferredTo,
  layStone,
  partsAfter,
  partsOfKinds,
  recordsByToken,
  type Part,
} from '../store/parts.ts';
import type { SentTask } from '../store/ahead.ts';
import { stored, type Hints, type Stored, type Work } from './kind.ts';

/** A type that stands for referrals; before one is sent it is what was sent of it so far. */
export type OfReferrals = {
  type: 'ServiceRequest' | 'Task';
  /** A referral as a resource, with what was sent of it and when something last happened to it. */
  standing(referral: SeenReferral, part: Part | undefined, at: Date): Stored;
};

const behind = new WeakMap<Stored, { referral: SeenReferral | undefined; part: Part | undefined }>();

/** The referral and what was sent, of which a resource of this request was told: they are not asked for twice. */
export function behindOf(one: Stored): { referral: SeenReferral | undefined; part: Part | undefined } {
  const found = behind.get(one);
  if (found === undefined) throw new TypeError('this is no resource of a referral');
  return found;
}

/** Both types stand on one referral: what a search knows of it for one is not asked again for the other. */
const bothTypes = ['ServiceRequest', 'Task'] as const;

/** Those of a batch that this client may see; in no order. `known` are referrals that were just read. */
export async function loadOfReferrals(
  work: Work,
  of: OfReferrals,
  ids: readonly string[],
  known?: readonly SeenReferral[],
): Promise<Stored[]> {
  const { trx, place, shared } = work;
  const asked = ids.filter(isUuid);
  const before = shared?.referrals;
  if (known === undefined && before !== undefined && asked.every((id) => before.has(id))) {
    const sent = shared?.parts.get(of.type);
    const referrals = asked.map((id) => before.get(id)).filter((one) => one !== undefined);
    const parts = asked.map((id) => sent?.get(id)).filter((one) => one !== undefined);
    return await standingOf(work, of, referrals, new Map(parts.map((one) => [one.id, one])));
  }
  const [referrals, parts] = await Promise.all([
    known ?? referralsByIds(trx, place.id, asked),
    partsOfKinds(trx, place.id, shared === undefined ? [of.type] : bothTypes, asked),
  ]);
  for (const [type, some] of parts) shared?.parts.set(type, new Map([...(shared.parts.get(type) ?? []), ...some]));
  for (const one of referrals) before?.set(one.id, one);
  return await standingOf(work, of, referrals, parts.get(of.type) ?? new Map());
}

/** One that was told at once, as a resource. */
export function toldOfReferral(work: Work, of: OfReferrals, { referral, part, changedAt }: SentTask): Stored {
  const one = of.standing(referral, part, changedAt);
  behind.set(one, { referral, part });
  work.looked.add(referral.person);
  return one;
}

/** Referrals and what was sent, as resources. */
async function standingOf(
  work: Work,
  of: OfReferrals,
  referrals: readonly SeenReferral[],
  parts: ReadonlyMap<Uuid, Part>,
): Promise<Stored[]> {
  const times = await lastHappened(work.trx, work.place.id, referrals);
  const known = new Set(referrals.map((one) => one.id));
  const found = [
    ...referrals.map((referral) => {
      const part = parts.get(referral.id);
      const one = of.standing(referral, part, times.get(referral.id) ?? referral.createdAt);
      behind.set(one, { referral, part });
      return one;
    }),
    ...[...parts.values()]
      .filter((part) => !known.has(part.id))
      .map((part) => {
        const { id, version, at, person, content } = part;
        const one = stored(of.type, { id, version, at, person }, content);
        behind.set(one, { referral: undefined, part });
        return one;
      }),
  ];
  for (const one of found) if (one.person !== undefined) work.looked.add(one.person);
  return found;
}

/** Those that fit the hints, newest first: referrals, and what waits to become one where `waits` says that it may fit. */
export async function findOfReferrals(
  work: Work,
  of: OfReferrals,
  hints: Hints,
  after: string | undefined,
  limit: number,
  filter: {
    organisation?: Uuid | undefined;
    author?: Uuid | undefined;
    statuses?: ReferralStatus[] | undefined;
    waits: boolean;
  },
): Promise<Stored[]> {
  const { trx, place } = work;
  const byToken = hints.token === undefined ? undefined : await recordsByToken(trx, place.id, of.type, hints.token);
  const given = [hints.ids, byToken].filter((one) => one !== undefined).map((one) => one.filter(isUuid));
  const [first, second] = given;
  const ids = second === undefined ? first : first?.filter((id) => second.includes(id));
  if (ids?.length === 0) return [];
  const common = { ids, people: hints.people, after: isUuid(after) ? after : undefined };
  const { waits, ...ofReferrals } = filter;
  const isAll = Object.values(ofReferrals).every((one) => one === undefined);
  const [referrals, parts] = await Promise.all([
    referralsAfter(trx, place.id, { ...common, ...ofReferrals }, limit),
    waits ? partsAfter(trx, place.id, of.type, common, limit) : [],
  ]);
  const either = new Set([...referrals, ...parts].map((one) => one.id));
  const next = new Set([...either].sort().toReversed().slice(0, limit));
  const some = referrals.filter((one) => next.has(one.id));
  // Where nothing else was asked, what was sent of each of them is among the parts, and every part that is no referral waits.
  const found =
    waits && isAll
      ? await standingOf(work, of, some, new Map(parts.filter((one) => next.has(one.id)).map((one) => [one.id, one])))
      : await loadOfReferrals(work, of, [...next], waits ? undefined : some);
  return found.sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** What was sent and asks nobody yet is taken away by the client that sent it, while nothing leads to it. */
export async function removeUnsent(work: Work, of: OfReferrals, before: Stored): Promise<void> {
  const { trx, place, client, now } = work;
  const { referral, part } = behindOf(before);
  if (referral !== undefined || part === undefined)
    throw new FhirError(409, [
      problem('conflict', 'It was sent, and others work with it: take it back with a status instead.'),
    ]);
  const record = { kind: of.type, id: part.id };
  const [isOurs, isNeeded] = await Promise.all([
    isOnlyBy(trx, place.id, client, of.type, part.id),
    isReferredTo(trx, place.id, part.person, record),
  ]);
  if (!isOurs) throw new FhirError(409, [problem('conflict', 'Others have written of it, too.')]);
  if (isNeeded) throw new FhirError(409, [problem('conflict', 'Something else leads to it: delete that first.')]);
  const { person } = part;
  await layStone(trx, place.id, client, { ...record, person, category: 'referral', version: before.version + 1 }, now);
}

export async function isRemovedOf(work: Work, of: OfReferrals, id: string): Promise<boolean> {
  return isUuid(id) && (await isDeleted(work.trx, work.place.id, of.type, id));
}
