/**
 * What Cognito asked: one sign-up, parsed. Holds addresses in clear, so it must never be logged; the decision record
 * is built from it with hashes (`record/`).
 */

/** An attribute that Cognito can treat as a sign-in alias and that the trigger may verify. */
export type AliasAttribute = (typeof ALIAS_ATTRIBUTES)[number];

/** Every alias attribute, in the order in which records name them. */
export const ALIAS_ATTRIBUTES = ['email', 'phone_number'] as const;

/** Whether a name is an alias attribute's. */
export function isAliasAttribute(name: string): name is AliasAttribute {
  return ALIAS_ATTRIBUTES.some((attribute) => attribute === name);
}

/** Every trigger source that may be named, in our words. */
export const NAMED_TRIGGERS = ['sign-up', 'external-provider', 'admin-create'] as const;

/** A trigger source that may be named. */
export type NamedTrigger = (typeof NAMED_TRIGGERS)[number];

/** Cognito's own names of them (F1.1). */
export const TRIGGER_SOURCES = {
  'sign-up': 'PreSignUp_SignUp',
  'external-provider': 'PreSignUp_ExternalProvider',
  'admin-create': 'PreSignUp_AdminCreateUser',
} as const satisfies Readonly<Record<NamedTrigger, string>>;

/** Cognito's name of a trigger source. */
export type TriggerSource = (typeof TRIGGER_SOURCES)[NamedTrigger];

/** Where an attempt came from; `unknown` is any other source, which stays untouched. */
export type Trigger = NamedTrigger | 'unknown';

/** Reads one of our words; whatever else it is, is unknown. */
export function triggerNamed(word: string): Trigger {
  return NAMED_TRIGGERS.find((name) => name === word) ?? 'unknown';
}

/** A value that may be missing or unreadable. `malformed` is present but not usable: it makes conditions unknown. */
export type Given<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'given'; readonly value: T };

/** No address is attested. */
export const NOT_ATTESTED: ReadonlyMap<AliasAttribute, string> = new Map();

/** The one absent value. */
export const ABSENT: Given<never> = { kind: 'absent' };

/** The one malformed value. */
export const MALFORMED: Given<never> = { kind: 'malformed' };

/** Wraps a well-formed value. */
export function given<T>(value: T): Given<T> {
  return { kind: 'given', value };
}

/** A well-formed address or number. `raw` is what Cognito will store; `folded` is what holders are compared by. */
export type EmailAddress = {
  readonly raw: string;
  readonly folded: string;
  /** The part before the one `@`, lower case. */
  readonly local: string;
  /** Lower-case A-labels, no trailing dot. */
  readonly domain: string;
};

/** A number in E.164: `+` and up to fifteen digits (F6.12). */
export type PhoneNumber = { readonly raw: string; readonly folded: string };

/** One sign-up as the trigger sees it. Times, pools and hashes are not its business. */
export type Attempt = {
  readonly trigger: Trigger;
  readonly userPoolId: string | null;
  readonly userName: string | null;
  readonly client: Given<string>;
  readonly email: Given<EmailAddress>;
  readonly phone: Given<PhoneNumber>;
  /** Every user attribute by its full name (`custom:team`), malformed where the value is not a string. */
  readonly attributes: ReadonlyMap<string, Given<string>>;
  /** Client metadata (F6.5): whatever the caller typed. */
  readonly metadata: ReadonlyMap<string, Given<string>>;
  /** The addresses that a valid attestation names, each with whose it is: the one thing here that is not typed. */
  readonly attested: ReadonlyMap<AliasAttribute, string>;
  /** Validation data (F6.5): likewise, and none where the caller sent none. */
  readonly validationData: ReadonlyMap<string, Given<string>>;
};

/** One alias of an attempt: the attribute, the value as given, and the value that holders are compared by. */
export type Alias = { readonly attribute: AliasAttribute; readonly raw: string; readonly folded: string };

/** The value of one alias attribute, whatever its shape. */
export function givenAlias(attempt: Attempt, attribute: AliasAttribute): Given<Alias> {
  const value = attribute === 'email' ? attempt.email : attempt.phone;
  if (value.kind !== 'given') return value;
  return given({ attribute, raw: value.value.raw, folded: value.value.folded });
}

/** The well-formed aliases of an attempt, email first. */
export function wellFormedAliases(attempt: Attempt): readonly Alias[] {
  return ALIAS_ATTRIBUTES.flatMap((attribute) => {
    const alias = givenAlias(attempt, attribute);
    return alias.kind === 'given' ? [alias.value] : [];
  });
}
