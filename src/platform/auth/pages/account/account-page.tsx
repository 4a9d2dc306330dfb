import { Button, Input, PasswordInput, QrCode, SummaryList, WarningCallout } from '../../../../design/index.ts';
import type { Session } from '../../../../context.ts';
import type { SignInMethods } from '../../auth.ts';
import type { Problem } from '../../form-page.ts';
import { passwordLength } from '../../library.ts';

function dayOf(date: Date): string {
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });
}

/** Everything about how one signs in, on one page. */
export function AccountPage(props: { session: Session; methods: SignInMethods; problem: Problem | undefined }) {
  const { session, methods } = props;
  function errorAt(field: string): string | undefined {
    return props.problem?.field === field ? props.problem.text : undefined;
  }
  return (
    <>
      <h1 class="nhsuk-heading-l">Your account</h1>
      <SummaryList
        rows={[
          { key: 'Name', value: session.name },
          { key: 'E-mail address', value: session.email },
        ]}
      />
      <p>To change your name or address, ask an administrator of your place.</p>

      <h2 class="nhsuk-heading-m">Password</h2>
      {methods.hasPassword ? (
        <form method="post" action="/account/password" novalidate>
          <input type="hidden" name="username" autocomplete="username" value={session.email} />
          <PasswordInput name="current" label="Your password now" error={errorAt('current')} />
          <PasswordInput
            name="password"
            label="New password"
            hint={`At least ${passwordLength.least} characters. Your other devices are signed out.`}
            autocomplete="new-password"
            error={errorAt('password')}
          />
          <Button variant="secondary">Change the password</Button>
        </form>
      ) : (
        <p>
          You have no password. <a href="/sign-in/forgotten">Ask for a link to choose one</a>.
        </p>
      )}

      <h2 class="nhsuk-heading-m">Passkeys</h2>
      <p>
        With a passkey you sign in by the finger, face or PIN of your device. Nobody can guess it or trick you into
        giving it away.
      </p>
      {methods.passkeys.length > 0 && (
        <ul class="nhsuk-list">
          {methods.passkeys.map((one) => (
            <li key={one.id}>
              <form method="post" action="/account/passkeys/remove">
                <input type="hidden" name="id" value={one.id} />
                {one.name}, added on {dayOf(one.addedAt)}{' '}
                <Button variant="secondary" small label={`Remove the passkey ${one.name}`}>
                  Remove
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <div data-passkey="add" hidden>
        <Input
          name="passkey-name"
          label="A name for the new passkey"
          hint="Such as: my phone"
          attributes={{ maxlength: 60 }}
        />
        <Button type="button" variant="secondary">
          Add a passkey
        </Button>
        <p role="status"></p>
      </div>
      <noscript>
        <p>To add a passkey, turn on JavaScript in your browser.</p>
      </noscript>

      <h2 class="nhsuk-heading-m">Authenticator app</h2>
      {methods.hasAuthenticator ? (
        <>
          <p>On. After your password we ask for a code from your app.</p>
          <form method="post" action="/account/backup-codes" novalidate>
            <PasswordInput
              name="backup-password"
              label="Your password, to make new backup codes"
              error={errorAt('backup-password')}
            />
            <Button variant="secondary">Make new backup codes</Button>
          </form>
          <form method="post" action="/account/authenticator/off" novalidate>
            <PasswordInput
              name="off-password"
              label="Your password, to turn the app off"
              error={errorAt('off-password')}
            />
            <Button variant="secondary">Turn off the authenticator app</Button>
          </form>
        </>
      ) : methods.hasPassword ? (
        <>
          <p>Off. With it, a password that somebody stole does not open your account.</p>
          <form method="post" action="/account/authenticator" novalidate>
            <PasswordInput
              name="app-password"
              label="Your password, to set up an authenticator app"
              error={errorAt('app-password')}
            />
            <Button variant="secondary">Set up an authenticator app</Button>
          </form>
        </>
      ) : (
        <p>An authenticator app stands beside a password. Choose a password first.</p>
      )}

      <h2 class="nhsuk-heading-m">Where you are signed in</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {methods.sessions.map((one) => (
          <li key={one.id}>
            {one.device}, since {dayOf(one.since)}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/sign-out-everywhere">
        <Button variant="secondary">Sign out everywhere</Button>
      </form>
    </>
  );
}

/** The secret of an authenticator app, to be read by the app, and the first code from it. Shown once. */
export function AuthenticatorPage(props: { uri: string; backupCodes: readonly string[] }) {
  const secret = new URL(props.uri).searchParams.get('secret') ?? '';
  return (
    <>
      <h1 class="nhsuk-heading-l">Set up an authenticator app</h1>
      <h2 class="nhsuk-heading-m">1. Add this account to your app</h2>
      <p>Point the app at this square, or type the key below it.</p>
      <QrCode text={props.uri} label="QR code with the key for your authenticator app" />
      <p>
        The key: <code class="ct-code">{(secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
      </p>
      <h2 class="nhsuk-heading-m">2. Keep your backup codes</h2>
      <BackupCodes codes={props.backupCodes} />
      <h2 class="nhsuk-heading-m">3. Enter the code that the app shows</h2>
      <ConfirmForm error={undefined} />
    </>
  );
}

/** The code that shows that the app was set up well. */
export function ConfirmForm(props: { error: string | undefined }) {
  return (
    <form method="post" action="/account/authenticator/confirm" novalidate>
      <Input
        name="code"
        label="Code from the app"
        inputmode="numeric"
        autocomplete="one-time-code"
        width={10}
        code
        error={props.error}
      />
      <Button>Turn on the authenticator app</Button>
    </form>
  );
}

/** Codes for when the app is lost, each of which works once. */
export function BackupCodes(props: { codes: readonly string[] }) {
  return (
    <>
      <WarningCallout heading="These codes are shown only now" headingLevel={3}>
        <p>
          Print them or write them down. If you lose your phone, each of them signs you in once. Whoever has them and
          your password can sign in as you.
        </p>
      </WarningCallout>
      <ul class="nhsuk-list">
        {props.codes.map((code) => (
          <li key={code}>
            <code class="ct-code">{code}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
