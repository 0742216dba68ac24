/**
 * Parsed values carry a brand, so that only this room makes them. The one cast of the code base stands here.
 */
declare const brand: unique symbol;

/** `T`, proved by the parser named `Name`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Marks a value as parsed. Only the parsers of `identity/` call it. */
export function branded<T, Name extends string>(value: T): Brand<T, Name> {
  return value as Brand<T, Name>;
}
