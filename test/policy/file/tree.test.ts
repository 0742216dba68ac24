import { expect, test } from 'vitest';
import { entryOf, nodeAt, placeAt, plainValue } from '../../../src/policy/file/tree.ts';
import { treeOf } from './trees.ts';

const TREE = treeOf('a: b\nrules:\n  - id: one\n    then: code\n  - two\n0: c\n');

const valueAt = (path: readonly PropertyKey[]) => {
  const node = nodeAt(TREE, path);
  return node && plainValue(node);
};

test('a tree has a plain value', () => {
  expect(plainValue(TREE)).toEqual({ a: 'b', rules: [{ id: 'one', then: 'code' }, 'two'], '0': 'c' });
});

test('a key that objects inherit is a key as any', () => {
  const value = plainValue(treeOf('constructor: 1\ntoString: 2\n'));

  expect(Object.entries(Object(value))).toEqual([
    ['constructor', 1],
    ['toString', 2],
  ]);
});

test.each([
  [['a'], 'b'],
  [['rules', 0, 'id'], 'one'],
  [['rules', 1], 'two'],
  [['0'], 'c'],
  [['none'], undefined],
  [[0], undefined],
  [['rules', '0'], undefined],
  [['rules', 'length'], undefined],
  [['rules', 2], undefined],
  [['rules', 1, 'id'], undefined],
  [['none', 'id', 0], undefined],
  [[Symbol('a')], undefined],
])('a tree finds at %j: %j', (path, value) => {
  expect(valueAt(path)).toBe(value);
});

test('a list has no entries', () => {
  expect(entryOf(nodeAt(TREE, ['rules']), 0)).toBeUndefined();
});

test.each([
  [[], '1:1'],
  [['a'], '1:1'],
  [['rules'], '2:1'],
  [['rules', 0], '3:5'],
  [['rules', 0, 'then'], '4:5'],
  [['rules', 0, 'when', 'client', 3], '3:5'],
  [['rules', 1], '5:5'],
  [['rules', 9, 'id'], '2:1'],
  [['none'], '1:1'],
])('a tree places %j at %s', (path, place) => {
  const { line, column } = placeAt(TREE, path);

  expect(`${line}:${column}`).toBe(place);
});
