import { Type, type TSchema, type TString, type TOptional, type TUnion, type TArray } from 'typebox';

/** A text field of a form: its size is bounded here, its meaning is decided by the form. */
export function textField(maxLength = 200): TOptional<TString> {
  return Type.Optional(Type.String({ maxLength }));
}

/** A field that may be given several times, such as checkboxes. */
export function listField(maxItems = 50, maxLength = 200): TOptional<TUnion<[TString, TArray<TString>]>> {
  return Type.Optional(Type.Union([Type.String({ maxLength }), Type.Array(Type.String({ maxLength }), { maxItems })]));
}

/** The values of a field that may have been given once, several times or not at all. */
export function listOf(value: string | string[] | undefined): string[] {
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** A form: the fields it knows and no others. */
export function formSchema<T extends Record<string, TSchema>>(fields: T) {
  return Type.Object(fields, { additionalProperties: false });
}

/** The words of an address after the question mark; what it does not know is ignored, because links collect additions. */
export function querySchema<T extends Record<string, TSchema>>(fields: T) {
  return Type.Object({ ...fields, notice: Type.Optional(Type.String({ maxLength: 60, pattern: '^[a-z-]+$' })) });
}

/** A UUID in an address. */
export function idParam(): TString {
  return Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
}

/** A slug in an address. */
export function slugParam(): TString {
  return Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 120 });
}
