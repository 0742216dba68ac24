/**
 * A sign-up as people type it, in a case, in options or as a witness, and the attempt that the trigger would make of it.
 * Knows nothing of Cognito's events.
 */
import {
  ABSENT,
  type AliasAttribute,
  type Attempt,
  type Given,
  given,
  MALFORMED,
  type NamedTrigger,
  type Trigger,
} from '../../core/attempt.ts';
import { parseEmail } from '../../identity/email.ts';
import { parsePhone } from '../../identity/phone.ts';

/** The fields of a sign-up, as typed; `email` and `phone` may be malformed. */
export type TypedAttempt = {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly user?: string | undefined;
  readonly client?: string | undefined;
  readonly trigger?: NamedTrigger | undefined;
  readonly provider?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** The attester of each address that is proved; of an address that is not there, nothing is. */
  readonly attested?: { readonly email?: string | undefined; readonly phone?: string | undefined } | undefined;
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  /** How often the keys of limits were seen before, as `simulate --seen` takes it; likewise nothing of the attempt itself. */
  readonly seen?: Readonly<Record<string, number>> | undefined;
  /** When, as `simulate --at` takes it: it decides which rules take part, and is nothing of the attempt itself. */
  readonly at?: string | undefined;
};

/** A pool that nobody has. */
const NO_POOL = 'us-east-1_EXAMPLE';

/** The attempt. Whoever names a provider and no trigger means a first federated sign-in. */
export function attemptOf(typed: TypedAttempt): Attempt {
  const trigger = typed.trigger ?? (typed.provider === undefined ? 'sign-up' : 'external-provider');
  const attributes = { ...typed.attributes, ...contactsOf(typed) };
  return {
    trigger,
    userPoolId: NO_POOL,
    userName: userNameOf(typed, trigger),
    client: textOf(typed.client),
    email: parsed(attributes['email'], parseEmail),
    phone: parsed(attributes['phone_number'], parsePhone),
    attributes: namedTexts(attributes),
    metadata: namedTexts(typed.metadata ?? {}),
    attested: attestedIn(typed),
    validationData: namedTexts(typed.validationData ?? {}),
  };
}

/** Cognito puts the provider before the first `_` of a federated user's name (F1.9); without either it cannot be told. */
function userNameOf({ user, provider }: TypedAttempt, trigger: Trigger): string | null {
  if (trigger !== 'external-provider') return user ?? 'someone';
  if (provider === undefined) return user ?? null;
  const prefix = `${provider}_`;
  if (user === undefined) return `${prefix}1`;
  return user.toLowerCase().startsWith(prefix.toLowerCase()) ? user : `${prefix}${user}`;
}

function attestedIn({ email, phone, attested = {} }: TypedAttempt): Attempt['attested'] {
  return new Map<AliasAttribute, string>([
    ...(attested.email === undefined || parsed(email, parseEmail).kind !== 'given'
      ? []
      : ([['email', attested.email]] as const)),
    ...(attested.phone === undefined || parsed(phone, parsePhone).kind !== 'given'
      ? []
      : ([['phone_number', attested.phone]] as const)),
  ]);
}

/** Contacts are user attributes too, under Cognito's names. */
function contactsOf({ email, phone }: TypedAttempt): Readonly<Record<string, string>> {
  return { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone_number: phone }) };
}

function namedTexts(values: Readonly<Record<string, string>>): ReadonlyMap<string, Given<string>> {
  return new Map(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

/** The empty text counts as absent, as in an event. */
function textOf(text: string | undefined): Given<string> {
  return text === undefined || text === '' ? ABSENT : given(text);
}

function parsed<T>(text: string | undefined, parse: (text: string) => T | null): Given<T> {
  if (text === undefined || text === '') return ABSENT;
  const value = parse(text);
  return value === null ? MALFORMED : given(value);
}
