/**
 * One thing after the other. A failure is its own caller's and never stops the next.
 */

/** Creates a queue: what is handed in runs once everything before it is done. */
export function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
