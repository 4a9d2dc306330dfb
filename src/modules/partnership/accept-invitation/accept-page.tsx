import { roleName } from '../../../kernel/actor.ts';
import { Button, Input, PasswordInput, SummaryList } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';
import { passwordLength } from '../../../platform/auth/library.ts';
import type { InvitationState } from '../domain/invitation.ts';
import type { Invitation } from '../store/invitations.ts';

/** What the reader can do with an open invitation. */
export type Way =
  /** Signed in as the invited person. */
  | { kind: 'accept' }
  /** Nobody is signed in, and the address has an account. */
  | { kind: 'sign-in'; href: string }
  /** Signed in as somebody else. */
  | { kind: 'other-account' }
  /** There is no account with this address yet. */
  | { kind: 'new-account'; name: string; errors: { name?: string | undefined; password?: string | undefined } };

/** Who invites whom to what, and the one thing to do about it. */
export function InvitationPage(props: { place: Place; invitation: Invitation; address: string; way: Way }) {
  const { place, invitation, address, way } = props;
  const organisation = invitation.organisation;
  return (
    <>
      <h1 class="nhsuk-heading-l">You are invited to take part in {place.name}</h1>
      <SummaryList
        rows={[
          { key: 'Invited by', value: invitation.by ?? 'An administrator' },
          { key: 'E-mail address', value: invitation.email },
          { key: 'You will be', value: roleName(invitation.role) },
          ...(organisation === undefined ? [] : [{ key: 'For', value: organisation.name }]),
        ]}
      />
      {way.kind === 'accept' && (
        <form method="post" action={address}>
          <Button preventDoubleClick>Accept the invitation</Button>
        </form>
      )}
      {way.kind === 'sign-in' && (
        <>
          <p>There is an account with this address already. Sign in, and you come back here to accept.</p>
          <p>
            <Button href={way.href}>Sign in to accept</Button>
          </p>
          <p>
            <a href="/sign-in/forgotten">I do not know my password</a>
          </p>
        </>
      )}
      {way.kind === 'other-account' && (
        <>
          <p>You are signed in with another account. Sign out, then open the link in your letter again.</p>
          <form method="post" action="/sign-out">
            <Button variant="secondary">Sign out</Button>
          </form>
        </>
      )}
      {way.kind === 'new-account' && (
        <form method="post" action={address} novalidate>
          <input type="hidden" name="username" autocomplete="username" value={invitation.email} />
          <Input
            name="name"
            label="Your name"
            hint="As the people you work with should see it."
            autocomplete="name"
            value={way.name}
            error={way.errors.name}
          />
          <PasswordInput
            name="password"
            label="Choose a password"
            hint={`At least ${passwordLength.least} characters. Three words that you choose at random are good.`}
            autocomplete="new-password"
            error={way.errors.password}
          />
          <Button preventDoubleClick>Make my account and accept</Button>
        </form>
      )}
    </>
  );
}

const sentences: { readonly [state in Exclude<InvitationState, 'open'>]: { title: string; text: string } } = {
  accepted: {
    title: 'This invitation was accepted already',
    text: 'An invitation works once. If it was you who accepted it, sign in.',
  },
  revoked: {
    title: 'This invitation was taken back',
    text: 'Ask whoever sent it whether you should have a new one.',
  },
  expired: {
    title: 'This invitation is too old',
    text: 'Invitations are good for 14 days. Ask whoever sent it for a new one.',
  },
};

/** The title of the page for an invitation that cannot be accepted any more. */
export function overTitle(state: Exclude<InvitationState, 'open'>): string {
  return sentences[state].title;
}

/** Why an invitation cannot be accepted any more. It names nobody: the link may have come into other hands. */
export function OverPage(props: { state: Exclude<InvitationState, 'open'> }) {
  const { title, text } = sentences[props.state];
  return (
    <>
      <h1 class="nhsuk-heading-l">{title}</h1>
      <p>{text}</p>
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    </>
  );
}
