import { expect, test } from 'vitest';
import { type Gatherable, gathered } from '../../../src/policy/file/gathered.ts';
import { errorAt, warningAt } from '../../../src/policy/file/issue.ts';

const at = (line: number, file = 'list.txt') => ({ file, line, column: 1, width: 2 });

/** Faults of one kind on the lines of a list. */
function faults(count: number, list: string | null = 'one', words = 'is wrong'): readonly Gatherable[] {
  return Array.from({ length: count }, (_, index) => ({
    issue: errorAt(at(index + 1), 'bad', `\`a${index}\` ${words}`),
    list,
  }));
}

test('a report tells up to three faults of a kind one by one', () => {
  expect(gathered(faults(3))).toEqual(faults(3).map(({ issue }) => issue));
});

test('a report tells more as one, with a count and three examples, at the first', () => {
  expect(gathered(faults(4))).toEqual([
    errorAt(at(1), 'bad', '4 values alike: `a0` is wrong; likewise `a1` on line 2, `a2` on line 3'),
  ]);
});

test('a report counts on beyond the examples', () => {
  expect(gathered(faults(121_570))[0]?.message).toMatch(/^121,570 values alike: `a0` is wrong; likewise `a1`/u);
});

test('what to do goes on after a question as after a full stop', () => {
  const [issue] = gathered(faults(4, 'one', 'is wrong; did you mean `b`?'));

  expect(issue?.message).toBe(
    '4 values alike: `a0` is wrong; did you mean `b`? likewise `a1` on line 2, `a2` on line 3',
  );
});

test('a report says what to do about them all, where there is something', () => {
  const remedy = ({ line }: { readonly line: number }) => `look at line ${line}`;

  expect(gathered(faults(4), remedy)[0]?.message).toMatch(/on line 3; look at line 1$/u);
  expect(gathered(faults(3), remedy).map(({ message }) => message)).toEqual([
    '`a0` is wrong',
    '`a1` is wrong',
    '`a2` is wrong',
  ]);
});

test('a report names the value that a sentence is about and no other', () => {
  const named = faults(4).map(({ issue, list }, index) => ({
    issue: { ...issue, message: `\`a${index}\` is \`b${index}\`` },
    list,
  }));

  expect(gathered(named)[0]?.message).toBe('4 values alike: `a0` is `b0`; likewise `a1` on line 2, `a2` on line 3');
});

test('a report takes how a value looks for a part of its name', () => {
  const looks = faults(4).map(({ issue, list }, index) => ({
    issue: { ...issue, message: `\`a${index}\` (b${index}) is wrong (so)` },
    list,
  }));

  expect(gathered(looks).map(({ message }) => message)).toEqual([
    '4 values alike: `a0` (b0) is wrong (so); likewise `a1` (b1) on line 2, `a2` (b2) on line 3',
  ]);
});

test('a report shows nothing of a value that a sentence does not name', () => {
  const unnamed = faults(4).map(({ issue, list }) => ({ issue: { ...issue, message: 'no' }, list }));

  expect(gathered(unnamed)[0]?.message).toBe('4 values alike: no; likewise  on line 2,  on line 3');
});

test.each<[string, (fault: Gatherable) => Gatherable]>([
  ['lists', ({ issue }) => ({ issue, list: 'two' })],
  ['sentences', ({ issue, list }) => ({ issue: { ...issue, message: '`a` is worse' }, list })],
  ['codes', ({ issue, list }) => ({ issue: { ...issue, code: 'worse' }, list })],
  ['files', ({ issue, list }) => ({ issue: { ...issue, file: 'other.txt' }, list })],
  [
    'severities',
    ({ issue: { code, message, ...place }, list }) => ({
      issue: warningAt({ width: 2, ...place }, code, message),
      list,
    }),
  ],
])('a report keeps faults of different %s apart', (_, changed) => {
  expect(gathered([...faults(2), ...faults(2).map(changed)])).toHaveLength(4);
});

test('a report leaves alone what is about no list', () => {
  expect(gathered(faults(9, null))).toEqual(faults(9, null).map(({ issue }) => issue));
});
