/**
 * Policies for tests, built from defaults: a test writes down only what it is about.
 */
import { DEFAULT_SETTINGS, type PolicyDocument, type RuleDocument } from '../../src/core/policy.ts';

/** A document that enforces and leaves everybody to the code. */
export function aDocument(fields: Partial<PolicyDocument> = {}): PolicyDocument {
  return { version: 1, mode: 'enforce', rules: [], otherwise: 'code', ...DEFAULT_SETTINGS, ...fields };
}

/** A rule that approves everybody and verifies both contacts. */
export function anApproval(fields: Partial<RuleDocument> = {}): RuleDocument {
  return { id: 'everyone', then: 'approve', verify: ['email', 'phone_number'], acknowledge: 'tested', ...fields };
}
