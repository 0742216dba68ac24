/**
 * `trigger`: which of Cognito's three ways of making a user this is (F1.1).
 */
import { given } from '../attempt.ts';
import { fail, ok } from '../result.ts';
import { truth } from '../truth.ts';
import type { ListCondition } from './condition.ts';

const TRIGGERS: readonly string[] = ['sign-up', 'external-provider', 'admin-create'];

/** Cognito's own names of the sources, which people write out of habit. */
const COGNITO_NAMES: Readonly<Record<string, string>> = {
  presignup_signup: 'sign-up',
  presignup_externalprovider: 'external-provider',
  presignup_admincreateuser: 'admin-create',
};

/** The condition `trigger`. */
export const trigger: ListCondition<'trigger'> = {
  field: 'trigger',
  shape: 'list',
  looksAt: 'source',
  recorded: 'whole',
  noun: 'trigger',
  subject: (attempt) => given(attempt.trigger),
  files: false,
  assertedBy: 'cognito',
  oneOf: TRIGGERS,
  description: 'How the user is being made: by signing up, by a first federated sign-in, or by an administrator.',
  examples: [['sign-up'], ['external-provider', 'admin-create']],
  read: (text) => {
    if (TRIGGERS.includes(text)) return ok(text);
    const message = `\`${text}\` is not a trigger; it is one of ${TRIGGERS.map((name) => `\`${name}\``).join(', ')}`;
    return fail({ message, suggestion: COGNITO_NAMES[text.toLowerCase()] ?? null });
  },
  compile: (values) => {
    const listed = new Set(values);
    return (attempt) => truth(listed.has(attempt.trigger));
  },
};
