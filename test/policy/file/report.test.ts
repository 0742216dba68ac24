import { expect, test } from 'vitest';
import type { Issue } from '../../../src/policy/file/issue.ts';
import { issuesJson, type Paint, renderIssues } from '../../../src/policy/file/report.ts';
import { errorsOf, withRule } from './read.ts';

const TEXT = withRule('when: { emailDomian: [example.com] }', 'then: dney');
const show = (text: string) => renderIssues(errorsOf(text), () => text.split('\n'));

test('a report shows place, sentence, line and caret', () => {
  expect(
    show(TEXT),
  ).toBe(`policies/test.yaml:6:13: error[unknown-key]: unknown key \`emailDomian\`; did you mean \`emailDomain\`?
6 |     when: { emailDomian: [example.com] }
  |             ^^^^^^^^^^^

policies/test.yaml:7:11: error[bad-value]: \`then\` takes one of \`approve\`, \`code\`, \`deny\`, not \`dney\`; did you mean \`deny\`?
7 |     then: dney
  |           ^^^^

2 errors
`);
});

const ISSUE: Issue = { file: 'a', line: 1, column: 3, severity: 'warning', code: 'c', message: '`m`', width: 99 };

test.each([
  ['warning', 's(a:1:3): w(warning)[c]: `m`\nf(1 | )x: y\nf(  | )  w(^^)\n\n1 warning\n'],
  ['error', 's(a:1:3): e(error)[c]: `m`\nf(1 | )x: y\nf(  | )  e(^^)\n\n1 error\n'],
  ['note', 's(a:1:3): f(note)[c]: `m`\nf(1 | )x: y\nf(  | )  f(^^)\n\n1 note\n'],
] as const)('a report leaves the colour of a %s to the caller', (severity, report) => {
  const paint: Paint = {
    error: (text) => `e(${text})`,
    warning: (text) => `w(${text})`,
    strong: (text) => `s(${text})`,
    faint: (text) => `f(${text})`,
  };

  expect(renderIssues([{ ...ISSUE, severity }], () => ['x: y'], paint)).toBe(report);
});

/** The two lines below an issue's sentence. */
function shown(issue: Partial<Issue>, ...lines: readonly string[]): readonly string[] {
  return renderIssues([{ ...ISSUE, ...issue }], () => lines)
    .split('\n')
    .slice(1, 3);
}

test.each<[string, Partial<Issue>, string, readonly string[]]>([
  ['behind tabs', {}, '\t\tx: y', ['1 | \t\tx: y', '  | \t\t^^^^']],
  ['behind words and a tab', { column: 6 }, '- a\tb: c', ['1 | - a\tb: c', '  |    \t ^^^']],
  ['of one character', { width: 1 }, 'x: y', ['1 | x: y', '  |   ^']],
  ['of no width', { width: 0 }, 'x: y', ['1 | x: y', '  |   ^']],
  ['behind the end of a line', { column: 5 }, 'x: y', ['1 | x: y', '  |     ^']],
  ['far behind the end of a line', { column: 9 }, 'x: y', ['1 | x: y', '  |     ^']],
])('a report puts a caret %s', (_, issue, line, expected) => {
  expect(shown(issue, line)).toEqual(expected);
});

test('a report takes one caret where an issue has no width', () => {
  const { width: _, ...narrow } = ISSUE;

  expect(renderIssues([narrow], () => ['x: y'])).toContain('\n  |   ^\n');
});

test('a report makes room for the number of a line', () => {
  const lines = Array.from({ length: 10 }, () => 'x: y');

  expect(shown({ line: 10 }, ...lines)).toEqual(['10 | x: y', '   |   ^^']);
});

test('a report shows no control character of a policy', () => {
  expect(shown({ width: 1 }, 'x: \u001b[2J\ty')).toEqual(['1 | x: \ufffd[2J\ty', '  |   ^']);
});

test.each([
  [400, 5],
  [401, 3],
])('of a line of %i characters prints %i lines', (length, count) => {
  expect(
    renderIssues([ISSUE], () => ['x'.repeat(length)])
      .trimEnd()
      .split('\n'),
  ).toHaveLength(count);
});

test('a report asks for a file once, shown or not', () => {
  const asked: string[] = [];
  const linesOf = (file: string) => {
    asked.push(file);
    return file === 'a' ? ['x: y'] : null;
  };

  const report = renderIssues([ISSUE, { ...ISSUE, file: 'b' }, ISSUE, { ...ISSUE, file: 'b' }], linesOf);

  expect(asked).toEqual(['a', 'b']);
  expect(report.match(/x: y/gu)).toHaveLength(2);
});

test.each([
  [1, 0, '1 error'],
  [1, 1, '1 error, 1 warning'],
  [0, 2, '2 warnings'],
])('a report counts %i errors and %i warnings', (errors, warnings, summary) => {
  const issues = [
    ...Array.from({ length: errors }, (): Issue => ({ ...ISSUE, severity: 'error' })),
    ...Array.from({ length: warnings }, () => ISSUE),
  ];

  expect(
    renderIssues(issues, () => null)
      .split('\n')
      .at(-2),
  ).toBe(summary);
});

test('the report does without a line that cannot be shown', () => {
  expect(renderIssues([ISSUE], () => null)).toBe('a:1:3: warning[c]: `m`\n\n1 warning\n');
});

test('a report says nothing where nothing is wrong', () => {
  expect(renderIssues([], () => null)).toBe('');
  expect(issuesJson([])).toEqual({ issues: [] });
});

test('a report gives scripts exactly six fields', () => {
  const { width: _, ...fields } = ISSUE;

  expect(issuesJson([ISSUE])).toEqual({ issues: [fields] });
});

test.each([
  ['{"kty":"OKP","d":"not-shown"}'],
  ['  "k" : "not-shown",'],
  ['-----BEGIN PRIVATE KEY----- not-shown'],
])('a report shows no line that may hold a private key, whatever the issue: %s', (line) => {
  expect(renderIssues([ISSUE], () => [line])).toBe('a:1:3: warning[c]: `m`\n\n1 warning\n');
});

test.each(['private-key', 'no-jwk-set'])('a report shows no line of a file for the issue %s', (code) => {
  expect(renderIssues([{ ...ISSUE, code }], () => ['x: y'])).toBe(`a:1:3: warning[${code}]: \`m\`\n\n1 warning\n`);
});
