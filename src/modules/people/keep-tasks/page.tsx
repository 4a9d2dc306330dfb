import { Button, DayField, Hero, Select, SummaryList, TextField, errorOf } from '../../../design/index.ts';
import type { PersonCategory } from '../../../kernel/helping.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { taskStanding, type taskCommands } from '../domain/work-task.ts';
import { categoryWords } from '../messages.ts';
import { AnswerForm } from '../parts/answer-form.tsx';
import type { SeenTask } from '../store/tasks.ts';

/** The form for something to do: for oneself, or offered to a colleague. */
export function TaskPage(props: {
  form: FormView;
  action: string;
  me: string | undefined;
  categories: readonly PersonCategory[];
  colleagues: readonly { account: string; name: string }[];
}) {
  const { form } = props;
  return (
    <>
      <h1>Add a task</h1>
      <form method="post" action={props.action}>
        <TextField form={form} name="what" label="What is to be done?" hint="For example: ring the housing team" />
        <Select
          name="who"
          label="By whom?"
          hint="A colleague is asked, and says yes or no."
          value={typedText(form.typed, 'who')}
          error={errorOf(form, 'who')}
          items={props.colleagues.map((one) => ({
            value: one.account,
            text: one.account === props.me ? `${one.name} (you)` : one.name,
          }))}
        />
        <DayField form={form} name="by" legend="By when?" />
        <Select
          name="category"
          label="What is it about?"
          hint="Colleagues see it who may see this. It stays within your organisation."
          value={typedText(form.typed, 'category')}
          error={errorOf(form, 'category')}
          items={props.categories.map((value) => ({ value, text: categoryWords[value] ?? value }))}
        />
        <Button preventDoubleClick>Add the task</Button>
      </form>
    </>
  );
}

const commandWords: Readonly<Record<(typeof taskCommands)[number], string>> = {
  accept: 'Yes, I will do it',
  decline: 'No, I cannot',
  done: 'It is done',
  drop: 'It is no longer needed',
};

/** One task, and what can be said of it. */
export function TaskAnswerPage(props: {
  form: FormView;
  action: string;
  task: SeenTask;
  today: LocalDate;
  commands: readonly (typeof taskCommands)[number][];
}) {
  const { form, task, commands } = props;
  return (
    <>
      <Hero kicker="Task" title={task.what} />
      <p>
        <StatusTag status={taskStanding(task, props.today)} />
      </p>
      <SummaryList
        rows={[
          { key: 'For', value: task.forName },
          { key: 'By', value: formatDate(task.by) },
          { key: 'Asked by', value: task.authorName },
          { key: 'In a few words', value: task.outcome },
        ].filter((row) => row.value !== '')}
      />
      {commands.length > 0 && (
        <AnswerForm
          form={form}
          action={props.action}
          version={task.version}
          answers={commands.map((value) => ({ value, text: commandWords[value] }))}
          hint="Needed for a no, and where it is not done"
        />
      )}
    </>
  );
}
