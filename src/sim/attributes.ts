/**
 * Checks of submitted values that Cognito makes before anything else. Lenient where its own rules are not published
 * (F6.9): a model that refused more than Cognito would hide what reaches the trigger.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';
import { STANDARD_ATTRIBUTES } from '../core/conditions/attribute-name.ts';
import { ok, type Result } from '../core/result.ts';
import { isSignInAttribute, type PoolSettings } from './pool.ts';
import { type PoolError, refusal } from './step.ts';

/** Something, one `@` or more, something; no white space. The exact expression is unconfirmed (F6.9). */
const EMAIL_SHAPE = /^\S+@\S+$/u;

/** A plus sign and digits (F6.12). The exact bounds are unconfirmed. */
const PHONE_SHAPE = /^\+[0-9]{1,20}$/u;

/** Attribute values are at most 2,048 characters (F6.9). */
const MAX_VALUE = 2048;

/** The kind of address that a text looks like, or null. */
export function addressKind(text: string): AliasAttribute | null {
  if (EMAIL_SHAPE.test(text)) return 'email';
  return PHONE_SHAPE.test(text) ? 'phone_number' : null;
}

/** Refuses attributes that Cognito refuses, the trigger unasked (F6.12). */
export function checkAttributes(
  settings: PoolSettings,
  attributes: ReadonlyMap<string, string>,
): Result<null, PoolError> {
  const declared = checkSchema(settings, attributes);
  if (!declared.ok) return declared;
  for (const [name, value] of attributes) {
    if (value.length > MAX_VALUE) return invalid(`1 validation error: ${name} is longer than ${MAX_VALUE} characters`);
  }
  const email = attributes.get('email');
  const phone = attributes.get('phone_number');
  if (email !== undefined && !EMAIL_SHAPE.test(email)) return invalid('Invalid email address format.');
  if (phone !== undefined && !PHONE_SHAPE.test(phone)) return invalid('Invalid phone number format.');
  return ok(null);
}

/** Refuses attributes that the pool's schema does not declare, all of them in one text. */
function checkSchema(
  { customAttributes }: PoolSettings,
  attributes: ReadonlyMap<string, string>,
): Result<null, PoolError> {
  const unknown = [...attributes.keys()].filter(
    (name) => name !== 'sub' && !STANDARD_ATTRIBUTES.includes(name) && !customAttributes.includes(name),
  );
  if (unknown.length === 0) return ok(null);
  const lines = unknown.map((name) => `${name}: Attribute does not exist in the schema.\n`);
  return invalid(`Attributes did not conform to the schema: ${lines.join('')}`);
}

/** Attributes that only the pool or an administrator may set. */
const RESERVED = ['sub', 'email_verified', 'phone_number_verified'];

/** Refuses a user's own attempt to set what is not theirs to set. */
export function checkWritable(attributes: ReadonlyMap<string, string>): Result<null, PoolError> {
  const reserved = RESERVED.find((name) => attributes.has(name));
  if (reserved === undefined) return ok(null);
  return refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
}

/** In an alias pool a user name may not look like an alias of it (F1.9). */
export function checkUserName(settings: PoolSettings, userName: string): Result<null, PoolError> {
  const shape = addressKind(userName);
  const kind = ALIAS_ATTRIBUTES.find((attribute) => attribute === shape && isSignInAttribute(settings, attribute));
  if (kind === undefined) return ok(null);
  const words = kind === 'email' ? 'email' : 'phone number';
  return invalid(`Username cannot be of ${words} format, since user pool is configured for ${words} alias.`);
}

function invalid(message: string) {
  return refusal('InvalidParameterException', message);
}
