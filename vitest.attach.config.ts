/** The tests of existing pools; `scripts/test-attach.ts` gives them an emulator that resets settings as Cognito does. */
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/attach/**/*.test.ts'], testTimeout: 60_000 } });
