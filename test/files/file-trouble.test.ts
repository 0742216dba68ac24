import { expect, it } from 'vitest';
import { fileTrouble } from '../../src/files/file-trouble.ts';
import { runHere } from '../cli/in-process.ts';

it.each([
  [Object.assign(new Error('x'), { code: 'ENOENT' }), 'there is no such file'],
  [Object.assign(new Error('x'), { code: 'EACCES' }), 'permission denied'],
  [Object.assign(new Error('x'), { code: 'EISDIR' }), 'it is a folder'],
  [Object.assign(new Error('x'), { code: 'ELOOP' }), 'its symbolic links go in circles'],
  [Object.assign(new Error('x'), { code: 'EMFILE' }), 'EMFILE'],
  [new Error('x'), 'unknown error'],
  ['x', 'unknown error'],
])('says why a file cannot be read: %o', (error, said) => {
  expect(fileTrouble(error)).toBe(said);
});

it.each([
  [
    ['simulate', '--policy', 'policies/dev.yaml', '--event', 'none.json'],
    '`none.json` cannot be read: there is no such',
  ],
  [['simulate', '--policy', 'policies/dev.yaml', '--event', 'docs'], '`docs` cannot be read: it is a folder'],
  [['review', 'none.jsonl'], '`none.jsonl` cannot be read: there is no such file'],
])('names a file that is not there as a person would, %j', async (words, said) => {
  expect(await runHere(words)).toMatchObject({ exitCode: 1, complaint: expect.stringContaining(said) });
});
