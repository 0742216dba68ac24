/**
 * The tests in a real browser: `npm run test:browser`. They need Chromium.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    // a browser and a lab a file: side by side they would only wait for each other on a small machine
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
