/** Reads a time as people type it ("9", "9.30am", "2 pm", "14:00", "midday") as `HH:MM`; undefined when it is none. */
export function parseTime(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (text === 'midday' || text === 'noon') return '12:00';
  if (text === 'midnight') return '00:00';
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?$/.exec(text);
  if (match === null) return undefined;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? '0');
  const half = match[3]?.charAt(0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Reads "£2.50", "2.5" or "2" as whole pence, up to £100,000; undefined when it is no such amount. */
export function parsePence(typed: string): number | undefined {
  const match = /^£?\s*(\d{1,5}|100000)(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(',', ''));
  return match === null ? undefined : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
