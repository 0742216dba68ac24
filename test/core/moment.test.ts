import { describe, expect, it } from 'vitest';
import { readMoment, writtenTime } from '../../src/core/moment.ts';

const at = (text: string) => Date.parse(text);

describe('readMoment', () => {
  it.each([
    ['2027-03-31', '2027-03-31T00:00:00Z', '2027-04-01T00:00:00Z'],
    ['2028-02-29', '2028-02-29T00:00:00Z', '2028-03-01T00:00:00Z'],
    ['2027-12-31', '2027-12-31T00:00:00Z', '2028-01-01T00:00:00Z'],
    ['2027-01-01', '2027-01-01T00:00:00Z', '2027-01-02T00:00:00Z'],
  ])('takes %s for all of that day in UTC', (text, begins, ends) => {
    expect(readMoment(text)).toEqual({ begins: at(begins), ends: at(ends) });
  });

  it.each([
    ['2027-03-31T12:00:00Z', '2027-03-31T12:00:00Z'],
    ['2027-03-31T23:59:59.999Z', '2027-03-31T23:59:59.999Z'],
    ['2027-03-31T12:00:00+01:30', '2027-03-31T10:30:00Z'],
    ['2027-03-31T00:00:00-23:59', '2027-03-31T23:59:00Z'],
    ['2027-03-31T20:00:00.5Z', '2027-03-31T20:00:00.500Z'],
  ])('takes %s for that moment', (text, moment) => {
    expect(readMoment(text)).toEqual({ begins: at(moment), ends: at(moment) });
  });

  it.each([
    '2027-02-31',
    '2027-02-29',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '2027-1-1',
    '27-01-01',
    ' 2027-01-01',
    '2027-01-01 ',
    '2027-01-01T12:00:00',
    '2027-01-01T12:00Z',
    '2027-01-01T24:00:00Z',
    '2027-01-01T12:60:00Z',
    '2027-01-01T12:00:60Z',
    '2027-01-01T12:00:00.Z',
    '2027-01-01T12:00:00+24:00',
    '2027-01-01T12:00:00+1:00',
    '2027-01-01T12:00:00 Z',
    '2027-01-01t12:00:00z',
    '2027-02-31T12:00:00Z',
    'tomorrow',
    '',
  ])('knows no %j', (text) => {
    expect(readMoment(text)).toBeNull();
  });
});

it('a time is written as people write it', () => {
  expect(writtenTime(at('2027-04-01'))).toBe('2027-04-01T00:00:00Z');
  expect(writtenTime(at('2027-04-01') + 1)).toBe('2027-04-01T00:00:00.001Z');
});
