/**
 * The long runs: more interleavings, a hundred million random cases. `npm run test:long`.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    testTimeout: 3_600_000,
    fileParallelism: false,
    execArgv: ['--max-old-space-size=6144'],
  },
});
