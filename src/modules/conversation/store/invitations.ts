import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Doing } from './doing.ts';

export type InvitedPartner = {
  id: Uuid;
  name: string;
  sector: Uuid | undefined;
  asked: string;
  answer: 'none' | 'coming' | 'not-coming';
  people: number;
  vision: string;
  challenges: string;
  opportunities: string;
};
export type KeptGroup = {
  id: Uuid;
  label: string;
  asked: string;
  percent: number | undefined;
  source: string;
  coming: number;
  sector: Uuid | undefined;
  /** The line of a measure that says how many there are; `percent` and `source` are what it said when it was chosen. */
  series: Uuid | undefined;
};

/** Who was asked to come, and what they said. Partners alone may read it. */
export async function invitationsOf(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
): Promise<{ partners: InvitedPartner[]; groups: KeptGroup[]; notAsked: { id: Uuid; name: string }[] }> {
  const [partners, groups, all] = await Promise.all([
    trx
      .selectFrom('invited_partner as i')
      .innerJoin('organisation as o', 'o.id', 'i.organisation_id')
      .select(['o.id', 'o.name', 'i.sector_id', 'i.asked', 'i.answer', 'i.people'])
      .select(['i.vision', 'i.challenges', 'i.opportunities'])
      .where('i.place_id', '=', place)
      .where('i.conversation_id', '=', conversation)
      .orderBy('o.name')
      .limit(200)
      .execute(),
    trx
      .selectFrom('invited_group')
      .select([
        'id',
        'label',
        'asked',
        'population_percent',
        'population_source',
        'coming',
        'sector_id',
        'figure_series_id',
      ])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .orderBy('label')
      .limit(100)
      .execute(),
    trx
      .selectFrom('partner as p')
      .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
      .select(['o.id', 'o.name'])
      .where('p.place_id', '=', place)
      .orderBy('o.name')
      .limit(300)
      .execute(),
  ]);
  const asked = new Set(partners.map((one) => one.id));
  return {
    partners: partners.map(({ sector_id, ...one }) => ({
      ...one,
      sector: sector_id ?? undefined,
      answer: one.answer as InvitedPartner['answer'],
    })),
    groups: groups.map((row) => ({
      id: row.id,
      label: row.label,
      asked: row.asked,
      percent: row.population_percent ?? undefined,
      source: row.population_source,
      coming: row.coming,
      sector: row.sector_id ?? undefined,
      series: row.figure_series_id ?? undefined,
    })),
    notAsked: all.filter((one) => !asked.has(one.id)),
  };
}

/** Asks a partner to come, and says what is asked of it; asked again it keeps its answer. */
export async function invitePartner(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  partner: { organisation: Uuid; asked: string; sector: Uuid | undefined },
): Promise<void> {
  const words = { asked: partner.asked, sector_id: partner.sector ?? null };
  await trx
    .insertInto('invited_partner')
    .values({
      place_id: doing.place.id,
      conversation_id: conversation,
      organisation_id: partner.organisation,
      ...words,
      created_at: doing.now,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id', 'organisation_id']).doUpdateSet(words))
    .execute();
}

/** A partner's own people say whether they come, and how they see the place. False where it was not asked. */
export async function answerInvitation(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  answer: Omit<InvitedPartner, 'id' | 'name' | 'sector' | 'asked'> & { organisation: Uuid },
): Promise<boolean> {
  const { organisation, ...words } = answer;
  const done = await trx
    .updateTable('invited_partner')
    .set({ ...words, answered_at: doing.now, answered_by: doing.account ?? null })
    .where('place_id', '=', doing.place.id)
    .where('conversation_id', '=', conversation)
    .where('organisation_id', '=', organisation)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Keeps a group of the population that should be heard, by its name. */
export async function keepGroup(
  trx: Trx,
  doing: Doing,
  conversation: Uuid,
  group: Omit<KeptGroup, 'id'>,
): Promise<void> {
  const words = {
    asked: group.asked,
    population_percent: group.percent ?? null,
    population_source: group.source,
    coming: group.coming,
    sector_id: group.sector ?? null,
    figure_series_id: group.series ?? null,
  };
  await trx
    .insertInto('invited_group')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      conversation_id: conversation,
      label: group.label,
      ...words,
      created_at: doing.now,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'conversation_id', 'label']).doUpdateSet(words))
    .execute();
}

export type OpenAnswer = { id: Uuid; body: string; at: Date };

/** What people said matters to them and nobody has taken up yet, the oldest first: for whoever runs the conversation. */
export async function openAnswers(trx: Trx, place: Uuid, conversation: Uuid): Promise<OpenAnswer[]> {
  return await trx
    .selectFrom('open_answer')
    .select(['id', 'body', 'at'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .where('taken_up_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** Somebody says what matters to them: once, in their own transaction. */
export async function giveOpenAnswer(
  trx: Trx,
  doing: Doing,
  one: { conversation: Uuid; participant: Uuid; body: string },
): Promise<void> {
  await trx
    .insertInto('open_answer')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      conversation_id: one.conversation,
      participant_id: one.participant,
      body: one.body,
      at: doing.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Notes that an answer was read, and made into statements where it holds any. */
export async function takeUpAnswer(trx: Trx, doing: Doing, conversation: Uuid, answer: Uuid): Promise<void> {
  await trx
    .updateTable('open_answer')
    .set({ taken_up_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('conversation_id', '=', conversation)
    .where('id', '=', answer)
    .execute();
}

/** Whether somebody has said what matters to them. In their own transaction. */
export async function hasAnswered(trx: Trx, place: Uuid, participant: Uuid): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from open_answer o where o.place_id = ${place} and o.participant_id = ${participant}) as found`.execute(
    trx,
  );
  return rows[0]?.found === true;
}
