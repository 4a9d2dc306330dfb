import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { differingFields, withTheirs, type Offered, type OfferedField } from '../domain/offered.ts';
import { decideOnVersion } from './decide.ts';
import type { FindOrganisations } from './import-apply.ts';
import { proposeChange } from './propose.ts';
import { listMany } from './take-over.ts';
import { approvedContents, contentOf, newestVersions } from './versions.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import { matchKeys } from '../domain/likeness.ts';
import { addRefusal } from './do-not-list.ts';

/** A row of another directory about which a person has to decide. */
export type Question = {
  id: Uuid;
  source: string;
  sourceId: Uuid;
  offered: Offered;
  /** The service that it came from, or that it may be. */
  service: Uuid;
  isDuplicate: boolean;
  why: string;
  madeAt: Date;
  state: string;
};

function questionsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('import_row as r')
    .innerJoin('import_source as s', (join) =>
      join.onRef('s.place_id', '=', 'r.place_id').onRef('s.id', '=', 'r.source_id'),
    )
    .select([
      'r.id',
      's.name',
      'r.source_id',
      'r.offered',
      'r.service_id',
      'r.match_id',
      'r.why',
      'r.made_at',
      'r.state',
    ])
    .where('r.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof questionsOf>['execute']>>[number];

function toQuestion(row: Row): Question | undefined {
  const service = row.service_id ?? row.match_id;
  const offered = row.offered as Offered;
  if (service === null || !('content' in offered)) return undefined;
  return {
    id: row.id,
    source: row.name,
    sourceId: row.source_id,
    offered: { ...offered, content: contentOf(offered.content), checkedOn: offered.checkedOn },
    service,
    isDuplicate: row.service_id === null,
    why: row.why,
    madeAt: row.made_at,
    state: row.state,
  };
}

/** What waits for a decision, the longest first, after `after`; at most `limit`. */
export async function waitingQuestions(
  trx: Trx,
  place: Uuid,
  page: { after?: Uuid | undefined; limit: number },
): Promise<Question[]> {
  let query = questionsOf(trx, place)
    .where('r.state', '=', 'asked')
    .orderBy('r.made_at')
    .orderBy('r.id')
    .limit(page.limit);
  const { after } = page;
  if (after !== undefined)
    query = query.where((eb) =>
      eb(
        eb.refTuple('r.made_at', 'r.id'),
        '>',
        eb
          .selectFrom('import_row as x')
          .select(['x.made_at', 'x.id'])
          .where('x.place_id', '=', place)
          .where('x.id', '=', after)
          .$asTuple('made_at', 'id'),
      ),
    );
  return (await query.execute()).map(toQuestion).filter((one) => one !== undefined);
}

export async function countQuestions(trx: Trx, place: Uuid): Promise<number> {
  const row = await trx
    .selectFrom('import_row')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('place_id', '=', place)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function questionById(trx: Trx, place: Uuid, id: Uuid): Promise<Question | undefined> {
  const row = await questionsOf(trx, place).where('r.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toQuestion(row);
}

/** What somebody decides: it is this service, with some of their words; it is another; it is not to be listed here. */
export type Decision =
  | { kind: 'same'; fields: readonly OfferedField[] }
  | { kind: 'different' }
  | { kind: 'leave-out' }
  | { kind: 'keep-out'; reason: string };
export type QuestionRefusal =
  | 'service/gone'
  | 'service/already-decided'
  | 'service/changed-meanwhile'
  | 'service/tells-masked-address';

/**
 * Settles a question. `base` is the version of ours that was shown: where ours has changed since, nothing is written. Only
 * the service itself may, for the approver `by`.
 */
export async function settleQuestion(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  input: { decision: Decision; base: number; by: Uuid | undefined; organisations: FindOrganisations },
): Promise<Result<undefined, QuestionRefusal>> {
  const place = doing.place.id;
  const { decision, by } = input;
  const question = await questionById(trx, place, id);
  if (question === undefined) return fail('service/gone');
  if (question.state !== 'asked') return fail('service/already-decided');
  const { offered } = question;
  switch (decision.kind) {
    case 'same': {
      const ours = (await approvedContents(trx, place, [question.service])).get(question.service);
      if (ours === undefined) return fail('service/gone');
      if (ours.number !== input.base) return fail('service/changed-meanwhile');
      const differing = differingFields(ours.content, offered.content);
      const fields = decision.fields.filter((field) => differing.includes(field));
      if (fields.length > 0) {
        const content = withTheirs(ours.content, offered.content, fields);
        const newest = (await newestVersions(trx, place, [question.service])).get(question.service);
        const change = { serviceId: question.service, base: newest?.number ?? 0, content };
        const made = await proposeChange(trx, doing, change);
        if (!made.ok)
          return fail(made.error === 'service/tells-masked-address' ? made.error : 'service/changed-meanwhile');
        const decided = await decideOnVersion(trx, doing, made.value.versionId, { kind: 'approve' }, offered);
        if (!decided.ok) return fail('service/changed-meanwhile');
      }
      await close(trx, doing, id, { state: 'listed', service_id: question.service }, by);
      break;
    }
    case 'different': {
      // One that came from this directory cannot be another.
      if (!question.isDuplicate) return fail('service/gone');
      const organisations = await input.organisations(trx, [offered.organisation], doing);
      const organisation = organisations.get(normaliseForSearch(offered.organisation.name));
      if (organisation === undefined) return fail('service/gone');
      const service = doing.newId();
      const { content, checkedOn } = offered;
      await listMany(trx, doing, question.sourceId, [{ id: service, organisation, content, checkedOn }]);
      await close(trx, doing, id, { state: 'listed', service_id: service }, by);
      break;
    }
    case 'leave-out':
      await close(trx, doing, id, { state: 'left-out' }, by);
      break;
    case 'keep-out': {
      const keys = matchKeys(offered.content, offered.organisation.name);
      await addRefusal(trx, doing, { shown: offered.content.name, reason: decision.reason, keys, by });
      await close(trx, doing, id, { state: 'kept-out' }, by);
      break;
    }
  }
  await recordAudit(
    trx,
    { place, account: by, action: `import/${decision.kind}`, kind: 'service', id: question.service },
    doing.now,
    doing.newId,
  );
  return ok(undefined);
}

async function close(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  values: { state: string; service_id?: Uuid },
  by: Uuid | undefined,
): Promise<void> {
  await trx
    .updateTable('import_row')

    .set({ ...values, settled: null, decided_at: doing.now, decided_by: by ?? null })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .execute();
}
