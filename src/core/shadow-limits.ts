/**
 * How large a shadow policy may be. Evaluating it is not free and nobody asked for it to be fast, so the trigger looks at
 * none beyond these, and `push --candidate` says so instead of publishing what nobody would see the effect of.
 */

/** Rules. */
export const MOST_SHADOW_RULES = 1_000;

/** Bytes of the document as canonical JSON: unpacking more would hold up the attempt that happens to be under way. */
export const MOST_SHADOW_BYTES = 1_048_576;
