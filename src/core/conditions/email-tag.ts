/**
 * `emailTag`: the local part carries a `+tag`, one mailbox under many addresses.
 */
import type { EmailAddress } from '../attempt.ts';
import { type FlagCondition, shown, whenGiven } from './condition.ts';

/** Whether a well-formed address carries a `+tag`. */
export function hasTag({ local }: Pick<EmailAddress, 'local'>): boolean {
  return local.includes('+');
}

/** The condition `emailTag`. */
export const emailTag: FlagCondition<'emailTag'> = {
  field: 'emailTag',
  shape: 'flag',
  looksAt: 'email',
  recorded: 'part',
  noun: 'email',
  subject: ({ email }) => shown(email, ({ raw }) => raw),
  assertedBy: 'client',
  description: 'The part before the `@` carries a `+tag`.',
  examples: [true],
  compile:
    () =>
    ({ email }) =>
      whenGiven(email, hasTag),
};
