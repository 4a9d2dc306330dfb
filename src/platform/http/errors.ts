/** What a request can fail with, as a code that pages, JSON and logs share. */
export const httpErrors = {
  'request/not-understood': { status: 400, title: 'We could not read that request' },
  'request/sign-in-needed': { status: 401, title: 'Sign in to see this page' },
  'request/not-allowed': { status: 403, title: 'You cannot open this page' },
  'request/other-site': { status: 403, title: 'That form did not come from this site' },
  'request/not-found': { status: 404, title: 'Page not found' },
  'request/changed-meanwhile': { status: 409, title: 'Somebody changed this while you were working' },
  'request/too-large': { status: 413, title: 'That is too large to send' },
  'request/wrong-type': { status: 415, title: 'We cannot read that kind of content' },
  'request/refused': { status: 422, title: 'That cannot be done' },
  'request/too-many': { status: 429, title: 'Too many tries' },
  'server/fault': { status: 500, title: 'Sorry, something went wrong' },
  'server/unavailable': { status: 503, title: 'The service is not available just now' },
} as const;
export type HttpErrorCode = keyof typeof httpErrors;

/** A failure of a request: a code, and a sentence that a person may read. */
export class HttpError extends Error {
  readonly code: HttpErrorCode;
  readonly status: number;
  constructor(code: HttpErrorCode, sentence: string) {
    super(sentence);
    this.name = 'HttpError';
    this.code = code;
    this.status = httpErrors[code].status;
  }
}

/** What is asked for is not there, or not for this reader: the two look the same. */
export function notFound(): HttpError {
  return new HttpError(
    'request/not-found',
    'Check the address, or go to the home page. The page may have moved, or you may need to sign in to see it.',
  );
}

type AjvError = {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string | undefined;
};

function field(error: AjvError): string {
  const extra = error.params['missingProperty'] ?? error.params['additionalProperty'];
  return typeof extra === 'string' ? extra : (error.instancePath.split('/')[1] ?? '');
}

function expectation(error: AjvError): string {
  switch (error.keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not expected here';
    case 'maxLength':
      return `is too long: at most ${String(error.params['limit'])} characters`;
    case 'minLength':
      return 'is empty';
    case 'maxItems':
      return `has too many values: at most ${String(error.params['limit'])}`;
    case 'type':
      return `must be given once, as ${String(error.params['type']) === 'string' ? 'text' : String(error.params['type'])}`;
    default:
      return 'does not have the form we expect';
  }
}

/** One plain sentence for what a schema refused, naming the field and what was expected. */
export function schemaSentence(where: string, errors: readonly AjvError[]): string {
  const error = errors[0];
  if (error === undefined) return 'The request does not have the form we expect.';
  const place = where === 'params' || where === 'querystring' ? 'in the address' : 'in the form';
  const name = field(error);
  return name === ''
    ? `Something ${place} ${expectation(error)}.`
    : `The field “${name.slice(0, 60)}” ${place} ${expectation(error)}.`;
}
