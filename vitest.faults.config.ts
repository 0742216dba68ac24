/**
 * The fault table. Its cells mostly wait, so many run at once.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/faults/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxConcurrency: 6 },
});
