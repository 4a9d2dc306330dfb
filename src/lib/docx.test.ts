import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, inflateRawSync } from 'node:zlib';
import { writeDocx } from './docx.ts';
import { writeZip } from './zip.ts';

/** The files of an archive, as its central directory lists them. */
function unzip(archive: Buffer): Map<string, string> {
  const end = archive.length - 22;
  assert.equal(archive.toString('latin1', end, end + 4), 'PK\u0005\u0006');
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < archive.readUInt16LE(end + 10); entry += 1) {
    assert.equal(archive.toString('latin1', at, at + 4), 'PK\u0001\u0002');
    const sum = archive.readUInt32LE(at + 16);
    const packed = archive.readUInt32LE(at + 20);
    const size = archive.readUInt32LE(at + 24);
    const length = archive.readUInt16LE(at + 28);
    const name = archive.toString('latin1', at + 46, at + 46 + length);
    const local = archive.readUInt32LE(at + 42);
    assert.equal(archive.toString('latin1', local, local + 4), 'PK\u0003\u0004');
    assert.equal(archive.toString('latin1', local + 30, local + 30 + length), name);
    const body = inflateRawSync(archive.subarray(local + 30 + length, local + 30 + length + packed));
    assert.equal(body.length, size);
    assert.equal(crc32(body), sum);
    files.set(name, body.toString());
    at += 46 + length;
  }
  return files;
}

describe('an archive', () => {
  it('holds its files as they were, and is the same again', () => {
    const entries = [
      { name: 'a.txt', text: 'Grüße\n'.repeat(50) },
      { name: 'b/c.txt', text: 'One' },
      { name: 'empty', text: '' },
    ];
    const archive = writeZip(entries);
    assert.deepEqual([...unzip(archive).keys()], ['a.txt', 'b/c.txt', 'empty']);
    assert.equal(unzip(archive).get('a.txt'), 'Grüße\n'.repeat(50));
    assert.deepEqual(writeZip(entries), archive);
  });
});

describe('a document', () => {
  it('marks headings, items and the heading row of a table, and holds any text', () => {
    const files = unzip(
      writeDocx('A <report>', [
        { kind: 'heading', level: 2, text: 'We agree & differ' },
        { kind: 'paragraph', text: 'One\u0000\u0007 "two" <three>' },
        { kind: 'item', text: 'Benches' },
        {
          kind: 'table',
          caption: 'How "many" agree',
          rows: [
            ['Statement', 'Agree'],
            ['Buses', '12'],
          ],
        },
      ]),
    );
    const text = files.get('word/document.xml') ?? '';
    assert.match(text, /<w:pStyle w:val="Heading2"\/><\/w:pPr><w:r><w:t xml:space="preserve">We agree &amp; differ</);
    assert.match(text, /One &quot;two&quot; &lt;three&gt;/);
    assert.match(text, /<w:tblHeader\/>/);
    assert.match(text, /<w:tblCaption w:val="How &quot;many&quot; agree"\/>/);
    assert.match(files.get('docProps/core.xml') ?? '', /A &lt;report&gt;/);
    for (const name of ['[Content_Types].xml', '_rels/.rels', 'word/styles.xml', 'word/_rels/document.xml.rels'])
      assert.ok(files.has(name), name);
  });
});
