import { Button, DayField, errorOf, LongField, Radios, TextField } from '../../../design/index.ts';
import { compareDates, todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedText, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Place } from '../../../platform/http/places.ts';
import { bodyKindName, bodyKinds, memberRoleName, memberRoles } from '../domain/body.ts';
import { formMessages } from '../messages.ts';
import { RecordSelect } from '../parts/fields.tsx';
import { again, blank, doingOf, idParams, need, officers, refuse, slugParams, type Wiring } from '../requests.ts';
import { bodyBySlug, type Body } from '../store/bodies.ts';
import { addMember, createBody, reportBody } from '../store/body-writes.ts';
import { decisionById, type Decision } from '../store/decisions.ts';
import { partnersOf, type NamedOrganisation } from '../store/organisations.ts';

const bodyBody = formSchema({
  name: textField(1_000),
  kind: textField(60),
  purpose: textField(5_000),
  seen: textField(20),
});
const groupBody = formSchema({
  name: textField(1_000),
  purpose: textField(5_000),
  'due-day': textField(20),
  'due-month': textField(20),
  'due-year': textField(20),
});
const memberBody = formSchema({ title: textField(1_000), organisation: textField(40), role: textField(20) });
const reportFormBody = formSchema({ result: textField(8_000) });

function bodyPage(place: Place, form: FormView): PageContent {
  const kinds = bodyKinds.filter((kind) => kind !== 'task-and-finish');
  return {
    title: 'Add a body',
    back: { text: 'All meetings', href: `/${place.slug}/meetings` },
    errors: form.problems,
    body: (
      <>
        <h1>Add a body that meets</h1>
        <p>A task and finish group is set up from the decision that hands it work: open the decision.</p>
        <form method="post" action={`/${place.slug}/meetings/bodies`}>
          <TextField form={form} name="name" label="Name" />
          <Radios
            name="kind"
            legend="What it is"
            legendSize="s"
            value={typedText(form.typed, 'kind')}
            error={errorOf(form, 'kind')}
            items={kinds.map((kind) => ({ value: kind, text: bodyKindName(kind) }))}
          />
          <LongField form={form} name="purpose" label="What it is there for" rows={3} />
          <Radios
            name="seen"
            legend="Who may see it"
            legendSize="s"
            value={typedText(form.typed, 'seen')}
            error={errorOf(form, 'seen')}
            items={[
              { value: 'public', text: 'Everybody' },
              { value: 'partners', text: 'Partners only, with everything it does' },
            ]}
          />
          <Button preventDoubleClick>Add this body</Button>
        </form>
      </>
    ),
  };
}

function groupPage(place: Place, decision: Decision, form: FormView): PageContent {
  const here = `/${place.slug}/decisions/${decision.id}`;
  return {
    title: 'Set up a group',
    back: { text: 'Back to the decision', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Hand work to a task and finish group</h1>
        <p>With the decision “{decision.text}”. The group has one piece of work and a day to report.</p>
        <form method="post" action={`${here}/group`}>
          <TextField form={form} name="name" label="Name of the group" />
          <LongField form={form} name="purpose" label="What it is asked to do" rows={3} />
          <DayField form={form} name="due" legend="Day by which it reports" />
          <Button preventDoubleClick>Set up this group</Button>
        </form>
      </>
    ),
  };
}

function memberPage(place: Place, body: Body, partners: readonly NamedOrganisation[], form: FormView): PageContent {
  const here = `/${place.slug}/meetings/bodies/${body.slug}`;
  return {
    title: 'Add a member',
    back: { text: `Back to ${body.name}`, href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Add a member of {body.name}</h1>
        <form method="post" action={`${here}/members`}>
          <TextField form={form} name="title" label="Name or office" hint="For example, “Director of public health”" />
          <RecordSelect form={form} name="organisation" label="Organisation" items={partners} none="None" />
          <Radios
            name="role"
            legend="What they are on it"
            legendSize="s"
            value={typedText(form.typed, 'role')}
            error={errorOf(form, 'role')}
            items={memberRoles.map((role) => ({ value: role, text: memberRoleName(role) }))}
          />
          <Button preventDoubleClick>Add this member</Button>
        </form>
      </>
    ),
  };
}

function reportPage(place: Place, body: Body, form: FormView): PageContent {
  const here = `/${place.slug}/meetings/bodies/${body.slug}`;
  return {
    title: 'What came of it',
    back: { text: `Back to ${body.name}`, href: here },
    errors: form.problems,
    body: (
      <>
        <h1>What came of {body.name}</h1>
        <form method="post" action={`${here}/report`}>
          <LongField form={form} name="result" label="What came of it" hint="It is said once, for everybody" rows={6} />
          <Button preventDoubleClick>Record this</Button>
        </form>
      </>
    ),
  };
}

/** Bodies, their members, groups to which a decision hands work, and what came of them. */
export function writeBody({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/bodies/new',
    ability: officers,
    handle: async ({ place }) => page(bodyPage(place, blank)),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/bodies',
    ability: officers,
    body: bodyBody,
    handle: async (request) => {
      const { place, scope, body: typed } = request;
      const form = new FormReader(typed);
      const name = form.text('name', 'The name', 200, formMessages.bodyName);
      const kind = form.choice('kind', bodyKinds, formMessages.bodyKind);
      if (kind === 'task-and-finish') form.problem('kind', formMessages.bodyKind);
      const purpose = form.text('purpose', 'What it is there for', 2_000);
      const seen = form.choice('seen', ['public', 'partners'] as const, formMessages.bodySeen);
      if (kind === undefined || seen === undefined || form.problems.length > 0)
        return page(bodyPage(place, { typed, problems: form.problems }));
      const words = { name, kind, purpose, isPublic: seen === 'public' };
      const done = await context.db.write(scope, (trx) => createBody(trx, doingOf(request), words));
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/meetings/bodies/${done.value.slug}`, 'body-added');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/decisions/:id/group',
    ability: officers,
    params: idParams,
    handle: async ({ place, scope, params }) => {
      const decision = await context.db.read(scope, async (trx) => need(await decisionById(trx, place.id, params.id)));
      return page(groupPage(place, decision, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/decisions/:id/group',
    ability: officers,
    params: idParams,
    body: groupBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now } = request;
      const form = new FormReader(typed);
      const name = form.text('name', 'The name', 200, formMessages.bodyName);
      const purpose = form.text('purpose', 'What it is asked to do', 2_000, formMessages.bodyPurpose);
      const dueOn = form.date('due', 'The day to report', true);
      if (dueOn !== undefined && compareDates(dueOn, todayInLondon(now)) < 0)
        form.problem('due-day', formMessages.groupDuePast);
      const { decision, done } = await context.db.write(scope, async (trx) => {
        const decision = need(await decisionById(trx, place.id, params.id));
        if (dueOn === undefined || form.problems.length > 0) return { decision, done: undefined };
        const words = {
          name,
          purpose,
          dueOn,
          kind: 'task-and-finish' as const,
          isPublic: true,
          decisionId: decision.id,
        };
        return { decision, done: await createBody(trx, doingOf(request), words) };
      });
      if (done === undefined) return page(groupPage(place, decision, { typed, problems: form.problems }));
      if (!done.ok) return again(done.error, 'name', groupPage(place, decision, { typed, problems: [] }));
      return redirect(`/${place.slug}/meetings/bodies/${done.value.slug}`, 'group-made');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/bodies/:slug/members/new',
    ability: officers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const found = await context.db.read(scope, async (trx) => ({
        body: need(await bodyBySlug(trx, place.id, params.slug)),
        partners: await partnersOf(trx, place.id),
      }));
      return page(memberPage(place, found.body, found.partners, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/bodies/:slug/members',
    ability: officers,
    params: slugParams,
    body: memberBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now } = request;
      const form = new FormReader(typed);
      const title = form.text('title', 'The name or office', 200, formMessages.memberTitle);
      const role = form.choice('role', memberRoles, formMessages.memberRole);
      const found = await context.db.write(scope, async (trx) => {
        const body = need(await bodyBySlug(trx, place.id, params.slug));
        const partners = await partnersOf(trx, place.id);
        const organisationId = partners.find((one) => one.id === typed.organisation)?.id;
        if (role !== undefined && form.problems.length === 0)
          await addMember(trx, doingOf(request), body.id, { title, organisationId, role, from: todayInLondon(now) });
        return { body, partners };
      });
      if (form.problems.length > 0)
        return page(memberPage(place, found.body, found.partners, { typed, problems: form.problems }));
      return redirect(`/${place.slug}/meetings/bodies/${params.slug}`, 'member-added');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/bodies/:slug/report',
    ability: officers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const body = await context.db.read(scope, async (trx) => need(await bodyBySlug(trx, place.id, params.slug)));
      return page(reportPage(place, body, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/bodies/:slug/report',
    ability: officers,
    params: slugParams,
    body: reportFormBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const form = new FormReader(typed);
      const result = form.text('result', 'What came of it', 4_000, formMessages.bodyResult);
      const { body, done } = await context.db.write(scope, async (trx) => {
        const body = need(await bodyBySlug(trx, place.id, params.slug));
        return {
          body,
          done: form.problems.length > 0 ? undefined : await reportBody(trx, doingOf(request), body.id, result),
        };
      });
      if (done === undefined) return page(reportPage(place, body, { typed, problems: form.problems }));
      if (!done.ok) return again(done.error, 'result', reportPage(place, body, { typed, problems: [] }));
      return redirect(`/${place.slug}/meetings/bodies/${params.slug}`, 'group-reported');
    },
  });
}
