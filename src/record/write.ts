/**
 * From a judgement to its record: an allow-list of fields, addresses and names only as keyed hashes. Pure; the zod schema
 * is not reachable from here, so that the trigger's bundle stays small.
 */

import type { Attempt } from '../core/attempt.ts';
import type { Attestation } from '../core/attestation.ts';
import { hasTag } from '../core/conditions/email-tag.ts';
import { responseOf, type Withheld } from '../core/decision.ts';
import { stateOf } from '../core/limits/standing.ts';
import type { ShadowOpinion } from '../core/possible.ts';
import type { CountedLimit } from '../guard/count.ts';
import type { Judgement } from '../guard/guard.ts';
import { pseudonym } from '../identity/pseudonym.ts';
import type { DecisionRecord } from './decision-record.ts';
import { NO_COUNTRY, RECORD_SCHEMA } from './version.ts';

type LimitRecord = NonNullable<DecisionRecord['limits']>[number];

/** What is recorded: everything but the findings, which name holders. */
export type Recorded = Omit<Judgement, 'findings'>;

/**
 * Builds the record. `hashKey` is null while the key cannot be read: then all hashes are null. `candidate` is null while no
 * shadow policy stands: then the record has no such field.
 */
export function recordOf(
  judgement: Recorded,
  environment: string,
  hashKey: string | null,
  candidate: ShadowOpinion | null = null,
): DecisionRecord {
  const { attempt, decision, snapshot, calls, timings, observed, limits } = judgement;
  return {
    schema: RECORD_SCHEMA,
    outcome: decision.outcome,
    applied: decision.applied,
    reason: decision.reason,
    rules: [...decision.rules],
    response: responseOf(decision),
    withheld: decision.withheld.map((entry) => withheldRecord(entry, hashKey)),
    failures: decision.failures.map(({ call, cause }) => ({ call, cause })),
    policy: {
      environment,
      digest: snapshot?.digest ?? null,
      source: snapshot?.source ?? 'none',
      ageMs: snapshot === null ? null : Math.round(snapshot.ageMs),
    },
    subject: subjectOf(attempt, hashKey, snapshot?.resources.phoneCountry ?? null),
    trigger: attempt.trigger,
    clientId: attempt.client.kind === 'given' ? attempt.client.value : null,
    userPoolId: attempt.userPoolId,
    calls: { ...calls },
    ms: { policy: tenths(timings.policy), lookup: tenths(timings.lookup), total: tenths(timings.total) },
    attestation: attestationRecord(judgement.attestation, hashKey),
    companion: companionRecord(judgement.companion),
    ...(observed.length === 0 ? {} : { observed: [...observed] }),
    ...(limits.length === 0 ? {} : { limits: limits.map((counted) => limitRecord(counted, hashKey)) }),
    ...(candidate === null ? {} : { candidate: { ...candidate } }),
  };
}

function withheldRecord(
  { attribute, because, holders, atLeast }: Withheld,
  hashKey: string | null,
): DecisionRecord['withheld'][number] {
  const [first] = holders;
  return {
    attribute,
    because,
    holders: holders.length,
    ...(atLeast ? { holdersAtLeast: true } : {}),
    verifiedHolders: holders.filter((holder) => holder.verified).length,
    statuses: [...new Set(holders.map((holder) => holder.status))].sort(),
    firstHolder: first === undefined ? null : pseudonym(hashKey, 'user', first.userName),
  };
}

function attestationRecord(attestation: Attestation | null, hashKey: string | null): DecisionRecord['attestation'] {
  if (attestation === null) return null;
  const { attester, result, id } = attestation;
  return { attester, result, id: id === null ? null : pseudonym(hashKey, 'attestation', id) };
}

function companionRecord(companion: Judgement['companion']): DecisionRecord['companion'] {
  if (companion === null || companion.told === null) return null;
  const { outcome, ms, verified } = companion.told;
  return { outcome, ms: tenths(ms), verified: [...verified] };
}

/** What cannot be told has one key for all, which is no secret; every other key is somebody's. */
function limitRecord(counted: CountedLimit, hashKey: string | null): LimitRecord {
  const { rule, by, key, outcome } = counted;
  const state = stateOf(counted, outcome);
  return {
    rule,
    by,
    count: outcome.kind === 'counted' ? outcome.count : null,
    exceeded: state === 'unknown' ? null : state === 'exceeded',
    key: key.kind === 'given' ? pseudonym(hashKey, 'limit', `${by}:${key.value}`) : null,
  };
}

function subjectOf(
  { userName, email, phone }: Attempt,
  hashKey: string | null,
  countryOf: ((e164: string) => string | null) | null,
): DecisionRecord['subject'] {
  return {
    user: userName === null ? null : pseudonym(hashKey, 'user', userName),
    emailDomain: email.kind === 'given' ? email.value.domain : null,
    email: email.kind === 'given' ? pseudonym(hashKey, 'email', email.value.folded) : null,
    emailTag: email.kind === 'given' ? hasTag(email.value) : null,
    phoneCountry: phone.kind === 'given' && countryOf !== null ? (countryOf(phone.value.raw) ?? NO_COUNTRY) : null,
    phone: phone.kind === 'given' ? pseudonym(hashKey, 'phone', phone.value.folded) : null,
  };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
