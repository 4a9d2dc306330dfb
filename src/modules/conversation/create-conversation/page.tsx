import { Button, Input, Textarea } from '../../../design/index.ts';
import type { CreateFields, FormProblem } from './form.ts';

/** The question, who people may be, and statements to begin with. */
export function CreatePage(props: { place: { slug: string }; fields: CreateFields; errors: readonly FormProblem[] }) {
  const { fields } = props;
  function errorOf(field: keyof CreateFields): string | undefined {
    return props.errors.find((error) => error.field === field)?.text;
  }
  return (
    <form method="post" action={`/${props.place.slug}/conversations/new`} novalidate>
      <h1 class="nhsuk-heading-l">Start a conversation</h1>
      <Input
        name="question"
        label="Your question"
        hint="One open question in plain words, for example “What would make it easier to stay well here?”"
        value={fields.question}
        error={errorOf('question')}
      />
      <Textarea
        name="description"
        label="What it is for"
        hint="Who asks, what happens with the answers, and how long it takes."
        value={fields.description}
        error={errorOf('description')}
        rows={4}
      />
      <Textarea
        name="sectors"
        label="Groups people may belong to (optional)"
        hint="One a line, for example NHS, Council, Voluntary groups, Residents. Nobody has to say. Groups of fewer than 5 people are never shown."
        value={fields.sectors}
        error={errorOf('sectors')}
        rows={6}
      />
      <Textarea
        name="statements"
        label="Statements to begin with"
        hint="One a line, at most 140 characters each. 15 to 25 is a good number. Use the words of people who live with it."
        value={fields.statements}
        error={errorOf('statements')}
        rows={12}
      />
      <Button preventDoubleClick>Save as a draft</Button>
    </form>
  );
}
