/** docs/cost.md: the table of totals is what its prices and counts come to. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const PAGE = readFileSync('docs/cost.md', 'utf8');

/** The number in a cell of the row that begins so. */
function cell(row: string, column: number): number {
  const line = PAGE.split('\n').find((each) => each.startsWith(`| ${row}`)) ?? '';
  return Number.parseFloat((line.split('|')[column + 1] ?? '').trim().replaceAll(',', ''));
}

const million = (row: string) => cell(row, 1) / 1_000_000;
const request = million('Lambda requests');
const time = cell('Lambda time', 1) * 0.1;
const log = (cell('CloudWatch Logs', 1) * 3) / 1_000_000;
const write = million('DynamoDB writes');
const fixed = 9 + 0.5 + 3 + 0.1;

it.each(['1,000', '100,000', '10,000,000'])('the page on costs adds up for %s sign-ups a month', (row) => {
  const signUps = Number(row.replaceAll(',', ''));
  const one = signUps * (request + time + log + write);
  const two = signUps * (request + time + log + 4 * write);

  const told = [1, 2, 3, 4].map((column) => cell(`${row} `, column));
  expect(told).toEqual([one, two, fixed, one + fixed].map((dollars) => Number(dollars.toFixed(2))));
});

it('the page on costs says what the rows above it say', () => {
  expect(PAGE).toContain('metrics, up to 30 at 0.30 | 9.00');
  expect(PAGE).toContain('alarms, 5 at 0.10 | 0.50');
  expect(PAGE).toMatch(/\| 0\.1 s, .*\n.*\| 1 for one address; 4 for two/u);
});
