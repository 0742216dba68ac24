/**
 * The lab's policy over time: the file as it stands, and the last good one, which stays in force while the file has an
 * error. Publishes, and has the trigger restarted; must never put an invalid policy in force.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import type { PolicyReading } from './policy-file.ts';

/** What the desk knows. `failure` is why a valid file is not in force. */
type PolicyStatus = {
  readonly onDisk: PolicyReading;
  readonly inForce: PolicyReading;
  readonly failure: string | null;
  /** Whether a scene's policy is in force in place of the file's. */
  readonly lent: boolean;
};

/** The policy over time. */
export interface PolicyDesk {
  status(): PolicyStatus;
  /** Looks at the file again; says whether another policy is in force now. */
  look(): Promise<boolean>;
  /** Takes note of a policy that somebody else published: it is in force until the file changes. */
  took(pushed: PolicyReading): void;
  /** Puts a scene's policy in force in place of the file's, or with null the file's again. Says why it could not. */
  lend(scene: PolicyReading | null): Promise<Result<null, string>>;
}

/** Puts a reading in force, or says in a sentence why not. */
type Publish = (reading: PolicyReading) => Promise<Result<unknown, string>>;

/** Opens the desk with the policy that the file holds; fails with the report of `check` if that is invalid. */
export async function openPolicyDesk(read: () => PolicyReading, publish: Publish): Promise<Result<PolicyDesk, string>> {
  const first = read();
  if (first.document === null) return fail(first.report.trimEnd());
  const published = await publish(first);
  if (!published.ok) return published;
  let status: PolicyStatus = { onDisk: first, inForce: first, failure: null, lent: false };
  let own = first;
  return ok({
    status: () => status,
    look: async () => {
      const onDisk = read();
      if (onDisk.document === null) {
        status = { ...status, onDisk, failure: null };
        return false;
      }
      const same = onDisk.digest === status.inForce.digest;
      const put: Result<unknown, string> = same ? ok(null) : await publish(onDisk);
      const inForce = put.ok ? onDisk : status.inForce;
      own = inForce;
      status = { onDisk, inForce, failure: put.ok ? null : put.error, lent: false };
      return put.ok && !same;
    },
    took: (pushed) => {
      own = pushed;
      status = { ...status, inForce: pushed, failure: null, lent: false };
    },
    lend: async (scene) => {
      const inForce = scene ?? own;
      const put = await publish(inForce);
      if (!put.ok) return put;
      status = { ...status, inForce, lent: scene !== null };
      return ok(null);
    },
  });
}
