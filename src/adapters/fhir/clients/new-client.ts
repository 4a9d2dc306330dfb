import { personCategories, type HelpingRole } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { giveRole } from '../../../modules/partnership/index.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { addClient, type Purpose } from '../store/clients.ts';

/** Everything that a client may do with every type. */
export const everyScope: readonly string[] = ['system/*.cruds'];

/** What a client is to be. */
export type NewClient = {
  name: string;
  /** The partner for which it acts. */
  organisation: string;
  role: HelpingRole;
  purpose: Purpose;
  scopes: readonly string[];
  categories: readonly string[];
  hooks: readonly string[];
};

/** Adds a client: it has an account that nobody can sign in with, and a role as any worker of its organisation has. */
export async function addClientFor(
  trx: Trx,
  doing: { place: Uuid; by: Uuid | undefined; now: Date; newId: () => Uuid },
  asked: NewClient,
): Promise<{ id: Uuid; secret: string }> {
  const { place, by, now, newId } = doing;
  const { name, organisation, scopes, purpose, hooks } = asked;
  const [id, account] = [newId(), newId()];
  await trx
    .insertInto('account')
    .values({ id: account, email: `${id}@client.invalid`, name, created_at: now })
    .execute();
  await giveRole(trx, place, { id: newId(), account, role: asked.role, organisation, by }, todayInLondon(now), now);
  const categories = personCategories.filter((one) => asked.categories.includes(one));
  const { secret } = await addClient(
    trx,
    place,
    { id, account, organisation, name, scopes, categories, purpose, hooks, by },
    now,
  );
  await recordAudit(trx, { place, account: by, action: 'fhir/client-added', kind: 'fhir-client', id }, now, newId);
  return { id, secret };
}
