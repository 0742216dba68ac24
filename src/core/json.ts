/**
 * JSON of unknown shape.
 */

/** A JSON object as it came. */
export type RawObject = { readonly [field: string]: unknown };

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
