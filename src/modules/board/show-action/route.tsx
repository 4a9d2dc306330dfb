import { Type } from 'typebox';
import { Button, DayField, errorOf, Hero, LongField, Pagination, Radios, Timeline } from '../../../design/index.ts';
import { speaksFor } from '../../../kernel/actor.ts';
import { addDays, formatDate, formatInstant, todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedText, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { formSchema, idParam, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { actionGroups, actionStanding, groupName, groupOf, type ActionCommand } from '../domain/action.ts';
import { isOfficer } from '../domain/speaker.ts';
import { formMessages } from '../messages.ts';
import { ActionRows } from '../parts/rows.tsx';
import { again, blank, doingOf, idParams, need, refuse, type Wiring } from '../requests.ts';
import { actionById, actionsWhere, notesOf, type Action, type ActionNote } from '../store/actions.ts';
import { moveAction, noteAction } from '../store/action-writes.ts';

const answerBody = formSchema({
  step: textField(20),
  reason: textField(3_000),
  'on-day': textField(20),
  'on-month': textField(20),
  'on-year': textField(20),
});

type Steps = { answer: boolean; report: boolean; withdraw: boolean };

function stepsOf(request: PlaceRequest, action: Action): Steps {
  const mine = speaksFor(request.actor, action.owner.id);
  return {
    answer: mine && action.state.status === 'offered',
    report: mine && action.state.status === 'accepted',
    withdraw: isOfficer(request.actor) && ['offered', 'accepted'].includes(action.state.status),
  };
}

function content(request: PlaceRequest, action: Action, notes: readonly ActionNote[], form: FormView): PageContent {
  const { place, now } = request;
  const home = `/${place.slug}`;
  return {
    title: 'An action',
    back: { text: 'All actions', href: `${home}/actions` },
    errors: form.problems,
    body: <ActionPage action={action} notes={notes} home={home} now={now} form={form} can={stepsOf(request, action)} />,
  };
}

function readStep(request: PlaceRequest<unknown, unknown, Record<string, string | undefined>>): {
  command: ActionCommand | { kind: 'note'; note: string } | undefined;
  form: FormReader;
} {
  const { body: typed } = request;
  const form = new FormReader(typed);
  const kind = form.choice('step', ['accept', 'decline', 'done', 'note', 'withdraw'] as const, formMessages.step);
  const reason = form.text(
    'reason',
    'Your words',
    600,
    kind === 'note'
      ? formMessages.note
      : kind === 'decline' || kind === 'withdraw'
        ? 'Give a reason, so that others understand'
        : undefined,
  );
  const on = kind === 'done' ? form.date('on', 'The day it was done', true) : undefined;
  if (form.problems.length > 0) return { command: undefined, form };
  if (kind === 'accept') return { command: { kind }, form };
  if (kind === 'decline' || kind === 'withdraw') return { command: { kind, reason }, form };
  if (kind === 'done' && on !== undefined) return { command: { kind: 'finish', on }, form };
  return { command: { kind: 'note', note: reason }, form };
}

const onePage = 50;

/** Actions: what organisations were asked, whether they accepted, and what came of it. */
export function actionRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/actions',
    ability: 'anyone',
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    handle: async ({ place, scope, query, actor, now }) => {
      const today = todayInLondon(now);
      const mine = actor.kind === 'member' ? actor.memberships.flatMap((one) => one.organisation ?? []) : [];
      const [found, waiting] = await context.db.read(
        scope,
        async (trx) =>
          await Promise.all([
            actionsWhere(trx, place.id, { after: query.after, limit: onePage + 1 }, today),
            actionsWhere(trx, place.id, { organisations: mine, group: 'waiting', limit: onePage }, today),
          ]),
      );
      const actions = found.slice(0, onePage);
      const last = found.length > onePage ? actions.at(-1) : undefined;
      const home = `/${place.slug}`;
      const asked = waiting.filter((action) => speaksFor(actor, action.owner.id));
      const body = (
        <>
          <Hero
            kicker="What was decided"
            title="Actions"
            lede="An action is a question until the organisation that was asked accepts it."
          />
          {asked.length > 0 && (
            <section>
              <h2>Waiting for your organisation</h2>
              <ActionRows actions={asked} home={home} today={today} />
            </section>
          )}
          {actions.length === 0 && (
            <p>No action has been asked for yet. Actions follow from the decisions of a meeting.</p>
          )}
          {actionGroups.map((group) => {
            const list = actions.filter((action) => groupOf(action, today) === group);
            return list.length === 0 ? null : (
              <section key={group}>
                <h2>{groupName(group)}</h2>
                <ActionRows actions={list} home={home} today={today} />
              </section>
            );
          })}
          {last !== undefined && (
            <Pagination
              next={{ href: `${home}/actions?after=${last.id}`, text: 'More actions' }}
              label="More actions"
            />
          )}
        </>
      );
      return page({ title: 'Actions', back: { text: 'Meetings', href: `${home}/meetings` }, body });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/actions/:id',
    ability: 'anyone',
    params: idParams,
    handle: async (request) => {
      const { place, scope, params } = request;
      const found = await context.db.read(scope, async (trx) => ({
        action: need(await actionById(trx, place.id, params.id)),
        notes: await notesOf(trx, place.id, [params.id]),
      }));
      return page(content(request, found.action, found.notes, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/actions/:id',
    ability: 'partner',
    params: idParams,
    body: answerBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const { command, form } = readStep(request);
      const found = await context.db.write(scope, async (trx) => {
        const action = need(await actionById(trx, place.id, params.id));
        const notes = await notesOf(trx, place.id, [params.id]);
        if (command === undefined) return { action, notes, done: undefined };
        const doing = doingOf(request);
        const done =
          command.kind === 'note'
            ? await noteAction(trx, doing, params.id, command.note)
            : await moveAction(trx, doing, params.id, command);
        return { action, notes, done };
      });
      if (command === undefined || found.done === undefined)
        return page(content(request, found.action, found.notes, { typed, problems: form.problems }));
      if (!found.done.ok) {
        if (found.done.error === 'action/done-in-future' || found.done.error === 'action/not-accepted')
          return again(found.done.error, 'step', content(request, found.action, found.notes, { typed, problems: [] }));
        return refuse(found.done.error);
      }
      const notices = {
        accept: 'action-accepted',
        decline: 'action-declined',
        finish: 'action-done',
        note: 'action-noted',
        withdraw: 'action-withdrawn',
      };
      return redirect(`/${place.slug}/actions/${params.id}`, notices[command.kind]);
    },
  });
}

function ActionPage(props: {
  action: Action;
  notes: readonly ActionNote[];
  home: string;
  now: Date;
  form: FormView;
  can: Steps;
}) {
  const { action, home, form, can } = props;
  const today = todayInLondon(props.now);
  return (
    <>
      <Hero kicker="An action" title={action.text} lede={`${action.owner.name}, by ${formatDate(action.dueOn)}`}>
        <StatusTag status={actionStanding(action, today)} />
      </Hero>
      <p>
        Asked by the decision <a href={`${home}/decisions/${action.decision.id}`}>{action.decision.text}</a>.{' '}
        <a href={`${home}/partners/${action.owner.slug}`}>About {action.owner.name}</a>
      </p>
      {(can.answer || can.report || can.withdraw) && (
        <form method="post" action={`${home}/actions/${action.id}`}>
          <Radios
            name="step"
            legend={can.answer ? 'Does your organisation accept it?' : 'What do you want to say?'}
            value={typedText(form.typed, 'step')}
            error={errorOf(form, 'step')}
            items={[
              ...(can.answer
                ? [
                    { value: 'accept', text: 'We accept it' },
                    { value: 'decline', text: 'We decline it, with a reason' },
                  ]
                : []),
              ...(can.report
                ? [
                    { value: 'note', text: 'News about it' },
                    { value: 'done', text: 'It is done' },
                  ]
                : []),
              ...(can.withdraw ? [{ value: 'withdraw', text: 'The board no longer asks for it, with a reason' }] : []),
            ]}
          />
          <LongField form={form} name="reason" label="Your reason or news" hint="Everybody can read it" rows={3} />
          {can.report && (
            <DayField
              form={form}
              name="on"
              legend="If it is done: on which day"
              hint={`For example, ${formatDate(addDays(today, -1))}`}
            />
          )}
          <Button preventDoubleClick>Send</Button>
        </form>
      )}
      <h2>News</h2>
      {props.notes.length === 0 ? (
        <p>Nothing has been said about it yet.</p>
      ) : (
        <Timeline
          items={props.notes.map((note) => ({
            when: formatInstant(note.at),
            datetime: note.at.toISOString(),
            what: note.note,
          }))}
        />
      )}
      <p>
        <a href={`${home}/thread/action/${action.id}`}>Follow the thread of this action</a>
      </p>
    </>
  );
}
