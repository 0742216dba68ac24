/**
 * Success or failure as a value. Nothing in the pure rooms throws; only `lambda/reply.ts` does.
 */

/** The outcome of an operation that may fail: `T` when `ok`, else `E` says why. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a failure. */
export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
