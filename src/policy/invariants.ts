/**
 * What a policy must obey beyond its shape. Held wherever a policy is read, the trigger included: an approval that
 * verifies without an acknowledgement is no policy, whoever wrote it into SSM.
 */
import { conditionOf } from '../core/conditions/registry.ts';
import type { PolicyDocument, RuleDocument } from '../core/policy.ts';

/** A broken invariant: its stable code, the path of the offending node, and a sentence. */
export type Breach = { readonly code: string; readonly path: readonly (string | number)[]; readonly message: string };

/** Every broken invariant of a document; empty for a valid one. */
export function breachesOf(document: Pick<PolicyDocument, 'rules'>): readonly Breach[] {
  const seen = new Set<string>();
  return document.rules.flatMap((rule, index) => {
    const duplicate = seen.has(rule.id);
    seen.add(rule.id);
    const breaches = ruleBreaches(rule).map(({ path, ...rest }) => ({ ...rest, path: ['rules', index, ...path] }));
    if (!duplicate) return breaches;
    const message = `the id \`${rule.id}\` is already taken by a rule above`;
    return [{ code: 'duplicate-id', path: ['rules', index, 'id'], message }, ...breaches];
  });
}

function ruleBreaches(rule: RuleDocument): readonly Breach[] {
  const breaches: Breach[] = [];
  const approves = rule.then === 'approve';
  const verifies = rule.verify !== undefined && rule.verify.length > 0;
  const add = (code: string, path: readonly (string | number)[], message: string) =>
    breaches.push({ code, path, message });
  if (!approves && rule.verify !== undefined)
    add('verify-without-approve', ['verify'], '`verify` needs `then: approve`');
  if (!approves && rule.acknowledge !== undefined)
    add('acknowledge-without-approve', ['acknowledge'], '`acknowledge` needs `then: approve`');
  if (rule.then !== 'deny' && rule.message !== undefined)
    add('message-without-deny', ['message'], '`message` needs `then: deny`');
  if (approves && verifies && (rule.acknowledge ?? '').trim() === '')
    add('verify-without-acknowledge', ['verify'], NEEDS_ACKNOWLEDGE);
  for (const field of approves ? claimedFields(rule) : [])
    add('approve-on-claimed-value', ['when', field], `an approval may not rest on \`${field}\`: anyone may type it`);
  return breaches;
}

const NEEDS_ACKNOWLEDGE =
  '`verify` needs `acknowledge`: write down why whoever signs up may be trusted to own what they typed';

/** Fields of named values that whoever signs up writes freely; an approval may not use them at all. */
function claimedFields(rule: RuleDocument): readonly string[] {
  return Object.keys(rule.when ?? {}).filter((field) => conditionOf(field)?.shape === 'map');
}
