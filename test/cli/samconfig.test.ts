import { expect, test } from 'vitest';
import { claimsSwitchedOff } from '../../src/cli/samconfig.ts';

const off = (...lines: readonly string[]) =>
  claimsSwitchedOff(lines).map(({ environment, line, column }) => `${environment} ${line}:${column}`);

test.each([
  [
    'a list',
    ['[prod.deploy.parameters]', 'parameter_overrides = ["Environment=prod", "Claims=disabled"]'],
    'prod 2:45',
  ],
  ['a text', ['[prod.deploy.parameters]', 'parameter_overrides = "Claims=disabled Environment=prod"'], 'prod 2:24'],
  [
    'quotes',
    ['[a.deploy.parameters]', 'parameter_overrides = "Claims=\\"disabled\\" Environment=\\"a-1\\""'],
    'a-1 2:24',
  ],
  [
    'keys and values',
    [
      '[a.deploy.parameters]',
      'x = "ParameterKey=Environment,ParameterValue=a ParameterKey=Claims,ParameterValue=disabled"',
    ],
    'a 2:48',
  ],
  ['several lines', ['', '[a.global.parameters]', 'x = [', '  "Claims=disabled",', '  "Environment=a",', ']'], 'a 4:4'],
  ['no environment', ['[default.deploy.parameters]', 'x = ["Claims=disabled"]'], 'dev 2:7'],
])('the reader of samconfig finds claims switched off in %s', (_, lines, place) => {
  expect(off(...lines)).toEqual([place]);
});

test.each([
  ['enabled', ['[a.deploy.parameters]', 'x = ["Environment=a", "Claims=enabled"]']],
  ['commented out', ['[a.deploy.parameters]', '  # x = ["Claims=disabled"]']],
  ['of another command', ['[a.build.parameters]', 'x = ["Claims=disabled"]']],
  ['of no section', ['x = ["Claims=disabled"]']],
])('the reader of samconfig finds nothing where it is %s', (_, lines) => {
  expect(off(...lines)).toEqual([]);
});

test('the reader of samconfig keeps sections apart', () => {
  const lines = ['[a.deploy.parameters]', 'x = ["Environment=a"]', '[b.deploy.parameters]', 'x = ["Claims=disabled"]'];

  expect(off(...lines)).toEqual(['dev 4:7']);
});
