/**
 * A rule about an address that a rule about its domain decides already: a denial or code of the domain beats an approval
 * of the address, and the same outcome is simply said twice. A stronger outcome for an address is an exception, and fine.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ConditionSet, RuleDocument } from '../../core/policy.ts';
import { domainOf, type Finding, type Lint, listOf } from './lint-rule.ts';

const STRENGTH: Readonly<Record<RuleDocument['then'], number>> = { approve: 0, code: 1, deny: 2 };

/** The warning `shadowed-address`. */
export const shadowedAddress: Lint = ({ rules }) => {
  const byDomain = indexByDomain(rules);
  return rules.flatMap((rule, index) =>
    (listOf(rule.when, 'emailAddress') ?? []).flatMap((address, position): readonly Finding[] => {
      const above = patternsOf(domainOf(address)).flatMap((pattern) => byDomain.get(pattern) ?? []);
      const shadow = above.find((other) => other !== rule && shadows(other, rule));
      if (shadow === undefined) return [];
      const path = ['rules', index, 'when', 'emailAddress', position];
      return [{ code: 'shadowed-address', path, message: sentence(address, shadow, rule) }];
    }),
  );
};

/** Rules by each `emailDomain` value. One with an exception may spare the address, so it does not count. */
function indexByDomain(rules: readonly RuleDocument[]): ReadonlyMap<string, readonly RuleDocument[]> {
  const byDomain = new Map<string, RuleDocument[]>();
  for (const rule of rules) {
    if (rule.unless !== undefined) continue;
    for (const value of listOf(rule.when, 'emailDomain') ?? []) {
      const others = byDomain.get(value);
      if (others === undefined) byDomain.set(value, [rule]);
      else others.push(rule);
    }
  }
  return byDomain;
}

/** Every value of `emailDomain` that matches a domain: itself, and the wildcard of each parent. */
function patternsOf(domain: string): readonly string[] {
  const labels = domain.split('.');
  return [domain, ...labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`)];
}

/** Whether the domain rule applies wherever the address rule does, and leaves it nothing to decide. */
function shadows(domainRule: RuleDocument, addressRule: RuleDocument): boolean {
  if (STRENGTH[domainRule.then] < STRENGTH[addressRule.then]) return false;
  const verified = addressRule.verify ?? [];
  const same = domainRule.then === 'approve';
  if (same && !verified.every((attribute) => domainRule.verify?.includes(attribute))) return false;
  if (domainRule.then === 'deny' && addressRule.then === 'deny' && domainRule.message !== addressRule.message)
    return false;
  return asksNoMore(domainRule.when ?? {}, addressRule.when ?? {});
}

/** Every other condition of the domain rule stands in the address rule too. */
function asksNoMore(domainSet: ConditionSet, addressSet: ConditionSet): boolean {
  return Object.entries(domainSet).every(
    ([field, value]) => field === 'emailDomain' || isDeepStrictEqual(addressSet[field], value),
  );
}

function sentence(address: string, above: RuleDocument, rule: RuleDocument): string {
  const why =
    above.then === rule.then
      ? 'already says the same of its domain'
      : `beats it: \`then: ${above.then}\` for its domain`;
  return `\`${address}\` here changes nothing; the rule \`${above.id}\` ${why}`;
}
