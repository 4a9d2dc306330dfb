import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { addRow } from '../../../platform/database/prepared.ts';
import { decisionsOf, type ThreeAnswers } from '../domain/consent.ts';
import { authorColumns, type EditRefusal, type PeopleDoing } from './doing.ts';
import { addParticulars, firstVersionOf, type Particulars } from './particulars.ts';
import { personById, type Person } from './people.ts';
import { offerRetentionLater } from './erase.ts';
import { addDecisions, addRelationship, refold } from './sharing.ts';
import { keepPersonalVersion, keepPersonalVersions } from './versions.ts';

/** What is written down about a person themselves. */
export type Details = Pick<
  Person,
  | 'name'
  | 'knownAs'
  | 'bornOn'
  | 'nhsNumber'
  | 'postcode'
  | 'phone'
  | 'email'
  | 'safeContact'
  | 'safeContactNote'
  | 'formatNeeds'
  | 'language'
  | 'interpreter'
>;

function columnsOf(details: Details) {
  return {
    name: details.name,
    known_as: details.knownAs,
    born_on: details.bornOn ?? null,
    nhs_number: details.nhsNumber ?? null,
    postcode: details.postcode,
    phone: details.phone,
    email: details.email,
    safe_contact: details.safeContact,
    safe_contact_note: details.safeContactNote,
    format_needs: details.formatNeeds,
    language: details.language,
    interpreter: details.interpreter,
  };
}

/**
 * Adds a person with what they decided first, and with what else is known of them. The organisation of whoever writes it
 * leads.
 */
export async function addPerson(
  trx: Trx,
  doing: PeopleDoing,
  details: Details,
  answers: ThreeAnswers,
  further: { id?: Uuid | undefined; particulars?: Particulars | undefined } = {},
): Promise<{ id: Uuid }> {
  const us = doing.by.organisation;
  if (us === undefined) throw new TypeError('a person is added for an organisation');
  const id = further.id ?? doing.newId();
  const place = doing.place.id;
  const { particulars } = further;
  // What is asked in one turn is done in its order, and travels together.
  await Promise.all([
    addRow(trx, 'person', {
      place_id: place,
      id,
      ...columnsOf(details),
      lead_account_id: doing.by.account ?? null,
      lead_organisation_id: us,
      ...authorColumns(doing),
      created_at: doing.now,
    }),
    addRelationship(trx, doing, { person: id, organisation: us, kind: 'lead', scope: 'full', worker: doing.by }),
    addDecisions(trx, doing, id, decisionsOf(answers, us)),
    refold(trx, id),
    particulars === undefined ? undefined : addParticulars(trx, doing, id, particulars),
    keepPersonalVersions(trx, doing, [
      { kind: 'person', id, version: 1, person: id, category: 'identity', content: details },
      ...(particulars === undefined ? [] : [firstVersionOf(id, particulars)]),
    ]),
    offerRetentionLater(trx, { place, now: doing.now, newId: doing.newId }),
    recordAudit(
      trx,
      { place, account: doing.by.account, action: 'person/added', kind: 'person', id },
      doing.now,
      doing.newId,
    ),
  ]);
  return { id };
}

/** Changes what is written down about a person themselves. */
export async function changeDetails(
  trx: Trx,
  doing: PeopleDoing,
  id: Uuid,
  details: Details,
  version: number,
): Promise<Result<undefined, EditRefusal>> {
  const place = doing.place.id;
  const done = await trx
    .updateTable('person')
    .set({ ...columnsOf(details), version: version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    return fail((await personById(trx, place, id)) === undefined ? 'people/gone' : 'people/changed-meanwhile');
  await keepPersonalVersion(trx, doing, {
    kind: 'person',
    id,
    version: version + 1,
    person: id,
    category: 'identity',
    content: details,
  });
  return ok(undefined);
}

/** Hides or shows circle, sharing and who looked on the person's own pages: for when somebody might look over their shoulder. */
export async function setSafeMode(trx: Trx, doing: PeopleDoing, id: Uuid, isOn: boolean): Promise<void> {
  await trx
    .updateTable('person')
    .set({ safe_mode: isOn })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .execute();
}

/** Says which account a person is, so that they see their own record. For the service only: the database refuses others. */
export async function linkAccount(trx: Trx, place: Uuid, person: Uuid, account: Uuid): Promise<void> {
  await trx
    .updateTable('person')
    .set({ account_id: account })
    .where('place_id', '=', place)
    .where('id', '=', person)
    .execute();
}
