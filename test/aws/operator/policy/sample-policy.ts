/** Policies for tests of the store: a small one fits its parameter, one of many domains needs parts. */
import { randomBytes } from 'node:crypto';
import { DEFAULT_SETTINGS, type PolicyDocument } from '../../../../src/core/policy.ts';

/** A policy that approves the domains given. */
export function policy(emailDomain: readonly string[]): PolicyDocument {
  const acknowledge = 'Only for this test.';
  return {
    ...DEFAULT_SETTINGS,
    version: 1,
    mode: 'enforce',
    otherwise: 'code',
    rules: [{ id: 'staff', when: { emailDomain }, then: 'approve', verify: ['email'], acknowledge }],
  };
}

/** Domains that do not compress, so that the policy needs several parts. */
export function manyDomains(): readonly string[] {
  return Array.from({ length: 500 }, () => `${randomBytes(16).toString('hex')}.example.com`).toSorted();
}
