import { expect, test } from 'vitest';
import type { Issue } from '../../src/policy/issue.ts';
import { issuesJson, PLAIN, renderIssues } from '../../src/policy/report.ts';
import { errorsOf, withRule } from './read.ts';

const TEXT = withRule('when: { emailDomian: [example.com] }', 'then: dney');
const show = (text: string) => renderIssues(errorsOf(text), () => text.split('\n'));

test('shows place, sentence, line and caret', () => {
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

test('leaves colour to the caller', () => {
  const paint = { ...PLAIN, error: (text: string) => `<${text}>` };

  const report = renderIssues(errorsOf(TEXT), () => TEXT.split('\n'), paint);

  expect(report).toContain('<error>[unknown-key]');
  expect(report).toContain('<^^^^>');
});

const ISSUE: Issue = { file: 'a', line: 1, column: 3, severity: 'warning', code: 'c', message: '`m`', width: 99 };

test('keeps the caret under its place behind tabs', () => {
  expect(renderIssues([ISSUE], () => ['\t\tx: y'])).toContain('\n  | \t\t^^^^\n');
});

test('shows no control character of a policy', () => {
  expect(renderIssues([ISSUE], () => ['x: \u001b[2Jy'])).not.toContain('\u001b');
});

test('does without a line that cannot be shown', () => {
  expect(renderIssues([ISSUE], () => null)).toBe('a:1:3: warning[c]: `m`\n\n1 warning\n');
});

test('says nothing where nothing is wrong', () => {
  expect(renderIssues([], () => null)).toBe('');
  expect(issuesJson([])).toBe('{"issues":[]}\n');
});

test('gives scripts exactly six fields', () => {
  const { width: _, ...fields } = ISSUE;

  expect(JSON.parse(issuesJson([ISSUE]))).toEqual({ issues: [fields] });
});
