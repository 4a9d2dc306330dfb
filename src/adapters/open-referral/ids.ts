import { v5 } from 'uuid';

/** The name space of this feed: ids made in it are the same at every request and in every deployment. */
const namespace = 'c1f4b5a2-0f6e-5c4d-9a57-6f1f0d9b7e21';

/** The id of a part that has none of its own, made of what it belongs to and what it is. */
export function derivedId(...parts: readonly string[]): string {
  return v5(parts.join('\u001f'), namespace);
}
