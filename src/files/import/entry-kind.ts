/**
 * What a value of a foreign list turns out to be. Data only.
 */

/** A value that a list file can hold. `why` tells what changed; `note` what its reader should know of it. */
export type TakenEntry = {
  readonly kind: 'domain' | 'address';
  readonly value: string;
  readonly why: string | null;
  readonly note: string | null;
};

/** A phone number, in E.164; no list of a policy holds any. */
type NumberEntry = { readonly kind: 'number'; readonly value: string; readonly why: string };

/** What has no meaning in a policy, and why. */
type LeftEntry = { readonly kind: 'left-out'; readonly why: string };

/** One value, read. */
export type ForeignEntry = TakenEntry | NumberEntry | LeftEntry;

/** A value that is left out. */
export function leftOut(why: string): LeftEntry {
  return { kind: 'left-out', why };
}
