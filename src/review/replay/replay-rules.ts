/**
 * Which rules of a policy could have applied to a redacted attempt. The engine's own matchers answer wherever the record
 * holds what they look at; elsewhere a condition stands in every way it may have come out.
 */
import type { Attempt, Given } from '../../core/attempt.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import {
  type CompiledCondition,
  type CompiledPolicy,
  type CompiledRule,
  type ConditionValue,
  isList,
  type PolicyDocument,
} from '../../core/policy.ts';
import { partOf } from '../../core/rules.ts';
import type { Truth } from '../../core/truth.ts';
import { pseudonym } from '../../identity/pseudonym.ts';
import type { LoggedDecision } from '../../record/logged.ts';

/** A condition as a replay sees it: the engine's, and what was written. */
type ReplayCondition = CompiledCondition & { readonly value: ConditionValue };

/** A rule as a replay sees it. */
export type ReplayRule = {
  readonly rule: CompiledRule;
  readonly when: readonly ReplayCondition[];
  readonly unless: readonly ReplayCondition[] | null;
};

/** How far a rule was about the attempt, in every way it may have been, and the fields that would have told. */
type Participation = { readonly parts: readonly Truth[]; readonly untold: readonly string[] };

/** Hashes of the addresses that a policy lists; null without the key. */
export type ListedHashes = ReadonlyMap<string, string> | null;

const ANY: readonly Truth[] = ['yes', 'no', 'unknown'];

/** Pairs each compiled rule with its values. */
export function replayRules(document: PolicyDocument, policy: CompiledPolicy): readonly ReplayRule[] {
  return policy.rules.map((rule, index) => {
    const written = document.rules[index];
    return {
      rule,
      when: paired(rule.when, Object.values(written?.when ?? {})),
      unless: rule.unless === null ? null : paired(rule.unless, Object.values(written?.unless ?? {})),
    };
  });
}

function paired(compiled: readonly CompiledCondition[], values: readonly ConditionValue[]): readonly ReplayCondition[] {
  return compiled.map((condition, index) => ({ ...condition, value: values[index] ?? [] }));
}

/** The pseudonym of every address that the policy lists, with the address. */
export function listedHashes(document: PolicyDocument, hashKey: string | null): ListedHashes {
  if (hashKey === null) return null;
  const sets = document.rules.flatMap((rule) => [rule.when ?? {}, rule.unless ?? {}]);
  const addresses = sets.flatMap((set) => listOf(set['emailAddress'] ?? []));
  return new Map(addresses.map((address) => [pseudonym(hashKey, 'email', address) ?? '', address]));
}

/** Every way in which the rule may have taken part. */
export function participation(
  { when, unless }: ReplayRule,
  attempt: Attempt,
  decision: LoggedDecision,
  hashes: ListedHashes,
): Participation {
  const truths = (condition: ReplayCondition) => possibleTruths(condition, attempt, decision, hashes);
  const whens = possibleAll(when.map(truths));
  const unlesses = unless === null ? [null] : possibleAll(unless.map(truths));
  const parts = new Set(whens.flatMap((w) => unlesses.map((u) => partOf({ when: w, unless: u }))));
  const untold = [...when, ...(unless ?? [])].filter((condition) => truths(condition).length > 1);
  return { parts: [...parts], untold: untold.map(({ field }) => field) };
}

/** Every value that a conjunction can take. */
function possibleAll(parts: readonly (readonly Truth[])[]): readonly Truth[] {
  const result: Truth[] = [];
  if (parts.every((part) => part.includes('yes'))) result.push('yes');
  if (parts.some((part) => part.includes('no'))) result.push('no');
  const doubtful = parts.some((part) => part.includes('unknown'));
  if (doubtful && parts.every((part) => part.some((truth) => truth !== 'no'))) result.push('unknown');
  return result;
}

/** What is left to tell of a condition that a record keeps in part. */
type PartReader = (
  condition: ReplayCondition,
  attempt: Attempt,
  decision: LoggedDecision,
  hashes: ListedHashes,
) => readonly Truth[];

function told({ matches }: ReplayCondition, attempt: Attempt): readonly Truth[] {
  return [matches(attempt)];
}

/** The conditions that a record keeps in part, each with what is left to tell. */
export const PART_READERS: Readonly<Record<string, PartReader>> = {
  emailAddress: (condition, attempt, decision, hashes) =>
    attempt.email.kind === 'given'
      ? addressTruths(listOf(condition.value), decision, hashes)
      : told(condition, attempt),
  emailTag: (condition, attempt, { subject }) =>
    attempt.email.kind === 'given' && subject.emailTag === null ? ['yes', 'no'] : told(condition, attempt),
  phoneCountry: (condition, attempt, { subject }) =>
    attempt.phone.kind === 'given' && subject.phoneCountry === null ? ANY : told(condition, attempt),
  // the name stands hashed as it was typed, so its case and beginning are lost
  userName: (_condition, _attempt, { subject }) => (subject.user === null ? ANY : ['yes', 'no']),
  given: (condition, attempt) => givenTruths(condition, attempt),
  client: (condition, attempt, { clientId }) => (clientId === null ? ['no', 'unknown'] : told(condition, attempt)),
  emailAttested: (condition, attempt, decision) => attestedTruths(condition, attempt, attempt.email, decision),
  phoneAttested: (condition, attempt, decision) => attestedTruths(condition, attempt, attempt.phone, decision),
  provider: (condition, attempt) =>
    attempt.trigger === 'external-provider' ? ['yes', 'no'] : told(condition, attempt),
};

/** A record tells of email and phone whether they were there, and of no other attribute. */
function givenTruths(condition: ReplayCondition, attempt: Attempt): readonly Truth[] {
  const contacts = told(condition, attempt);
  const others = listOf(condition.value).some((name) => name !== 'email' && name !== 'phone_number');
  return others && !contacts.includes('yes') ? ['yes', 'no'] : contacts;
}

/** What the policy of that time refused, another may take: an attester whom it did not know, a key, a longer life. */
const REFUSED_BY_POLICY: ReadonlySet<string> = new Set(['issuer', 'key', 'signature', 'too-long-lived']);

function attestedTruths(
  condition: ReplayCondition,
  attempt: Attempt,
  address: Given<unknown>,
  { attestation }: LoggedDecision,
): readonly Truth[] {
  const open = attestation !== null && REFUSED_BY_POLICY.has(attestation.result) && address.kind === 'given';
  return open ? ['yes', 'no'] : told(condition, attempt);
}

function possibleTruths(
  condition: ReplayCondition,
  attempt: Attempt,
  decision: LoggedDecision,
  hashes: ListedHashes,
): readonly Truth[] {
  const { field } = condition;
  if (conditionOf(field)?.recorded === 'whole') return told(condition, attempt);
  return PART_READERS[field]?.(condition, attempt, decision, hashes) ?? ANY;
}

/** With the key, a listed address is known by its hash; without it, only that no listed address has this domain. */
function addressTruths(listed: readonly string[], { subject }: LoggedDecision, hashes: ListedHashes): readonly Truth[] {
  if (hashes !== null && subject.email !== null) {
    const address = hashes.get(subject.email);
    return [address !== undefined && listed.includes(address) ? 'yes' : 'no'];
  }
  const sameDomain = listed.some((address) => address.slice(address.lastIndexOf('@') + 1) === subject.emailDomain);
  return sameDomain ? ['yes', 'no'] : ['no'];
}

function listOf(value: ConditionValue): readonly string[] {
  return isList(value) ? value : [];
}
