/**
 * `emailTag`: the local part carries a `+tag`, one mailbox under many addresses.
 */
import { type FlagCondition, whenGiven } from './condition.ts';

/** The condition `emailTag`. */
export const emailTag: FlagCondition = {
  field: 'emailTag',
  shape: 'flag',
  assertedBy: 'client',
  description: 'The part before the `@` carries a `+tag`.',
  examples: [true],
  compile:
    () =>
    ({ email }) =>
      whenGiven(email, ({ local }) => local.includes('+')),
};
