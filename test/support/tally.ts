/**
 * Counts what a property saw, so that a law that was never put to the test fails instead of passing.
 */
import { expect } from 'vitest';

/** Counters by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** Counts one sighting. */
  saw(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Fails unless every name was seen at least `least` times. */
  expectSeen(least: number, ...names: readonly string[]): void {
    for (const name of names) expect(this.#counts.get(name) ?? 0, `sightings of ${name}`).toBeGreaterThanOrEqual(least);
  }
}
