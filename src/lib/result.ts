/** An outcome that is expected to go either way. Refusals are values, never exceptions. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** A success that carries `value`. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A refusal that carries `error`. */
export function fail<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
