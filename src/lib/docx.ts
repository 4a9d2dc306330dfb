import { escapeXml, xmlHead as head } from './xml.ts';
import { writeZip } from './zip.ts';

/** A piece of a document. Cells of a table are texts; its first row is its heading, and its caption is for those who hear it. */
export type DocxBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'item'; text: string }
  | { kind: 'table'; caption: string; rows: readonly (readonly string[])[] };

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const packageOf = 'http://schemas.openxmlformats.org/package/2006';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * A document of headings, paragraphs, lists and tables that word processors open. Headings and heading rows are marked as such, so that
 * a screen reader finds them. Source: ECMA-376, the smallest package that its readers accept.
 */
export function writeDocx(title: string, blocks: readonly DocxBlock[]): Buffer {
  const body = blocks.map(blockXml).join('');
  return writeZip([
    {
      name: '[Content_Types].xml',
      text: `${head}<Types xmlns="${packageOf}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      text: `${head}<Relationships xmlns="${packageOf}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="${packageOf}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    },
    {
      name: 'docProps/core.xml',
      text: `${head}<cp:coreProperties xmlns:cp="${packageOf}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      text: `${head}<Relationships xmlns="${packageOf}/relationships"><Relationship Id="s1" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'word/styles.xml', text: styles() },
    {
      name: 'word/document.xml',
      text: `${head}<w:document xmlns:w="${main}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    },
  ]);
}

/** A document knows no carriage return; of a character cut in half nothing is kept. */
function escaped(text: string): string {
  return escapeXml(text.replaceAll(/[\r\p{Cs}]/gu, ''));
}

function paragraph(text: string, style?: string): string {
  const properties = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

function blockXml(block: DocxBlock): string {
  switch (block.kind) {
    case 'heading':
      return paragraph(block.text, `Heading${block.level}`);
    case 'paragraph':
      return paragraph(block.text);
    case 'item':
      return paragraph(`•\u00a0 ${block.text}`, 'Item');
    case 'table':
      return tableXml(block.caption, block.rows);
  }
}

function tableXml(caption: string, rows: readonly (readonly string[])[]): string {
  const edge = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:color="999999"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('');
  const columns = rows[0]?.length ?? 0;
  const grid = `<w:tblGrid>${'<w:gridCol/>'.repeat(columns)}</w:tblGrid>`;
  const lines = rows.map((row, at) => {
    const isHead = at === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : '';
    return `<w:tr>${isHead}${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblPr><w:tblBorders>${borders}</w:tblBorders><w:tblCaption w:val="${escaped(caption)}"/></w:tblPr>${grid}${lines.join('')}</w:tbl><w:p/>`;
}

function styles(): string {
  const heading = (level: number, size: number): string =>
    `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;
  return `${head}<w:styles xmlns:w="${main}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${heading(1, 40)}${heading(2, 32)}${heading(3, 26)}<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:style></w:styles>`;
}
