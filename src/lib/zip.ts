import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { fail, ok, type Result } from './result.ts';

/** Why a file is not opened. */
export type ZipProblem = 'not-a-zip' | 'too-large';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
/** A workbook has a dozen parts and perhaps a hundred sheets. */
const mostEntries = 2_000;

/**
 * The parts of a ZIP file by their names, of those that `wanted` says yes to. What a part claims of its size is not
 * believed: unpacking stops after `most` bytes in all, so that a small file cannot fill the memory.
 * Source: APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. Without encryption, Zip64 or several disks.
 */
export function readZip(
  file: Buffer,
  wanted: (name: string) => boolean,
  most: number,
): Result<Map<string, Buffer>, ZipProblem> {
  try {
    const end = findEnd(file);
    if (end === undefined) return fail('not-a-zip');
    const count = file.readUInt16LE(end + 10);
    if (count > mostEntries) return fail('too-large');
    const found = new Map<string, Buffer>();
    let left = most;
    let at = file.readUInt32LE(end + 16);
    for (let number = 0; number < count; number += 1) {
      if (file.readUInt32LE(at) !== entryMark) return fail('not-a-zip');
      const method = file.readUInt16LE(at + 10);
      const size = file.readUInt32LE(at + 20);
      const nameLength = file.readUInt16LE(at + 28);
      const skipped = file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
      const local = file.readUInt32LE(at + 42);
      const name = file.toString('utf8', at + 46, at + 46 + nameLength);
      at += 46 + nameLength + skipped;
      if (!wanted(name)) continue;
      const packed = packedAt(file, local, size);
      const part = packed === undefined ? undefined : unpack(packed, method, left);
      if (part === undefined) return fail('not-a-zip');
      if (part === 'too-large') return fail('too-large');
      left -= part.length;
      found.set(name, part);
    }
    return ok(found);
  } catch (error) {
    // A number that points outside of the file.
    if (error instanceof RangeError) return fail('not-a-zip');
    throw error;
  }
}

function findEnd(file: Buffer): number | undefined {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at -= 1)
    if (file.readUInt32LE(at) === endMark) return at;
  return undefined;
}

function packedAt(file: Buffer, at: number, size: number): Buffer | undefined {
  if (file.readUInt32LE(at) !== localMark) return undefined;
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  return from + size > file.length ? undefined : file.subarray(from, from + size);
}

function unpack(packed: Buffer, method: number, most: number): Buffer | 'too-large' | undefined {
  if (method === 0) return packed.length > most ? 'too-large' : packed;
  if (method !== 8 || most <= 0) return method === 8 ? 'too-large' : undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : undefined;
  }
}

/** Packs parts into a ZIP file, in the order given. The same parts give the same bytes: no times are kept. */
export function writeZip(parts: readonly { name: string; text: string }[]): Buffer {
  const pieces: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, text } of parts) {
    const raw = Buffer.from(text, 'utf8');
    const packed = deflateRawSync(raw);
    const label = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(label.length, 22);
    pieces.push(mark(localMark), common, label, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    entries.push(mark(entryMark), Buffer.from([20, 0]), common, rest, label);
    at += 4 + common.length + label.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...pieces, directory, mark(endMark), end]);
}

function mark(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
