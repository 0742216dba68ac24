/**
 * VerifyUserAttribute: a signed-in user proves an address. AliasExistsException is in its modelled errors, but AWS staff
 * said that verifying moves the alias (F2.4); the model takes the more dangerous reading: it moves. Only in a username pool,
 * where no second local user may have a sign-in address, the error comes (F2.2).
 */
import type { AliasAttribute } from '../../core/attempt.ts';
import { aliasExists, verifyAttribute } from '../alias.ts';
import { takenAddress, withAddress } from '../change-attributes.ts';
import { checkCode, codeFor, codeSent } from '../codes.ts';
import { type Pool, type SentCode, type Supplied, withUser } from '../pool.ts';
import { done, refused, type Step, userNotFound } from '../step.ts';

/** A VerifyUserAttribute request of a signed-in user. */
type VerifyUserAttributeRequest = {
  readonly userName: string;
  readonly attribute: AliasAttribute;
  readonly code: string;
};

/** Verifies the value that the code was sent to; a pending new address becomes the address (F2.11). */
export function verifyUserAttribute(pool: Pool, request: VerifyUserAttributeRequest, now: number): Step<null> {
  const { userName, attribute, code } = request;
  const user = pool.users.get(userName);
  if (user === undefined) return userNotFound(pool);
  const sent = checkCode(user.attributeCodes.get(attribute) ?? null, code, now);
  if (!sent.ok) return { pool, result: sent, events: [] };
  const { value } = sent.value;
  if (takenAddress(pool, user, new Map([[attribute, value]])) !== undefined) return aliasExists(pool, attribute);
  const attributeCodes = new Map(user.attributeCodes);
  attributeCodes.delete(attribute);
  const proved = withAddress({ ...user, attributeCodes, modifiedAt: now }, attribute, value);
  return verifyAttribute(withUser(pool, proved), userName, attribute, 'verify-attribute', 'move');
}

/** GetUserAttributeVerificationCode: a code to the attribute's value, or to the pending one (F5.5). */
export function getUserAttributeVerificationCode(
  pool: Pool,
  { userName, attribute }: Pick<VerifyUserAttributeRequest, 'userName' | 'attribute'>,
  given: Supplied,
): Step<SentCode> {
  const user = pool.users.get(userName);
  if (user === undefined) return userNotFound(pool);
  const value = user.attributeCodes.get(attribute)?.value ?? user.attributes.get(attribute);
  if (value === undefined) return refused(pool, 'InvalidParameterException', `User has no ${attribute}.`);
  const sent = codeFor(attribute, value, given);
  const attributeCodes = new Map(user.attributeCodes).set(attribute, sent);
  return done(withUser(pool, { ...user, attributeCodes }), sent, [codeSent(userName, sent)]);
}
