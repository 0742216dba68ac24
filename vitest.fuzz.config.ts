/**
 * The long fuzzing run: `npm run test:fuzz`, about a minute. A short one of the same properties is part of `npm test`.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/fuzz/**/*.test.ts'], testTimeout: 120_000 },
});
