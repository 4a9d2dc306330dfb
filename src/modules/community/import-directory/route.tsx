import { Type } from 'typebox';
import { hasRole } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { writeXlsx } from '../../../lib/write-xlsx.ts';
import { file, page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { fileField, uploadOf } from '../../../platform/http/uploads.ts';
import { fileMessages } from '../messages.ts';
import { approvers, idParams, placeParams, refuse, serviceDoing, needRun, type Wiring } from '../requests.ts';
import { countPlanned, noCounts } from '../store/import-apply.ts';
import { planRows } from '../store/import-plan.ts';
import { countQuestions } from '../store/import-questions.ts';
import {
  beginRun,
  cellsOf,
  giveUpRun,
  importScope,
  mappingOf,
  nameColumns,
  newestRuns,
  nextPiece,
  sourceNamed,
  startRun,
  unreadableOf,
} from '../store/import-runs.ts';
import { organisationsWithoutPlace } from '../store/imported-organisations.ts';
import { columns, guessColumns, readRows } from './columns.ts';
import { ColumnsPage, ImportsPage, RunPage } from './page.tsx';
import { readFile, type ReadFeed } from './read-file.ts';

const nothing: FormView = { typed: {}, problems: [] };
const columnsBody = formSchema(Object.fromEntries(columns.map(({ name }) => [name, textField(4)])));
type OfRun = PlaceRequest<{ id: string }>;

async function list(request: PlaceRequest, form: FormView): Promise<Answer> {
  const { place, scope, context } = request;
  const loaded = await context.db.read(scope, async (trx) => ({
    runs: await newestRuns(trx, place.id),
    questions: await countQuestions(trx, place.id),
  }));
  return page({
    title: 'Bring in another directory',
    back: { text: 'Changes to approve', href: `/${place.slug}/community/approvals` },
    errors: form.problems,
    body: <ImportsPage home={`/${place.slug}`} {...loaded} form={form} />,
  });
}

async function showColumns(request: OfRun, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const { run, table, before } = await context.db.read(scope, async (trx) => {
    const run = await needRun(trx, place.id, params.id);
    return { run, table: await cellsOf(trx, place.id, run.id), before: await mappingOf(trx, place.id, run.source.id) };
  });
  const [header] = table;
  if (header === undefined || (run.state !== 'columns' && run.state !== 'ready')) throw notFound();
  const here = `/${place.slug}/community/imports`;
  return page({
    title: 'Which column is which?',
    back: { text: 'Bring in another directory', href: here },
    errors: form.problems,
    body: (
      <ColumnsPage
        action={`${here}/${params.id}/columns`}
        name={run.source.name}
        table={table}
        chosen={guessColumns(header.cells, before)}
        form={form}
      />
    ),
  });
}

async function keepColumns(request: OfRun & { body: Record<string, unknown> }): Promise<Answer> {
  const { place, scope, params, context, now } = request;
  const typed = request.body as Record<string, string | undefined>;
  const { run, table } = await context.db.read(scope, async (trx) => {
    const run = await needRun(trx, place.id, params.id);
    return { run, table: await cellsOf(trx, place.id, run.id) };
  });
  const [header] = table;
  if (header === undefined || (run.state !== 'columns' && run.state !== 'ready')) throw notFound();
  const chosen = columns.flatMap(({ name }): [string, number][] => {
    const text = typedText(typed, name);
    return /^\d{1,3}$/.test(text) && Number(text) < header.cells.length ? [[name, Number(text)]] : [];
  });
  const mapping = Object.fromEntries(chosen);
  const problems = columns
    .filter(({ name, isNeeded }) => isNeeded === true && mapping[name] === undefined)
    .map(({ name, text }) => ({ field: name, text: `${text}: ${fileMessages.column.toLowerCase()}` }));
  if (problems.length > 0) return await showColumns(request, { typed, problems });
  const titles = Object.fromEntries(chosen.map(([name, index]) => [name, header.cells[index] ?? '']));
  const rows = readRows(table, mapping, todayInLondon(now));
  await context.db.write(importScope(place.id), (trx) => nameColumns(trx, place.id, run, titles, rows));
  return redirect(`/${place.slug}/community/imports/${params.id}`);
}

async function showRun(request: OfRun): Promise<Answer> {
  const { place, scope, context } = request;
  const loaded = await context.db.read(scope, async (trx) => {
    const run = await needRun(trx, place.id, request.params.id);
    const piece = run.state === 'ready' ? await nextPiece(trx, place.id, run.id) : undefined;
    const planned = piece === undefined ? [] : await planRows(trx, place.id, run.source.id, piece.rows);
    const kept = run.state === 'done' ? await unreadableOf(trx, place.id, run.source.id) : [];
    const isAsked = run.state === 'done' && hasRole(request.actor, 'administrator');
    const { total: strangers } = isAsked
      ? await organisationsWithoutPlace(trx, place.id, run.source.id, 1)
      : { total: 0 };
    return { run, planned, kept, strangers };
  });
  const { run, planned } = loaded;
  if (run.state === 'columns') return redirect(`/${place.slug}/community/imports/${run.id}/columns`);
  const problems = planned.flatMap((one) => (one.kind === 'unreadable' ? [{ name: one.name, why: one.why }] : []));
  return page({
    title: 'Bring in another directory',
    back: { text: 'Bring in another directory', href: `/${place.slug}/community/imports` },
    body: (
      <RunPage
        home={`/${place.slug}`}
        run={run}
        planned={planned}
        counts={planned.length === 0 ? noCounts : countPlanned(planned)}
        problems={run.state === 'done' ? loaded.kept : problems}
        strangers={loaded.strangers}
      />
    ),
  });
}

/** Bringing in another directory: choosing a file, naming its columns, looking at it, taking it over. */
export function importDirectory(feed: ReadFeed): (wiring: Wiring) => void {
  return ({ app, context }) => {
    placeRoute(app, context, {
      method: 'GET',
      path: '/:place/community/imports',
      ability: approvers,
      params: placeParams,
      query: querySchema({}),
      handle: async (request) => await list(request, nothing),
    });
    placeRoute(app, context, {
      method: 'POST',
      path: '/:place/community/imports',
      ability: approvers,
      params: placeParams,
      body: Type.Object({ source: textField(500), file: fileField() }, { additionalProperties: false }),
      takesFile: true,
      handle: async (request) => {
        const { place, body, now, context, session } = request;
        const typed = { source: typeof body.source === 'string' ? body.source.trim() : '' };
        const chosen = uploadOf(body.file);
        const read = chosen === undefined ? undefined : readFile(chosen.bytes, feed, todayInLondon(now));
        const problems = [
          ...(typed.source === '' || typed.source.length > 120 ? [{ field: 'source', text: fileMessages.source }] : []),
          ...(read === undefined ? [{ field: 'file', text: fileMessages.none }] : []),
          ...(read?.ok === false ? [{ field: 'file', text: read.error }] : []),
        ];
        if (problems.length > 0 || read?.ok !== true) return await list(request, { typed, problems });
        const run = await context.db.write(importScope(place.id), async (trx) => {
          const doing = serviceDoing(request);
          const source = await sourceNamed(trx, doing, typed.source, session?.account);
          return await beginRun(trx, doing, source, read.value, session?.account);
        });
        return redirect(`/${place.slug}/community/imports/${run}`);
      },
    });
    placeRoute(app, context, {
      method: 'GET',
      path: '/:place/community/imports/example.xlsx',
      ability: approvers,
      params: placeParams,
      handle: async () =>
        file(
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          writeXlsx('Services', [columns.map((one) => one.name), example]),
          'services-to-fill-in.xlsx',
        ),
    });
    placeRoute(app, context, {
      method: 'GET',
      path: '/:place/community/imports/:id',
      ability: approvers,
      params: idParams,
      query: querySchema({}),
      handle: showRun,
    });
    placeRoute(app, context, {
      method: 'GET',
      path: '/:place/community/imports/:id/columns',
      ability: approvers,
      params: idParams,
      handle: async (request) => await showColumns(request, nothing),
    });
    placeRoute(app, context, {
      method: 'POST',
      path: '/:place/community/imports/:id/columns',
      ability: approvers,
      params: idParams,
      body: columnsBody,
      handle: async (request) => await keepColumns(request as OfRun & { body: Record<string, unknown> }),
    });
    for (const [name, act, notice] of [
      ['start', startRun, 'import-started'],
      ['give-up', giveUpRun, 'import-given-up'],
    ] as const)
      placeRoute(app, context, {
        method: 'POST',
        path: `/:place/community/imports/:id/${name}`,
        ability: approvers,
        params: idParams,
        body: formSchema({}),
        handle: async (request) => {
          const { place, context } = request;
          const run = await context.db.read(request.scope, (trx) => needRun(trx, place.id, request.params.id));
          const done = await context.db.write(importScope(place.id), (trx) => act(trx, serviceDoing(request), run.id));
          if (!done) return refuse('service/already-decided');
          context.wake('jobs');
          return redirect(`/${place.slug}/community/imports${name === 'start' ? `/${run.id}` : ''}`, notice);
        },
      });
  };
}

/** A row that shows how a workbook is filled in. */
const example: (string | number)[] = columns.map(
  ({ name }) =>
    ({
      service: 'Tuesday table',
      organisation: 'The community café',
      description: 'A shared lunch for anyone who would like company.',
      external_id: '17',
      status: 'active',
      venue: 'The old bakery',
      address: '3 Quay Street',
      city: 'Wrenmouth',
      postcode: 'WQ1 2AB',
      masked: 'no',
      step_free: 'yes',
      days: 'Tuesday',
      opens: '12:00',
      closes: '14:00',
      free: 'no',
      cost: '2.50 lunch',
      phone: '01632 960101',
      needs: 'Company; Food',
      activities: 'Eating together',
      checked_on: '2026-10-03',
    })[name] ?? '',
);
