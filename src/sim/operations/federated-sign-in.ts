/**
 * A sign-in through an identity provider. The first one creates a profile and asks the trigger; later ones refresh the
 * mapped attributes and ask nobody (F1.1). The trigger's flags have no effect: the mapping decides (F1.6).
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import { type OnCollision, verifyAttributes } from '../alias.ts';
import { keep, keepAttributes } from '../names.ts';
import { flagOf, isVerified, newUser, type Pool, type Supplied, type User, withAttributes, withUser } from '../pool.ts';
import { done, type PoolEvent, type Step } from '../step.ts';
import { refusedByTrigger, type TriggerAnswer, type TriggerAsk } from '../trigger.ts';

/** What becomes of an alias in a username pool: both own it. */
// Stryker disable next-line StringLiteral: to the alias rule any word that neither moves nor refuses is this one
const SIDE_BY_SIDE: OnCollision = 'share';

/** What the provider says of a person, after mapping. */
export type FederatedProfile = {
  readonly provider: string;
  readonly id: string;
  readonly attributes: ReadonlyMap<string, string>;
};

/** A sign-in under way; `ask` is null for somebody who has been here before. */
type FederatedBegun = {
  readonly ask: TriggerAsk | null;
  readonly userName: string;
  readonly attributes: ReadonlyMap<string, string>;
};

/** The user name is `<Provider>_<id>`, lower case as a whole in a case-insensitive pool (F1.9). */
export function beginFederatedSignIn(pool: Pool, { provider, id, attributes }: FederatedProfile): FederatedBegun {
  const userName = keep(pool.settings, `${provider}_${id}`);
  const kept = keepAttributes(pool.settings, attributes);
  const known = pool.users.has(userName);
  const ask: TriggerAsk = { source: 'PreSignUp_ExternalProvider', userName, attributes: kept };
  return { ask: known ? null : ask, userName, attributes: kept };
}

/** Creates or refreshes the profile. An address that the provider calls verified takes the alias (F2.3, F2.10). */
export function finishFederatedSignIn(
  pool: Pool,
  begun: FederatedBegun,
  answer: TriggerAnswer,
  given: Supplied,
): Step<User> {
  const known = pool.users.get(begun.userName);
  if (known === undefined && answer.kind !== 'flags') return refusedByTrigger(pool, answer);
  const before = known ?? newProfile(begun.userName, given);
  const mapped = withAttributes({ ...before, modifiedAt: given.now }, unproved(begun.attributes, before));
  const verify = ALIAS_ATTRIBUTES.filter((name) => isCalledVerified(begun.attributes, name));
  // F2.9: in a username pool a local and a federated user with one address stand side by side; whether a provider's
  // word moves an alias in an alias pool is unconfirmed: here it does
  const onCollision = pool.settings.signIn.kind === 'username' ? SIDE_BY_SIDE : 'move';
  const step = verifyAttributes(withUser(pool, mapped), begun.userName, verify, 'federated-sign-in', onCollision);
  const created: PoolEvent = { kind: 'user-created', userName: begun.userName, status: mapped.status };
  const user = step.pool.users.get(begun.userName) ?? mapped;
  return done(step.pool, user, known === undefined ? [created, ...step.events] : step.events);
}

function isCalledVerified(attributes: ReadonlyMap<string, string>, name: AliasAttribute): boolean {
  return attributes.has(name) && isVerified({ attributes }, name);
}

/**
 * The mapped attributes. An address mapped without its flag becomes unverified, even on an owner (F2.10), and so does a
 * changed one until the alias rule has verified it; one that stays as it was keeps its flag.
 */
function unproved(attributes: ReadonlyMap<string, string>, before: User): ReadonlyMap<string, string> {
  const mapped = new Map(attributes);
  for (const name of ALIAS_ATTRIBUTES) {
    mapped.delete(flagOf(name));
    const same = before.attributes.get(name) === attributes.get(name);
    if (attributes.has(name) && !(same && isCalledVerified(attributes, name))) mapped.set(flagOf(name), 'false');
  }
  return mapped;
}

function newProfile(userName: string, { sub, now }: Supplied): User {
  return newUser({ userName, sub, status: 'EXTERNAL_PROVIDER', attributes: new Map(), password: null }, now);
}
