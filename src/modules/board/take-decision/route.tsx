import { Button, DayField, Hero, LongField, Rows, TextField } from '../../../design/index.ts';
import { compareDates, formatDate, todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedList, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Place } from '../../../platform/http/places.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { linksFrom } from '../../../thread/store/find.ts';
import { cardsOf, type SeenCard } from '../../../thread/store/read.ts';
import { allPriorities, commitmentsWhere, type Priority } from '../../strategy/index.ts';
import { decisionStanding, type UnderDecision } from '../domain/decision.ts';
import { isOfficer } from '../domain/speaker.ts';
import { formMessages } from '../messages.ts';
import { PriorityBoxes, RecordSelect } from '../parts/fields.tsx';
import { ActionRows } from '../parts/rows.tsx';
import {
  again,
  blank,
  doingOf,
  idParams,
  need,
  needMeeting,
  officers,
  refuse,
  slugParams,
  type Wiring,
} from '../requests.ts';
import { offerAction } from '../store/action-writes.ts';
import { actionsWhere, type Action } from '../store/actions.ts';
import { groupsOf, type Body } from '../store/bodies.ts';
import { decisionById, underDecisions, type Decision } from '../store/decisions.ts';
import { publishDecision, recordDecision } from '../store/decision-writes.ts';
import { itemsOf, type AgendaItem } from '../store/items.ts';
import type { Meeting } from '../store/meetings.ts';
import { partnersOf } from '../store/organisations.ts';

const decisionBody = formSchema({
  text: textField(4_000),
  reasons: textField(8_000),
  alternatives: textField(8_000),
  item: textField(40),
  priorities: listField(50, 40),
});
const actionBody = formSchema({
  text: textField(2_000),
  organisation: textField(40),
  commitment: textField(40),
  'due-day': textField(20),
  'due-month': textField(20),
  'due-year': textField(20),
});

type Named = { id: string; name?: string; title?: string };
type Known = { meeting: Meeting; items: AgendaItem[]; priorities: Priority[] };
type View = {
  decision: Decision;
  under: UnderDecision;
  actions: Action[];
  groups: Body[];
  serves: SeenCard[];
};

function recordPage(place: Place, known: Known, form: FormView): PageContent {
  const here = `/${place.slug}/meetings/${known.meeting.slug}`;
  return {
    title: 'Record a decision',
    back: { text: 'Back to the meeting', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Record a decision</h1>
        <p>Its words never change afterwards. Partners see it at once, everybody when it is published.</p>
        <form method="post" action={`${here}/decisions`}>
          <LongField form={form} name="text" label="What was decided" rows={3} />
          <LongField form={form} name="reasons" label="Why" rows={3} />
          <LongField form={form} name="alternatives" label="What else was considered" rows={3} />
          <RecordSelect form={form} name="item" label="Item of the agenda" items={known.items} none="None" />
          <PriorityBoxes form={form} priorities={known.priorities} />
          <Button preventDoubleClick>Record this decision</Button>
        </form>
      </>
    ),
  };
}

function actionPage(
  place: Place,
  decision: Decision,
  partners: readonly Named[],
  commitments: readonly Named[],
  form: FormView,
): PageContent {
  const here = `/${place.slug}/decisions/${decision.id}`;
  return {
    title: 'Ask for an action',
    back: { text: 'Back to the decision', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Ask an organisation for an action</h1>
        <p>It is a question until that organisation accepts. Nobody is given work in their absence.</p>
        <form method="post" action={`${here}/actions`}>
          <TextField form={form} name="text" label="What is to be done" hint="Begin with a verb" />
          <RecordSelect form={form} name="organisation" label="Whom you ask" items={partners} />
          <DayField form={form} name="due" legend="Until when" />
          <RecordSelect
            form={form}
            name="commitment"
            label="The commitment that it helps to keep"
            items={commitments}
            none="None"
          />
          <Button preventDoubleClick>Ask them</Button>
        </form>
      </>
    ),
  };
}

/** Decisions: recorded after a meeting, published with a number, carried out by those who accept. */
export function decisionRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/:slug/decisions/new',
    ability: officers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const known = await context.db.read(scope, async (trx) => {
        const meeting = await needMeeting(trx, place.id, params.slug);
        return {
          meeting,
          items: await itemsOf(trx, place.id, meeting.id),
          priorities: await allPriorities(trx, place.id),
        };
      });
      return page(recordPage(place, known, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/:slug/decisions',
    ability: officers,
    params: slugParams,
    body: decisionBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const form = new FormReader(typed);
      const text = form.text('text', 'The decision', 1_000, formMessages.decisionText);
      const reasons = form.text('reasons', 'Why', 4_000);
      const alternatives = form.text('alternatives', 'What else was considered', 4_000);
      const { known, done } = await context.db.write(scope, async (trx) => {
        const meeting = await needMeeting(trx, place.id, params.slug);
        const items = await itemsOf(trx, place.id, meeting.id);
        const priorities = await allPriorities(trx, place.id);
        const known = { meeting, items, priorities };
        if (form.problems.length > 0) return { known, done: undefined };
        const served = typedList(typed, 'priorities').filter((id) => priorities.some((one) => one.id === id));
        const itemId = items.find((item) => item.id === typed.item)?.id;
        const words = { text, reasons, alternatives, itemId, priorities: served };
        return { known, done: await recordDecision(trx, doingOf(request), meeting.id, words) };
      });
      if (done === undefined) return page(recordPage(place, known, { typed, problems: form.problems }));
      if (!done.ok) return again(done.error, 'text', recordPage(place, known, { typed, problems: [] }));
      return redirect(`/${place.slug}/decisions/${done.value.id}`, 'decision-recorded');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/decisions/:id',
    ability: 'anyone',
    params: idParams,
    handle: async ({ place, scope, actor, now, params }) => {
      const today = todayInLondon(now);
      const view = await context.db.read(scope, async (trx): Promise<View> => {
        const decision = need(await decisionById(trx, place.id, params.id));
        const links = await linksFrom(trx, place.id, 'decision', [decision.id], 'serves');
        return {
          decision,
          under: need((await underDecisions(trx, place.id, [decision.id])).get(decision.id)),
          actions: await actionsWhere(trx, place.id, { decisions: [decision.id], limit: 100 }, today),
          groups: await groupsOf(trx, place.id, [decision.id]),
          serves: await cardsOf(
            trx,
            place.id,
            links.map((one) => one.to),
          ),
        };
      });
      const home = `/${place.slug}`;
      const { meeting } = view.decision;
      return page({
        title: 'A decision',
        back: { text: meeting.title, href: `${home}/meetings/${meeting.slug}` },
        body: <DecisionPage view={view} home={home} today={today} isOfficer={isOfficer(actor)} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/decisions/:id/publish',
    ability: officers,
    params: idParams,
    body: formSchema({}),
    handle: async (request) => {
      const { place, scope, params } = request;
      const done = await context.db.write(scope, (trx) => publishDecision(trx, doingOf(request), params.id));
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/decisions/${params.id}`, 'decision-published');
    },
  });
  offerRoutes({ app, context });
}

function offerRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/decisions/:id/actions/new',
    ability: officers,
    params: idParams,
    handle: async ({ place, scope, params, now }) => {
      const found = await context.db.read(scope, async (trx) => ({
        decision: need(await decisionById(trx, place.id, params.id)),
        partners: await partnersOf(trx, place.id),
        commitments: await commitmentsWhere(trx, place.id, { limit: 300 }, todayInLondon(now)),
      }));
      return page(actionPage(place, found.decision, found.partners, found.commitments, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/decisions/:id/actions',
    ability: officers,
    params: idParams,
    body: actionBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now } = request;
      const today = todayInLondon(now);
      const form = new FormReader(typed);
      const text = form.text('text', 'What is to be done', 400, formMessages.actionText);
      const dueOn = form.date('due', 'The day', true);
      if (dueOn !== undefined && compareDates(dueOn, today) < 0) form.problem('due-day', formMessages.actionDuePast);
      const found = await context.db.write(scope, async (trx) => {
        const decision = need(await decisionById(trx, place.id, params.id));
        const partners = await partnersOf(trx, place.id);
        const commitments = await commitmentsWhere(trx, place.id, { limit: 300 }, today);
        const organisationId = partners.find((one) => one.id === typed.organisation)?.id;
        if (organisationId === undefined) form.problem('organisation', formMessages.actionOwner);
        if (organisationId === undefined || dueOn === undefined || form.problems.length > 0)
          return { decision, partners, commitments, done: undefined };
        const commitmentId = commitments.find((one) => one.id === typed.commitment)?.id;
        const offer = { decisionId: decision.id, text, organisationId, dueOn, commitmentId };
        return { decision, partners, commitments, done: await offerAction(trx, doingOf(request), offer) };
      });
      const { decision, partners, commitments, done } = found;
      if (done === undefined)
        return page(actionPage(place, decision, partners, commitments, { typed, problems: form.problems }));
      if (!done.ok)
        return again(done.error, 'text', actionPage(place, decision, partners, commitments, { typed, problems: [] }));
      return redirect(`/${place.slug}/actions/${done.value.id}`, 'action-offered');
    },
  });
}

function DecisionPage(props: {
  view: View;
  home: string;
  today: ReturnType<typeof todayInLondon>;
  isOfficer: boolean;
}) {
  const { view, home } = props;
  const { decision } = view;
  const here = `${home}/decisions/${decision.id}`;
  return (
    <>
      <Hero
        kicker={decision.number === undefined ? 'A decision' : `Decision ${decision.number}`}
        title={decision.text}
        lede={`${decision.meeting.bodyName}, ${formatDate(decision.decidedOn)}`}
      >
        <StatusTag status={decisionStanding(decision, view.under)} />
      </Hero>
      {props.isOfficer && (
        <div class="ct-actions">
          {decision.isPublished ? (
            <>
              <a href={`${here}/actions/new`}>Ask an organisation for an action</a>
              <a href={`${here}/group`}>Hand work to a task and finish group</a>
            </>
          ) : (
            <form method="post" action={`${here}/publish`}>
              <Button preventDoubleClick>Publish it</Button>
            </form>
          )}
        </div>
      )}
      <p>
        Decided at <a href={`${home}/meetings/${decision.meeting.slug}`}>{decision.meeting.title}</a>.
      </p>
      {view.serves.length > 0 && (
        <>
          <h2>What it serves</h2>
          <ul>
            {view.serves.map((card) => (
              <li key={card.id}>
                <a href={card.address}>{card.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {decision.reasons !== '' && (
        <>
          <h2>Why</h2>
          <p>{decision.reasons}</p>
        </>
      )}
      {decision.alternatives !== '' && (
        <>
          <h2>What else was considered</h2>
          <p>{decision.alternatives}</p>
        </>
      )}
      <h2>Who does it</h2>
      {view.actions.length === 0 && view.groups.length === 0 && <p>Nobody has been asked yet.</p>}
      {view.actions.length > 0 && <ActionRows actions={view.actions} home={home} today={props.today} />}
      {view.groups.length > 0 && (
        <Rows
          items={view.groups.map((group) => (
            <>
              Handed to <a href={`${home}/meetings/bodies/${group.slug}`}>{group.name}</a>
            </>
          ))}
        />
      )}
      <p>
        <a href={`${home}/thread/decision/${decision.id}`}>Follow the thread of this decision</a>
      </p>
    </>
  );
}
