/**
 * Small data in place of the large, as `reference/cases.ts` has it: one throwaway domain, three countries.
 */
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { diffPolicies, type PolicyDiff } from '../../../src/policy/diff/diff.ts';
import type { Samples } from '../../../src/policy/diff/dimensions.ts';
import { RESOURCES } from '../../reference/cases.ts';

const PHONES: Readonly<Record<string, string>> = { US: '+12065550100', GB: '+442071838750', DE: '+4915112345678' };

export const SAMPLES: Samples = {
  throwaway: { listed: ['throwaway.example.net'], spared: [] },
  phoneOf: (country) => PHONES[country] ?? null,
};

/** Compares two documents over the small data. */
export function diffOf(before: PolicyDocument, after: PolicyDocument): PolicyDiff {
  return diffPolicies({ before, after, resources: RESOURCES, samples: SAMPLES });
}
