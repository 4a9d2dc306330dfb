import { typedText, type FormView } from '../../lib/form-reader.ts';
import type { Slot } from '../common.ts';
import { DateInput, type DatePart } from '../date-input/date-input.tsx';
import { Input } from '../input/input.tsx';
import { Textarea } from '../textarea/textarea.tsx';

/** The first problem of a field. */
export function errorOf(form: FormView, field: string): string | undefined {
  return form.problems.find((problem) => problem.field === field)?.text;
}

/** A line of text that keeps what was typed. */
export function TextField(props: {
  form: FormView;
  name: string;
  label: Slot;
  hint?: Slot;
  width?: 5 | 10 | 20 | 30 | undefined;
  inputmode?: 'decimal' | 'url' | undefined;
  prefix?: string | undefined;
}) {
  return (
    <Input
      name={props.name}
      label={props.label}
      hint={props.hint}
      width={props.width}
      inputmode={props.inputmode}
      prefix={props.prefix}
      value={typedText(props.form.typed, props.name)}
      error={errorOf(props.form, props.name)}
    />
  );
}

/** Several lines of text that keep what was typed. */
export function LongField(props: { form: FormView; name: string; label: Slot; hint?: Slot; rows?: number }) {
  return (
    <Textarea
      name={props.name}
      label={props.label}
      hint={props.hint}
      rows={props.rows ?? 4}
      value={typedText(props.form.typed, props.name)}
      error={errorOf(props.form, props.name)}
    />
  );
}

/** A day typed as numbers that keeps what was typed. */
export function DayField(props: { form: FormView; name: string; legend: Slot; hint?: Slot }) {
  const parts: readonly DatePart[] = ['day', 'month', 'year'];
  const problem = props.form.problems.find((one) => parts.some((part) => one.field === `${props.name}-${part}`));
  return (
    <DateInput
      name={props.name}
      legend={props.legend}
      legendSize="s"
      hint={props.hint ?? 'For example, 27 3 2026'}
      value={{
        day: typedText(props.form.typed, `${props.name}-day`),
        month: typedText(props.form.typed, `${props.name}-month`),
        year: typedText(props.form.typed, `${props.name}-year`),
      }}
      error={problem?.text}
      errorParts={parts.filter((part) => problem?.field === `${props.name}-${part}`)}
    />
  );
}
