import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import { recordNumberedVersion } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { writeCard } from '../../../thread/store/write.ts';
import type { Doing } from './doing.ts';

export const themeStages = ['draft', 'critique', 'agreed'] as const;
export type ThemeStage = (typeof themeStages)[number];
export type Theme = {
  id: Uuid;
  label: string;
  draft: string;
  critique: string;
  revised: string;
  minorityView: string;
  stage: ThemeStage;
  version: number;
  /** Statement numbers. */
  statements: number[];
};

/** The themes of a conversation that the reader may see, by name. */
export async function themesOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Theme[]> {
  const [themes, statements] = await Promise.all([
    trx
      .selectFrom('theme')
      .select(['id', 'label', 'draft', 'critique', 'revised', 'minority_view', 'status', 'version'])
      .where('place_id', '=', place)
      .where('conversation_id', '=', conversation)
      .orderBy('label')
      .limit(60)
      .execute(),
    trx
      .selectFrom('theme_statement as t')
      .innerJoin('statement as s', (join) =>
        join.onRef('s.place_id', '=', 't.place_id').onRef('s.id', '=', 't.statement_id'),
      )
      .select(['t.theme_id', 's.number'])
      .where('t.place_id', '=', place)
      .where('t.conversation_id', '=', conversation)
      .where('s.status', '=', 'approved')
      .orderBy('s.number')
      .execute(),
  ]);
  return themes.map((row) => ({
    id: row.id,
    label: row.label,
    draft: row.draft,
    critique: row.critique,
    revised: row.revised,
    minorityView: row.minority_view,
    stage: row.status as ThemeStage,
    version: row.version,
    statements: statements.filter((one) => one.theme_id === row.id).map((one) => one.number),
  }));
}

export type ThemeWords = Omit<Theme, 'id' | 'version' | 'statements'> & { statementIds: readonly Uuid[] };

/** Keeps a theme: a new one, or the next version of one that has not changed since. An agreed theme stands on the thread. */
export async function keepTheme(
  trx: Trx,
  doing: Doing,
  conversation: { id: Uuid; address: string },
  known: { id: Uuid; version: number } | undefined,
  words: ThemeWords,
): Promise<Result<Uuid, 'theme/changed-meanwhile'>> {
  const { place, now } = doing;
  const row = {
    label: words.label,
    draft: words.draft,
    critique: words.critique,
    revised: words.revised,
    minority_view: words.minorityView,
    status: words.stage,
    changed_at: now,
  };
  const id = known?.id ?? doing.newId();
  const version = (known?.version ?? 0) + 1;
  if (known === undefined)
    await trx
      .insertInto('theme')
      .values({ place_id: place.id, id, conversation_id: conversation.id, ...row })
      .execute();
  else {
    const done = await trx
      .updateTable('theme')
      .set({ ...row, version })
      .where('place_id', '=', place.id)
      .where('id', '=', id)
      .where('version', '=', known.version)
      .executeTakeFirst();
    if (Number(done.numUpdatedRows) === 0) return fail('theme/changed-meanwhile');
  }
  await trx.deleteFrom('theme_statement').where('place_id', '=', place.id).where('theme_id', '=', id).execute();
  if (words.statementIds.length > 0)
    await trx
      .insertInto('theme_statement')
      .values(
        words.statementIds.map((statement) => ({
          place_id: place.id,
          conversation_id: conversation.id,
          theme_id: id,
          statement_id: statement,
        })),
      )
      .execute();
  const kept = { place: place.id, account: doing.account, kind: 'theme', id, number: version, content: words };
  await recordNumberedVersion(trx, kept, now);
  await writeCard(
    trx,
    place.id,
    {
      kind: 'theme',
      id,
      title: words.label,
      summary: words.revised === '' ? words.draft : words.revised,
      address: `${conversation.address}/report`,
      visibility: words.stage === 'agreed' ? 'public' : 'partner',
    },
    now,
  );
  await raisePublicVersion(trx, place.id);
  return ok(id);
}

/** Those of some themes that are agreed. */
export async function agreedAmong(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Set<Uuid>> {
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('theme')
    .select('id')
    .where('place_id', '=', place)
    .where('id', 'in', [...ids])
    .where('status', '=', 'agreed')
    .execute();
  return new Set(rows.map((row) => row.id));
}
