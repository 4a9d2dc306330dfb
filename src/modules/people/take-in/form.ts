import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedDay, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { closeReasons, type CloseReason } from '../domain/help-request.ts';
import { formMessages } from '../messages.ts';
import type { HelpRequest } from '../store/help-requests.ts';

export const personBody = formSchema({ person: textField(60) });
export const closeBody = formSchema({ 'close-reason': textField(40), 'close-note': textField(4_500) });

/** Which person it is. */
export function parseChosen(typed: Typed): Uuid | undefined {
  const person = typedText(typed, 'person');
  return isUuid(person) ? person : undefined;
}

/** Reads why nobody is taken in. */
export function parseClose(typed: Typed): Result<{ reason: CloseReason; note: string }, Problem[]> {
  const form = new FormReader(typed);
  const reason = form.choice('close-reason', closeReasons, formMessages.closeReason);
  const note = form.text(
    'close-note',
    'What you write',
    1_000,
    reason === 'other' ? formMessages.closeNote : undefined,
  );
  return reason === undefined || form.problems.length > 0 ? fail(form.problems) : ok({ reason, note });
}

/** What a request says of the person, as the form of a new person has it: nothing is typed twice. */
export function typedOfRequest(request: HelpRequest): Typed {
  return {
    name: request.name,
    ...typedDay('born', request.bornOn),
    'nhs-number': request.nhsNumber ?? '',
    postcode: request.postcode,
    phone: request.phone,
    email: request.email,
    'safe-contact': request.safeContact,
    'safe-contact-note': request.safeContactNote,
    how: request.permissionHow,
  };
}
