/**
 * Tells listeners that something changed, once for many changes close together. Carries no content: whoever listens looks.
 */

/** A signal. */
export interface Signal {
  fire(): void;
  /** Listens until the returned function is called; `onEnd` when there will be no more. */
  listen(onChange: () => void, onEnd: () => void): () => void;
  /** How many listen. */
  listeners(): number;
  /** Ends it for every listener. */
  end(): void;
}

const GATHER_MS = 20;

type Listener = { readonly onChange: () => void; readonly onEnd: () => void };

/** Creates a signal without listeners. */
export function createSignal(): Signal {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | null = null;
  return {
    fire: () => {
      if (timer !== null) return;
      timer = setTimeout(() => {
        timer = null;
        for (const { onChange } of listeners) onChange();
      }, GATHER_MS).unref();
    },
    listen: (onChange, onEnd) => {
      const listener = { onChange, onEnd };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listeners: () => listeners.size,
    end: () => {
      for (const { onEnd } of listeners) onEnd();
      listeners.clear();
    },
  };
}
