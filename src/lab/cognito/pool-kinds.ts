/**
 * The pools that a lab can be started with, by how their users sign in (F2.1). As with a real pool, it is fixed for its life.
 */
import type { SignIn } from '../../sim/pool.ts';

/** Kinds of pool: aliases beside a user name, the email as user name, the user name alone. */
export const POOL_KINDS = ['alias', 'username', 'plain'] as const;

/** A kind of pool. */
export type PoolKind = (typeof POOL_KINDS)[number];

/** How users of such a pool sign in. */
export function signInOf(kind: PoolKind): SignIn {
  switch (kind) {
    case 'alias':
      return { kind, attributes: ['email', 'phone_number'] };
    case 'username':
      return { kind, attributes: ['email'] };
    case 'plain':
      return { kind: 'neither' };
  }
}

/** The kind that a pool is of. */
export function poolKindOf({ kind }: SignIn): PoolKind {
  return kind === 'neither' ? 'plain' : kind;
}
