/**
 * Documents of any size: an approval of many domains, which hardly compress.
 */
import { createHash } from 'node:crypto';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { aDocument, anApproval } from '../support/policies.ts';

/** A document that approves `count` different domains. */
export function withDomains(count: number): PolicyDocument {
  const emailDomain = Array.from({ length: count }, (_, index) => `${noise(index)}.example.com`);
  return aDocument({ rules: [anApproval({ when: { emailDomain } })] });
}

function noise(seed: number): string {
  return createHash('sha256').update(String(seed)).digest('hex').slice(0, 32);
}
