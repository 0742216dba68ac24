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
  return [...breaches, ...conditionBreaches(rule)];
}

/** An empty set of conditions matches everybody: an `unless: {}` would switch its rule off. */
function conditionBreaches(rule: RuleDocument): readonly Breach[] {
  return (['when', 'unless'] as const).flatMap((half) => {
    const set = rule[half];
    if (set === undefined) return [];
    const entries = Object.entries(set);
    if (entries.length === 0) return [emptyAt([half], half)];
    return entries.flatMap(([field, value]) => {
      const breaches: Breach[] = [];
      if (value !== true && Object.keys(value).length === 0) breaches.push(emptyAt([half, field], field));
      if (rule.then === 'approve' && conditionOf(field)?.shape === 'map')
        breaches.push(claimedAt([half, field], field));
      return breaches;
    });
  });
}

function emptyAt(path: Breach['path'], key: string): Breach {
  return { code: 'empty-conditions', path, message: `\`${key}\` is empty; name a condition or leave it out` };
}

/** Named values are whatever was typed: they neither earn an approval nor keep anyone from one who leaves them out. */
function claimedAt(path: Breach['path'], field: string): Breach {
  const message = `an approval may not rest on \`${field}\`: anyone may type it`;
  return { code: 'approve-on-claimed-value', path, message };
}

const NEEDS_ACKNOWLEDGE =
  '`verify` needs `acknowledge`: write down why whoever signs up may be trusted to own what they typed';
