/**
 * What Cognito asked: one sign-up, parsed. Holds addresses in clear, so it must never be logged; the decision record
 * is built from it with hashes (`record/`).
 */

/** An attribute that Cognito can treat as a sign-in alias and that the trigger may verify. */
export type AliasAttribute = 'email' | 'phone_number';

/** Every alias attribute, in the order in which records name them. */
export const ALIAS_ATTRIBUTES: readonly AliasAttribute[] = ['email', 'phone_number'];

/** The trigger source in our words (F1.1); `unknown` is any other, which stays untouched. */
export type Trigger = 'sign-up' | 'external-provider' | 'admin-create' | 'unknown';

/** A value that may be missing or unreadable. `malformed` is present but not usable: it makes conditions unknown. */
export type Given<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'given'; readonly value: T };

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
