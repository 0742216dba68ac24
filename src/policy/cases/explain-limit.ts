/**
 * What an explanation says of a rule's limit. Words only; what a count means is `core/limits/`'s.
 */
import type { Attempt } from '../../core/attempt.ts';
import type { CompiledLimit, LimitBy, LimitOutcome } from '../../core/limits/limit.ts';
import { stateOf, whenUncounted } from '../../core/limits/standing.ts';
import type { CompiledPolicy } from '../../core/policy.ts';

/** What a key is the key of. */
const NOUNS: Readonly<Record<LimitBy, string>> = {
  emailDomain: 'email',
  mailbox: 'email',
  phonePrefix: 'phone number',
  phoneCountry: 'phone number',
  client: 'app client',
  provider: 'provider',
  everybody: 'sign-up',
};

/** The sentence on the limit of a rule that is about the attempt but for it. */
export function limitSentence(
  limit: CompiledLimit,
  attempt: Attempt,
  outcome: LimitOutcome | undefined,
  policy: Pick<CompiledPolicy, 'unavailable'>,
): string {
  const { by, count, per, keyOf } = limit;
  if (keyOf(attempt).kind === 'absent') return `\`limit\` does not count it: there is no ${NOUNS[by]}`;
  if (outcome?.kind === 'flooded') return '`limit` is exceeded: the table cannot keep up with this key';
  if (outcome?.kind === 'unknown')
    return `\`limit\` cannot be told: no answer from the table, and \`unavailable.limits\` says ${whenUncounted(policy)}`;
  const seen = outcome?.count ?? 1;
  const state = stateOf(limit, outcome) === 'exceeded' ? 'is exceeded' : 'is not exceeded';
  return `\`limit\` ${state}: ${seen} within ${per} with this one, and ${count} may pass`;
}
