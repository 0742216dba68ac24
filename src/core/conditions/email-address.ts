/**
 * `emailAddress`: the whole address, case folded. No folding of dots or `+tags`: to Cognito they are other addresses.
 */
import { fail, ok } from '../result.ts';
import { type ListCondition, shown, whenGiven } from './condition.ts';

/** The condition `emailAddress`. */
export const emailAddress: ListCondition<'emailAddress'> = {
  field: 'emailAddress',
  shape: 'list',
  looksAt: 'email',
  recorded: 'part',
  noun: 'email',
  subject: ({ email }) => shown(email, ({ raw }) => raw),
  files: true,
  assertedBy: 'client',
  description: 'Whole email addresses, in lower case; upper and lower case count as the same.',
  examples: [['alice@example.com']],
  read: (text, readers) => {
    const folded = readers.emailAddress(text.trim());
    if (folded === text) return ok(text);
    const message = folded === null ? `\`${text}\` is not an email address` : `\`${text}\` is written as \`${folded}\``;
    return fail({ message, suggestion: folded });
  },
  compile: (values) => {
    const listed = new Set(values);
    return ({ email }) => whenGiven(email, ({ folded }) => listed.has(folded));
  },
};
