/**
 * JSON of unknown shape.
 */

/** A JSON object as it came. */
export type RawObject = { readonly [field: string]: unknown };

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NOTHING: RawObject = {};

/** An object's fields, or none: whatever is not an object has nothing to say. */
export function fieldsOf(value: unknown): RawObject {
  return isObject(value) ? value : NOTHING;
}

/** The texts of a JSON array; whatever is no array has none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** The value of a text, or undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // what is no JSON has no value
  }
  return value;
}
