/**
 * `client`: the app client that the request came through. Client ids are public (F6.5): this restricts, it proves nothing.
 */
import { fail, ok } from '../result.ts';
import { type ListCondition, whenGiven } from './condition.ts';

/** Cognito's own bounds of a client id: `[\w+]+`, at most 128 characters. */
const CLIENT_ID = /^[\w+]{1,128}$/u;

/** The condition `client`. */
export const client: ListCondition<'client'> = {
  field: 'client',
  shape: 'list',
  looksAt: 'client',
  recorded: 'part',
  noun: 'app client',
  subject: (attempt) => attempt.client,
  files: false,
  assertedBy: 'cognito',
  description: 'App client ids. They are public: this restricts, it proves nothing.',
  examples: [['1example23456789']],
  read: (text) => {
    if (CLIENT_ID.test(text)) return ok(text);
    const trimmed = text.trim();
    const suggestion = CLIENT_ID.test(trimmed) ? trimmed : null;
    return fail({ message: `\`${text}\` is not an app client id`, suggestion });
  },
  compile: (values) => {
    const listed = new Set(values);
    return (attempt) => whenGiven(attempt.client, (id) => listed.has(id));
  },
};
