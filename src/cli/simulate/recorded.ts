/**
 * From a decision record back to an attempt that could have left it. A record holds no address: one at the same domain, or
 * of the same country, stands in, and holders that nobody knows by name.
 */

import type { AliasAttribute } from '../../core/attempt.ts';
import type { ClaimOutcome } from '../../core/claims.ts';
import type { FailureCause } from '../../core/facts.ts';
import { fieldsOf, type RawObject } from '../../core/json.ts';
import { examplePhone } from '../../identity/example-phone.ts';
import type { Faults, Surroundings, TypedHolder } from '../../policy/rehearse.ts';
import type { TypedAttempt } from '../../policy/typed-attempt.ts';

/** An attempt that stands in for a recorded one, and the pool as the record saw it. */
export type Recorded = { readonly typed: TypedAttempt; readonly surroundings: Required<Surroundings> };

const OUTCOMES: readonly unknown[] = ['approve', 'code', 'deny', 'untouched'];

/** The record in a JSON value, bare or in its log line; null if there is none. */
export function recordIn(json: unknown): RawObject | null {
  const outer = fieldsOf(json);
  const found = [fieldsOf(outer['decision']), outer].find(
    (fields) => typeof fields['schema'] === 'number' && OUTCOMES.includes(fields['outcome']),
  );
  return found ?? null;
}

/** Stands a recorded attempt up again. RawObject that are missing or misshapen count as absent. */
export function recordedAttempt(record: RawObject): Recorded {
  const typed: TypedAttempt = {
    email: emailOf(record),
    phone: phoneOf(record),
    client: textOf(record['clientId']),
    trigger: triggerOf(record['trigger']),
  };
  const claims = claimsOf(record);
  return { typed, surroundings: { holders: holdersOf(record, typed), faults: faultsOf(record), claims } };
}

function emailOf(record: RawObject): string | undefined {
  const domain = textOf(fieldsOf(record['subject'])['emailDomain']);
  if (domain !== undefined) return `someone@${domain}`;
  return withheld(record, 'email')?.['because'] === 'malformed' ? 'malformed' : undefined;
}

function phoneOf(record: RawObject): string | undefined {
  const { phoneCountry, phone } = fieldsOf(record['subject']);
  const entry = withheld(record, 'phone_number');
  if (entry?.['because'] === 'malformed') return 'malformed';
  const verified = fieldsOf(record['response'])['autoVerifyPhone'] === true;
  if (textOf(phoneCountry) === undefined && textOf(phone) === undefined && entry === undefined && !verified)
    return undefined;
  return examplePhone(textOf(phoneCountry) ?? 'US') ?? examplePhone('US') ?? undefined;
}

function triggerOf(value: unknown): TypedAttempt['trigger'] {
  return value === 'external-provider' || value === 'admin-create' ? value : 'sign-up';
}

function holdersOf(record: RawObject, { email, phone }: TypedAttempt): readonly TypedHolder[] {
  return (['email', 'phone_number'] as const).flatMap((attribute) => {
    const entry = withheld(record, attribute);
    const count = Math.min(numberOf(entry?.['holders']), 100);
    const verified = numberOf(entry?.['verifiedHolders']);
    return Array.from({ length: count }, (_, index) => ({
      user: `holder-${attribute}-${index + 1}`,
      ...(attribute === 'email' ? { email } : { phone }),
      verified: index < verified ? [attribute] : [],
    }));
  });
}

/** Any cause does: the decision only knows that there was no answer. */
function faultsOf(record: RawObject): Faults {
  const failed = (call: string): FailureCause | undefined =>
    listOf(record['failures']).some((failure) => failure['call'] === call) ? 'service-error' : undefined;
  const causes = { list: failed('listUsers'), get: failed('adminGetUser'), claims: failed('claims') };
  const noPolicy = fieldsOf(record['policy'])['source'] === 'none' ? { ssm: 'service-error' as const } : {};
  return { ...Object.fromEntries(Object.entries(causes).filter(([, cause]) => cause !== undefined)), ...noPolicy };
}

function claimsOf(record: RawObject): ReadonlyMap<AliasAttribute, ClaimOutcome> {
  const attributes = ['email', 'phone_number'] as const;
  if (record['reason'] === 'busy') return new Map(attributes.map((name) => [name, { kind: 'in-flight' }]));
  const claimed = attributes.filter((name) => withheld(record, name)?.['because'] === 'claimed');
  return new Map(claimed.map((name) => [name, { kind: 'marked' }]));
}

function withheld(record: RawObject, attribute: AliasAttribute): RawObject | undefined {
  return listOf(record['withheld']).find((entry) => entry['attribute'] === attribute);
}

function listOf(value: unknown): readonly RawObject[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
