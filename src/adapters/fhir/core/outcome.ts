import type { Json, JsonObject } from './json.ts';

/** The kinds of issue that are used here, of FHIR's IssueType. */
export type IssueCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'not-supported'
  | 'business-rule'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'too-costly'
  | 'conflict'
  | 'login'
  | 'forbidden'
  | 'throttled'
  | 'exception'
  | 'transient'
  | 'informational';

/** What is wrong, where, and what to do, in plain words. */
export type Issue = {
  severity: 'error' | 'warning' | 'information';
  code: IssueCode;
  text: string;
  /** A FHIRPath such as `Patient.name[0].family`. */
  path?: string | undefined;
  /** A code of another standard beside it. */
  detail?: { system: string; code: string } | undefined;
};

export function problem(code: IssueCode, text: string, path?: string): Issue {
  return { severity: 'error', code, text, path };
}

/** The OperationOutcome that says so. */
export function outcome(issues: readonly Issue[]): JsonObject {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map((one): Json => {
      const { severity, code, text, path, detail } = one;
      return {
        severity,
        code,
        ...(detail === undefined ? {} : { details: { coding: [{ ...detail }] } }),
        diagnostics: text,
        ...(path === undefined ? {} : { expression: [path] }),
      };
    }),
  };
}

/** A request that ends here, with its status and why. */
export class FhirError extends Error {
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, issues: readonly Issue[], headers: Readonly<Record<string, string>> = {}) {
    super(issues[0]?.text ?? 'refused');
    this.name = 'FhirError';
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

/** What is not there, or not for this client: the two look the same. */
export function gone(): FhirError {
  return new FhirError(404, [problem('not-found', 'There is no such record here for you.')]);
}

/** What the rules refuse, though it is well formed. */
export function ruleBroken(text: string, path?: string): FhirError {
  return new FhirError(422, [problem('business-rule', text, path)]);
}
