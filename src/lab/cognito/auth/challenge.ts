/**
 * What the lab remembers between the two halves of a sign-in, and for how long: the three minutes of a new app client.
 */
import { createShortLived, type ShortLived } from './short-lived.ts';
import type { SrpExchange } from './srp.ts';

/** A sign-in that waits for its answer. `sub` is null for somebody who does not exist, whom nothing proves. */
export type Challenge =
  | {
      readonly kind: 'password';
      readonly sub: string | null;
      readonly clientId: string;
      readonly exchange: SrpExchange;
    }
  | { readonly kind: 'new-password'; readonly sub: string; readonly clientId: string };

/** Challenges by what the client hands back: the secret block, or the session. */
export type Challenges = ShortLived<Challenge>;

const LIFE_MS = 3 * 60 * 1000;

/** How many are kept. */
const KEPT = 10_000;

/** Nobody waits yet. */
export function createChallenges(now: () => number): Challenges {
  return createShortLived(now, KEPT, LIFE_MS);
}
