/**
 * The tests that mutants must not survive: examples, which are fast. Random and exhaustive tests cover the same lines, too
 * slowly to run once a mutant. `npm run test:mutation`.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/core/**/*.test.ts',
      'test/identity/**/*.test.ts',
      'test/policy/**/*.test.ts',
      'test/aws/list-filter.test.ts',
      'test/reference/sample.test.ts',
    ],
    // what a shadow policy could have decided is held by its law alone
    exclude: ['test/**/!(possible).property.test.ts', 'test/policy/bundle.test.ts'],
    testTimeout: 20_000,
  },
});
