import type { IncomingHttpHeaders } from 'node:http';
import { FhirError, problem } from '../core/outcome.ts';

/** What a request says of itself, beside its address and its body. */
export type Headers = IncomingHttpHeaders;

const readable = new Set([
  'application/fhir+json',
  'application/json',
  'text/json',
  'application/*',
  '*/*',
  'json',
  'application/json+fhir',
]);

function header(headers: Headers, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

/** @throws 406 where the client takes nothing that is sent here. `_format` comes before what the headers say. */
export function needJson(headers: Headers, format: string | undefined): void {
  const asked = format ?? header(headers, 'accept');
  if (asked === '') return;
  const isTaken = asked.split(',').some((one) => {
    const [type = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((part) => /^q=0(?:\.0*)?$/.test(part));
    const version = parameters.find((part) => part.startsWith('fhirversion='));
    return !isRefused && readable.has(type) && (version === undefined || version === 'fhirversion=4.0');
  });
  if (!isTaken)
    throw new FhirError(406, [problem('not-supported', 'Only JSON of FHIR R4 is sent here: application/fhir+json.')]);
}

export type Prefer = { returns: 'minimal' | 'representation' | 'outcome'; isStrict: boolean };

export function readPrefer(headers: Headers): Prefer {
  const prefer = header(headers, 'prefer').toLowerCase();
  return {
    returns: prefer.includes('return=minimal')
      ? 'minimal'
      : prefer.includes('return=operationoutcome')
        ? 'outcome'
        : 'representation',
    isStrict: prefer.includes('handling=strict'),
  };
}

/** Whether the copy that the client has is the one that stands. */
export function isUnchanged(headers: Headers, version: number, at: Date): boolean {
  const none = header(headers, 'if-none-match');
  if (none !== '')
    return none.split(',').some((one) => {
      const tag = one.trim();
      return tag === '*' || tag.replace(/^W\//, '') === `"${version}"`;
    });
  const since = Date.parse(header(headers, 'if-modified-since'));
  return !Number.isNaN(since) && Math.floor(at.getTime() / 1_000) * 1_000 <= since;
}

/** The version that a change was made from; undefined where the client names none. @throws 400 where it does not read. */
export function versionMatched(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(text) ?? [];
  if (version === undefined) throw new FhirError(400, [problem('value', 'If-Match is an ETag as it was sent: W/"3".')]);
  return Number(version);
}

export { header };
