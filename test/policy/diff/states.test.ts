/**
 * States of several dimensions together: as few as decisions can tell apart, the plainest first.
 */
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { atomicRules } from '../../../src/policy/diff/atoms.ts';
import { classify } from '../../../src/policy/diff/classes.ts';
import { ruleSets, statesOf } from '../../../src/policy/diff/states.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { withRules } from './samples.ts';

type Terms = { readonly before?: readonly RuleDocument[]; readonly rulesAlone?: boolean; readonly most?: number };

/** The states of keys of metadata: their values, the bits of `when` and of `unless`, and the cost. `m` is a meeting. */
function look(rules: readonly RuleDocument[], dimensions: Readonly<Record<string, string>>, terms: Terms = {}) {
  const { before = [], rulesAlone = false, most } = terms;
  const atomic = atomicRules(withRules(...before), withRules(...rules), RESOURCES);
  const classed = Object.entries(dimensions).map(([key, values]) => {
    const probes = [...values].map((value) => ({
      typed: { metadata: { [key]: value } },
      standsFor: value,
      ...(value === 'm' ? { meetingOf: ['0', '1'] } : {}),
    }));
    return classify({ name: `metadata ${key}`, probes }, atomic);
  });
  const { states, complete } = statesOf(classed, ruleSets(atomic, rulesAlone), most);
  const inShort = states.map(({ when, unless, typed, cost }) => {
    return `${Object.values(typed.metadata ?? {}).join('')}: ${when.toString(2)} ${unless.toString(2)}, ${cost}`;
  });
  return { states: inShort, complete };
}

/** A rule of metadata. */
function rule(
  id: string,
  then: RuleDocument['then'],
  when: Readonly<Record<string, readonly string[]>>,
  unless: Readonly<Record<string, readonly string[]>> | null = null,
): RuleDocument {
  return { id, then, when: { metadata: when }, ...(unless === null ? {} : { unless: { metadata: unless } }) };
}

describe('ruleSets', () => {
  const rules = atomicRules(
    withRules({ id: 'a', then: 'deny' }, { id: 'b', then: 'approve' }, { id: 'c', then: 'deny' }),
    withRules({ id: 'a', then: 'deny' }),
    RESOURCES,
  );

  it('has the rules that end alike, and those that changed', () => {
    expect(ruleSets(rules, true)).toEqual({ rules, kinds: [0b0101n, 0b0010n, 0b1000n], changed: 0b0110n });
  });

  it('has every rule as changed where more than rules did', () => {
    expect(ruleSets(rules, false)).toEqual({ rules, kinds: [0b0101n, 0b0010n, 0b1000n], changed: -1n });
  });
});

describe('statesOf', () => {
  const THREE = [
    rule('x', 'approve', { x: ['1'] }),
    { ...rule('y', 'approve', { y: ['1'] }), verify: ['email'] as const },
    rule('z', 'deny', { z: ['1'] }),
  ];
  const DIMENSIONS = { x: '01', y: '01', z: '01' };
  const PLAINEST_FIRST = [
    '000: 0 0, 0',
    '001: 100 0, 1',
    '010: 10 0, 1',
    '100: 1 0, 1',
    '011: 110 0, 2',
    '101: 101 0, 2',
    '110: 11 0, 2',
    '111: 111 0, 3',
  ];

  it('has every combination, the plainest first', () => {
    expect(look(THREE, DIMENSIONS)).toEqual({ states: PLAINEST_FIRST, complete: true });
  });

  it('is one state without dimensions', () => {
    expect(look(THREE, {})).toEqual({ states: [': -1 -1, 0'], complete: true });
  });

  it('is complete with as many states as are looked at', () => {
    expect(look(THREE, DIMENSIONS, { most: 8 })).toEqual({ states: PLAINEST_FIRST, complete: true });
  });

  it('looks at the plainest of too many', () => {
    expect(look(THREE, DIMENSIONS, { most: 7 })).toEqual({ states: PLAINEST_FIRST.slice(0, 7), complete: false });
  });

  it('stays incomplete, however few states follow', () => {
    const both = rule('a', 'deny', { x: ['1', '2'], y: ['1'] });
    const other = rule('b', 'deny', { x: ['2'], y: ['1'] });

    expect(look([both, other], { x: '012', y: '0' }, { most: 2 })).toEqual({ states: ['00: 0 0, 0'], complete: false });
  });

  it('keeps the plainer of two that decide alike', () => {
    const both = rule('a', 'deny', { x: ['0'], y: ['0'] });

    expect(look([both], { x: '01', y: '0m' }).states).toEqual(['00: 1 0, 0', '10: 0 0, 1']);
  });

  it('keeps the first of two that are as plain', () => {
    const both = rule('a', 'deny', { x: ['0'], y: ['0'] });

    expect(look([both], { x: '01', y: '01' }).states).toEqual(['00: 1 0, 0', '01: 0 0, 1']);
  });

  it('leaves out where no rule that changed can apply', () => {
    const { states } = look(THREE, DIMENSIONS, { before: THREE.slice(1), rulesAlone: true });

    expect(states).toEqual(['100: 100 0, 1', '101: 10110 0, 2', '110: 1101 0, 2', '111: 11111 0, 3']);
  });
});

describe('rules that end alike', () => {
  const [first, second] = [rule('a', 'deny', { x: ['1'] }), rule('b', 'deny', { x: ['1', '2'] })];

  it('are spoken for by the first that applies', () => {
    expect(look([first, second], { x: '012' }).states).toEqual(['0: 0 0, 0', '1: 1 0, 1', '2: 10 0, 1']);
  });

  it('speak for themselves where they end otherwise', () => {
    expect(look([first, { ...second, then: 'approve' }], { x: '012' }).states).toEqual([
      '0: 0 0, 0',
      '1: 11 0, 1',
      '2: 10 0, 1',
    ]);
  });

  it('are spoken for by none that is lifted', () => {
    const lifted = rule('a', 'deny', { x: ['1'] }, { x: ['1'] });

    expect(look([lifted, second], { x: '012' }).states).toEqual(['0: 0 0, 0', '1: 10 0, 1']);
  });

  it('wait until `when` is settled', () => {
    const waiting = rule('a', 'deny', { x: ['1'], y: ['1'] }, { x: ['2'] });

    expect(look([waiting, second], { x: '012' }).states).toEqual(['0: 0 0, 0', '1: 11 0, 1', '2: 10 0, 1']);
  });

  it('wait until `unless` is settled', () => {
    const waiting = rule('a', 'deny', { x: ['1'] }, { y: ['1'] });

    expect(look([waiting, second], { x: '012' }).states).toEqual(['0: 0 0, 0', '1: 11 1, 1', '2: 10 0, 1']);
  });
});
