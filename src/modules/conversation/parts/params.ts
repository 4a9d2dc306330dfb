import { Type } from 'typebox';
import { slugParam } from '../../../platform/http/fields.ts';

/** The address of a conversation. */
export function conversationParams() {
  return Type.Object({ place: slugParam(), slug: slugParam() });
}

/** The number of a statement, in an address or a form. */
export function numberParam() {
  return Type.String({ pattern: '^[0-9]{1,6}$' });
}
