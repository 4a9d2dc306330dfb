import { Button, Rows, Input, PasswordInput } from '../../../../design/index.ts';
import type { DemoPerson } from '../../demo.ts';

/** Sign in with a password or a passkey, and, in a demo, as one of its people. */
export function SignInPage(props: {
  next: string;
  email: string;
  demo: readonly DemoPerson[];
  /** The way of a newcomer to the demo who does not want to sign in. */
  wayIn: { text: string; href: string } | undefined;
  error?: { email?: string | undefined; password?: string | undefined };
}) {
  const { next, email, demo, error = {} } = props;
  return (
    <>
      <h1 class="nhsuk-heading-l">Sign in</h1>
      {demo.length > 0 && <DemoPeople people={demo} next={next} wayIn={props.wayIn} />}
      <form method="post" action="/sign-in" novalidate>
        <input type="hidden" name="next" value={next} />
        <Input
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username webauthn"
          autocapitalize="none"
          spellcheck={false}
          value={email}
          error={error.email}
        />
        <PasswordInput name="password" label="Password" error={error.password} />
        <Button>Sign in</Button>
      </form>
      <div data-passkey="sign-in" data-next={next} hidden>
        <Button type="button" variant="secondary">
          Sign in with a passkey
        </Button>
        <p role="status"></p>
      </div>
      <p>
        <a href="/sign-in/forgotten">I have forgotten my password</a>
      </p>
      <p>Accounts are by invitation. To take part, ask an administrator of your place to invite you.</p>
    </>
  );
}

function DemoPeople(props: {
  people: readonly DemoPerson[];
  next: string;
  wayIn: { text: string; href: string } | undefined;
}) {
  return (
    <section aria-labelledby="demo-people">
      <h2 class="nhsuk-heading-m" id="demo-people">
        Try it as one of these people
      </h2>
      <p>They and their place are invented. Nobody real can be reached from here.</p>
      {props.wayIn !== undefined && (
        <p>
          New here? <a href={props.wayIn.href}>{props.wayIn.text}</a>. It needs no account to begin.
        </p>
      )}
      <Rows
        items={props.people.map((person) => (
          <form method="post" action="/sign-in/demo" class="ct-actions" key={person.account}>
            <input type="hidden" name="email" value={person.email} />
            <input type="hidden" name="next" value={props.next} />
            <Button variant="secondary" small>
              Sign in as {person.name}
            </Button>
            <span>{person.role}</span>
          </form>
        ))}
      />
      <h2 class="nhsuk-heading-m">Or sign in with your own account</h2>
    </section>
  );
}
