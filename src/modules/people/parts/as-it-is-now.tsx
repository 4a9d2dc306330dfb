import { SummaryList } from '../../../design/index.ts';
import { typedText, versionOf, type FormView, type Typed } from '../../../lib/form-reader.ts';

/** What somebody else wrote meanwhile, where it differs from what stands in the form: so that the second sees both. */
export function AsItIsNow(props: { form: FormView; now: Typed | undefined; labels: Readonly<Record<string, string>> }) {
  const { form, now } = props;
  if (now === undefined) return null;
  const rows = Object.entries(props.labels)
    .filter(([field]) => typedText(form.typed, field).trim() !== typedText(now, field).trim())
    .map(([field, key]) => ({ key, value: typedText(now, field) === '' ? 'Nothing' : typedText(now, field) }));
  if (rows.length === 0) return null;
  return (
    <>
      <h2>What they wrote</h2>
      <SummaryList rows={rows} />
      <h2>What you wrote</h2>
    </>
  );
}

/**
 * The version that a form is shown with. A form that comes back with a mistake keeps the one it was made from, so that a
 * change of somebody else in between is still noticed; only whoever was told of that change goes on from it.
 */
export function versionShown(form: FormView | undefined, current: number, status: 409 | undefined): number {
  if (form === undefined || status === 409) return current;
  return versionOf(form.typed['version']);
}
