import type { DocxBlock } from '../../../lib/docx.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { Conversation } from '../domain/conversation.ts';
import { movementOf, movementWords } from '../domain/movement.ts';
import type { Insight } from '../domain/public-insight.ts';
import { agreementInWords, wordsOf } from '../domain/shown-result.ts';
import { classSections, cell } from '../parts/results.tsx';
import type { AnsweredTwice } from '../store/answered-twice.ts';
import type { Repeated } from '../store/report.ts';
import type { PublicFigures, StatementResult } from '../store/results.ts';
import type { Theme } from '../store/themes.ts';

export type Report = {
  conversation: Conversation;
  figures: PublicFigures | undefined;
  results: readonly StatementResult[];
  insight: Insight | undefined;
  themes: readonly Theme[];
  repeated: readonly Repeated[];
};

/** A row for each statement of which it may be known how the same people answered at two times, and the head above; none without rows. */
function samePeople(results: readonly StatementResult[], when: keyof AnsweredTwice): string[][] {
  const rows = results.flatMap(({ body, twice }) => {
    const shown = twice[when];
    if (shown === undefined) return [];
    const { people, before, now, moved } = shown;
    return [[body, String(people), String(before), String(now), cell(moved?.to ?? null), cell(moved?.from ?? null)]];
  });
  if (rows.length === 0) return [];
  return [['Statement', 'People', 'Agreed before', 'Agree now', 'Moved to agree', 'No longer agree'], ...rows];
}

/** The report as pieces of a document, in words and tables; of it are made the page and the file. Only what is public stands in it. */
export function reportBlocks(report: Report): DocxBlock[] {
  const { conversation, figures, results, insight, themes, repeated } = report;
  const bodies = new Map(results.map((one) => [one.number, one.body]));
  const blocks: DocxBlock[] = [];
  const say = (text: string): void => void blocks.push({ kind: 'paragraph', text });
  const title = (level: 2 | 3, text: string): void => void blocks.push({ kind: 'heading', level, text });
  const list = (items: readonly string[]): void => {
    for (const text of items) blocks.push({ kind: 'item', text });
  };
  if (conversation.description !== '') say(conversation.description);
  const people = figures?.people === undefined ? 'Fewer than five people' : plural(figures.people, 'person', 'people');
  const closed =
    conversation.closedAt === undefined ? '' : `, until ${formatDate(todayInLondon(conversation.closedAt))}`;
  say(`${people} took part${closed}. Numbers so small that somebody could be recognised are left out.`);
  if (results.length === 0) say('The result is shown when the conversation closes.');
  if (insight !== undefined) {
    title(2, insight.words);
    for (const group of insight.groups) {
      title(3, `Group ${group.name}: ${group.people} people`);
      list(
        group.representative.map(
          ({ number, direction }) =>
            `${direction === 'agree' ? 'Agree' : 'Disagree'} more than others: ${bodies.get(number) ?? ''}`,
        ),
      );
    }
  }
  if (themes.length > 0) title(2, 'Themes');
  for (const theme of themes) {
    title(3, theme.label);
    say(theme.revised === '' ? theme.draft : theme.revised);
    list(theme.statements.flatMap((number) => bodies.get(number) ?? []));
    if (theme.minorityView !== '') say(`A minority sees it in another way: ${theme.minorityView}`);
  }
  for (const section of classSections) {
    const some = results.filter((one) => one.className === section.name);
    if (some.length === 0) continue;
    title(2, section.name === 'withheld' ? 'Not shown' : wordsOf(section.name));
    list(some.map((one) => `${one.body} (${agreementInWords(one).toLowerCase()})`));
  }
  const slate = (insight?.slate ?? []).flatMap((number) => bodies.get(number) ?? []);
  if (slate.length > 0) {
    title(2, 'What would serve everybody in proportion');
    list(slate);
  }
  if (repeated.length > 0) {
    title(2, 'What moved since it was asked before');
    blocks.push({
      kind: 'table',
      rows: [
        ['Statement', 'Before', 'Now', 'Movement'],
        ...repeated.map((one) => [
          one.body,
          `${one.before.agrees} of ${one.before.seen} agreed`,
          `${one.now.agrees} of ${one.now.seen} agree`,
          movementWords[movementOf(one.before, one.now)],
        ]),
      ],
    });
    const moved = repeated.flatMap((one) =>
      one.sectors
        .map((sector) => ({ ...sector, body: one.body, movement: movementOf(sector.before, sector.now) }))
        .filter(({ movement }) => movement !== 'not-clear'),
    );
    if (moved.length > 0)
      blocks.push({
        kind: 'table',
        rows: [
          ['Statement', 'Group', 'Before', 'Now', 'Movement'],
          ...moved.map((one) => [
            one.body,
            one.label,
            `${one.before.agrees} of ${one.before.seen} agreed`,
            `${one.now.agrees} of ${one.now.seen} agree`,
            movementWords[one.movement],
          ]),
        ],
      });
    else if (repeated.some(({ sectors }) => sectors.length > 0)) say('In no group of people is a movement clear.');
    say('Only statements in the very same words are compared. Different people may have answered.');
    const same = samePeople(results, 'earlier');
    if (same.length === 0)
      say('Too few people are known to have answered both times for us to show how the same people moved.');
    else {
      title(3, 'The same people, both times');
      blocks.push({ kind: 'table', rows: same });
      say('These are people who answered both times on one device and let us compare.');
    }
  }
  const overWorkshop = samePeople(results, 'workshop');
  if (overWorkshop.length > 0) {
    title(2, 'What moved among those who answered before the workshop and again');
    blocks.push({ kind: 'table', rows: overWorkshop });
    say('An answer that somebody left as it was counts as the same answer.');
  }
  if (results.length > 0) {
    title(2, 'Every statement');
    blocks.push({
      kind: 'table',
      rows: [
        ['Statement', 'Result', 'Agree', 'Disagree', 'Pass', 'Votes'],
        ...results.map((one) => [
          one.body,
          wordsOf(one.className),
          ...[one.agrees, one.disagrees, one.passes, one.seen].map((value) => cell(value)),
        ]),
      ],
    });
  }
  if (conversation.attribution !== undefined) say(conversation.attribution);
  return blocks;
}
