import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { purposes } from '../domain/item.ts';
import { formMessages } from '../messages.ts';
import type { AgendaItem, PrivateWords } from '../store/items.ts';
import type { ItemWords } from '../store/item-writes.ts';

export const itemBody = formSchema({
  seen: textField(20),
  title: textField(1_000),
  'public-title': textField(1_000),
  because: textField(3_000),
  purpose: textField(20),
  ask: textField(3_000),
  lead: textField(40),
  minutes: textField(10),
  paper: textField(8_000),
  address: textField(1_000),
  priorities: listField(50, 40),
  version: textField(12),
});

/** Reads an item. Heard in private, all its words but the public title and the reason stay with the board. */
export function parseItem(
  typed: Typed,
  known: { partners: readonly string[]; priorities: readonly string[] },
): Result<ItemWords, Problem[]> {
  const form = new FormReader(typed);
  const seen = form.choice('seen', ['public', 'private'] as const, formMessages.itemSeen);
  const title = form.text(
    'title',
    'The title',
    200,
    seen === 'private' ? formMessages.itemPrivateTitle : formMessages.itemTitle,
  );
  const publicTitle = form.text(
    'public-title',
    'The title for everyone',
    200,
    seen === 'private' ? formMessages.itemPublicTitle : undefined,
  );
  const because = form.text('because', 'The reason', 600, seen === 'private' ? formMessages.itemBecause : undefined);
  const purpose = form.choice('purpose', purposes, formMessages.itemPurpose);
  const ask = form.text('ask', 'What the board is asked', 600, formMessages.itemAsk);
  const minutes = typedText(typed, 'minutes').trim();
  if (minutes !== '' && (!/^\d{1,3}$/.test(minutes) || Number(minutes) < 1 || Number(minutes) > 600))
    form.problem('minutes', formMessages.itemMinutes);
  const paperSummary = form.text('paper', 'What the paper says', 4_000);
  const address = form.text('address', 'The address of the paper', 500);
  if (address !== '' && !/^https?:\/\/[^\s]+$/.test(address)) form.problem('address', formMessages.paperAddress);
  if (purpose === undefined || seen === undefined || form.problems.length > 0) return fail(form.problems);
  return ok({
    title,
    purpose,
    ask,
    leadId: known.partners.find((id) => id === typedText(typed, 'lead')),
    minutesPlanned: minutes === '' ? undefined : Number(minutes),
    paperSummary,
    paperAddress: address === '' ? undefined : address,
    priorities: typedList(typed, 'priorities').filter((id) => known.priorities.includes(id)),
    inPrivate: seen === 'private' ? { publicTitle, because } : undefined,
  });
}

/** What an item says now, as the form would have been typed. */
export function typedItem(item: AgendaItem, hidden: PrivateWords | undefined): Typed {
  return {
    seen: item.isExempt ? 'private' : 'public',
    title: hidden?.title ?? item.title,
    'public-title': item.isExempt ? item.title : '',
    because: item.exemptBecause,
    purpose: item.purpose,
    ask: hidden?.ask ?? item.ask,
    lead: item.lead?.id ?? '',
    minutes: item.minutesPlanned === undefined ? '' : String(item.minutesPlanned),
    paper: hidden?.paperSummary ?? item.paperSummary,
    address: item.paperAddress ?? '',
    priorities: item.priorities,
    version: String(item.version),
  };
}
