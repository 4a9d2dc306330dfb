// Faults in the functions that write: each has to be noticed.
import { plant, type Fault } from '../../store/plant-fault.ts';
import { compare, exec, type Case, type World } from './world.ts';
import { withWriting, writings, wroteAlone } from './alone.ts';

/** Of each fault in a function some case must come out otherwise than under the policies. */
export async function unnoticed(world: World, faults: readonly Fault[], cases: readonly Case[]): Promise<string[]> {
  const found: string[] = [];
  for (const fault of faults) {
    await exec(world.app, 'savepoint fault');
    const connection = await world.app.db.source.acquire();
    await plant(connection, fault);
    connection.release();
    const named = fault.in.replace(/\(.*$/, '');
    // Whoever asks is found by a function that each of them calls.
    const name = named === 'thread.fhir_writer' ? 'thread.write_patient' : named;
    const isNoticed =
      (await compare(world, cases, true)).length > 0 ||
      (name in writings &&
        (await withWriting({ ...world }, name, async (...of) => wroteAlone(world, ...of))).length > 0);
    if (!isNoticed) found.push(`${fault.in}: ${fault.name}`);
    await exec(world.app, 'rollback to savepoint fault');
  }
  return found;
}

const writer = 'thread.fhir_writer(text)';

export const faultsOfWriter: readonly Fault[] = [
  { name: 'the token is not asked', in: writer, replace: ['t.token_hash = fhir_writer.hash', 'true'] },
  {
    name: 'for what it writes is not asked',
    in: writer,
    replace: ["coalesce(thread.purpose(), '') not in ('direct-support', 'referral')", 'false'],
  },
  { name: 'whether the client was taken away is not asked', in: writer, replace: ['and c.revoked_at is null', ''] },
  { name: 'whether the account is open is not asked', in: writer, replace: ['and a.disabled_at is null', ''] },
  { name: 'whose token it is is not asked', in: writer, replace: ['and c.account_id = thread.account()', ''] },
  {
    name: 'the role is not asked',
    in: writer,
    replace: ["and m.role in ('link-worker', 'practitioner', 'editor')", ''],
  },
  { name: 'when somebody begins is not asked', in: writer, replace: ['m.starts_on <= current_date', 'true'] },
  {
    name: 'when somebody ends is not asked',
    in: writer,
    replace: ['(m.ends_on is null or m.ends_on >= current_date)', 'true'],
  },
  {
    name: 'for whom somebody works is not asked',
    in: writer,
    replace: ["and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid", ''],
  },
];

const functions = (name: string, faults: readonly [string, [string, string]][]) => async (world: World) => {
  const connection = await world.app.db.source.acquire();
  const { rows } = await connection.query('select $1::regproc::regprocedure::text as name', [name]);
  connection.release();
  const door = (rows as { name: string }[])[0]?.name ?? '';
  return faults.map(([fault, replace]): Fault => ({ name: fault, in: door, replace }));
};

export const faultsOfPatient = functions('thread.write_patient', [
  ['the categories are not asked', ["'identity' <> all (thread.categories())", 'false']],
  ['who may add people is not asked', ["writer.role = 'editor'", 'false']],
  ['whether a place may keep people is not asked', ['not thread.may_hold_people()', 'false']],
  ['of several agreements one is folded', ['if agreements = 1 then', 'if agreements > 0 then']],
  ['several agreements are not folded', ['perform thread.fold_access(one, null)', 'null']],
  ['an agreement that begins later holds already', ['greatest(a.from_at, p.from_at, at)', 'at']],
  ['an agreement that ends goes on', ['least(a.until_at, p.until_at)', 'null']],
  ['others that agreed are taken for the writer', ['p.organisation_id = us', 'true']],
  [
    'a number is not kept',
    ['from unnest(tokens) as t (token)', "from unnest(tokens) as t (token) where t.token not like 's|%'"],
  ],
]);

export const faultsOfRequest = async (world: World): Promise<Fault[]> => [
  ...(await functions('thread.write_request', [
    ['what the client may know is not asked', ["'referral' <> all (thread.categories())", 'false']],
    ['whether it sees the person is not asked', ['not thread.sees_plainly(us, about)', 'false']],
  ])(world)),
  ...(await functions('thread.sees_plainly', [
    ['what the client may know is not asked', ["'identity' = any (thread.categories())", 'true']],
    ['who was refused is not asked', ['d.person_id = sees_plainly.person', 'false']],
    ['whether somebody is known is not asked', ["thread.is_granted(us, sees_plainly.person, 'identity')", 'true']],
    ['any grant will do', ["sees_plainly.person, 'identity')", "sees_plainly.person, 'needs')"]],
  ])(world)),
];

export const faultsOfTask = functions('thread.write_task', [
  ['what the client may know is not asked', ["'referral' <> all (thread.categories())", 'false']],
  ['whether it sees the person is not asked', ['not thread.sees_plainly(us, about)', 'false']],
  ['whether those who are asked are here is not asked', ['p.left_on is null and', '']],
  ['whether the month was counted is not asked', ['perform thread.need_count(count, month, counted_on, at);', '']],
  ['whose request it is is not asked', ['or request.author_org is distinct from us', '']],
  ['access is not folded', ['if not is_permitted then perform thread.refold_access_of(about, owner); end if;', '']],
  ['to see who it is, is enough', ["d.category = 'needs'", 'true']],
  ['what is needed is enough', ["d.category = 'identity'", 'true']],
  ['one purpose is every purpose', ["and d.purpose = '*'", '']],
  ['one reason is every reason', ["and d.basis = 'consent'", '']],
  ['what ends goes on', ['and d.until_at is null', '']],
  ['what begins later holds already', ['and d.from_at <= at', '']],
  ['what was taken back holds', ["d.effect = 'withdraw'", 'false']],
  ['what others may, they may', ['and d.organisation_id = owner', '']],
  ['whether the request is the one that was read is not asked', ['request.version <> request_version or', '']],
]);

export const faultsOfMove = functions('thread.write_move', [
  ['what the client may know is not asked', ["'referral' <> all (thread.categories())", 'false']],
  ['who was refused is not asked', ['d.person_id = about', 'false']],
  ['whether it stands is not asked', ['r.version = was_version and r.status = was and', '']],
  ['who takes part is not asked', ['us in (r.author_org, r.organisation_id)', 'true']],
  ['an offer goes on', ["and r.to_kind <> 'open'", '']],
  ['the count is not asked', ['perform thread.need_count(count, month, counted_on, at);', '']],
  ['nothing follows from it', ['perform thread.settle_row(now_is, relationship, at);', '']],
  ['the look is not noted', ["perform thread.note_looks(array[look], array[about], 'fhir update Task', at);", '']],
]);
