/**
 * The filter of ListUsers: quoted, escaped, bounded, never empty.
 */
import { describe, expect, it } from 'vitest';
import { listFilter } from '../../../src/aws/trigger/list-filter.ts';

describe('the filter', () => {
  it.each([
    ['email', 'bob@example.com', 'email = "bob@example.com"'],
    ['phone_number', '+12065550100', 'phone_number = "+12065550100"'],
    ['email', 'a"b\\c"d\\', 'email = "a\\"b\\\\c\\"d\\\\"'],
  ] as const)('of %s %s quotes the value', (attribute, value, filter) => {
    expect(listFilter(attribute, value)).toBe(filter);
  });

  it('never asks without a value', () => {
    expect(listFilter('email', '')).toBeNull();
  });

  it('keeps to the bound of the API', () => {
    const longest = 'a'.repeat(256 - 'email = ""'.length);

    expect(listFilter('email', longest)).toBe(`email = "${longest}"`);
    expect(listFilter('email', `${longest}a`)).toBeNull();
    expect(listFilter('email', `${longest.slice(1)}"`)).toBeNull();
  });
});
