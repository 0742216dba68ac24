import { expect, it } from 'vitest';
import { annotations } from '../../src/cli/annotations.ts';
import { signupGuardHere } from './in-process.ts';

it('the text of annotations puts each severity under its command', () => {
  const at = { file: 'policies/prod.yaml', line: 4, column: 7, code: 'some-code', message: 'what is wrong' };

  expect(
    annotations([
      { ...at, severity: 'error' },
      { ...at, severity: 'warning', line: 5 },
      { ...at, severity: 'note', column: 1 },
    ]),
  ).toBe(
    '::error file=policies/prod.yaml,line=4,col=7,title=some-code::what is wrong\n' +
      '::warning file=policies/prod.yaml,line=5,col=7,title=some-code::what is wrong\n' +
      '::notice file=policies/prod.yaml,line=4,col=1,title=some-code::what is wrong\n',
  );
});

it('the text of annotations keeps what a file holds from beginning a command of its own', () => {
  const odd = { file: 'a:b,c%.yaml', line: 1, column: 1, severity: 'error', code: 'x' } as const;

  expect(annotations([{ ...odd, message: '50% of\r\n::set-output name=a::b' }])).toBe(
    '::error file=a%3Ab%2Cc%25.yaml,line=1,col=1,title=x::50%25 of%0D%0A::set-output name=a::b\n',
  );
});

it('the text of annotations is what `check --github` prints, and its code is as without', async () => {
  const invalid = { input: 'version: 1\nmode: enforced\nrules: []\notherwise: code\n' };

  const ran = await signupGuardHere(['check', '-', '--github'], invalid);

  expect(ran).toMatchObject({ exitCode: 3, complaint: '' });
  expect(ran.output).toMatch(/^::error file=stdin,line=2,col=7,title=bad-value::`mode` takes one of/u);
});
