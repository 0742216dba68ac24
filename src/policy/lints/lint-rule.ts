/**
 * What a lint is, and the parts of a document that several of them look at.
 */
import type { AliasAttribute } from '../../core/attempt.ts';
import { PROOF_OF } from '../../core/conditions/attested.ts';
import { hasListedParent } from '../../core/conditions/email-domain.ts';
import { type ConditionSet, isList, type PolicyDocument, type RuleDocument } from '../../core/policy.ts';
import type { Path } from '../file/tree.ts';

/** A warning before it has a place; a note where it says so. */
export type LintFinding = {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
  readonly severity?: 'note';
};

/** One warning of the catalogue. Pure; must stay quick with 50,000 listed values. */
export type Lint = (document: PolicyDocument) => readonly LintFinding[];

/** One value of a list condition, and where it stands. */
export type ListedValue = { readonly value: string; readonly path: Path; readonly rule: RuleDocument };

/** The values of a list field, or nothing where the set does not have it. */
export function listOf(set: ConditionSet | undefined, field: string): readonly string[] | null {
  const value = set?.[field];
  return isList(value) ? value : null;
}

/** Every value of one field in the document, `when` before `unless`. */
export function listedValues(
  { rules }: PolicyDocument,
  field: string,
  halves: readonly ('when' | 'unless')[] = ['when', 'unless'],
): readonly ListedValue[] {
  return rules.flatMap((rule, index) =>
    halves.flatMap((half) =>
      (listOf(rule[half], field) ?? []).map((value, position) => ({
        value,
        path: ['rules', index, half, field, position],
        rule,
      })),
    ),
  );
}

/** Whether a rule marks an address as verified that was only typed; an attestation has shown who owns it. */
// Stryker disable next-line ArrayDeclaration: no address is called so
export function verifiesTyped({ verify = [], when }: RuleDocument, attribute: AliasAttribute): boolean {
  return verify.includes(attribute) && when?.[PROOF_OF[attribute]] === undefined;
}

/** The name that an `emailDomain` value is about, without the `*.` of a wildcard. */
export function nameOf(value: string): string {
  return value.startsWith('*.') ? value.slice(2) : value;
}

/**
 * Whether `emailDomain` values match a domain, or all that a wildcard matches: one look-up a label. The names below
 * `*.a.example.com` are below `example.com` too.
 */
export function domainTest(values: readonly string[]): (domain: string) => boolean {
  const listed = new Set(values);
  const parents = new Set(values.filter((value) => value.startsWith('*.')).map(nameOf));
  return (domain) => listed.has(domain) || hasListedParent(domain, parents);
}

/** Every value of `emailDomain` that matches a domain, or all of a wildcard: itself, and the wildcard of each parent. */
export function patternsOf(domain: string): readonly string[] {
  const labels = domain.split('.');
  return labels.map((_, index) => (index === 0 ? domain : `*.${labels.slice(index).join('.')}`));
}

/** What follows the `@` of a well-formed address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
