/**
 * A rule about an address that a rule about its domain decides already: a denial or code of the domain beats an approval
 * of the address, and the same outcome is simply said twice. A stronger outcome for an address is an exception, and fine.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ConditionSet, RuleDocument } from '../../core/policy.ts';
import { domainOf, domainTest, type Finding, type Lint, listOf } from './lint-rule.ts';

const STRENGTH: Readonly<Record<RuleDocument['then'], number>> = { approve: 0, code: 1, deny: 2 };

type DomainRule = { readonly rule: RuleDocument; readonly covers: (domain: string) => boolean };

/** The warning `shadowed-address`. */
export const shadowedAddress: Lint = ({ rules }) => {
  const domainRules = rules.flatMap((rule): readonly DomainRule[] => {
    const domains = listOf(rule.when, 'emailDomain');
    return domains === null || rule.unless !== undefined ? [] : [{ rule, covers: domainTest(domains) }];
  });
  return rules.flatMap((rule, index) => {
    const addresses = listOf(rule.when, 'emailAddress');
    const above = domainRules.filter((other) => other.rule !== rule && shadows(other.rule, rule));
    if (addresses === null || above.length === 0) return [];
    return addresses.flatMap((address, position): readonly Finding[] => {
      const shadow = above.find(({ covers }) => covers(domainOf(address)));
      if (shadow === undefined) return [];
      const path = ['rules', index, 'when', 'emailAddress', position];
      return [{ code: 'shadowed-address', path, message: sentence(address, shadow.rule, rule) }];
    });
  });
};

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
