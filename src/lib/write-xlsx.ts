import { escapeXml, xmlHead } from './xml.ts';
import { writeZip } from './zip.ts';

type Cell = string | number | null;

/** A cell holds no more characters than this. Source: ECMA-376, part 1, 18.3.1.4; the limits of Excel. */
const mostInCell = 32_767;
const head = `${xmlHead}\n`;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A workbook with one sheet (Office Open XML, ECMA-376). The first row stays in view. Texts are written as texts: what
 * looks like a formula is none.
 */
export function writeXlsx(sheet: string, rows: readonly (readonly Cell[])[]): Buffer {
  const lines = rows.map(
    (row, index) => `<row r="${index + 1}">${row.map((cell, at) => cellOf(cell, at, index)).join('')}</row>`,
  );
  const name = escapeXml(sheet.replaceAll(/[[\]*?/\\:]/g, ' ').slice(0, 31));
  return writeZip([
    {
      name: '[Content_Types].xml',
      text: `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      text: `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${head}<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      text: `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${lines.join('')}</sheetData></worksheet>`,
    },
  ]);
}

function cellOf(cell: Cell, column: number, row: number): string {
  if (cell === null || cell === '') return '';
  const at = `r="${columnName(column)}${row + 1}"`;
  if (typeof cell === 'number') return `<c ${at}><v>${cell}</v></c>`;
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.slice(0, mostInCell))}</t></is></c>`;
}

/** "A" for 0, "Z" for 25, "AA" for 26. */
export function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
