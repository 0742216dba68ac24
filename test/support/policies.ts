/**
 * Policies for tests, built from defaults: a test writes down only what it is about.
 */
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import {
  type CompiledPolicy,
  type CompiledRule,
  DEFAULT_SETTINGS,
  type PolicyDocument,
  type RuleDocument,
} from '../../src/core/policy.ts';
import type { PolicySnapshot } from '../../src/guard/ports.ts';
import { compilePolicy } from '../../src/policy/compile.ts';

/** A document that enforces and leaves everybody to the code. */
export function aDocument(fields: Partial<PolicyDocument> = {}): PolicyDocument {
  return { version: 1, mode: 'enforce', rules: [], otherwise: 'code', ...DEFAULT_SETTINGS, ...fields };
}

/** A rule that approves everybody and verifies both contacts. */
export function anApproval(fields: Partial<RuleDocument> = {}): RuleDocument {
  return { id: 'everyone', then: 'approve', verify: ['email', 'phone_number'], acknowledge: 'tested', ...fields };
}

/** A compiled rule about everybody, which leaves them to the code. */
export function aCompiledRule(fields: Partial<CompiledRule> = {}): CompiledRule {
  const [rule] = compilePolicy(aDocument({ rules: [{ id: 'one', then: 'code' }] }), NO_RESOURCES).rules;
  if (rule === undefined) throw new Error('the policy has no rule');
  return { ...rule, ...fields };
}

/** A compiled policy as the guard gets it: just read, and in need of no large data. */
export function aSnapshot(policy: CompiledPolicy, fields: Partial<PolicySnapshot> = {}): PolicySnapshot {
  return { policy, digest: 'd', resources: NO_RESOURCES, source: 'ssm', ageMs: 0, ...fields };
}
