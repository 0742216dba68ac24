/**
 * Gives each file of tests the environment that its project's `globalSetup` provided, and nothing of the caller's that points
 * at a real account.
 */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly environment: Readonly<Record<string, string>>;
  }
}

for (const name of Object.keys(process.env)) if (/^(?:AWS|SAM)_/u.test(name)) delete process.env[name];
Object.assign(process.env, inject('environment'));
