import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { CaseFile, CasePerson, CaseReferral } from '../domain/case-file.ts';
import type { MoveCommand } from '../domain/referral.ts';
import { findCandidates } from './candidates.ts';
import type { PeopleDoing } from './doing.ts';
import { personById } from './people.ts';
import { addPerson } from './person-writes.ts';
import type { ReferTo } from './offers.ts';
import { moveReferral, sendReferral } from './referral-writes.ts';

/** What came of a file; `erased` is what was left out because the person’s record was erased here. */
export type CaseImport = { people: number; referrals: number; known: number; erased: number };

async function keysOf(
  trx: Trx,
  place: Uuid,
  organisation: Uuid,
  kind: 'person' | 'referral',
): Promise<Map<string, Uuid>> {
  const rows = await trx
    .selectFrom('import_key')
    .select(['key', 'record_id'])
    .where('place_id', '=', place)
    .where('organisation_id', '=', organisation)
    .where('kind', '=', kind)
    .execute();
  return new Map(rows.map((row) => [row.key, row.record_id]));
}

/** Which of these names belong to records that were erased here. */
async function erasedAmong(
  trx: Trx,
  place: Uuid,
  organisation: Uuid,
  kind: 'person' | 'referral',
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await sql<{ key: string }>`
    select k.key from unnest(${[...keys]}::text[]) as k (key)
     where exists (select 1 from erased_key e where e.place_id = ${place}
       and e.key_hash = thread.erased_key_hash(${place}::uuid, ${organisation}::uuid, ${kind}, k.key))`.execute(trx);
  return new Set(rows.rows.map((row) => row.key));
}

/**
 * Brings in people, referrals and what came of them, for an organisation. What was brought in before is left as it is, and
 * whoever was erased here is not brought back. A
 * person who may be here already is neither joined nor added: the line is told of, and nothing at all is kept. In a
 * service's transaction; whoever calls it rolls back where it fails.
 */
export async function importCases(
  trx: Trx,
  doing: PeopleDoing & { by: { organisation: Uuid } },
  file: CaseFile,
  services: ReadonlyMap<string, ReferTo>,
): Promise<Result<CaseImport, string[]>> {
  const place = doing.place.id;
  const us = doing.by.organisation;
  const [people, referrals] = [await keysOf(trx, place, us, 'person'), await keysOf(trx, place, us, 'referral')];
  const keys = [file.people.map((one) => one.key), file.referrals.map((one) => one.key)] as const;
  const [erased, erasedReferrals] = [
    await erasedAmong(trx, place, us, 'person', keys[0]),
    await erasedAmong(trx, place, us, 'referral', keys[1]),
  ];
  const problems: string[] = [];
  const done: CaseImport = { people: 0, referrals: 0, known: 0, erased: 0 };
  for (const one of file.people) {
    if (erased.has(one.key)) {
      done.erased += 1;
      continue;
    }
    if (people.has(one.key)) {
      done.known += 1;
      continue;
    }
    const id = await personFor(trx, doing, one, problems);
    if (id === undefined) continue;
    people.set(one.key, id);
    await keep(trx, doing, { kind: 'person', key: one.key, record: id, person: id });
    done.people += 1;
  }
  for (const one of file.referrals) {
    if (erased.has(one.person) || erasedReferrals.has(one.key)) {
      done.erased += 1;
      continue;
    }
    if (referrals.has(one.key)) {
      done.known += 1;
      continue;
    }
    const to =
      one.service === undefined ? { organisation: us, service: undefined, name: 'Help' } : services.get(one.service);
    if (to === undefined)
      problems.push(`line ${one.line}, column service: the address word of a listed service that takes referrals`);
    const person = people.get(one.person);
    const about = file.people.find((other) => other.key === one.person);
    if (to === undefined || person === undefined || about === undefined || problems.length > 0) continue;
    const id = await referralFor(trx, doing, { one, about, person, to });
    await keep(trx, doing, { kind: 'referral', key: one.key, record: id, person });
    done.referrals += 1;
  }
  return problems.length > 0 ? fail(problems) : ok(done);
}

async function keep(
  trx: Trx,
  doing: PeopleDoing & { by: { organisation: Uuid } },
  kept: { kind: 'person' | 'referral'; key: string; record: Uuid; person: Uuid },
): Promise<void> {
  await trx
    .insertInto('import_key')
    .values({
      place_id: doing.place.id,
      organisation_id: doing.by.organisation,
      kind: kept.kind,
      key: kept.key,
      record_id: kept.record,
      person_id: kept.person,
      imported_at: doing.now,
    })
    .execute();
}

/** The person of a line: the one it names, or a new one; nobody where somebody here may be the same. */
async function personFor(
  trx: Trx,
  doing: PeopleDoing & { by: { organisation: Uuid } },
  one: CasePerson,
  problems: string[],
): Promise<Uuid | undefined> {
  const place = doing.place.id;
  const us = doing.by.organisation;
  if (one.sameAs !== undefined && one.sameAs !== 'new') {
    const found = await personById(trx, place, one.sameAs);
    if (found?.leadOrganisation === us) return found.id;
    problems.push(`line ${one.line}, column same_as: the id of a person whose record this organisation keeps`);
    return undefined;
  }
  if (one.sameAs === undefined) {
    const candidates = await findCandidates(trx, place, one);
    const ours = candidates.filter((each) => each.person.leadOrganisation === us && each.match.strength !== 'possible');
    if (ours.length > 0) {
      const ids = ours.map((each) => each.person.id).join(', ');
      problems.push(
        `line ${one.line}, column same_as: may be here already (${ids}); write that id, or new for somebody else`,
      );
      return undefined;
    }
  }
  const details = {
    name: one.name,
    knownAs: one.knownAs,
    bornOn: one.bornOn,
    nhsNumber: one.nhsNumber,
    postcode: one.postcode,
    phone: one.phone,
    email: one.email,
    safeContact: one.safeContact,
    safeContactNote: one.safeContactNote,
    formatNeeds: '',
    language: one.language,
    interpreter: false,
  };
  const answers = { mayKnow: 'only-us', mayPlan: 'only-us', mustNot: undefined, how: one.permissionHow } as const;
  return (await addPerson(trx, at(doing, one.permissionOn), details, answers)).id;
}

/** The same work, on the day on which it was done. */
function at(doing: PeopleDoing, day: LocalDate): PeopleDoing {
  const noon = londonInstant(day, { hour: 12, minute: 0 });
  return { ...doing, now: noon.getTime() < doing.now.getTime() ? noon : doing.now };
}

const toStatus: Readonly<Record<CaseReferral['status'], readonly MoveCommand['move'][]>> = {
  accepted: ['accept'],
  'in-progress': ['accept', 'start'],
  completed: ['accept', 'finish'],
  failed: ['accept', 'stop'],
  rejected: ['decline'],
  cancelled: ['cancel'],
};

/** A referral as it went elsewhere, each move on its day. */
async function referralFor(
  trx: Trx,
  doing: PeopleDoing,
  given: { one: CaseReferral; about: CasePerson; person: Uuid; to: ReferTo },
): Promise<Uuid> {
  const { one, about, person, to } = given;
  const sent = await sendReferral(trx, at(doing, one.referredOn), person, {
    to,
    goal: undefined,
    reason: one.reason,
    accessNeeds: '',
    risks: '',
    safeContact: about.safeContact,
    safeContactNote: about.safeContactNote,
    urgency: 'routine',
    scope: 'deliver',
    permissionHow: about.permissionHow,
    permissionOn: about.permissionOn,
    phone: '',
  });
  if (!sent.ok) throw new Error(`an imported referral is refused: ${sent.error}`);
  for (const [index, move] of toStatus[one.status].entries()) {
    const isLast = index === toStatus[one.status].length - 1;
    const side = move === 'cancel' ? 'requester' : 'performer';
    const moved = await moveReferral(
      trx,
      at(doing, (isLast ? one.endedOn : undefined) ?? one.referredOn),
      sent.value.id,
      {
        version: index + 1,
        command: {
          move,
          reason: one.statusReason,
          note: move === 'finish' || !isLast ? '' : one.outcome.slice(0, 1_000),
          output: move === 'finish' ? one.outcome : undefined,
        },
        sides: new Set([side] as const),
        organisation: side === 'performer' ? to.organisation : undefined,
      },
    );
    if (!moved.ok) throw new Error(`an imported referral is refused: ${moved.error}`);
  }
  // What was over elsewhere was read elsewhere.
  await trx
    .updateTable('referral')
    .set({ outcome_read_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', sent.value.id)
    .where('closed_at', 'is not', null)
    .execute();
  return sent.value.id;
}
