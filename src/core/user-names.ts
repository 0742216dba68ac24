/**
 * User names that are taken: a sign-up under one can create nobody, and what it claims would only shut its address to the
 * next try under another name. Must never take a user for somebody else who carries one of the attempt's own addresses:
 * that is the same sign-up, called again.
 */
import { type Alias, type Attempt, wellFormedAliases } from './attempt.ts';
import type { Failure } from './facts.ts';
import type { PolicySettings } from './policy.ts';

/** What the pool says of a user name: `taken` by somebody else; `unknown`, and the sign-up goes on. */
export type NameFact =
  | { readonly kind: 'free' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** A user as the pool shows them: the exact name, and whether they carry an address. */
export type NamedUser = { readonly userName: string; readonly carries: (alias: Alias) => boolean };

/** Cognito's own name of a user where people sign up by an address: nobody else has it. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/** The name that an approval asks for, or null where it need not. */
export function nameToAsk({ userName }: Attempt, policy: Pick<PolicySettings, 'takenNames'> | null): string | null {
  if (policy?.takenNames === 'ignore') return null;
  return userName?.match(UUID) ? null : userName;
}

/**
 * What a user means whom the pool has under the name, null being nobody. A name may also lead to a user by another alias;
 * Cognito would then make a new user of that very name, so only the exact one is taken.
 */
export function nameFactOf(attempt: Attempt, found: NamedUser | null): NameFact {
  const other =
    found !== null && found.userName === attempt.userName && !wellFormedAliases(attempt).some(found.carries);
  return { kind: other ? 'taken' : 'free' };
}
