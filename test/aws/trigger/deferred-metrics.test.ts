/**
 * Metrics that load late: nothing decided before is lost, and a failed load stops nobody.
 */
import { expect, it } from 'vitest';
import { createDeferredMetrics } from '../../../src/aws/trigger/deferred-metrics.ts';
import type { DecisionMetrics } from '../../../src/record/ports.ts';
import { APPROVED, REFUSED } from '../../record/records.ts';

it('metrics count what was decided before they were loaded', async () => {
  const counted: string[] = [];
  const loading = Promise.withResolvers<DecisionMetrics>();
  const metrics = createDeferredMetrics(() => loading.promise);

  metrics.decided(APPROVED);
  loading.resolve({ decided: ({ outcome }) => counted.push(outcome) });
  await loading.promise;
  metrics.decided(REFUSED);

  expect(counted).toEqual(['approve', 'deny']);
});

it('metrics count nothing where they cannot be loaded', async () => {
  const metrics = createDeferredMetrics(() => Promise.reject(new Error('no such chunk')));

  metrics.decided(APPROVED);
  await Promise.resolve();

  expect(() => metrics.decided(REFUSED)).not.toThrow();
});
