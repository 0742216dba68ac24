/**
 * `trigger`: which of Cognito's three ways of making a user this is (F1.1).
 */
import { given, NAMED_TRIGGERS, TRIGGER_SOURCES, triggerNamed } from '../attempt.ts';
import { fail, ok } from '../result.ts';
import { truth } from '../truth.ts';
import type { ListCondition } from './condition.ts';

/** The source of one of Cognito's own names, which people write out of habit. */
function fromCognitoName(text: string): string | null {
  return NAMED_TRIGGERS.find((name) => TRIGGER_SOURCES[name].toLowerCase() === text.toLowerCase()) ?? null;
}

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
  oneOf: NAMED_TRIGGERS,
  description: 'How the user is being made: by signing up, by a first federated sign-in, or by an administrator.',
  examples: [['sign-up'], ['external-provider', 'admin-create']],
  read: (text) => {
    if (triggerNamed(text) !== 'unknown') return ok(text);
    const message = `\`${text}\` is not a trigger; it is one of ${NAMED_TRIGGERS.map((name) => `\`${name}\``).join(', ')}`;
    return fail({ message, suggestion: fromCognitoName(text) });
  },
  compile: (values) => {
    const listed = new Set(values);
    return (attempt) => truth(listed.has(attempt.trigger));
  },
};
