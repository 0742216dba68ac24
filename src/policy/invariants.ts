/**
 * What a policy must obey beyond its shape. Held wherever a policy is read, the trigger included: an approval that
 * verifies an address with neither proof of it nor an acknowledgement is no policy, whoever wrote it into SSM.
 */

import type { AliasAttribute } from '../core/attempt.ts';
import { PROOF_OF } from '../core/conditions/attested.ts';
import { conditionOf } from '../core/conditions/registry.ts';
import { termOf } from '../core/in-force.ts';
import { readMoment } from '../core/moment.ts';
import { isList, type PolicyDocument, type RuleDocument } from '../core/policy.ts';
import { attesterBreaches, type Breach } from './attester-breaches.ts';
import { limitBreaches } from './limit-breaches.ts';

/** Every broken invariant of a document; empty for a valid one. */
export function breachesOf({ rules, attesters = [] }: Pick<PolicyDocument, 'rules' | 'attesters'>): readonly Breach[] {
  return [...rulesBreaches(rules), ...attesterBreaches(attesters, rules)];
}

function rulesBreaches(rules: readonly RuleDocument[]): readonly Breach[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, index) => {
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
  const add = (code: string, path: readonly (string | number)[], message: string) =>
    breaches.push({ code, path, message });
  if (!approves && rule.verify !== undefined)
    add('verify-without-approve', ['verify'], '`verify` needs `then: approve`');
  if (!approves && rule.acknowledge !== undefined)
    add('acknowledge-without-approve', ['acknowledge'], '`acknowledge` needs `then: approve`');
  if (rule.then !== 'deny' && rule.message !== undefined)
    add('message-without-deny', ['message'], '`message` needs `then: deny`');
  breaches.push(...timeBreaches(rule), ...limitBreaches(rule));
  const unproved = approves && (rule.acknowledge ?? '').trim() === '' ? unprovedOf(rule) : [];
  if (unproved.length > 0) add('verify-without-acknowledge', ['verify'], needsProof(unproved));
  return [...breaches, ...conditionBreaches(rule)];
}

/** A time that does not exist bounds nothing, and a rule that ends before it begins never takes part. */
function timeBreaches(rule: RuleDocument): readonly Breach[] {
  const unread = (['from', 'until'] as const).flatMap((key) => {
    const text = rule[key];
    return text === undefined || readMoment(text) !== null
      ? []
      : [{ code: 'bad-time', path: [key], message: noTime(text) }];
  });
  const { from, until } = termOf(rule);
  if (from === null || until === null || from < until) return unread;
  return [
    { code: 'from-after-until', path: ['until'], message: '`until` is not after `from`: the rule never takes part' },
  ];
}

function noTime(text: string): string {
  if (readMoment(`${text}Z`) !== null) {
    return `\`${text}\` names no zone; end it in \`Z\` for UTC, or in an offset such as \`+01:00\``;
  }
  return `\`${text}\` is no day and no time; write one that exists, as \`2027-03-31\` or \`2027-03-31T12:00:00Z\``;
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

/**
 * What a rule verifies and does not prove. Proof is a condition of the rule itself: where several rules add up, each answers
 * for what it adds.
 */
function unprovedOf({ verify = [], when = {} }: RuleDocument): readonly AliasAttribute[] {
  return verify.filter((attribute) => !isList(when[PROOF_OF[attribute]]));
}

function needsProof(attributes: readonly AliasAttribute[]): string {
  const proofs = attributes.map((attribute) => `\`${PROOF_OF[attribute]}\``).join(' and ');
  return `\`verify: [${attributes.join(', ')}]\` needs ${proofs} under \`when\`, or \`acknowledge\`: write down why whoever signs up may be trusted to own what they typed`;
}
