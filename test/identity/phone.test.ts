import { expect, test } from 'vitest';
import { parsePhone } from '../../src/identity/phone.ts';

test.each(['+12065550100', '+12', '+123456789012345'])('the reader of phone numbers reads %j', (raw) => {
  expect(parsePhone(raw)).toEqual({ raw, folded: raw });
});

test.each([
  '',
  '+',
  '+1',
  '+1234567890123456',
  '+02065550100',
  '12065550100',
  '0+12065550100',
  '+12065550100x',
  '+12065550100\n',
  '+1 206 555 0100',
  '+１２',
])('the reader of phone numbers refuses %j', (raw) => {
  expect(parsePhone(raw)).toBeNull();
});
