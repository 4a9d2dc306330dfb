import { Button, type ButtonVariant, type Slot } from '../../../design/index.ts';

/** A button that does one thing: a form of its own, so that it works everywhere. */
export function DoButton(props: {
  action: string;
  children: Slot;
  variant?: ButtonVariant | undefined;
  small?: boolean | undefined;
  name?: string | undefined;
  value?: string | undefined;
}) {
  return (
    <form method="post" action={props.action}>
      <Button variant={props.variant} small={props.small} name={props.name} value={props.value} preventDoubleClick>
        {props.children}
      </Button>
    </form>
  );
}
