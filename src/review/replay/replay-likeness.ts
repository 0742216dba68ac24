/**
 * All of a record that a replay looks at, as one text: attempts alike in it are decided once.
 */
import type { LoggedDecision } from '../../record/logged.ts';
import type { ListedHashes } from './replay-rules.ts';

type Looking = { readonly hashes: ListedHashes; readonly digest: string; readonly moments: readonly number[] };

/** All of a record that a replay looks at, as one text. */
export function likeness(decision: LoggedDecision, { hashes, digest, moments }: Looking): string {
  const { outcome, reason, subject, withheld, failures, verified, trigger, clientId, calls, attestation } = decision;
  const told = subject.email === null ? null : (hashes?.get(subject.email) ?? 'another');
  const held = withheld.map((entry) => [
    entry.attribute,
    entry.because,
    entry.holders,
    entry.verifiedHolders,
    entry.holdersAtLeast,
  ]);
  const asked = [calls.listUsers > 0, calls.adminGetUser > 0, subject.user !== null, subject.phone !== null];
  const failed = failures.map(({ call }) => call);
  const own = decision.policy.digest === digest ? decision.rules : null;
  return JSON.stringify([
    outcome,
    reason,
    subject.emailDomain,
    told,
    subject.emailTag,
    subject.phoneCountry,
    held,
    failed,
    verified,
    trigger,
    clientId,
    attestation === null ? null : [attestation.attester, attestation.result],
    asked,
    own,
    decision.at === null ? null : moments.map((moment) => moment <= Number(decision.at)),
  ]);
}
