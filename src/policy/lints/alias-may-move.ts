/**
 * Settings with which an address may, in a rare race, move away from the user who holds it. Silent for a policy that
 * verifies nothing: then the trigger moves no address at all.
 */
import { type Weakness, weaknessesOf } from '../../core/weaknesses.ts';
import type { Lint } from './lint-rule.ts';

type Told = { readonly path: readonly string[]; readonly message: string };

/** Where a setting stands, and what to write instead. Whether the deployment has claims at all, a file cannot say. */
const TOLD: Readonly<Record<Exclude<Weakness, 'claims-disabled'>, Told>> = {
  'holders-verified': {
    path: ['collision', 'holders'],
    message: '`holders: verified` lets an address move away from a user who is about to verify it; `any` does not',
  },
  'lookup-alias': {
    path: ['lookup'],
    message: '`lookup: alias` cannot see who is about to verify an address, so it may move; `both` and `list` can',
  },
  'claims-code': {
    path: ['unavailable', 'claims'],
    message:
      '`unavailable.claims: code` lets sign-ups through without a claim, so an address may move while the table is down; write `deny`',
  },
};

/** The warning `alias-may-move`. */
export const aliasMayMove: Lint = (document) => {
  const found: ReadonlySet<string> = new Set(weaknessesOf(document, true));
  return Object.entries(TOLD)
    .filter(([weakness]) => found.has(weakness))
    .map(([, told]) => ({ code: 'alias-may-move', ...told }));
};
