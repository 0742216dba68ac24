/**
 * The tests that need npm alone. Suites with other needs have a project of their own: `npm run test:deploy` and so on.
 */
import { defineConfig } from 'vitest/config';

/** Folders of tests that `npm test` leaves to scripts of their own. */
const SEPARATE = ['attach', 'deploy', 'contract', 'browser', 'faults', 'long', 'fuzz'];

/** Folders whose tests touch nothing but values: a process a file would be most of their time. */
const PURE = ['core', 'identity', 'policy', 'record', 'sim', 'histories', 'interleavings', 'reference'];

const files = (folder: string) => `test/${folder}/**/*.test.ts`;

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // vitest leaves one processor to itself, which of two is half
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'values', include: PURE.map(files), isolate: false } },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [...SEPARATE, ...PURE].map(files),
          globalSetup: ['test/support/build-once.ts'],
        },
      },
    ],
  },
});
