import { Button } from '../../../design/index.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { RelationField } from '../start-family/page.tsx';

/** The form on which one says what somebody is to the others, or that they no longer belong to them. */
export function FamilyMemberPage(props: { form: FormView; action: string; called: string; version: number }) {
  return (
    <>
      <h1>{props.called} and the others</h1>
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={props.version} />
        <RelationField form={props.form} called={props.called} />
        <Button preventDoubleClick>Save</Button>
        <Button variant="secondary" name="end" value="yes">
          No longer with the others
        </Button>
      </form>
    </>
  );
}
