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

/** What rules see of part of an attempt: one bit a rule, for whether `when` may still apply it and `unless` still lift it. */
export type State = {
  readonly when: bigint;
  readonly unless: bigint;
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

/** Sorts the candidates of a dimension into classes. */
export function classify({ name, candidates }: Dimension, rules: readonly AtomicRule[]): ClassedDimension {
  const halves = rules.map(({ then, when, unless }) => ({
    doubtful: then !== 'approve',
    when: when.filter(({ dimension }) => dimension === name),
    unless: unless?.filter(({ dimension }) => dimension === name) ?? null,
  }));
  const bitsOf = (attempt: Attempt) => halves.map((half) => bitsOfRule(half, attempt)).toReversed();
  const byKey = new Map<string, { readonly state: State; readonly members: Candidate[] }>();
  for (const [index, candidate] of candidates.entries()) {
    const attempt = attemptOf(candidate.typed);
    const cost = index === 0 ? 0 : candidate.meetingOf === undefined ? 1 : 2;
    const bits = bitsOf(attempt).join('');
    const presence = presenceOf(name, attempt);
    const known = byKey.get(bits + presence);
    if (known !== undefined && known.state.cost <= cost) {
      known.members.push(candidate);
      continue;
    }
    const state = { ...stateOf(bits), presence, typed: candidate.typed, cost };
    byKey.set(bits + presence, { state, members: push(known?.members ?? [], candidate) });
  }
  const classes = [...byKey.values()].map(({ state, members }) => ({ ...state, members }));
  const [usual = { ...EVERYTHING, members: [] }] = classes;
  return { name, usual, classes };
}

/** Two binary numbers from the digits 0 (`when` no), 1 (applies) and 2 (lifted by `unless`), the last rule first. */
function stateOf(digits: string): Pick<State, 'when' | 'unless'> {
  return {
    when: BigInt(`0b0${digits.replaceAll('2', '1')}`),
    unless: BigInt(`0b0${digits.replaceAll('1', '0').replaceAll('2', '1')}`),
  };
}

function push<T>(list: T[], value: T): T[] {
  list.push(value);
  return list;
}

type Halves = {
  readonly doubtful: boolean;
  readonly when: readonly Atom[];
  readonly unless: readonly Atom[] | null;
};

/** Doubt restricts and never grants: the same three values read as one bit, the way each kind of rule reads them. */
function bitsOfRule({ doubtful, when, unless }: Halves, attempt: Attempt): '0' | '1' | '2' {
  const holds = (truth: Truth) => (doubtful ? truth !== 'no' : truth === 'yes');
  if (!when.every(({ matches }) => holds(matches(attempt)))) return '0';
  const lifts = (truth: Truth) => (doubtful ? truth === 'yes' : truth !== 'no');
  return unless?.every(({ matches }) => lifts(matches(attempt))) === true ? '2' : '1';
}

function presenceOf(name: string, { email, phone, trigger }: Attempt): string {
  if (name === 'email') return `email ${email.kind};`;
  if (name === 'phone') return `phone ${phone.kind};`;
  return name === 'source' ? `${trigger};` : '';
}

/** What two states have in common that decide alike. */
export function keyOf({ when, unless, presence }: Pick<State, 'when' | 'unless' | 'presence'>): string {
  return `${when.toString(16)} ${unless.toString(16)} ${presence}`;
}

/** No dimension yet: every rule may still apply. */
export const EVERYTHING: State = { when: -1n, unless: -1n, presence: '', typed: {}, cost: 0 };

/** Both at once. A rule that does not apply stays so, whatever its other half says. */
export function joined(one: State, other: State): State {
  const when = one.when & other.when;
  return {
    when,
    unless: one.unless & other.unless & when,
    presence: one.presence + other.presence,
    typed: merged(one.typed, other.typed),
    cost: one.cost + other.cost,
  };
}
