/**
 * A rule about an address that a rule about its domain decides already: a denial or code of the domain beats an approval
 * of the address, and the same outcome is simply said twice. A stronger outcome for an address is an exception, and fine.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ConditionSet, PolicyDocument, RuleDocument } from '../../core/policy.ts';
import { beats } from '../../core/rules.ts';
import { domainOf, type Lint, type ListedValue, listedValues, patternsOf } from './lint-rule.ts';
import { isSteady } from './rule-scope.ts';

/** The warning `shadowed-address`. */
export const shadowedAddress: Lint = (document) => {
  const byDomain = indexByDomain(document);
  return listedValues(document, 'emailAddress', ['when']).flatMap(({ value, path, rule }) => {
    const above = patternsOf(domainOf(value)).flatMap((pattern) => byDomain.get(pattern) ?? []);
    const shadow = above.find((other) => other.rule !== rule && shadows(other.rule, rule));
    return shadow === undefined
      ? []
      : [{ code: 'shadowed-address', path, message: sentence(value, shadow.rule, rule) }];
  });
};

/** Rules by each `emailDomain` value. One that does not always take part may spare the address, so it does not count. */
function indexByDomain(document: PolicyDocument): ReadonlyMap<string, readonly ListedValue[]> {
  const lasting = listedValues(document, 'emailDomain', ['when']).filter(({ rule }) => isSteady(rule));
  return Map.groupBy(lasting, ({ value }) => value);
}

/** Whether the domain rule applies wherever the address rule does, and leaves it nothing to decide. */
function shadows(domainRule: RuleDocument, addressRule: RuleDocument): boolean {
  if (beats(addressRule.then, domainRule.then)) return false;
  const verified = addressRule.verify ?? [];
  const same = domainRule.then === 'approve';
  if (same && !verified.every((attribute) => domainRule.verify?.includes(attribute))) return false;
  if (addressRule.then === 'deny' && domainRule.message !== addressRule.message) return false;
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
