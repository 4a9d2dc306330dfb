import type { DocxBlock } from '../../../lib/docx.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Insight } from '../domain/public-insight.ts';
import { agreementInWords, wordsOf } from '../domain/shown-result.ts';
import { classSections, cell } from '../parts/results.tsx';
import type { Repeated } from '../store/report.ts';
import type { PublicFigures, StatementResult } from '../store/results.ts';
import type { Theme } from '../store/themes.ts';
import { movedBlocks } from './moved-blocks.ts';

export type Report = {
  conversation: Conversation;
  figures: PublicFigures | undefined;
  results: readonly StatementResult[];
  insight: Insight | undefined;
  themes: readonly Theme[];
  repeated: readonly Repeated[];
};

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
    if (insight.verdict === 'real' && insight.groups.length < 2)
      say('The groups are so small that we do not show them: somebody could be recognised.');
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
  blocks.push(...movedBlocks(results, repeated));
  if (results.length > 0) {
    title(2, 'Every statement');
    blocks.push({
      kind: 'table',
      caption: 'Counts of every statement',
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
