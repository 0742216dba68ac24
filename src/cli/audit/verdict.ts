/**
 * What a policy would say if a user signed up today with the attributes that they have. Pure.
 */
import { ABSENT, type Attempt, type Given, given, MALFORMED, NOT_ATTESTED } from '../../core/attempt.ts';
import { plan } from '../../core/plan.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import type { AuditedUser } from './user.ts';

/** Whether an approval would follow, and whether it would verify the email. */
export type AuditVerdict = { readonly approves: boolean; readonly verifiesEmail: boolean };

/** Judges a user as a sign-up. Client, metadata and validation data are gone by now: rules on them see nothing. */
export function verdictOf(policy: CompiledPolicy, user: AuditedUser): AuditVerdict {
  const { intent } = plan(attemptOf(user), policy);
  const approves = intent.kind === 'approve';
  return { approves, verifiesEmail: approves && intent.verify.includes('email') };
}

function attemptOf({ name, attributes, email, phone }: AuditedUser): Attempt {
  return {
    trigger: 'sign-up',
    userPoolId: null,
    userName: name,
    client: ABSENT,
    email: contactOf(attributes.get('email'), email),
    phone: contactOf(attributes.get('phone_number'), phone),
    attributes: new Map([...attributes].map(([key, value]) => [key, given(value)])),
    metadata: new Map(),
    attested: NOT_ATTESTED,
    validationData: new Map(),
  };
}

function contactOf<T>(text: string | undefined, parsed: T | null): Given<T> {
  if (text === undefined || text === '') return ABSENT;
  return parsed === null ? MALFORMED : given(parsed);
}
