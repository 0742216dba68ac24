/** The tests of the deployed stack; `scripts/test-deploy.ts` gives them a local AWS with the stack in it. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    // One local AWS and two cores: side by side they would only wait for each other
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
