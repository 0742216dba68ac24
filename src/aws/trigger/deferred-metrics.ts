/**
 * Metrics whose code loads while the sandbox waits for its policy, not before it can start. What is decided until then is
 * counted as soon as they are there; a load that fails costs metrics and nothing else.
 */

import type { DecisionRecord } from '../../record/decision-record.ts';
import type { DecisionMetrics } from '../../record/ports.ts';

const NOBODY_COUNTS: DecisionMetrics = { decided: () => {} };

/** Begins to load at once. */
export function createDeferredMetrics(load: () => Promise<DecisionMetrics>): DecisionMetrics {
  let metrics: DecisionMetrics | null = null;
  const waiting: DecisionRecord[] = [];
  const begin = (loaded: DecisionMetrics) => {
    metrics = loaded;
    for (const record of waiting.splice(0)) loaded.decided(record);
  };
  void load().then(begin, () => begin(NOBODY_COUNTS));
  return {
    decided: (record) => {
      if (metrics === null) waiting.push(record);
      else metrics.decided(record);
    },
  };
}
