/**
 * Things that are remembered for a while and then forgotten: at most so many, the oldest first. Bounds what callers who
 * begin and never end can make the lab keep.
 */

/** A memory that forgets. */
export interface ShortLived<T> {
  add(key: string, value: T): void;
  /** What is there, and not over. */
  get(key: string): T | undefined;
  remove(key: string): void;
  /** Everything that is kept, over or not. */
  values(): Iterable<T>;
  size(): number;
  clear(): void;
}

/** Creates an empty one; what is added lasts `lifeMs`. */
export function createShortLived<T>(now: () => number, most: number, lifeMs: number): ShortLived<T> {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();

  function forget(): void {
    for (const [key, { until }] of kept) {
      // in the order in which they were added, and so in which they end
      if (kept.size <= most && until > now()) return;
      kept.delete(key);
    }
  }

  return {
    add: (key, value) => {
      kept.delete(key);
      kept.set(key, { value, until: now() + lifeMs });
      forget();
    },
    get: (key) => {
      const found = kept.get(key);
      return found !== undefined && found.until > now() ? found.value : undefined;
    },
    remove: (key) => void kept.delete(key),
    values: () => [...kept.values()].map(({ value }) => value),
    size: () => kept.size,
    clear: () => kept.clear(),
  };
}
