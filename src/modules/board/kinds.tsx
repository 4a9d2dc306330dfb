import { Rows } from '../../design/index.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { todayInLondon } from '../../lib/dates.ts';
import type { Trx } from '../../platform/database/database.ts';
import {
  mostLooseEnds,
  type Asking,
  type HomePart,
  type LooseEnd,
  type RecordPart,
  type Status,
  type ThreadRegistry,
} from '../../thread/kinds.ts';
import { StatusTag } from '../../thread/parts/status-tag.tsx';
import { linksTo } from '../../thread/store/find.ts';
import { actionStanding, looseBecause } from './domain/action.ts';
import { bodyStanding } from './domain/body.ts';
import { decisionStanding, isTakenOn } from './domain/decision.ts';
import { meetingStanding } from './domain/meeting.ts';
import { ActionRows, DecisionRows, MeetingRows } from './parts/rows.tsx';
import { actionsWhere } from './store/actions.ts';
import { allBodies, bodiesByIds } from './store/bodies.ts';
import { countDecided, decisionsWhere, underDecisions } from './store/decisions.ts';
import { meetingsWhere } from './store/meetings.ts';

const manyAtOnce = 500;

/** Tells the thread which kinds the board keeps, how each stands, and what is left loose. */
export function addBoardKinds(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'body',
    one: 'board or group',
    many: 'boards and groups',
    statuses: async (trx, ids, { place, now }) =>
      new Map((await bodiesByIds(trx, place.id, ids)).map((one) => [one.id, bodyStanding(one, todayInLondon(now))])),
    looseEnds: { heading: 'Groups that have not reported', find: lateGroups },
  });
  registry.addKind({
    kind: 'meeting',
    one: 'meeting',
    many: 'meetings',
    statuses: async (trx, ids, { place, now }) =>
      new Map(
        (await meetingsWhere(trx, place.id, { ids, limit: manyAtOnce })).map((one) => [
          one.id,
          meetingStanding(one, now),
        ]),
      ),
  });
  registry.addKind({
    kind: 'decision',
    one: 'decision',
    many: 'decisions',
    statuses: decisionStatuses,
    looseEnds: { heading: 'Decisions that nobody has taken on', find: looseDecisions },
  });
  registry.addKind({
    kind: 'action',
    one: 'action',
    many: 'actions',
    statuses: async (trx, ids, { place, now }) => {
      const today = todayInLondon(now);
      const actions = await actionsWhere(trx, place.id, { ids, limit: manyAtOnce }, today);
      return new Map(actions.map((one) => [one.id, actionStanding(one, today)]));
    },
    looseEnds: { heading: 'Actions that are late or unanswered', find: looseActions },
  });
  registry.addHome('decided', homePart);
  registry.addPart('priority', priorityPart);
}

async function decisionStatuses(trx: Trx, ids: readonly Uuid[], { place }: Asking): Promise<Map<Uuid, Status>> {
  const [decisions, under] = await Promise.all([
    decisionsWhere(trx, place.id, { ids, limit: manyAtOnce }),
    underDecisions(trx, place.id, ids),
  ]);
  return new Map(
    decisions.flatMap((one) => {
      const below = under.get(one.id);
      return below === undefined ? [] : [[one.id, decisionStanding(one, below)] as const];
    }),
  );
}

async function lateGroups(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const today = todayInLondon(now);
  return (await allBodies(trx, place.id))
    .map((body) => ({ body, standing: bodyStanding(body, today) }))
    .filter(({ standing }) => standing.tone === 'late')
    .map(({ body, standing }) => ({
      title: body.name,
      href: `/${place.slug}/meetings/bodies/${body.slug}`,
      why: standing.text,
    }));
}

async function looseDecisions(trx: Trx, { place }: Asking): Promise<LooseEnd[]> {
  const decisions = await decisionsWhere(trx, place.id, {
    published: true,
    loose: true,
    limit: mostLooseEnds + 1,
  });
  const under = await underDecisions(
    trx,
    place.id,
    decisions.map((one) => one.id),
  );
  return decisions.flatMap((one) => {
    const below = under.get(one.id);
    if (below === undefined || isTakenOn(below)) return [];
    return [{ title: one.text, href: `/${place.slug}/decisions/${one.id}`, why: decisionStanding(one, below).text }];
  });
}

async function looseActions(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const today = todayInLondon(now);
  const groups = (['overdue', 'waiting'] as const).map(
    async (group) => await actionsWhere(trx, place.id, { group, limit: mostLooseEnds + 1 }, today),
  );
  return (await Promise.all(groups)).flat().flatMap((action) => {
    const why = looseBecause(action, today);
    return why === undefined
      ? []
      : [{ title: action.text, href: `/${place.slug}/actions/${action.id}`, why: `${action.owner.name}: ${why}` }];
  });
}

async function homePart(trx: Trx, { place, now }: Asking): Promise<HomePart> {
  const home = `/${place.slug}`;
  const [counts, next] = await Promise.all([
    countDecided(trx, place.id, now),
    meetingsWhere(trx, place.id, { from: now, states: ['called', 'agenda-published'], limit: 1 }),
  ]);
  return {
    part: 'did',
    figures: [
      {
        value: String(counts.decisions),
        text: counts.decisions === 1 ? 'decision taken' : 'decisions taken',
        href: `${home}/meetings`,
      },
      { value: String(counts.done), text: counts.done === 1 ? 'action done' : 'actions done', href: `${home}/actions` },
    ],
    items: next.map((meeting) => ({
      title: meeting.title,
      href: `${home}/meetings/${meeting.slug}`,
      note: 'The next meeting',
      status: meetingStanding(meeting, now),
    })),
    more: { text: 'All meetings', href: `${home}/meetings` },
  };
}

async function priorityPart(trx: Trx, id: Uuid, { place, now }: Asking): Promise<RecordPart | undefined> {
  const links = await linksTo(trx, place.id, 'priority', [id], 'serves');
  const idsOf = (kind: string): Uuid[] => links.filter((one) => one.from.kind === kind).map((one) => one.from.id);
  const [decisions, meetings, bodies] = await Promise.all([
    decisionsWhere(trx, place.id, { ids: idsOf('decision'), limit: 20 }),
    meetingsWhere(trx, place.id, { ids: idsOf('meeting'), limit: 50 }),
    bodiesByIds(trx, place.id, idsOf('body')),
  ]);
  const groups = bodies.filter((one) => one.kind === 'task-and-finish');
  if (decisions.length + meetings.length + groups.length === 0) return undefined;
  const today = todayInLondon(now);
  const decided = decisions.map((one) => one.id);
  const [actions, under] = await Promise.all([
    actionsWhere(trx, place.id, { decisions: decided, limit: 50 }, today),
    underDecisions(trx, place.id, decided),
  ]);
  const home = `/${place.slug}`;
  return {
    part: 'decided',
    title: 'What was decided',
    lede: 'The meetings that took it, what they decided, and who accepted to do it.',
    body: (
      <>
        {decisions.length > 0 && (
          <section>
            <h3>Decisions</h3>
            <DecisionRows decisions={decisions} under={under} home={home} />
          </section>
        )}
        {actions.length > 0 && (
          <section>
            <h3>Actions</h3>
            <ActionRows actions={actions} home={home} today={today} />
          </section>
        )}
        {groups.length > 0 && (
          <section>
            <h3>Task and finish groups</h3>
            <Rows
              items={groups.map((group) => (
                <>
                  <a href={`${home}/meetings/bodies/${group.slug}`}>{group.name}</a>{' '}
                  <StatusTag status={bodyStanding(group, today)} />
                </>
              ))}
            />
          </section>
        )}
        {meetings.length > 0 && (
          <section>
            <h3>Meetings</h3>
            <MeetingRows meetings={meetings.toReversed().slice(0, 4)} home={home} now={now} />
          </section>
        )}
      </>
    ),
  };
}
