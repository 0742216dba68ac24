/**
 * Builds what the tests run, once and before any of them: files run side by side, and two builds into one folder would
 * meet.
 */
import { shippedBundle, shippedPage } from '../../src/lab/shipped-bundle.ts';

/** Vitest calls it before the first test. */
export async function setup(): Promise<void> {
  for (const built of [await shippedBundle(), await shippedPage()]) {
    if (!built.ok) throw new Error(built.error);
  }
}
