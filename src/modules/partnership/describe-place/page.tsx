import { Button, Input, Textarea } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { FormProblem } from '../domain/organisation.ts';

type Fields = { name: string; summary: string; population: string; accent: string };

/** The form that describes a place. */
export function DescribePlacePage(props: { place: Place; fields: Fields; errors: readonly FormProblem[] }) {
  const error = (field: string): string | undefined => props.errors.find((one) => one.field === field)?.text;
  return (
    <>
      <h1 class="nhsuk-heading-l">The place</h1>
      <form method="post" class="ct-prose" novalidate>
        <Input name="name" label="Name" value={props.fields.name} error={error('name')} />
        <Textarea
          name="summary"
          label="Description"
          hint="One or two sentences that residents would recognise"
          rows={3}
          value={props.fields.summary}
        />
        <Input
          name="population"
          label="Number of people who live here"
          width={10}
          inputmode="numeric"
          value={props.fields.population}
          error={error('population')}
        />
        <Input
          name="accent"
          label="Colour"
          hint="Such as #00594f. It must be readable on white"
          width={10}
          value={props.fields.accent}
          error={error('accent')}
        />
        <Button>Save</Button>
      </form>
    </>
  );
}
