/**
 * Settings under which a refusal tells whoever signs up that an address has an account (F6.2). Silent where nothing they
 * are about can happen, so that nobody is warned of a risk that the policy does not take.
 */
import type { NamedTrigger } from '../../core/attempt.ts';
import type { PolicyDocument, RuleDocument } from '../../core/policy.ts';
import type { Lint } from './lint-rule.ts';
import { takesPart, triggersOf } from './rule-scope.ts';

/** A setting, when it refuses anybody, and what that tells. */
type Oracle = {
  readonly key: 'then' | 'code' | 'federated';
  readonly effective: (document: PolicyDocument) => boolean;
  readonly message: string;
};

const ORACLES: readonly Oracle[] = [
  {
    key: 'then',
    effective: ({ mode, rules }) =>
      mode !== 'code-only' && rules.some((rule) => reaches(rule, 'sign-up') && (rule.verify ?? []).length > 0),
    message: '`then: deny` tells anyone which addresses have an account; `withhold` only leaves them unverified',
  },
  {
    key: 'code',
    effective: (document) => letsAnybodyIn(document, 'sign-up'),
    message: '`code: deny` tells anyone who may sign up which addresses have an account; `allow` tells nobody',
  },
  {
    key: 'federated',
    effective: (document) => letsAnybodyIn(document, 'external-provider'),
    message: '`federated: deny` tells whoever a provider lets in which addresses have an account; `allow` tells nobody',
  },
];

/** The warning `collision-oracle`. */
export const collisionOracle: Lint = (document) => {
  if (document.mode === 'observe') return [];
  const { collision } = document;
  return ORACLES.filter(({ key, effective }) => collision[key] === 'deny' && effective(document)).map(
    ({ key, message }) => ({ code: 'collision-oracle', path: ['collision', key], message }),
  );
};

/** Whether anybody could come so far, by that door, that an address of theirs is looked up. */
function letsAnybodyIn({ otherwise, rules }: PolicyDocument, trigger: NamedTrigger): boolean {
  return otherwise === 'code' || rules.some((rule) => rule.then !== 'deny' && reaches(rule, trigger));
}

function reaches(rule: RuleDocument, trigger: NamedTrigger): boolean {
  return takesPart(rule) && triggersOf(rule).has(trigger);
}
