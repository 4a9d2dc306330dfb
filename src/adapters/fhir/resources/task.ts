import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import {
  countLater,
  isOver,
  moveReferral,
  referralsByChange,
  referralsByIds,
  sayMore,
  stepsOfReferral,
  type ReferralStatus,
  type SeenReferral,
  type Side,
} from '../../../modules/people/index.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import { FhirError, gone, problem, ruleBroken } from '../core/outcome.ts';
import { addPart, partsOf, partsOfRecord, type Part } from '../store/parts.ts';
import { objectAt, textAt, tokensOf, wordsOf } from './elements.ts';
import { contentOf, doingOf, goOn, stored, type Hints, type Kind, type Stored, type Work } from './kind.ts';
import {
  behindOf,
  findOfReferrals,
  isRemovedOf,
  loadOfReferrals,
  removeUnsent,
  toldOfReferral,
  type OfReferrals,
} from './of-referrals.ts';
import { parseNote, parseOutput, renderTask, taskProfile } from './referral-map.ts';
import { changedAgainstTheRules, commandFor } from './task-moves.ts';
import { aheadOf, focusOf, ownerOf, send } from './task-sent.ts';

/** What was sent, with what happened to the referral since. */
function laid(content: JsonObject, now: JsonObject): JsonObject {
  const isMoved = content['status'] !== now['status'];
  const laidOver: JsonObject = { ...content, lastModified: now['lastModified'] ?? '' };
  for (const name of ['status', 'executionPeriod', ...(isMoved ? ['statusReason', 'note'] : [])])
    laidOver[name] = now[name] ?? {};
  if (parseOutput(content) !== parseOutput(now)) laidOver['output'] = now['output'] ?? [];
  if (wordsOf(objectAt(content, 'businessStatus')) !== wordsOf(objectAt(now, 'businessStatus')))
    laidOver['businessStatus'] = now['businessStatus'] ?? {};
  return laidOver;
}

function standing(referral: SeenReferral, part: Part | undefined, at: Date): Stored {
  const version = referral.version + (part?.bumps ?? 0);
  const latest = part !== undefined && part.at > at ? part.at : at;
  // What was sent last is told as it came; what the tables say of it is worked out only where they say something else.
  const now = (): JsonObject => renderTask(referral, latest);
  const content =
    part === undefined
      ? withoutGaps({ meta: { profile: [taskProfile] }, ...now() })
      : part.version === version
        ? part.content
        : withoutGaps(laid(part.content, now()));
  return stored('Task', { id: referral.id, version, at: latest, person: referral.person }, content);
}

const tasks: OfReferrals = { type: 'Task', standing };

async function load(work: Work, ids: readonly string[]): Promise<Stored[]> {
  const [id] = ids;
  if (work.ahead !== undefined && ids.length === 1 && isUuid(id))
    return [toldOfReferral(work, tasks, await work.ahead.task(id))];
  return await loadOfReferrals(work, tasks, ids);
}

async function find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]> {
  return await findOfReferrals(work, tasks, hints, after, limit, {
    organisation: hints.owner,
    author: hints.requester,
    statuses: hints.statuses as ReferralStatus[] | undefined,
    waits: hints.statuses === undefined || hints.statuses.includes('draft'),
  });
}

/** In the order in which they last changed: drafts, which only their author sees, are not among them. */
async function findByChange(
  work: Work,
  hints: Hints,
  order: { isDown: boolean; after: { id: string; at: Date } | undefined },
  limit: number,
): Promise<Stored[]> {
  const { trx, place } = work;
  const filter = {
    ids: hints.ids?.filter(isUuid),
    people: hints.people,
    organisation: hints.owner,
    author: hints.requester,
    statuses: hints.statuses as ReferralStatus[] | undefined,
  };
  const referrals = await referralsByChange(trx, place.id, filter, order, limit);
  const ids = referrals.map((one) => one.id);
  const found = new Map((await loadOfReferrals(work, tasks, ids, referrals)).map((one) => [one.id, one]));
  return ids.map((id) => found.get(id)).filter((one) => one !== undefined);
}

async function keep(work: Work, id: Uuid, person: Uuid, version: number, bumps: number, resource: JsonObject) {
  const content = contentOf(resource);
  const part = { kind: 'Task', id, person, category: 'referral', version, bumps, content } as const;
  await addPart(work.trx, work.place.id, work.client, { ...part, tokens: tokensOf(content) }, work.now);
}

/** The moves that lead to a status that something was already in when it was written down. */
const ways: Readonly<Record<string, readonly string[]>> = {
  requested: [],
  accepted: ['accepted'],
  rejected: ['rejected'],
  'in-progress': ['accepted', 'in-progress'],
  'on-hold': ['accepted', 'on-hold'],
  completed: ['accepted', 'completed'],
  failed: ['accepted', 'failed'],
  cancelled: ['cancelled'],
};

async function move(
  work: Work,
  referral: SeenReferral,
  to: string,
  task: JsonObject,
  sides: ReadonlySet<Side>,
): Promise<void> {
  const command = commandFor(referral.status, to, task, { sides, now: work.now });
  if (!command.ok) throw new FhirError(422, [command.error]);
  const known = { known: referral, isUndoneWhereRefused: true };
  const asked = { version: referral.version, command: command.value, sides, ...known };
  const done = await moveReferral(work.trx, doingOf(work), referral.id, asked);
  if (done.ok) return;
  if (done.error === 'people/changed-meanwhile')
    throw new FhirError(409, [problem('conflict', 'Somebody changed this at the same moment.')]);
  throw ruleBroken(`A referral does not go from ${referral.status} to ${to} by you.`, 'Task.status');
}

async function create(work: Work, resource: JsonObject): Promise<string> {
  const status = textAt(resource, 'status') ?? '';
  const way = ways[status];
  if (status !== 'draft' && way === undefined) throw ruleBroken('A task begins as draft or requested.', 'Task.status');
  const isDraft = status === 'draft';
  const ahead = isDraft ? undefined : await aheadOf(work, resource);
  const asking = isDraft ? undefined : ownerOf(work, resource, ahead);
  const counting = isDraft ? undefined : countLater(work.trx, doingOf(work));
  for (const asked of [asking, counting]) asked?.catch(() => {});
  const request = await focusOf(work, resource, ahead);
  const owner = await asking;
  await counting;
  work.made?.requests.delete(request.id);
  // It is sent as it was read: whoever writes what was gathered asks whether it stands.
  gathers(work.trx, 'request', request.version);
  goOn(work, keep(work, request.id, request.person, 1, isDraft ? 1 : -(way?.length ?? 0), resource));
  if (owner === undefined) return request.id;
  const { isOurs } = await send(work, request, resource, owner);
  if (way !== undefined && way.length > 0 && !isOurs)
    throw ruleBroken(
      'Only what your own organisation does itself is written down when it is done already.',
      'Task.status',
    );
  for (const to of way ?? []) {
    const [referral] = await referralsByIds(work.trx, work.place.id, [request.id]);
    if (referral === undefined) throw gone();
    await move(work, referral, to, resource, new Set(['requester', 'performer']));
  }
  return request.id;
}

async function update(work: Work, before: Stored, resource: JsonObject): Promise<void> {
  const { trx, place, client } = work;
  const { referral, part } = behindOf(before);
  const from = textAt(before.resource, 'status') ?? '';
  const to = textAt(resource, 'status') ?? '';
  const version = before.version + 1;
  if (referral === undefined) {
    if (part === undefined || before.person === undefined || part.authorOrg !== client.organisation) throw gone();
    if (to === 'requested') {
      const [request] = (await partsOf(trx, place.id, 'ServiceRequest', [before.id])).values();
      if (request === undefined) throw gone();
      await countLater(trx, doingOf(work));
      await send(work, request, resource, await ownerOf(work, resource));
    } else if (to !== 'draft' && !(to === 'entered-in-error' && from === 'draft'))
      throw ruleBroken(`A draft is sent or was a mistake: it does not become ${to}.`, 'Task.status');
    if (from === 'entered-in-error') throw ruleBroken('What was a mistake stays one.', 'Task.status');
    await keep(work, before.id, before.person, version, to === 'requested' ? version - 1 : version, resource);
    return;
  }
  const sides = new Set<Side>([
    ...(referral.from.organisation === client.organisation ? (['requester'] as const) : []),
    ...(referral.to.organisation === client.organisation ? (['performer'] as const) : []),
  ]);
  if (sides.size === 0)
    throw new FhirError(403, [problem('forbidden', 'Only those who asked and those who were asked change a task.')]);
  const moves = from !== to;
  const refused = changedAgainstTheRules(before.resource, resource, { sides, isOver: isOver(referral.status), moves });
  if (refused.length > 0) throw new FhirError(422, refused);
  if (moves) await move(work, referral, to, resource, sides);
  const raised = moves || (await more(work, referral, resource, sides)) ? 1 : 0;
  goOn(work, keep(work, referral.id, referral.person, version, version - referral.version - raised, resource));
}

/** What is said more without a move, where the referral has room for it. True where that is another version of it. */
async function more(
  work: Work,
  referral: SeenReferral,
  resource: JsonObject,
  sides: ReadonlySet<Side>,
): Promise<boolean> {
  if (isOver(referral.status)) return false;
  if (!sides.has('performer')) {
    // What those who asked say more is kept as it was sent; that they did belongs to the story.
    const { businessStatus, statusNote: note } = referral;
    const told = { businessStatus, note, output: undefined, side: 'requester' } as const;
    const done = await sayMore(work.trx, doingOf(work), referral, told);
    if (!done.ok) throw new FhirError(409, [problem('conflict', 'Somebody changed this at the same moment.')]);
    return true;
  }
  const output = parseOutput(resource);
  const said = {
    businessStatus: wordsOf(objectAt(resource, 'businessStatus')).slice(0, 200),
    note: referral.status === 'on-hold' ? referral.statusNote : parseNote(resource),
    output: output === '' ? undefined : output,
    side: 'performer',
  } as const;
  const isSame =
    said.businessStatus === referral.businessStatus &&
    said.note === referral.statusNote &&
    said.output === referral.output;
  if (isSame) return false;
  const done = await sayMore(work.trx, doingOf(work), referral, said);
  if (!done.ok) throw new FhirError(409, [problem('conflict', 'Somebody changed this at the same moment.')]);
  return true;
}

async function history(work: Work, id: string): Promise<Stored[]> {
  const { trx, place } = work;
  const [[current], parts, steps, [referral]] = await Promise.all([
    load(work, [id]),
    partsOfRecord(trx, place.id, 'Task', id),
    stepsOfReferral(trx, place.id, id),
    referralsByIds(trx, place.id, [id]),
  ]);
  if (current === undefined) return [];
  const states = new Map<number, Stored>();
  const add = (version: number, at: Date, content: JsonObject): void => {
    states.set(version, stored('Task', { id, version, at, person: current.person }, content));
  };
  let latest: Part | undefined;
  const events = [
    ...steps.map((step) => ({ at: step.at, step, part: undefined })),
    ...parts.map((part) => ({ at: part.at, step: undefined, part })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, step, part } of events) {
    if (part !== undefined) {
      latest = part;
      add(part.version, at, part.content);
    } else if (referral !== undefined) {
      const output = step.status === 'completed' ? step.note : undefined;
      const then = {
        ...referral,
        status: step.status,
        statusReason: step.reason,
        statusNote: output === undefined ? step.note : '',
        output,
      };
      const now = renderTask(then, at);
      add(step.version + (latest?.bumps ?? 0), at, withoutGaps(latest === undefined ? now : laid(latest.content, now)));
    }
  }
  const earlier = [...states.values()].filter((one) => one.version > 0 && one.version < current.version);
  return [...earlier, current].sort((a, b) => a.version - b.version);
}

export const taskKind: Kind = {
  type: 'Task',
  parameters: {
    identifier: { kind: 'token', paths: ['identifier'] },
    'group-identifier': { kind: 'token', paths: ['groupIdentifier'] },
    owner: { kind: 'reference', paths: ['owner'], targets: ['Organization', 'HealthcareService'] },
    requester: { kind: 'reference', paths: ['requester'], targets: ['Organization'] },
    status: { kind: 'token', paths: ['status'] },
    'business-status': { kind: 'token', paths: ['businessStatus'] },
    code: { kind: 'token', paths: ['code'] },
    intent: { kind: 'token', paths: ['intent'] },
    priority: { kind: 'token', paths: ['priority'] },
    focus: { kind: 'reference', paths: ['focus'], targets: ['ServiceRequest'] },
    patient: { kind: 'reference', paths: ['for'], targets: ['Patient'] },
    subject: { kind: 'reference', paths: ['for'], targets: ['Patient'] },
    'part-of': { kind: 'reference', paths: ['partOf'], targets: ['Task'] },
    'based-on': { kind: 'reference', paths: ['basedOn'], targets: ['ServiceRequest', 'CarePlan'] },
    'authored-on': { kind: 'date', paths: ['authoredOn'] },
    modified: { kind: 'date', paths: ['lastModified'] },
    output: {
      kind: 'reference',
      paths: ['output.valueReference'],
      targets: ['Goal', 'CarePlan', 'Observation'],
      own: true,
    },
  },
  load,
  find,
  findByChange,
  create,
  update,
  history,
  remove: async (work, before) => await removeUnsent(work, tasks, before),
  isRemoved: async (work, id) => await isRemovedOf(work, tasks, id),
};
