/**
 * Any character that Unicode may ever have. fast-check's own unit `binary` is the same, and takes a second of each process to list
 * them all.
 */
import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/** A code point but for surrogates, as the `unit` of a random text. */
export const ANY_CHARACTER = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map((index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count));
