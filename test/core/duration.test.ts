import { expect, test } from 'vitest';
import { parseDuration } from '../../src/core/duration.ts';

test.each([
  ['1s', 1],
  ['90s', 90],
  ['10m', 600],
  ['12h', 43_200],
  ['7d', 604_800],
  ['3660d', 316_224_000],
])('the reader of durations reads %s as %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  '',
  '7',
  'd',
  '0d',
  '07d',
  '-1d',
  '1.5h',
  '7 d',
  ' 7d',
  '7d\n',
  '7D',
  '1w',
  '3661d',
  '1e3s',
  '9999999999s',
])('the reader of durations takes %j for no duration', (text) => {
  expect(parseDuration(text)).toBeNull();
});
