import {
  Button,
  Details,
  Empty,
  errorOf,
  Field,
  Hero,
  InsetText,
  Progress,
  Rows,
  Select,
  SummaryList,
  Table,
  TextField,
} from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { SheetRow } from '../../../lib/read-xlsx.ts';
import { plural } from '../../../lib/text.ts';
import type { ImportCounts } from '../store/import-apply.ts';
import type { Planned } from '../store/import-plan.ts';
import type { Run } from '../store/import-runs.ts';
import { columns } from './columns.ts';

const states: Readonly<Record<Run['state'], string>> = {
  columns: 'The columns have no names yet',
  ready: 'Read, and not taken over yet',
  running: 'Being taken over',
  done: 'Taken over',
  'given-up': 'Given up',
};

/** What was brought in, what waits for a decision, and bringing in something new. */
export function ImportsPage(props: { home: string; runs: readonly Run[]; questions: number; form: FormView }) {
  const { home, runs, questions, form } = props;
  return (
    <>
      <Hero
        kicker="Services"
        title="Bring in another directory"
        lede="From an Open Referral UK feed, a workbook or a table. What is here already is never written over: where two directories differ, somebody decides."
      >
        {questions > 0 && (
          <Button href={`${home}/community/imports/questions`}>{plural(questions, 'question')} to decide</Button>
        )}
      </Hero>
      <form method="post" action={`${home}/community/imports`} encType="multipart/form-data">
        <TextField
          form={form}
          name="source"
          label="Which directory is it?"
          hint="The same name each time, such as “County directory”, so that we know what came from it"
          width={20}
        />
        <Field
          field={{
            name: 'file',
            id: 'file',
            label: 'The file',
            hint: 'JSON, XLSX or CSV, up to 5 MB and 10,000 services',
            error: errorOf(form, 'file'),
          }}
        >
          <input class="nhsuk-input" id="file" name="file" type="file" accept=".json,.xlsx,.csv,.txt" />
        </Field>
        <Button preventDoubleClick>Read it</Button>
      </form>
      <p>
        <a href={`${home}/community/imports/example.xlsx`}>A workbook with our columns, to fill in</a>
        {' · '}
        <a href={`${home}/community/not-listed`}>Those who asked not to be listed</a>
      </p>
      <h2>What was brought in</h2>
      {runs.length === 0 ? (
        <Empty heading="Nothing yet" headingLevel={3}>
          <p>
            A council or a charity often keeps a list already. Bring it in once to begin with, and again whenever it
            changed: what is the same changes nothing.
          </p>
        </Empty>
      ) : (
        <Rows
          items={runs.map((run) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={`${home}/community/imports/${run.id}`}>
                  <strong>{run.source.name}</strong>
                </a>
              </p>
              <p class="ct-small nhsuk-u-margin-bottom-0">
                {formatInstant(run.madeAt)} · {states[run.state]} · {plural(run.total, 'service')}
              </p>
            </>
          ))}
        />
      )}
    </>
  );
}

/** Which column of the table is which of ours. */
export function ColumnsPage(props: {
  action: string;
  name: string;
  table: readonly SheetRow[];
  chosen: Readonly<Record<string, number>>;
  form: FormView;
}) {
  const [header, ...rows] = props.table;
  const titles = header?.cells ?? [];
  return (
    <>
      <Hero kicker={props.name} title="Which column is which?" lede={`${plural(rows.length, 'row')} were read.`} />
      <Details summary="The first rows">
        <Table
          responsive
          caption="The first rows"
          captionClass="nhsuk-u-visually-hidden"
          head={titles.map((title) => title)}
          rows={rows.slice(0, 3).map((row) => titles.map((_, index) => row.cells[index] ?? ''))}
        />
      </Details>
      <form method="post" action={props.action} class="nhsuk-u-margin-top-4">
        {columns.map(({ name, text, isNeeded }) => (
          <Select
            key={name}
            name={name}
            label={isNeeded === true ? `${text} (needed)` : text}
            error={errorOf(props.form, name)}
            value={typedText(props.form.typed, name) || String(props.chosen[name] ?? '')}
            items={[
              { value: '', text: 'None' },
              ...titles.map((title, index) => ({
                value: String(index),
                text: title === '' ? `Column ${index + 1}` : title,
              })),
            ]}
          />
        ))}
        <Button>Look at it</Button>
      </form>
    </>
  );
}

const countRows: readonly [keyof ImportCounts, string][] = [
  ['listed', 'New, and listed'],
  ['changed', 'Changed there, and not here: the change is taken'],
  ['asked', 'To be decided by you'],
  ['same', 'The same as before'],
  ['keptOut', 'Asked not to be listed'],
  ['unreadable', 'Cannot be read'],
];

function Counts({ counts }: { counts: ImportCounts }) {
  return <SummaryList rows={countRows.map(([name, key]) => ({ key, value: String(counts[name]) }))} />;
}

/** What would become of it, or how far it is. */
export function RunPage(props: {
  home: string;
  run: Run;
  planned: readonly Planned[];
  counts: ImportCounts;
  problems: readonly { name: string; why: string }[];
  /** How many organisations came with it that are no partners, for whoever may change that. */
  strangers: number;
}) {
  const { run, home, counts, problems, planned } = props;
  const here = `${home}/community/imports/${run.id}`;
  const asked = planned.flatMap((one) => (one.kind === 'ask-duplicate' ? [`${one.name}: ${one.why}`] : []));
  return (
    <>
      <Hero kicker={run.source.name} title="Bring in another directory" lede={states[run.state]} />
      {run.state === 'ready' && (
        <>
          {planned.length < run.total && (
            <InsetText text={`The first ${planned.length} of ${run.total} services were compared with what is here.`} />
          )}
          <Counts counts={counts} />
        </>
      )}
      {(run.state === 'running' || run.state === 'done') && (
        <>
          <Progress
            label="How far it is"
            value={run.done}
            max={Math.max(1, run.total)}
            words={`${run.done} of ${run.total}`}
          />
          <Counts counts={run.counts} />
        </>
      )}
      {run.state === 'running' && (
        <p>
          <a href={here}>Look again</a>. You can leave this page and come back.
        </p>
      )}
      {run.state === 'done' && run.counts.asked > 0 && (
        <Button href={`${home}/community/imports/questions`}>
          Decide about {plural(run.counts.asked, 'question')}
        </Button>
      )}
      {props.strangers > 0 && (
        <p>
          <a href={`${here}/partners`}>{plural(props.strangers, 'organisation')} of this directory</a>{' '}
          {props.strangers === 1 ? 'is no partner yet' : 'are no partners yet'}.
        </p>
      )}
      {asked.length > 0 && (
        <Details summary={`May be here already: ${asked.length}`}>
          <ul>
            {asked.slice(0, 50).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Details>
      )}
      {problems.length > 0 && (
        <Details summary={`What cannot be read: ${problems.length}`}>
          <ul>
            {problems.slice(0, 100).map((one) => (
              <li key={`${one.name} ${one.why}`}>
                {one.name === '' ? 'Without a name' : one.name}: {one.why}
              </li>
            ))}
          </ul>
        </Details>
      )}
      {run.state === 'ready' && (
        <div class="ct-actions nhsuk-u-margin-top-4">
          <form method="post" action={`${here}/start`}>
            <Button preventDoubleClick>Take it over</Button>
          </form>
          <form method="post" action={`${here}/give-up`}>
            <Button variant="secondary">Give up</Button>
          </form>
        </div>
      )}
    </>
  );
}
