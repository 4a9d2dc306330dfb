import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Care, CircleKind, Direction, HelpKind, RingNumber, TieQuality, TieStrength } from '../domain/words.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

/** Somebody or something that supports a person, or is supported by them. */
export type Tie = {
  kind: CircleKind;
  name: string;
  ring: RingNumber;
  strength: TieStrength;
  quality: TieQuality;
  direction: Direction;
  gives: string;
  care?: Care | undefined;
  /** What kind of help it is, if any. */
  help?: HelpKind | undefined;
  /** Another person of the place who has a record of their own. */
  otherPerson: Uuid | undefined;
  organisation: Uuid | undefined;
  service: Uuid | undefined;
};
export type SeenTie = Tie & { id: Uuid; person: Uuid; version: number; care: Care };

/** The kind of help as it is kept: an empty text for none. */
export function helpOf(kept: string): HelpKind | undefined {
  return kept === '' ? undefined : (kept as HelpKind);
}

function columnsOf(tie: Tie) {
  return {
    kind: tie.kind,
    name: tie.name,
    ring: tie.ring,
    strength: tie.strength,
    quality: tie.quality,
    direction: tie.direction,
    gives: tie.gives,
    care: tie.care ?? 'none',
    help_kind: tie.help ?? '',
    other_person_id: tie.otherPerson ?? null,
    organisation_id: tie.organisation ?? null,
    service_id: tie.service ?? null,
  };
}

/** The circle of a person today, ring by ring. */
export async function circleOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenTie[]> {
  return await circlesOf(trx, place, [person]);
}

const tieRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('circle_member')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .where('ended_on', 'is', null)
    .orderBy('ring')
    .orderBy('kind')
    .orderBy('name')
    .orderBy('id'),
);

/** The circles of several people today. */
export async function circlesOf(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<SeenTie[]> {
  if (people.length === 0) return [];
  const rows = await tieRows(trx, place, people);
  return rows.map((row) => ({
    id: row.id,
    person: row.person_id,
    kind: row.kind as CircleKind,
    name: row.name,
    ring: row.ring as RingNumber,
    strength: row.strength as TieStrength,
    quality: row.quality as TieQuality,
    direction: row.direction as Direction,
    gives: row.gives,
    care: row.care as Care,
    help: helpOf(row.help_kind),
    otherPerson: row.other_person_id ?? undefined,
    organisation: row.organisation_id ?? undefined,
    service: row.service_id ?? undefined,
    version: row.version,
  }));
}

/** Adds somebody or something to a person's circle. */
export async function addTie(trx: Trx, doing: PeopleDoing, person: Uuid, tie: Tie): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('circle_member')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      ...columnsOf(tie),
      ...authorColumns(doing),
      created_at: doing.now,
    })
    .execute();
  await keep(trx, doing, person, id, 1, tie);
  return { id };
}

/** Changes a tie, or says that it has ended. */
export async function changeTie(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  change: { version: number; tie: Tie; ended: boolean },
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('circle_member')
    .set({ ...columnsOf(change.tie), ...(change.ended ? { ended_on: dayOf(doing) } : {}), version: change.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) {
    const here = (await circleOf(trx, doing.place.id, person)).some((one) => one.id === id);
    return fail(here ? 'people/changed-meanwhile' : 'people/gone');
  }
  await keep(trx, doing, person, id, change.version + 1, { ...change.tie, ended: change.ended });
  return ok(undefined);
}

async function keep(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid, version: number, content: object) {
  await keepPersonalVersion(trx, doing, { kind: 'circle-member', id, version, person, category: 'circle', content });
}
