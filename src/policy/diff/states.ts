/**
 * Classes of several dimensions together, as few as decisions can tell apart. Three things keep them few: bits are joined
 * by AND; of rules that are settled and end alike the first speaks for all; and where only rules changed, a state to which
 * no changed rule can apply any more cannot differ.
 */
import type { Atom, AtomicRule } from './atoms.ts';
import { type ClassedDimension, EVERY_RULE, EVERYTHING, joined, keyOf, type State } from './classes.ts';

/** What is known of the rules, as sets of bits. */
type RuleSets = {
  readonly rules: readonly AtomicRule[];
  /** Rules of one policy that end alike. */
  readonly kinds: readonly bigint[];
  /** The rules that only one policy has; every rule where more than rules changed. */
  readonly changed: bigint;
};

/** More states than this are not looked at; the plainest are. */
const MAX_STATES = 30_000;

/** The sets of the rules. `rulesAlone`: nothing but rules changed that could change a decision. */
export function ruleSets(rules: readonly AtomicRule[], rulesAlone: boolean): RuleSets {
  const kinds = new Map<string, bigint>();
  for (const [at, { kind }] of rules.entries()) kinds.set(kind, (kinds.get(kind) ?? 0n) | bit(at));
  const changed = rules.reduce((set, rule, at) => (rule.changed ? set | bit(at) : set), 0n);
  return { rules, kinds: [...kinds.values()], changed: rulesAlone ? changed : EVERY_RULE };
}

function bit(at: number): bigint {
  return 1n << BigInt(at);
}

/** Whether two policies may still differ on a state. Where more than rules changed, on every one. */
function mayDiffer({ when }: Pick<State, 'when'>, { changed }: RuleSets): boolean {
  return changed === EVERY_RULE || (when & changed) !== 0n;
}

/** Every state of several dimensions together, plainest first; `complete` unless there were more than `most`. */
export function statesOf(
  dimensions: readonly ClassedDimension[],
  sets: RuleSets,
  most: number = MAX_STATES,
): { readonly states: readonly State[]; readonly complete: boolean } {
  let states: readonly State[] = [EVERYTHING];
  let complete = true;
  const done = new Set<string>();
  for (const { name, usual, others } of dimensions) {
    done.add(name);
    const settled = settledBy(sets.rules, done);
    const byKey = new Map<string, State>();
    for (const state of states) {
      for (const one of [usual, ...others]) {
        const both = settle(joined(state, one), settled, sets);
        const key = keyOf(both);
        const known = byKey.get(key);
        if (mayDiffer(both, sets) && (known === undefined || both.cost < known.cost)) byKey.set(key, both);
      }
    }
    const sorted = [...byKey.values()].sort((a, b) => a.cost - b.cost);
    complete &&= sorted.length <= most;
    states = sorted.slice(0, most);
  }
  return { states, complete };
}

/** The rules that look at nothing but these dimensions. */
function settledBy(rules: readonly AtomicRule[], done: ReadonlySet<string>): bigint {
  const within = (atoms: readonly Atom[]) => atoms.every(({ dimension }) => done.has(dimension));
  return rules.reduce((set, { when, unless }, at) => (within(when) && within(unless ?? []) ? set | bit(at) : set), 0n);
}

/** Of the settled rules that apply and end alike, the first by id stays: it is the one whose sentence is said. */
function settle(state: State, settled: bigint, { kinds }: RuleSets): State {
  const applying = state.when & ~state.unless & settled;
  let kept = 0n;
  for (const kind of kinds) {
    const some = applying & kind;
    kept |= some & -some;
  }
  return { ...state, when: (state.when & ~settled) | kept, unless: state.unless & ~settled };
}
