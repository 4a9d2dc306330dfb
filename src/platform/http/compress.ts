import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

/** How a page travels; undefined is as it is. */
export type Encoding = 'br' | 'gzip' | undefined;

const quality = constants.BROTLI_PARAM_QUALITY;
const tightly = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** The encoding that a browser prefers, from its `accept-encoding`. */
export function encodingFor(accepted: string | undefined): Encoding {
  if (accepted?.includes('br') === true) return 'br';
  return accepted?.includes('gzip') === true ? 'gzip' : undefined;
}

/** For a page that is sent once: in half the time of the usual quality, and a twentieth larger. */
export function compressQuickly(page: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'br') return brotliCompressSync(page, { params: { [quality]: 2 } });
  return encoding === 'gzip' ? gzipSync(page, { level: 3 }) : page;
}

/** For a page that is sent again and again: as small as is worth it, made beside the main thread. */
export async function compressTightly(page: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  return encoding === 'br'
    ? await tightly.br(page, { params: { [quality]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: page.length } })
    : await tightly.gzip(page, { level: 9 });
}
