import type { Uuid } from '../../../kernel/ids.ts';
import { categoriesOfRole, helpingRoles, personCategories } from '../../../kernel/helping.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import { readScopes } from '../access/scopes.ts';
import { hookWrong, messages, scopeWrong } from './messages.ts';
import type { NewClient } from './new-client.ts';

const mostScopes = 60;
const mostHooks = 10;
const longestHook = 300;

export const clientBody = formSchema({
  name: textField(500),
  organisation: textField(40),
  role: textField(20),
  purpose: textField(20),
  categories: listField(10, 20),
  scopes: textField(4_000),
  hooks: textField(4_000),
});

const purposes = ['direct-support', 'referral'] as const;

function wordsOf(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter((one) => one !== ''))];
}

function isHook(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, hash } = new URL(text);
  return protocol === 'https:' && username === '' && hash === '';
}

/** Reads what a client is to be. What its role may not know is left out of what it may see. */
export function parseClient(
  typed: Typed,
  facts: { partners: readonly Uuid[]; names: readonly string[] },
): Result<NewClient, Problem[]> {
  const form = new FormReader(typed);
  const name = form.text('name', 'The name', 120, messages.nameMissing);
  if (facts.names.includes(name)) form.problem('name', messages.nameTaken);
  const organisation = form.choice('organisation', facts.partners, messages.organisationMissing);
  const role = form.choice('role', helpingRoles, messages.roleMissing);
  const ceiling = role === undefined ? personCategories : categoriesOfRole(role);
  const categories = ceiling.filter((one) => typedList(typed, 'categories').includes(one));
  if (categories.length === 0) form.problem('categories', messages.categoriesMissing);
  const purpose = form.choice('purpose', purposes, messages.purposeMissing);
  const scopes = wordsOf(typedText(typed, 'scopes'));
  const read = readScopes(scopes);
  if (scopes.length === 0) form.problem('scopes', messages.scopesMissing);
  else if (scopes.length > mostScopes) form.problem('scopes', messages.scopesMany);
  else if (!read.ok) form.problem('scopes', scopeWrong(read.error));
  const hooks = wordsOf(typedText(typed, 'hooks'));
  const wrong = hooks.find((one) => !isHook(one));
  if (hooks.length > mostHooks) form.problem('hooks', messages.hooksMany);
  else if (wrong !== undefined) form.problem('hooks', hookWrong(wrong));
  else if (hooks.some((one) => one.length > longestHook)) form.problem('hooks', messages.hookLong);
  if (organisation === undefined || role === undefined || purpose === undefined || form.problems.length > 0)
    return fail(form.problems);
  return ok({ name, organisation, role, purpose, scopes, categories, hooks });
}
