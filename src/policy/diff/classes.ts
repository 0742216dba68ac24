/**
 * Probes that no rule of either policy can tell apart, as classes; and classes of several dimensions as states. What a
 * rule asks of an attempt is one bit a half and dimension, so states are joined by AND and counted by their bits: however
 * long the lists, there are as many as rules can tell apart.
 */
import type { Attempt } from '../../core/attempt.ts';
import type { Truth } from '../../core/truth.ts';
import { attemptOf, type TypedAttempt } from '../cases/typed-attempt.ts';
import type { Atom, AtomicRule } from './atoms.ts';
import { type Dimension, merged, type Probe } from './probe.ts';

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

/** A class of probes; its state is that of the plainest. */
export type ProbeClass = State & { readonly members: readonly Probe[] };

/** A dimension by classes: the first probe's, and every other. */
export type ClassedDimension = {
  readonly name: string;
  readonly usual: ProbeClass;
  readonly others: readonly ProbeClass[];
};

/** A probe and what rules and decisions see of it. */
type Look = Pick<State, 'presence' | 'cost'> & { readonly probe: Probe; readonly digits: string };

/** Sorts the probes of a dimension into classes. */
export function classify({ name, probes }: Dimension, rules: readonly AtomicRule[]): ClassedDimension {
  const halves = rules.map(({ doubtful, when, unless }) => ({
    doubtful,
    when: when.filter(({ dimension }) => dimension === name),
    unless: unless?.filter(({ dimension }) => dimension === name),
  }));
  const looks = probes.map((probe, index): Look => {
    const attempt = attemptOf(probe.typed);
    const digits = halves.map((half) => digitOf(half, attempt)).toReversed();
    const cost = index === 0 ? 0 : probe.meetingOf === undefined ? 1 : 2;
    return { probe, digits: digits.join(''), presence: presenceOf(name, attempt), cost };
  });
  const groups = Map.groupBy(looks, ({ digits, presence }) => digits + presence);
  const [usual = { ...EVERYTHING, members: [] }, ...others] = [...groups.values()].map(classOf);
  return { name, usual, others };
}

function classOf(looks: readonly Look[]): ProbeClass {
  const { probe, digits, presence, cost } = looks.reduce((one, other) => (other.cost < one.cost ? other : one));
  const members = looks.map((look) => look.probe);
  return { ...stateOf(digits), presence, typed: probe.typed, cost, members };
}

/** Two binary numbers from the digits 0 (`when` no), 1 (applies) and 2 (lifted by `unless`), the last rule first. */
function stateOf(digits: string): Pick<State, 'when' | 'unless'> {
  return {
    when: BigInt(`0b0${digits.replaceAll('2', '1')}`),
    unless: BigInt(`0b0${digits.replaceAll('1', '0').replaceAll('2', '1')}`),
  };
}

type Halves = {
  readonly doubtful: boolean;
  readonly when: readonly Atom[];
  readonly unless: readonly Atom[] | undefined;
};

/** Doubt restricts and never grants: the same three values read as one bit, the way the rule is read. */
function digitOf({ doubtful, when, unless }: Halves, attempt: Attempt): '0' | '1' | '2' {
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

/** The bit of every rule, however many there are. */
export const EVERY_RULE = ~0n;

/** No dimension yet: every rule may still apply. */
export const EVERYTHING: State = { when: EVERY_RULE, unless: EVERY_RULE, presence: '', typed: {}, cost: 0 };

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
