import { Button, Hero, InsetText, Rows, Thread } from '../../../design/index.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { formSchema, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { bodyKindName, bodyStanding, memberRoleName } from '../domain/body.ts';
import { isOfficer, officers } from '../domain/speaker.ts';
import { ActionRows, MeetingRows } from '../parts/rows.tsx';
import { doingOf, need, slugParams, type Wiring } from '../requests.ts';
import { actionsWhere, type Action } from '../store/actions.ts';
import { bodyById, bodyBySlug, membersOf, type Body, type Member } from '../store/bodies.ts';
import { endMember } from '../store/body-writes.ts';
import { decisionById, type Decision } from '../store/decisions.ts';
import { meetingsWhere, type Meeting } from '../store/meetings.ts';
import { Type } from 'typebox';
import { idParam, slugParam } from '../../../platform/http/fields.ts';

type View = {
  body: Body;
  parent: Body | undefined;
  decision: Decision | undefined;
  members: Member[];
  meetings: Meeting[];
  actions: Action[];
};

/** A body: who sits on it, what it was asked to do, when it meets, and what is open. */
export function showBody({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/bodies/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor, now, params }) => {
      const today = todayInLondon(now);
      const view = await context.db.read(scope, async (trx): Promise<View> => {
        const body = need(await bodyBySlug(trx, place.id, params.slug));
        const open = { body: body.id, limit: 100 };
        return {
          body,
          parent: body.parentId === undefined ? undefined : await bodyById(trx, place.id, body.parentId),
          decision: body.decisionId === undefined ? undefined : await decisionById(trx, place.id, body.decisionId),
          members: await membersOf(trx, place.id, body.id, today),
          meetings: await meetingsWhere(trx, place.id, { body: body.id, limit: 60 }),
          actions: [
            ...(await actionsWhere(trx, place.id, { ...open, group: 'overdue' }, today)),
            ...(await actionsWhere(trx, place.id, { ...open, group: 'open' }, today)),
          ],
        };
      });
      const home = `/${place.slug}`;
      return page({
        title: view.body.name,
        back: { text: 'All meetings', href: `${home}/meetings` },
        body: <BodyPage view={view} home={home} now={now} isOfficer={isOfficer(actor)} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/bodies/:slug/members/:id/end',
    ability: officers,
    params: Type.Object({ place: slugParam(), slug: slugParam(), id: idParam() }),
    body: formSchema({}),
    handle: async (request) => {
      const { place, scope, params } = request;
      await context.db.write(scope, async (trx) => {
        const body = need(await bodyBySlug(trx, place.id, params.slug));
        await endMember(trx, doingOf(request), body.id, params.id);
      });
      return redirect(`/${place.slug}/meetings/bodies/${params.slug}`, 'member-ended');
    },
  });
}

function BodyPage(props: { view: View; home: string; now: Date; isOfficer: boolean }) {
  const { view, home, now } = props;
  const { body } = view;
  const here = `${home}/meetings/bodies/${body.slug}`;
  const today = todayInLondon(now);
  return (
    <>
      <Hero kicker={bodyKindName(body.kind)} title={body.name} lede={body.purpose || undefined}>
        <StatusTag status={bodyStanding(body, today)} />
      </Hero>
      {props.isOfficer && (
        <p class="ct-actions">
          <a href={`${here}/members/new`}>Add a member</a>
          {body.status === 'live' && body.kind === 'task-and-finish' && (
            <a href={`${here}/report`}>Record what came of it</a>
          )}
        </p>
      )}
      {view.decision !== undefined && (
        <p>
          {view.parent !== undefined && (
            <>
              Set up by <a href={`${home}/meetings/bodies/${view.parent.slug}`}>{view.parent.name}</a>{' '}
            </>
          )}
          with the decision <a href={`${home}/decisions/${view.decision.id}`}>{view.decision.text}</a>
          {body.dueOn !== undefined && `, to report by ${formatDate(body.dueOn)}`}.
        </p>
      )}
      {body.result !== '' && (
        <InsetText>
          <h2>What came of it</h2>
          <p>{body.result}</p>
        </InsetText>
      )}
      <Thread
        parts={[
          {
            title: 'Who sits on it',
            children:
              view.members.length === 0 ? (
                <p>Nobody has been named yet.</p>
              ) : (
                <Rows
                  items={view.members.map((member) => (
                    <>
                      {member.title}
                      <p class="ct-small nhsuk-u-margin-bottom-0">
                        {memberRoleName(member.role)}
                        {member.organisation !== undefined && `, ${member.organisation}`}
                      </p>
                      {props.isOfficer && (
                        <form method="post" action={`${here}/members/${member.id}/end`}>
                          <Button variant="secondary">
                            End<span class="nhsuk-u-visually-hidden"> the membership of {member.title}</span>
                          </Button>
                        </form>
                      )}
                    </>
                  ))}
                />
              ),
          },
          {
            title: 'Meetings',
            tone: 'plum',
            children:
              view.meetings.length === 0 ? (
                <p>No meeting is known yet.</p>
              ) : (
                <MeetingRows meetings={view.meetings} home={home} now={now} />
              ),
          },
          {
            title: 'Open actions',
            children:
              view.actions.length === 0 ? (
                <p>Nothing is open.</p>
              ) : (
                <ActionRows actions={view.actions} home={home} today={today} />
              ),
          },
        ]}
      />
      <p>
        <a href={`${home}/thread/body/${body.id}`}>Follow the thread of this body</a>
      </p>
    </>
  );
}
