/**
 * The tests that mutants must not survive: examples, which are fast, since they run once a mutant. Random and exhaustive
 * tests (`*.property.test.ts`) and large inputs (`*.scale.test.ts`) cover the same lines too slowly. `npm run test:mutation`.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/core/**/*.test.ts',
      'test/identity/**/*.test.ts',
      'test/policy/**/*.test.ts',
      'test/guard/**/*.test.ts',
      'test/lambda/{event,recover,reply}.test.ts',
      'test/record/write.test.ts',
      'test/aws/failure.test.ts',
      'test/aws/trigger/{claim*,directory*,holder,throttle-breaker}.test.ts',
      'test/sim/**/*.test.ts',
      'test/reference/sample.test.ts',
    ],
    exclude: ['test/**/*.property.test.ts', 'test/**/*.scale.test.ts', 'test/policy/bundle.test.ts'],
    testTimeout: 20_000,
    // a fresh process a file would be most of a mutant's time; each mutant has one of its own all the same
    isolate: false,
  },
});
