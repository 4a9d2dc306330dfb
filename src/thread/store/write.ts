import { sql } from 'kysely';
import type { Uuid } from '../../kernel/ids.ts';
import type { Relation, ThreadKind, ThreadRef, Visibility } from '../../kernel/thread-ref.ts';
import { raisePublicVersion } from '../../platform/database/changes.ts';
import type { Trx } from '../../platform/database/database.ts';
import { gatheredIn } from '../../platform/database/gathered.ts';
import { prepared } from '../../platform/database/prepared.ts';

/** What the thread shows of a record: only what every reader of its visibility may see. */
export type Card = {
  kind: ThreadKind;
  id: Uuid;
  title: string;
  summary: string;
  address: string;
  visibility: Exclude<Visibility, 'personal'>;
};

/** Whom a personal card, link or event is about, as what kind of information, and whose words it holds. */
export type About = { person: Uuid; category: string; authorOrg: Uuid | undefined };

/** The card of something in one person's record: only those whom the person allows see it. */
export type PersonalCard = Omit<Card, 'visibility'> & { visibility: 'personal'; about: About };

function aboutColumns(about: About | undefined) {
  return about === undefined
    ? {}
    : { person_id: about.person, category: about.category, author_org: about.authorOrg ?? null };
}

/**
 * Writes the card of a record, in the transaction that changed the record. Anything public raises the place's public
 * version, so that kept pages are made anew.
 */
export async function writeCard(trx: Trx, place: Uuid, card: Card | PersonalCard, now: Date): Promise<void> {
  const words = {
    title: card.title,
    summary: card.summary.slice(0, 600),
    address: card.address,
    visibility: card.visibility,
    updated_at: now,
  };
  await trx
    .insertInto('thread_record')
    .values({
      place_id: place,
      kind: card.kind,
      id: card.id,
      ...words,
      ...aboutColumns(card.visibility === 'personal' ? card.about : undefined),
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'kind', 'id']).doUpdateSet(words))
    .execute();
  // What happens in one person's record changes no page that others see, and must not be told by a version either.
  if (card.visibility !== 'personal') await raisePublicVersion(trx, place);
}

const newCard = prepared(
  (db, ...given: [Uuid, string, Uuid, string, string, string, Date, Uuid, string, Uuid | undefined]) => {
    const [place_id, kind, id, title, summary, address, updated_at, person_id, category, author_org] = given;
    const columns = { place_id, kind, id, title, summary, address, updated_at, person_id, category };
    const author = author_org === undefined ? {} : { author_org };
    return db.insertInto('thread_record').values({ ...columns, ...author, visibility: 'personal' });
  },
);

/** Writes the card of something new in one person's record, which has none yet. */
export async function addCard(trx: Trx, place: Uuid, card: PersonalCard, now: Date): Promise<void> {
  const { kind, id, title, summary, address, about } = card;
  const { person, category, authorOrg } = about;
  const gathered = gatheredIn(trx);
  if (gathered !== undefined) {
    const whom = { person_id: person, category, author_org: authorOrg ?? null, visibility: 'personal' };
    gathered.addRows('thread_record', [
      { place_id: place, kind, id, title, summary, address, updated_at: now, ...whom },
    ]);
    return;
  }
  await newCard(trx, place, kind, id, title, summary.slice(0, 600), address, now, person, category, authorOrg);
}

/** Writes the cards of many records that have none yet, in one statement. */
export async function writeCards(trx: Trx, place: Uuid, cards: readonly Card[], now: Date): Promise<void> {
  if (cards.length === 0) return;
  const rows = cards.map(({ kind, id, title, summary, address, visibility }) => {
    return { kind, id, title, summary: summary.slice(0, 600).toWellFormed(), address, visibility };
  });
  await sql`insert into thread_record (place_id, kind, id, title, summary, address, visibility, updated_at)
    select ${place}::uuid, r.*, ${now}::timestamptz from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(kind text, id uuid, title text, summary text, address text, visibility text)`.execute(trx);
  await raisePublicVersion(trx, place);
}

export type LinkEnd = ThreadRef & { place?: Uuid };

/**
 * Links two records: `from` in this place, `to` here or in another tier. The link is as visible as the less visible of
 * the two; a link of something personal belongs to that person. Linking twice changes nothing.
 * @returns false when either record does not exist for this reader: a link to nothing is refused.
 */
export async function link(
  trx: Trx,
  place: Uuid,
  from: ThreadRef,
  relation: Relation,
  to: LinkEnd,
  by: { account: Uuid | undefined; now: Date },
): Promise<boolean> {
  const ends = await trx
    .selectFrom('thread_record')
    .select(['place_id', 'kind', 'id', 'visibility', 'person_id', 'category', 'author_org'])
    .where((eb) =>
      eb.or([
        eb.and([eb('place_id', '=', place), eb('kind', '=', from.kind), eb('id', '=', from.id)]),
        eb.and([eb('place_id', '=', to.place ?? place), eb('kind', '=', to.kind), eb('id', '=', to.id)]),
      ]),
    )
    .execute();
  if (ends.length !== 2) return false;
  // Of two personal ends the link belongs to what it leads to.
  const personal = ends
    .filter((end) => end.visibility === 'personal')
    .sort((a, b) => Number(b.kind === to.kind && b.id === to.id) - Number(a.kind === to.kind && a.id === to.id))[0];
  await trx
    .insertInto('thread_link')
    .values({
      place_id: place,
      from_kind: from.kind,
      from_id: from.id,
      relation,
      to_place_id: to.place ?? place,
      to_kind: to.kind,
      to_id: to.id,
      visibility:
        personal !== undefined ? 'personal' : ends.every((end) => end.visibility === 'public') ? 'public' : 'partner',
      ...(personal === undefined
        ? {}
        : { person_id: personal.person_id, category: personal.category, author_org: personal.author_org }),
      created_at: by.now,
      created_by: by.account ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (personal === undefined) await raisePublicVersion(trx, place);
  return true;
}

/** Takes a link away; a link that is not there is no fault. */
export async function unlink(trx: Trx, place: Uuid, from: ThreadRef, relation: Relation, to: LinkEnd): Promise<void> {
  await trx
    .deleteFrom('thread_link')
    .where('place_id', '=', place)
    .where('from_kind', '=', from.kind)
    .where('from_id', '=', from.id)
    .where('relation', '=', relation)
    .where('to_place_id', '=', to.place ?? place)
    .where('to_kind', '=', to.kind)
    .where('to_id', '=', to.id)
    .execute();
  await raisePublicVersion(trx, place);
}

/** When a record becomes public (or ceases to be), its links follow: public only when both ends are. */
export async function refreshLinkVisibility(trx: Trx, place: Uuid, ref: ThreadRef): Promise<void> {
  const links = await trx
    .selectFrom('thread_link as l')
    .innerJoin('thread_record as f', (join) =>
      join.onRef('f.place_id', '=', 'l.place_id').onRef('f.kind', '=', 'l.from_kind').onRef('f.id', '=', 'l.from_id'),
    )
    .innerJoin('thread_record as t', (join) =>
      join.onRef('t.place_id', '=', 'l.to_place_id').onRef('t.kind', '=', 'l.to_kind').onRef('t.id', '=', 'l.to_id'),
    )
    .select([
      'l.from_kind',
      'l.from_id',
      'l.relation',
      'l.to_place_id',
      'l.to_kind',
      'l.to_id',
      'l.visibility',
      'f.visibility as from_visibility',
      't.visibility as to_visibility',
    ])
    .where('l.place_id', '=', place)
    .where('l.visibility', '<>', 'personal')
    .where((eb) =>
      eb.or([
        eb.and([eb('l.from_kind', '=', ref.kind), eb('l.from_id', '=', ref.id)]),
        eb.and([eb('l.to_kind', '=', ref.kind), eb('l.to_id', '=', ref.id)]),
      ]),
    )
    .execute();
  for (const row of links) {
    const visibility = row.from_visibility === 'public' && row.to_visibility === 'public' ? 'public' : 'partner';
    if (visibility === row.visibility) continue;
    await trx
      .updateTable('thread_link')
      .set({ visibility })
      .where('place_id', '=', place)
      .where('from_kind', '=', row.from_kind)
      .where('from_id', '=', row.from_id)
      .where('relation', '=', row.relation)
      .where('to_place_id', '=', row.to_place_id)
      .where('to_kind', '=', row.to_kind)
      .where('to_id', '=', row.to_id)
      .execute();
  }
}

/** Something that happened, in plain words without any person's words in it. */
export type ThreadEvent = {
  id: Uuid;
  /** `module/thing-happened`. */
  name: string;
  sentence: string;
  about: ThreadRef;
  visibility: Exclude<Visibility, 'personal'>;
  account: Uuid | undefined;
};

/** Something that happened in one person's record. */
export type PersonalEvent = Omit<ThreadEvent, 'visibility'> & { visibility: 'personal'; person: About };

type EventColumns = [Uuid, Uuid, Date, string, string, string, Uuid, string, ...(Uuid | undefined)[]];
const newEvent = prepared((db, ...given: EventColumns) => {
  const [place_id, id, at, name, sentence, kind, record_id, visibility, account_id, person_id, category, author_org] =
    given;
  const columns = { place_id, id, at, name, sentence, kind, record_id, visibility };
  return db.insertInto('thread_event').values({
    ...columns,
    account_id: account_id ?? null,
    person_id: person_id ?? null,
    category: category ?? null,
    author_org: author_org ?? null,
  });
});

/** Appends to what happened. Nothing ever changes or removes an event. */
export async function recordEvent(trx: Trx, place: Uuid, event: ThreadEvent | PersonalEvent, now: Date): Promise<void> {
  const { id, name, sentence, about, visibility, account } = event;
  const whom = event.visibility === 'personal' ? event.person : undefined;
  const words = [place, id, now, name, sentence.slice(0, 500), about.kind, about.id, visibility, account] as const;
  const gathered = gatheredIn(trx);
  if (gathered !== undefined && whom !== undefined) {
    const of = { person_id: whom.person, category: whom.category, author_org: whom.authorOrg ?? null, visibility };
    const what = { name, sentence, kind: about.kind, record_id: about.id, account_id: account ?? null };
    gathered.addRows('thread_event', [{ place_id: place, id, at: now, ...what, ...of }]);
    return;
  }
  await newEvent(trx, ...words, whom?.person, whom?.category, whom?.authorOrg);
  if (event.visibility === 'public') await raisePublicVersion(trx, place);
}
