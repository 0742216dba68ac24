/**
 * Settings with which an address may, in a rare race, move away from the user who holds it. Silent for a policy that
 * verifies nothing: then the trigger moves no address at all.
 */
import { type Lint, verifies } from './lint-rule.ts';

/** The warning `alias-may-move`. */
export const aliasMayMove: Lint = ({ rules, collision, lookup, unavailable }) => {
  if (!rules.some(verifies)) return [];
  const findings = [
    {
      weak: collision.holders === 'verified',
      path: ['collision', 'holders'],
      message: '`holders: verified` lets an address move away from a user who is about to verify it; `any` does not',
    },
    {
      weak: lookup === 'alias',
      path: ['lookup'],
      message: '`lookup: alias` cannot see who is about to verify an address, so it may move; `both` and `list` can',
    },
    {
      weak: unavailable.claims === 'code',
      path: ['unavailable', 'claims'],
      message:
        '`unavailable.claims: code` lets sign-ups through without a claim, so an address may move while the table is down; write `deny`',
    },
  ];
  return findings.filter(({ weak }) => weak).map(({ path, message }) => ({ code: 'alias-may-move', path, message }));
};
