/**
 * `provider`: the identity provider of a first federated sign-in. Cognito puts it before the first `_` that follows the
 * provider's own name, and lower-cases the whole user name in case-insensitive pools (F1.9), so the policy's name is
 * matched as a prefix, whatever its case; the user name is never split.
 */
import { ABSENT, given, MALFORMED } from '../attempt.ts';
import { caseFolded } from '../fold.ts';
import { fail, ok } from '../result.ts';
import { truth } from '../truth.ts';
import type { ListCondition } from './condition.ts';

/** Cognito's bounds of a provider name: 1 to 32 characters, no white space around it. */
const PROVIDER_NAME = /^[^\s_][^\s]{0,31}$/u;

/** The condition `provider`. */
export const provider: ListCondition<'provider'> = {
  field: 'provider',
  shape: 'list',
  looksAt: 'source',
  recorded: 'part',
  noun: 'provider',
  subject: ({ trigger, userName }) => {
    if (trigger !== 'external-provider') return ABSENT;
    return userName === null ? MALFORMED : given(userName);
  },
  files: false,
  assertedBy: 'cognito',
  description: 'Names of identity providers, whatever their case; matches first federated sign-ins only.',
  examples: [['Google', 'CorpSAML']],
  read: (text) => {
    if (PROVIDER_NAME.test(text)) return ok(text);
    const trimmed = text.trim();
    const suggestion = PROVIDER_NAME.test(trimmed) ? trimmed : null;
    return fail({ message: `\`${text}\` is not the name of an identity provider`, suggestion });
  },
  compile: (values) => {
    const prefixes = values.map((name) => caseFolded(`${name}_`));
    return (attempt) => {
      if (attempt.trigger !== 'external-provider') return 'no';
      if (attempt.userName === null) return 'unknown';
      const userName = caseFolded(attempt.userName);
      return truth(prefixes.some((prefix) => userName.startsWith(prefix)));
    };
  },
};
