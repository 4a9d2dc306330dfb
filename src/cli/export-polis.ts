import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePolisExport } from '../adapters/polis/write-export.ts';
import type { Config } from '../config/config.ts';
import { conversationBySlug, exportConversation } from '../modules/conversation/index.ts';
import { openDatabase } from '../open.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';

/**
 * `cli export-polis PLACE CONVERSATION FOLDER`: the five files of the exchange format of Polis. They hold each person's votes under a
 * number, which no page shows to anybody: that is why only whoever runs the service can write them.
 */
export async function exportPolisCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const [placeSlug, slug, folder] = words;
  if (placeSlug === undefined || slug === undefined || folder === undefined)
    throw new Error('Say what and where to: export-polis PLACE CONVERSATION FOLDER');
  const opened = await openDatabase(config, log);
  try {
    const place = (await opened.db.read({ role: 'thread_public' }, allPlaces)).find((one) => one.slug === placeSlug);
    if (place === undefined) throw new Error(`There is no place "${placeSlug}".`);
    const past = await opened.db.read({ role: 'thread_service', job: 'export', place: place.id }, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, slug);
      return conversation === undefined ? undefined : await exportConversation(trx, place.id, conversation.id);
    });
    if (past === undefined) throw new Error(`There is no conversation "${slug}" in ${place.name}.`);
    const files = writePolisExport(
      {
        topic: past.question,
        description: past.description,
        statements: [...past.statements],
        participants: [...past.participants],
        votes: [...past.votes],
      },
      { url: `${config.baseUrl}/${place.slug}/conversations/${slug}` },
    );
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    console.log(`Five files were written to ${folder}. They hold every vote under a number: keep them safe.`);
  } finally {
    await opened.close();
  }
}
