/**
 * Data for an island, as `<script type="application/json">`. The only way in which a page carries JSON:
 * what could end the script, or is no legal character in older scripts, is written as an escape.
 */
export function JsonScript(props: { id: string; data: unknown }) {
  return (
    <script
      type="application/json"
      id={props.id}
      // oxlint-disable-next-line react/no-danger
      dangerouslySetInnerHTML={{ __html: jsonForScript(props.data) }}
    />
  );
}

/** JSON in which no `<`, U+2028 or U+2029 stands as itself. `undefined` becomes `null`. */
export function jsonForScript(data: unknown): string {
  return (JSON.stringify(data) ?? 'null')
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
