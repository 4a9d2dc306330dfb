import { Table } from '../../../design/index.ts';
import type { DocxBlock } from '../../../lib/docx.ts';
import type { Conversation } from '../domain/conversation.ts';

/** The report as a page: the same pieces as the file, one after the other. */
export function ReportPage(props: {
  place: { slug: string };
  conversation: Conversation;
  blocks: readonly DocxBlock[];
  themes: readonly { id: string; label: string }[];
  base: string;
}) {
  const { place, conversation, blocks, themes, base } = props;
  return (
    <>
      <p class="ct-hero__kicker">Report</p>
      <h1 class="nhsuk-heading-l">{conversation.question}</h1>
      <p>
        <a href={`${base}/report.docx`}>Download this report as a document (DOCX)</a>, or{' '}
        <a href={`${base}/results.csv`}>its figures as a spreadsheet file (CSV)</a>.
      </p>
      {grouped(blocks).map((block, at) => (
        <Block block={block} at={at} key={String(at)} />
      ))}
      {themes.map((theme) => (
        <p key={theme.id}>
          <a href={`/${place.slug}/thread/theme/${theme.id}`}>Follow the thread of “{theme.label}”</a>
        </p>
      ))}
    </>
  );
}

type Piece = Exclude<DocxBlock, { kind: 'item' }> | { kind: 'list'; items: string[] };

/** Items that follow one another become one list. */
function grouped(blocks: readonly DocxBlock[]): Piece[] {
  const pieces: Piece[] = [];
  for (const block of blocks) {
    const last = pieces.at(-1);
    if (block.kind !== 'item') pieces.push(block);
    else if (last?.kind === 'list') last.items.push(block.text);
    else pieces.push({ kind: 'list', items: [block.text] });
  }
  return pieces;
}

function Block({ block, at }: { block: Piece; at: number }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 3 ? (
        <h3 class="nhsuk-heading-s">{block.text}</h3>
      ) : (
        <h2 class="nhsuk-heading-m">{block.text}</h2>
      );
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'list':
      return (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {block.items.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      );
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return (
        <Table
          id={`table-${at}`}
          scroll
          caption={block.caption}
          captionClass="nhsuk-u-visually-hidden"
          head={[...head]}
          rows={rows.map((row) => [...row])}
          firstCellIsHeader
        />
      );
    }
  }
}
