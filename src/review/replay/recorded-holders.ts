/**
 * Who held an address, as far as a record counts them. Must not make up who they are.
 */
import { FEDERATED, type Holder } from '../../core/facts.ts';
import type { LoggedWithheld } from '../../record/logged.ts';

/**
 * As many holders as the record counts; of who they are, only whether an unverified one came by a provider matters. Beside
 * one who did there may be one who did not, whom another look-up would have seen alone.
 */
export function recordedHolders({
  holders,
  verifiedHolders,
  statuses,
  firstHolder,
}: LoggedWithheld): readonly Holder[] {
  const count = Math.min(holders, 100);
  const federated = statuses.find((status) => status === FEDERATED);
  const mixed = statuses.some((status) => status !== FEDERATED);
  return Array.from({ length: count }, (_, index) => ({
    userName: index === 0 && firstHolder !== null ? firstHolder : String(index),
    verified: index < verifiedHolders,
    enabled: true,
    status: index < verifiedHolders || (mixed && index === count - 1) ? 'UNKNOWN' : (federated ?? 'UNKNOWN'),
  }));
}
