import type { Slot } from '../common.ts';

/** The refusals that have a page of their own. */
export type ErrorStatus = 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;

const words: { readonly [status in ErrorStatus]: { title: string; text: readonly string[] } } = {
  400: {
    title: 'We could not understand that request',
    text: ['The address or the form sent something that this page does not expect.', 'Go back and try again.'],
  },
  403: {
    title: 'You cannot see this page',
    text: [
      'You may need to sign in, or your account may not have the role for it.',
      'If you think you should see it, ask an administrator of your organisation.',
    ],
  },
  404: {
    title: 'Page not found',
    text: [
      'If you typed the address, check that it is correct.',
      'If you pasted it, check that you copied all of it.',
      'The page may have moved: try the search or the menu.',
    ],
  },
  409: {
    title: 'Somebody else changed this while you were working',
    text: ['Your change was not saved, so that nothing is lost.', 'Go back, look at what is there now, and try again.'],
  },
  413: {
    title: 'That is too large',
    text: ['The file or text you sent is larger than we can take.', 'Send a smaller file, or split it into parts.'],
  },
  422: {
    title: 'Some answers need another look',
    text: ['Go back, check what you entered, and try again.'],
  },
  429: {
    title: 'Too many tries',
    text: ['There were many requests from you in a short time.', 'Wait a minute and try again.'],
  },
  500: {
    title: 'Sorry, there is a problem with this service',
    text: ['Try again later.', 'What you entered may not have been saved.'],
  },
  503: {
    title: 'Sorry, the service is not available just now',
    text: ['We are working on it, or it is starting up.', 'Try again in a few minutes.'],
  },
};

/** The heading of a refusal. */
export function errorHeading(status: ErrorStatus, title?: string): string {
  return title ?? words[status].title;
}

/** A refusal in plain words. The request id lets support find what happened; it says nothing about the person. */
export function ErrorContent(props: {
  status: ErrorStatus;
  /** Replaces the usual heading. */
  title?: string | undefined;
  /** Replaces the usual words under the heading. */
  message?: Slot;
  requestId?: string | undefined;
  /** Where the place begins, or the service. */
  home?: string | undefined;
}) {
  const { status, requestId, message, title, home = '/' } = props;
  return (
    <>
      <h1 class="nhsuk-heading-l">{errorHeading(status, title)}</h1>
      <div class="ct-prose">
        {message ? <p>{message}</p> : words[status].text.map((sentence) => <p key={sentence}>{sentence}</p>)}
        <p>
          <a href={home}>Go to the start page</a>
        </p>
        {requestId && (
          <p class="ct-small">
            If you ask for help, give this number: <code class="ct-code">{requestId}</code> (error {status}).
          </p>
        )}
      </div>
    </>
  );
}
