/**
 * Candidates that no rule of either policy can tell apart, as classes; and classes of several dimensions as states. What a
 * rule asks of an attempt is one bit a half and dimension, so states are joined by AND and counted by their bits: however
 * long the lists, there are as many as rules can tell apart.
 */
import type { Attempt } from '../../core/attempt.ts';
import type { Truth } from '../../core/truth.ts';
import { attemptOf, type TypedAttempt } from '../typed-attempt.ts';
import type { Atom, AtomicRule } from './atoms.ts';
import { type Candidate, type Dimension, merged } from './candidate.ts';

/** What rules see of part of an attempt. Two bits a rule: whether `when` may still apply it, whether `unless` may still lift it. */
export type State = {
  readonly bits: string;
  /** What every decision sees besides: which contacts there are, and the source. */
  readonly presence: string;
  readonly typed: TypedAttempt;
  /** How many dimensions are not as usual: of two witnesses the plainer one is told. */
  readonly cost: number;
};

/** A class of candidates; its state is that of the plainest. */
export type CandidateClass = State & { readonly members: readonly Candidate[] };

/** A dimension by classes. The first candidate's class comes first. */
export type ClassedDimension = {
  readonly name: string;
  readonly usual: CandidateClass;
  readonly classes: readonly CandidateClass[];
};

/** More states than this are not looked at; the plainest are. */
const MAX_STATES = 30_000;

/** Sorts the candidates of a dimension into classes. */
export function classify({ name, candidates }: Dimension, rules: readonly AtomicRule[]): ClassedDimension {
  const halves = rules.map(({ then, when, unless }) => ({
    doubtful: then !== 'approve',
    when: when.filter(({ dimension }) => dimension === name),
    unless: unless?.filter(({ dimension }) => dimension === name) ?? null,
  }));
  const bitsOf = (attempt: Attempt) =>
    halves.map(({ doubtful, when, unless }) => bitsOfRule(doubtful, when, unless, attempt)).join('');
  const byKey = new Map<string, { readonly state: State; readonly members: Candidate[] }>();
  for (const [index, candidate] of candidates.entries()) {
    const attempt = attemptOf(candidate.typed);
    const cost = index === 0 ? 0 : candidate.meetingOf === undefined ? 1 : 2;
    const state = { bits: bitsOf(attempt), presence: presenceOf(name, attempt), typed: candidate.typed, cost };
    const known = byKey.get(keyOf(state));
    const plainest = known === undefined || cost < known.state.cost ? state : known.state;
    byKey.set(keyOf(state), { state: plainest, members: push(known?.members ?? [], candidate) });
  }
  const classes = [...byKey.values()].map(({ state, members }) => ({ ...state, members }));
  const [usual = { ...EMPTY, members: [] }] = classes;
  return { name, usual, classes };
}

function push<T>(list: T[], value: T): T[] {
  list.push(value);
  return list;
}

/** Doubt restricts and never grants: the same three values read as one bit, the way each kind of rule reads them. */
function bitsOfRule(
  doubtful: boolean,
  when: readonly Atom[],
  unless: readonly Atom[] | null,
  attempt: Attempt,
): '00' | '10' | '11' {
  const holds = (truth: Truth) => (doubtful ? truth !== 'no' : truth === 'yes');
  if (!when.every(({ matches }) => holds(matches(attempt)))) return '00';
  const lifts = (truth: Truth) => (doubtful ? truth === 'yes' : truth !== 'no');
  return unless?.every(({ matches }) => lifts(matches(attempt))) === true ? '11' : '10';
}

function presenceOf(name: string, { email, phone, trigger }: Attempt): string {
  if (name === 'email') return `email ${email.kind};`;
  if (name === 'phone') return `phone ${phone.kind};`;
  return name === 'source' ? `${trigger};` : '';
}

/** What two states have in common that decide alike. */
export function keyOf({ bits, presence }: Pick<State, 'bits' | 'presence'>): string {
  return `${bits} ${presence}`;
}

const EMPTY: State = { bits: '', presence: '', typed: {}, cost: 0 };

/** Both at once. A rule that does not apply stays so, whatever its other half says. */
export function joined(one: State, other: State): State {
  return {
    bits: one.bits === '' ? other.bits : bothBits(one.bits, other.bits),
    presence: one.presence + other.presence,
    typed: merged(one.typed, other.typed),
    cost: one.cost + other.cost,
  };
}

function bothBits(one: string, other: string): string {
  let both = '';
  for (let at = 0; at < one.length; at += 2) {
    const applies = one[at] === '1' && other[at] === '1';
    both += applies ? (one[at + 1] === '1' && other[at + 1] === '1' ? '11' : '10') : '00';
  }
  return both;
}

/** Every state of several dimensions together, plainest first; `complete` unless there were too many. */
export function statesOf(dimensions: readonly ClassedDimension[]): {
  readonly states: readonly State[];
  readonly complete: boolean;
} {
  let states: readonly State[] = [EMPTY];
  let complete = true;
  for (const { classes } of dimensions) {
    const byKey = new Map<string, State>();
    for (const state of states) {
      for (const one of classes) {
        const both = joined(state, one);
        const key = keyOf(both);
        const known = byKey.get(key);
        if (known === undefined || both.cost < known.cost) byKey.set(key, both);
      }
    }
    const sorted = [...byKey.values()].sort((a, b) => a.cost - b.cost);
    complete &&= sorted.length <= MAX_STATES;
    states = sorted.slice(0, MAX_STATES);
  }
  return { states, complete };
}
