/**
 * Small data in place of the large, as `reference/cases.ts` has it: one throwaway domain, four countries.
 */
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { type Atom, allAtoms, atomicRules } from '../../../src/policy/diff/atoms.ts';
import { diffPolicies, type PolicyDiff } from '../../../src/policy/diff/diff.ts';
import { dimensionsOf, type Samples } from '../../../src/policy/diff/dimensions.ts';
import type { Probe } from '../../../src/policy/diff/probe.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { aDocument } from '../../support/policies.ts';

const PHONES: Readonly<Record<string, string>> = {
  US: '+12065550100',
  GB: '+442071838750',
  DE: '+4915112345678',
  FR: '+33612345678',
};

export const SAMPLES: Samples = {
  throwaway: { listed: ['throwaway.example.net'], spared: [] },
  phoneOf: (country) => PHONES[country] ?? null,
};

/** Compares two documents over the small data. */
export function diffOf(before: PolicyDocument, after: PolicyDocument): PolicyDiff {
  return diffPolicies({ before, after, resources: RESOURCES, samples: SAMPLES });
}

/** A policy of these rules. */
export function withRules(...rules: readonly RuleDocument[]): PolicyDocument {
  return aDocument({ rules });
}

/** Changes in short: the witness's email or whatever it has, and both ends. */
export function told(before: PolicyDocument, after: PolicyDocument): readonly string[] {
  return diffOf(before, after).changes.map(({ witness, before: was, after: is }) => {
    const ends = [was, is].map(({ outcome, verify }) => [outcome, ...verify].join(' ')).join(' → ');
    return `${Object.values(witness).map(String).join(' ')}: ${ends}`;
  });
}

/** The atoms of a rule about these conditions. */
export function atomsOf(when: RuleDocument['when']): readonly Atom[] {
  return allAtoms(atomicRules(withRules({ id: 'one', when, then: 'deny' }), withRules(), RESOURCES));
}

/** The probes of one dimension under a rule about these conditions. */
export function probesOf(name: string, when: RuleDocument['when'], samples = SAMPLES): readonly Probe[] | undefined {
  return dimensionsOf(atomsOf(when), samples).find((dimension) => dimension.name === name)?.probes;
}
