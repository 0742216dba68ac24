/**
 * `disposableEmail`: the domain or a parent is on the shipped list of throwaway mail domains. Without the list the
 * condition is unknown, so it still restricts.
 */
import { type FlagCondition, shown, whenGiven } from './condition.ts';

/** The condition `disposableEmail`. */
export const disposableEmail: FlagCondition<'disposableEmail'> = {
  field: 'disposableEmail',
  shape: 'flag',
  looksAt: 'email',
  recorded: 'whole',
  noun: 'email',
  subject: ({ email }) => shown(email, ({ domain }) => domain),
  assertedBy: 'client',
  description: 'The domain, or a parent of it, is on the shipped list of throwaway mail domains.',
  examples: [true],
  needs: 'disposableDomain',
  compile:
    ({ disposableDomain }) =>
    ({ email }) =>
      whenGiven(email, ({ domain }) => disposableDomain?.(domain) ?? 'unknown'),
};
