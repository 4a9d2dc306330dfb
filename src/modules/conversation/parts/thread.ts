import { formatNumber, plural } from '../../../lib/text.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import {
  mostLooseEnds,
  type Asking,
  type HomePart,
  type LooseEnd,
  type Status,
  type ThreadRegistry,
} from '../../../thread/kinds.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { agreementInWords, type ShownResult } from '../domain/shown-result.ts';
import { addressOf } from '../store/cards.ts';
import { listConversations } from '../store/conversations.ts';
import { agreedAmong } from '../store/themes.ts';
import { resultsOfStatements, sharedWithoutAnswer, strongestShared, type SharedStatement } from '../store/results.ts';

function statementStatus(result: ShownResult | undefined): Status {
  const tone = result?.className === 'agree' ? 'good' : 'plain';
  return { text: agreementInWords(result), tone };
}

async function statementStatuses(trx: Trx, ids: readonly Uuid[], { place }: Asking): Promise<Map<Uuid, Status>> {
  const results = await resultsOfStatements(trx, place.id, ids);
  return new Map([...results].map(([id, result]) => [id, statementStatus(result)]));
}

async function conversationStatuses(trx: Trx, ids: readonly Uuid[], { place }: Asking): Promise<Map<Uuid, Status>> {
  const wanted = new Set(ids);
  const found = (await listConversations(trx, place.id)).filter((one) => wanted.has(one.id));
  return new Map(
    found.map((one): [Uuid, Status] => {
      const { people } = one.participation ?? {};
      const took = people === undefined ? '' : `: ${plural(people, 'person', 'people')} took part`;
      if (takesVotes(one.state)) return [one.id, { text: `Open${took}`, tone: 'waiting' }];
      return [
        one.id,
        one.state === 'draft' ? { text: 'Draft', tone: 'plain' } : { text: `Closed${took}`, tone: 'ended' },
      ];
    }),
  );
}

async function themeStatuses(trx: Trx, ids: readonly Uuid[], { place }: Asking): Promise<Map<Uuid, Status>> {
  const agreed = await agreedAmong(trx, place.id, ids);
  return new Map(
    ids.map((id): [Uuid, Status] => [
      id,
      agreed.has(id) ? { text: 'Agreed', tone: 'good' } : { text: 'Not agreed yet', tone: 'waiting' },
    ]),
  );
}

function hrefOf(place: { slug: string }, statement: SharedStatement): string {
  return `${addressOf(place, statement)}/statements/${statement.number}`;
}

async function looseStatements(trx: Trx, { place }: Asking): Promise<LooseEnd[]> {
  const found = await sharedWithoutAnswer(trx, place.id, mostLooseEnds + 1);
  return found.map((one) => ({
    title: one.body,
    href: hrefOf(place, one),
    why: `${agreementInWords(one)}, and no priority answers it.`,
  }));
}

/** What we said: how many took part, what they share most, and where to take part now. */
async function homePart(trx: Trx, { place }: Asking): Promise<HomePart> {
  const [conversations, shared] = await Promise.all([
    listConversations(trx, place.id),
    strongestShared(trx, place.id, 3),
  ]);
  const open = conversations.filter((one) => takesVotes(one.state));
  const counted = conversations.filter((one) => one.state !== 'draft').map((one) => one.participation);
  const people = counted.reduce((sum, one) => sum + (one?.people ?? 0), 0);
  const statements = counted.reduce((sum, one) => sum + (one?.statements ?? 0), 0);
  const votes = counted.reduce((sum, one) => sum + (one?.votes ?? 0), 0);
  const home = `/${place.slug}/conversations`;
  return {
    part: 'said',
    figures:
      people === 0
        ? []
        : [
            { value: formatNumber(people), text: people === 1 ? 'person took part' : 'people took part', href: home },
            { value: formatNumber(statements), text: statements === 1 ? 'statement' : 'statements' },
            { value: formatNumber(votes), text: votes === 1 ? 'vote' : 'votes' },
          ],
    items: [
      ...open.map((one) => ({
        title: one.question,
        href: `${home}/join/${one.joinCode}`,
        note: `Take part now. The code is ${one.joinCode}.`,
        status: { text: 'Open', tone: 'good' as const },
      })),
      ...shared.map((one) => ({
        title: one.body,
        href: hrefOf(place, one),
        note: `From “${one.question}”`,
        status: statementStatus(one),
      })),
    ],
    ...(conversations.length === 0 ? {} : { more: { text: 'All conversations', href: home } }),
  };
}

/** Tells the thread about conversations and statements. */
export function conversationKinds(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'conversation',
    one: 'conversation',
    many: 'conversations',
    statuses: conversationStatuses,
  });
  registry.addKind({
    kind: 'statement',
    one: 'statement',
    many: 'statements',
    statuses: statementStatuses,
    looseEnds: { heading: 'Statements that most people agree with and no priority answers', find: looseStatements },
  });
  registry.addKind({
    kind: 'theme',
    one: 'theme',
    many: 'themes',
    statuses: themeStatuses,
  });
  registry.addHome('said', homePart);
}
