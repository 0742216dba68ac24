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

/** Users of one transaction: fewer would wait for the disk more often. */
const BATCH = 1000;

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

/** Reads an export; gives how many of its lines are no users. */
export async function collectExport({ store, policy, progress }: Collecting, file: string): Promise<number> {
  let batch: Judged[] = [];
  let count = 0;
  let unreadable = 0;
  const flush = () => {
    store.together(() => store.add(batch));
    batch = [];
  };
  for await (const entry of exportedUsers(file)) {
    if ('unreadable' in entry) unreadable += 1;
    else batch.push(...judge(entry, policy));
    if (batch.length < BATCH) continue;
    count += batch.length;
    flush();
    progress.at(count, null);
  }
  flush();
  return unreadable;
}

function judge(user: AuditedUser | null, policy: CompiledPolicy | null): readonly Judged[] {
  return user === null ? [] : [[user, policy === null ? null : verdictOf(policyAt(policy, systemClock.now()), user)]];
}
