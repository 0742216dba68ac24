/**
 * What histories met, counted by name: a generator that rarely collides proves nothing.
 */

/** Counts by name. */
export class Distribution {
  readonly #counts = new Map<string, number>();

  /** Counts one sighting. */
  saw(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** How often that was seen. */
  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** One line, most frequent first. */
  toString(): string {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · ');
  }
}
