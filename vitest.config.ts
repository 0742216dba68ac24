/**
 * The tests that need npm alone. Suites with other needs have a project of their own: `npm run test:deploy` and so on.
 */
import { defineConfig } from 'vitest/config';

/** Folders of tests that `npm test` leaves to scripts of their own. */
const SEPARATE = ['attach', 'deploy', 'contract', 'browser', 'faults', 'long', 'fuzz'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: SEPARATE.map((folder) => `test/${folder}/**`),
    globalSetup: ['test/support/build-once.ts'],
    testTimeout: 20_000,
    // vitest leaves one processor to itself, which of two is half
    maxWorkers: '100%',
  },
});
