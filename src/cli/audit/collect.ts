/**
 * Brings users into the store, from a pool or an export, and judges each by the policy on the way in.
 */

import { isStaleToken, userPages } from '../../aws/operator/pool/user-pages.ts';
import { policyAt } from '../../core/in-force.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import { systemClock } from '../../lambda/clock.ts';
import type { Progress } from '../progress.ts';
import { exportedUsers } from './export-file.ts';
import type { AuditStore } from './store.ts';
import { type AuditedUser, userOf } from './user.ts';
import { type AuditVerdict, verdictOf } from './verdict.ts';

/** What collecting needs. */
export type Collecting = {
  readonly store: AuditStore;
  readonly policy: CompiledPolicy | null;
  readonly progress: Progress;
};

type Judged = readonly [AuditedUser, AuditVerdict | null];

/** Reads a pool from where the store stands; gives how many users could not be read. */
export async function collectPool(
  collecting: Collecting,
  userPoolId: string,
  perSecond: number,
  expected: number | null,
): Promise<number> {
  const { store } = collecting;
  if (store.meta('complete') === 'yes') return 0;
  const token = store.meta('token');
  try {
    return await readPages(collecting, userPoolId, token, perSecond, expected);
  } catch (error) {
    if (token === null || store.meta('token') !== token || !isStaleToken(error)) throw error;
    // The token lived for an hour (F3.8): whoever was deleted since must not stay
    store.together(() => {
      store.database.exec('DELETE FROM users');
      store.setMeta('token', null);
    });
    return readPages(collecting, userPoolId, null, perSecond, expected);
  }
}

async function readPages(
  { store, policy, progress }: Collecting,
  userPoolId: string,
  from: string | null,
  perSecond: number,
  expected: number | null,
): Promise<number> {
  let count = store.count();
  let unreadable = 0;
  for await (const { users, next } of userPages(userPoolId, from, perSecond)) {
    const judged = users.flatMap((user) => judge(userOf({ ...user }), policy));
    store.together(() => {
      store.add(judged);
      store.setMeta('token', next);
      if (next === null) store.setMeta('complete', 'yes');
    });
    unreadable += users.length - judged.length;
    count += judged.length;
    progress.at(count, expected);
  }
  return unreadable;
}

/** What became of an export: how many entries are no users, and what it looks like. */
export type Collected = { readonly unreadable: number; readonly look: string | null };

/** Reads an export. */
export async function collectExport({ store, policy, progress }: Collecting, file: string): Promise<Collected> {
  let count = 0;
  let unreadable = 0;
  let seen: string | null = null;
  for await (const part of exportedUsers(file)) {
    const judged = part.users.flatMap((user) => judge(user, policy));
    if (judged.length > 0) store.together(() => store.add(judged));
    count += judged.length;
    unreadable += part.unreadable;
    seen = part.look;
    progress.at(count, null);
  }
  return { unreadable, look: seen };
}

function judge(user: AuditedUser | null, policy: CompiledPolicy | null): readonly Judged[] {
  return user === null ? [] : [[user, policy === null ? null : verdictOf(policyAt(policy, systemClock.now()), user)]];
}
