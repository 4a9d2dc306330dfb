import { Drawn, renderPart } from '../../../design/index.ts';
import type { Context } from '../../../context.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { hourOf, PublicParts } from '../../../platform/http/public-cache.ts';
import type { Asking, RecordPart, ThreadRegistry } from '../../../thread/kinds.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Priority } from '../store/priorities.ts';

type DrawnPart = Pick<RecordPart, 'part' | 'title' | 'lede'> & { html: string };
type Asked = Asking & { actor: Actor };

function shown(parts: readonly DrawnPart[]): RecordPart[] {
  return parts.map(({ html, ...part }) => ({ ...part, body: <Drawn html={html} /> }));
}

/**
 * What other modules add to the page of a priority. On one that is published everybody sees what anybody may, drawn once
 * until something public changes: what is still a draft stands in its own room. On a draft each sees what they may.
 */
export class AddedParts {
  readonly #registry: ThreadRegistry;
  readonly #db: Context['db'];
  readonly #kept: PublicParts<readonly DrawnPart[]>;

  constructor(context: Pick<Context, 'db' | 'cache'>, registry: ThreadRegistry) {
    this.#registry = registry;
    this.#db = context.db;
    this.#kept = new PublicParts(context.cache);
  }

  /** In the transaction that reads the priority; none yet, where they are those of `after`. */
  async within(trx: Trx, priority: Priority, asked: Asked): Promise<RecordPart[]> {
    if (asked.actor.kind === 'anonymous')
      return await this.#public(priority, asked, async () => await this.#load(trx, priority, asked));
    return priority.status === 'published' ? [] : await this.#load(trx, priority, asked);
  }

  /** After that transaction, as a visitor: `already` where they were read within it. */
  async after(priority: Priority, asked: Asked, already: RecordPart[]): Promise<RecordPart[]> {
    if (asked.actor.kind === 'anonymous' || priority.status !== 'published') return already;
    const visitor = { ...asked, actor: { kind: 'anonymous' } } as const;
    return await this.#public(
      priority,
      asked,
      async () =>
        await this.#db.read(
          { role: 'thread_public', place: asked.place.id },
          async (trx) => await this.#load(trx, priority, visitor),
        ),
    );
  }

  async #load(trx: Trx, { id }: Priority, asked: Asked): Promise<RecordPart[]> {
    return await this.#registry.partsOf(trx, { kind: 'priority', id }, asked);
  }

  async #public(priority: Priority, { place, now }: Asked, load: () => Promise<RecordPart[]>): Promise<RecordPart[]> {
    const key = `${hourOf(now)} ${priority.id}`;
    const parts = await this.#kept.of(place.id, key, async () =>
      (await load()).map(({ body, ...part }) => ({ ...part, html: renderPart(<>{body}</>) })),
    );
    return shown(parts);
  }
}
