/** The line that begins a part of an office document. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Text as XML 1.0 may hold it, in an element or between quotation marks: what it has no way to write is left out. */
export function escapeXml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- they are what is taken out
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .toWellFormed()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Without this a reader of XML would make a line feed of it.
      .replaceAll('\r', '&#13;')
  );
}
