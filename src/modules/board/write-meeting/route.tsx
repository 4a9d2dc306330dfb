import { Type } from 'typebox';
import { Button, DayField, LongField, TextField } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { londonInstant, parseClock } from '../../../lib/london-time.ts';
import { FormReader, typedText, versionOf, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { formSchema, slugParam, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { MeetingCommand, MeetingCommandKind } from '../domain/meeting.ts';
import { formMessages } from '../messages.ts';
import { RecordSelect } from '../parts/fields.tsx';
import { again, blank, doingOf, needMeeting, officers, refuse, slugParams, type Wiring } from '../requests.ts';
import { allBodies, type Body } from '../store/bodies.ts';
import type { Meeting } from '../store/meetings.ts';
import { editMeeting, moveMeeting, planMeeting } from '../store/meeting-writes.ts';
import { readTimes, typedTimes } from './form.ts';

const times = {
  'on-day': textField(20),
  'on-month': textField(20),
  'on-year': textField(20),
  start: textField(20),
  end: textField(20),
};
const words = { title: textField(1_000), venue: textField(1_000), access: textField(3_000) };
const newBody = formSchema({ body: textField(40), ...words, ...times });
const editBody = formSchema({ ...words, end: textField(20), version: textField(12) });
const stepBody = formSchema({ ...times, reason: textField(3_000), version: textField(12) });
const stepParams = Type.Object({
  place: slugParam(),
  slug: slugParam(),
  step: Type.Union([
    Type.Literal('call'),
    Type.Literal('publish-agenda'),
    Type.Literal('move'),
    Type.Literal('cancel'),
    Type.Literal('hold'),
    Type.Literal('draft-minutes'),
    Type.Literal('approve-minutes'),
  ]),
});

function Words(props: { form: FormView }) {
  const { form } = props;
  return (
    <>
      <TextField form={form} name="title" label="Title" hint="For example, “Meeting of the board in March”" />
      <TextField form={form} name="venue" label="Where" />
      <LongField form={form} name="access" label="How to come, and what helps people take part" rows={2} />
    </>
  );
}

function newPage(place: Place, bodies: readonly Body[], form: FormView): PageContent {
  return {
    title: 'Plan a meeting',
    back: { text: 'All meetings', href: `/${place.slug}/meetings` },
    errors: form.problems,
    body: (
      <>
        <h1>Plan a meeting</h1>
        <p>Partners see it at once. Everybody sees it when it is called.</p>
        <form method="post" action={`/${place.slug}/meetings`}>
          <RecordSelect form={form} name="body" label="Who meets" items={bodies} />
          <DayField form={form} name="on" legend="Day" />
          <TextField form={form} name="start" label="Begins at" hint="For example, 14:00 or 2pm" width={10} />
          <TextField form={form} name="end" label="Ends at" width={10} />
          <Words form={form} />
          <Button preventDoubleClick>Plan this meeting</Button>
        </form>
      </>
    ),
  };
}

function editPage(place: Place, meeting: Meeting, form: FormView): PageContent {
  const here = `/${place.slug}/meetings/${meeting.slug}`;
  return {
    title: 'Change a meeting',
    back: { text: 'Back to the meeting', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Change a meeting</h1>
        <form method="post" action={`${here}/edit`}>
          <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
          <Words form={form} />
          <TextField form={form} name="end" label="Ends at" width={10} />
          <Button preventDoubleClick>Save the changes</Button>
        </form>
      </>
    ),
  };
}

const stepWords: Readonly<
  Record<MeetingCommandKind, { title: string; text: string; button: string; reason: boolean }>
> = {
  call: {
    title: 'Call the meeting',
    text: 'Everybody can see it and find it in the calendar. Give a reason if fewer than five clear days are left.',
    button: 'Call it',
    reason: true,
  },
  'publish-agenda': {
    title: 'Publish the agenda',
    text: 'Everybody can read it.',
    button: 'Publish the agenda',
    reason: false,
  },
  move: {
    title: 'Move the meeting',
    text: 'Calendars show the new day. The reason is public.',
    button: 'Move it',
    reason: true,
  },
  cancel: { title: 'Cancel the meeting', text: 'Its page stays, with the reason.', button: 'Cancel it', reason: true },
  hold: {
    title: 'Record that the meeting was held',
    text: 'Then record what was decided.',
    button: 'It was held',
    reason: false,
  },
  'draft-minutes': {
    title: 'Publish the draft minutes',
    text: 'Every item needs its minutes first.',
    button: 'Publish the draft',
    reason: false,
  },
  'approve-minutes': {
    title: 'Approve the minutes',
    text: 'A later meeting of the same body approves them. After that nothing in them changes.',
    button: 'Approve them',
    reason: false,
  },
};

function stepPage(place: Place, meeting: Meeting, step: MeetingCommandKind, form: FormView): PageContent {
  const here = `/${place.slug}/meetings/${meeting.slug}`;
  const said = stepWords[step];
  return {
    title: said.title,
    back: { text: 'Back to the meeting', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>{said.title}</h1>
        <p>
          {meeting.title}. {said.text}
        </p>
        <form method="post" action={`${here}/steps/${step}`}>
          <input type="hidden" name="version" value={typedText(form.typed, 'version')} />
          {step === 'move' && (
            <>
              <DayField form={form} name="on" legend="New day" />
              <TextField form={form} name="start" label="Begins at" width={10} />
              <TextField form={form} name="end" label="Ends at" width={10} />
            </>
          )}
          {said.reason && <LongField form={form} name="reason" label="Reason" rows={3} />}
          <Button preventDoubleClick>{said.button}</Button>
        </form>
      </>
    ),
  };
}

function commandOf(step: MeetingCommandKind, form: FormReader, typed: Typed): MeetingCommand | undefined {
  const reason = form.text('reason', 'The reason', 600);
  if (step === 'move') {
    const moved = readTimes(form, typed);
    return moved === undefined ? undefined : { kind: step, ...moved, reason };
  }
  if (form.problems.length > 0) return undefined;
  return step === 'call' || step === 'cancel' ? { kind: step, reason } : { kind: step };
}

/** Planning a meeting, changing its words, and taking it from step to step. */
export function writeMeeting({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/new',
    ability: officers,
    handle: async ({ place, scope }) => {
      const bodies = await context.db.read(scope, (trx) => allBodies(trx, place.id));
      return page(newPage(place, bodies, blank));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings',
    ability: officers,
    body: newBody,
    handle: async (request) => {
      const { place, scope, body: typed } = request;
      const form = new FormReader(typed);
      const { bodies, done } = await context.db.write(scope, async (trx) => {
        const bodies = await allBodies(trx, place.id);
        const body = bodies.find((one) => one.id === typed.body);
        if (body === undefined) form.problem('body', formMessages.meetingBody);
        const when = readTimes(form, typed);
        const title = form.text('title', 'The title', 200, formMessages.meetingTitle);
        const venue = form.text('venue', 'The place', 300);
        const accessNotes = form.text('access', 'How to come', 1_000);
        if (body === undefined || when === undefined || form.problems.length > 0) return { bodies, done: undefined };
        return {
          bodies,
          done: await planMeeting(trx, doingOf(request), { bodyId: body.id, title, venue, accessNotes, ...when }),
        };
      });
      if (done === undefined) return page(newPage(place, bodies, { typed, problems: form.problems }));
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/meetings/${done.value.slug}`, 'meeting-planned');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/:slug/edit',
    ability: officers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const meeting = await context.db.read(scope, (trx) => needMeeting(trx, place.id, params.slug));
      const typed = {
        title: meeting.title,
        venue: meeting.venue,
        access: meeting.accessNotes,
        version: String(meeting.version),
        ...typedTimes(meeting),
      };
      return page(editPage(place, meeting, { typed, problems: [] }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/:slug/edit',
    ability: officers,
    params: slugParams,
    body: editBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const form = new FormReader(typed);
      const title = form.text('title', 'The title', 200, formMessages.meetingTitle);
      const venue = form.text('venue', 'The place', 300);
      const accessNotes = form.text('access', 'How to come', 1_000);
      const end = parseClock(typed.end ?? '');
      if (end === undefined) form.problem('end', formMessages.meetingEnd);
      const { meeting, done } = await context.db.write(scope, async (trx) => {
        const meeting = await needMeeting(trx, place.id, params.slug);
        if (end === undefined || form.problems.length > 0) return { meeting, done: undefined };
        const endsAt = londonInstant(todayInLondon(meeting.startsAt), end);
        const input = { id: meeting.id, version: versionOf(typed.version), title, venue, accessNotes, endsAt };
        return { meeting, done: await editMeeting(trx, doingOf(request), input) };
      });
      if (done === undefined) return page(editPage(place, meeting, { typed, problems: form.problems }));
      if (!done.ok) return again(done.error, 'title', editPage(place, meeting, { typed, problems: [] }));
      return redirect(`/${place.slug}/meetings/${params.slug}`, 'meeting-saved');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/:slug/steps/:step',
    ability: officers,
    params: stepParams,
    handle: async ({ place, scope, params }) => {
      const meeting = await context.db.read(scope, (trx) => needMeeting(trx, place.id, params.slug));
      const typed = { ...typedTimes(meeting), version: String(meeting.version) };
      return page(stepPage(place, meeting, params.step, { typed, problems: [] }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/meetings/:slug/steps/:step',
    ability: officers,
    params: stepParams,
    body: stepBody,
    handle: async (request) => {
      const { place, scope, params, body: typed } = request;
      const form = new FormReader(typed);
      const command = commandOf(params.step, form, typed);
      const { meeting, done } = await context.db.write(scope, async (trx) => {
        const meeting = await needMeeting(trx, place.id, params.slug);
        if (command === undefined) return { meeting, done: undefined };
        return {
          meeting,
          done: await moveMeeting(trx, doingOf(request), meeting.id, command, versionOf(typed.version)),
        };
      });
      if (done === undefined) return page(stepPage(place, meeting, params.step, { typed, problems: form.problems }));
      if (!done.ok) {
        const field = stepWords[params.step].reason ? 'reason' : 'version';
        return again(done.error, field, stepPage(place, meeting, params.step, { typed, problems: [] }));
      }
      return redirect(`/${place.slug}/meetings/${params.slug}`, `meeting-${params.step}`);
    },
  });
}
