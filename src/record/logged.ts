/**
 * A decision as a reader finds it: every field of a record of any version, with what is missing or misshapen as null,
 * nothing or empty. Two fields make a record (a numeric `schema` and a known `outcome`); no other may refuse it.
 */

import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';
import { OUTCOMES, type Outcome } from '../core/decision.ts';
import { fieldsOf, type RawObject, textsOf } from '../core/json.ts';

/** An attribute that was withheld, as read. */
export type LoggedWithheld = {
  readonly attribute: string;
  readonly because: string;
  readonly holders: number;
  /** Whether there may have been more, since listing stopped early. */
  readonly holdersAtLeast: boolean;
  readonly verifiedHolders: number;
  readonly statuses: readonly string[];
  readonly firstHolder: string | null;
};

/** One limit that was counted, as read. */
export type LoggedLimit = {
  readonly rule: string;
  readonly by: string;
  readonly count: number | null;
  readonly exceeded: boolean | null;
  readonly key: string | null;
};

/** A decision read from a log. */
export type LoggedDecision = {
  /** The record as it came, with all that this version does not know: for whoever passes it on, and nobody else. */
  readonly record: RawObject;
  /** Milliseconds since 1970, or null for a record that came without its log line. */
  readonly at: number | null;
  readonly schema: number;
  readonly outcome: Outcome;
  readonly applied: boolean;
  readonly reason: string;
  readonly rules: readonly string[];
  /** Rules that only observe and would have taken part; none in older records. */
  readonly observed: readonly string[];
  readonly verified: readonly AliasAttribute[];
  readonly withheld: readonly LoggedWithheld[];
  readonly failures: readonly { readonly call: string; readonly cause: string }[];
  readonly policy: {
    readonly environment: string | null;
    readonly digest: string | null;
    readonly source: string | null;
    readonly ageMs: number | null;
  };
  readonly subject: {
    readonly user: string | null;
    readonly emailDomain: string | null;
    readonly email: string | null;
    readonly emailTag: boolean | null;
    readonly phoneCountry: string | null;
    readonly phone: string | null;
  };
  readonly trigger: string;
  readonly clientId: string | null;
  readonly userPoolId: string | null;
  readonly calls: { readonly listUsers: number; readonly adminGetUser: number; readonly retries: number };
  readonly ms: { readonly policy: number | null; readonly lookup: number | null; readonly total: number | null };
  /** What became of the statement that the sign-up carried; null where it carried none, or nobody's counted. */
  readonly attestation: {
    readonly attester: string | null;
    readonly result: string;
    readonly id: string | null;
  } | null;
  /** What the function said that the pool called before; null where there is none, or it was not asked. */
  readonly companion: { readonly outcome: string; readonly verified: readonly string[] } | null;
  /** What was counted; nothing in older records. */
  readonly limits: readonly LoggedLimit[];
  readonly candidate: { readonly outcome: string; readonly differs: boolean | null } | null;
};

/** Reads the value of `decision`, or null if it is none. */
export function loggedDecision(value: unknown, at: number | null): LoggedDecision | null {
  const record = fieldsOf(value);
  if (typeof record['schema'] !== 'number' || !isOutcome(record['outcome'])) return null;
  return {
    record,
    at,
    schema: record['schema'],
    outcome: record['outcome'],
    applied: record['applied'] !== false,
    reason: text(record['reason']) ?? 'unknown',
    rules: textsOf(record['rules']),
    observed: textsOf(record['observed']),
    verified: verifiedOf(fieldsOf(record['response'])),
    withheld: list(record['withheld']).map(withheldOf),
    failures: list(record['failures']).map((failure) => ({
      call: text(failure['call']) ?? 'unknown',
      cause: text(failure['cause']) ?? 'unknown',
    })),
    policy: policyOf(fieldsOf(record['policy'])),
    subject: subjectOf(fieldsOf(record['subject'])),
    trigger: text(record['trigger']) ?? 'unknown',
    clientId: text(record['clientId']),
    userPoolId: text(record['userPoolId']),
    calls: callsOf(fieldsOf(record['calls'])),
    ms: timesOf(fieldsOf(record['ms'])),
    attestation: attestationOf(record['attestation']),
    companion: companionOf(record['companion']),
    limits: list(record['limits']).map((entry) => ({
      rule: text(entry['rule']) ?? 'unknown',
      by: text(entry['by']) ?? 'unknown',
      count: number(entry['count']),
      exceeded: flag(entry['exceeded']),
      key: text(entry['key']),
    })),
    candidate: candidateOf(record['candidate']),
  };
}

function isOutcome(value: unknown): value is Outcome {
  return OUTCOMES.some((outcome) => outcome === value);
}

function policyOf(policy: RawObject): LoggedDecision['policy'] {
  return {
    environment: text(policy['environment']),
    digest: text(policy['digest']),
    source: text(policy['source']),
    ageMs: number(policy['ageMs']),
  };
}

function subjectOf(subject: RawObject): LoggedDecision['subject'] {
  return {
    user: text(subject['user']),
    emailDomain: text(subject['emailDomain']),
    email: text(subject['email']),
    emailTag: flag(subject['emailTag']),
    phoneCountry: text(subject['phoneCountry']),
    phone: text(subject['phone']),
  };
}

function callsOf(calls: RawObject): LoggedDecision['calls'] {
  return {
    listUsers: number(calls['listUsers']) ?? 0,
    adminGetUser: number(calls['adminGetUser']) ?? 0,
    retries: number(calls['retries']) ?? 0,
  };
}

function timesOf(ms: RawObject): LoggedDecision['ms'] {
  return { policy: number(ms['policy']), lookup: number(ms['lookup']), total: number(ms['total']) };
}

function withheldOf(entry: RawObject): LoggedWithheld {
  return {
    attribute: text(entry['attribute']) ?? 'unknown',
    because: text(entry['because']) ?? 'unknown',
    holders: number(entry['holders']) ?? 0,
    holdersAtLeast: entry['holdersAtLeast'] === true,
    verifiedHolders: number(entry['verifiedHolders']) ?? 0,
    statuses: textsOf(entry['statuses']),
    firstHolder: text(entry['firstHolder']),
  };
}

function verifiedOf(response: RawObject): readonly AliasAttribute[] {
  const flags = { email: 'autoVerifyEmail', phone_number: 'autoVerifyPhone' } as const;
  return ALIAS_ATTRIBUTES.filter((name) => response[flags[name]] === true);
}

function attestationOf(value: unknown): LoggedDecision['attestation'] {
  const { attester, result, id } = fieldsOf(value);
  return typeof result === 'string' ? { attester: text(attester), result, id: text(id) } : null;
}

function companionOf(value: unknown): LoggedDecision['companion'] {
  const { outcome, verified } = fieldsOf(value);
  return typeof outcome === 'string' ? { outcome, verified: textsOf(verified) } : null;
}

function candidateOf(value: unknown): LoggedDecision['candidate'] {
  const { outcome, differs } = fieldsOf(value);
  return typeof outcome === 'string' ? { outcome, differs: flag(differs) } : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function list(value: unknown): readonly RawObject[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}
