/** Structured lines, one JSON object each. Personal words never go in: callers give ids, codes, counts and times. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};
export type LogFields = Record<string, string | number | boolean | undefined>;

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** A log that writes lines of at least `level` through `write`. */
export function createLog(
  level: (typeof levels)[number] | 'silent',
  now: () => Date,
  write: (line: string) => void,
): Log {
  const lowest = level === 'silent' ? levels.length : levels.indexOf(level);
  function at(index: number): (message: string, fields?: LogFields) => void {
    return (message, fields = {}) => {
      if (index >= lowest) write(JSON.stringify({ at: now().toISOString(), level: levels[index], message, ...fields }));
    };
  }
  return { debug: at(0), info: at(1), warn: at(2), error: at(3) };
}

/**
 * What may be said of an error in a log: its name, its database code and where in our own code it arose. Its message may
 * quote what a person typed, so it stays out.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at ') && line.includes('/src/') && !line.includes('node_modules'))
    .slice(0, 4)
    .map((line) => line.trim().replace(/file:\/\/\S*\/src\//, 'src/'))
    .join(' < ');
  return { error: error.name, code, constraint, where };
}
