/**
 * Builds what the tests run, once and before any of them: files run side by side, and two builds into one folder would
 * meet.
 */
import { built, shippedBundle, shippedPage } from '../../../src/lab/trigger/shipped-bundle.ts';

/** Vitest calls it before the first test. */
export async function setup(): Promise<void> {
  const cli = () => built('cli', 'main.mjs', 'the command line');
  for (const build of [shippedBundle, shippedPage, cli]) {
    const result = await build();
    if (!result.ok) throw new Error(result.error);
  }
}
