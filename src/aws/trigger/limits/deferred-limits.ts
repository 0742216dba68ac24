/**
 * Limits whose code loads with the first attempt that is to be counted: a policy without limits never pays for it.
 */
import type { LimitTable } from '../../../guard/ports.ts';

/** A table that is made once, when it is first needed. */
export function createDeferredLimits(load: () => Promise<LimitTable>): LimitTable {
  let table: Promise<LimitTable> | null = null;
  return {
    count: async (counted, request, budget, calls) => {
      table ??= load();
      return (await table).count(counted, request, budget, calls);
    },
  };
}
