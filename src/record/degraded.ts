/**
 * What counts as a degraded answer; one definition for metrics, alarms and reports.
 */

type Told = {
  readonly reason: string;
  readonly failures: readonly unknown[];
  readonly policy: { readonly source: string | null };
};

/** Whether the guard answered with less than it should have known: something failed, or the policy was not fresh. */
export function isDegraded({ reason, failures, policy }: Told): boolean {
  if (failures.length > 0 || policy.source === 'last-good') return true;
  return reason === 'internal-error' || reason.endsWith('-unavailable');
}
