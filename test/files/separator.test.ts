/** What parts the cells of a table: one answer for lists, logs and exports. */
import { expect, it } from 'vitest';
import { tableForm } from '../../src/files/import/table.ts';
import { SEPARATORS, separatorOf } from '../../src/files/separator.ts';

it.each([
  ['email,name', ','],
  ['email;name', ';'],
  ['email\tname', '\t'],
  ['email', ','],
  ['email;name,other', ','],
  ['email;name;other,one', ';'],
  ['email;"first, middle, last";name', ';'],
])('a table is parted by what there is most of outside quotes: %j', (header, separator) => {
  expect(separatorOf(header, SEPARATORS)).toBe(separator);
});

it('a list whose header has commas in quotes is read by what parts its cells', () => {
  expect(tableForm('email;"street, city, country, zip"\nann@example.com;x\n')).toEqual({
    separator: ';',
    columns: [{ name: 'email', index: 0 }],
  });
});
