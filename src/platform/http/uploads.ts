import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { HttpError } from './errors.ts';

/** A file that somebody chose in a form. */
export class Upload {
  readonly name: string;
  readonly bytes: Buffer;
  constructor(name: string, bytes: Buffer) {
    this.name = name;
    this.bytes = bytes;
  }
}

/** The largest form with a file. */
const largest = 5_000_000;
const mostFields = 50;

/** A field of a form that takes a file: what came is looked at by `uploadOf`. */
export function fileField() {
  return Type.Optional(Type.Unknown());
}

/** The file that was chosen; undefined when there is none, or an empty one. */
export function uploadOf(value: unknown): Upload | undefined {
  return value instanceof Upload && value.bytes.length > 0 ? value : undefined;
}

/**
 * Lets forms send files, as RFC 7578 says: the whole form is held in memory, so that it must be small. Which routes take
 * files is for the routes to say; all others refuse before anything is read.
 */
export function acceptUploads(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: largest },
    async (request: { headers: { 'content-type'?: string | undefined } }, body: Buffer) =>
      await readForm(request.headers['content-type'] ?? '', body),
  );
}

async function readForm(type: string, body: Buffer): Promise<Record<string, unknown>> {
  let read: FormData;
  try {
    read = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new HttpError('request/not-understood', 'The form could not be read. Go back and send it again.');
  }
  const fields: Record<string, unknown> = {};
  let count = 0;
  for (const [name, value] of read) {
    count += 1;
    if (count > mostFields) throw new HttpError('request/too-large', 'The form has more fields than it can have.');
    fields[name] = typeof value === 'string' ? value : new Upload(value.name, Buffer.from(await value.arrayBuffer()));
  }
  return fields;
}
