/**
 * How often and between which times each of many things was seen, in columns of plain numbers: as objects, whose times are
 * objects too, they would keep the garbage collector busier than the log.
 */

/** Counts by number. */
export type SeenCounts = {
  readonly add: (id: number, at: number | null) => void;
  /** What was counted of a number; times are null where none was told. */
  readonly of: (id: number) => {
    readonly n: number;
    readonly dated: number;
    readonly first: number | null;
    readonly last: number | null;
  };
};

/** Begins to count. */
export function createSeenCounts(): SeenCounts {
  const all = { n: column(), dated: column(), first: column(), last: column() };
  return {
    add: (id, at) => {
      if (id >= all.n.length) grow(all, id);
      const { n, dated, first, last } = all;
      n[id] = (n[id] ?? 0) + 1;
      if (at === null) return;
      const begun = (dated[id] ?? 0) > 0;
      dated[id] = (dated[id] ?? 0) + 1;
      if (!begun || at < (first[id] ?? 0)) first[id] = at;
      if (!begun || at > (last[id] ?? 0)) last[id] = at;
    },
    of: (id) => {
      const dated = all.dated[id] ?? 0;
      const time = (times: Float64Array) => (dated === 0 ? null : (times[id] ?? null));
      return { n: all.n[id] ?? 0, dated, first: time(all.first), last: time(all.last) };
    },
  };
}

type Columns = Record<'n' | 'dated' | 'first' | 'last', Float64Array>;

function column(length = 1024): Float64Array {
  return new Float64Array(length);
}

function grow(all: Columns, id: number): void {
  for (const name of ['n', 'dated', 'first', 'last'] as const) {
    const larger = column(2 * Math.max(id, all[name].length));
    larger.set(all[name]);
    all[name] = larger;
  }
}
