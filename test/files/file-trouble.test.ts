import { expect, it } from 'vitest';
import { fileTrouble } from '../../src/files/file-trouble.ts';

it.each([
  [Object.assign(new Error('x'), { code: 'ENOENT' }), 'there is no such file'],
  [Object.assign(new Error('x'), { code: 'EACCES' }), 'permission denied'],
  [Object.assign(new Error('x'), { code: 'EISDIR' }), 'it is a folder'],
  [Object.assign(new Error('x'), { code: 'ENOTDIR' }), 'a part of its path is no folder'],
  [Object.assign(new Error('x'), { code: 'ELOOP' }), 'its symbolic links go in circles'],
  [Object.assign(new Error('x'), { code: 'EMFILE' }), 'EMFILE'],
  [new Error('x'), 'unknown error'],
  ['x', 'unknown error'],
])('a command says why a file cannot be read: %o', (error, said) => {
  expect(fileTrouble(error)).toBe(said);
});
