import { describe, expect, it } from 'vitest';
import { stamped, stampOf } from '../../../src/cli/init/stamp.ts';
import { olderTemplates } from '../../../src/cli/init/template-age.ts';
import { isOlder } from '../../../src/cli/version.ts';

const BODY = 'Resources: {}\n# the end\n';

describe('the first line of a file of the package', () => {
  it('tells its version, and that nobody changed it', () => {
    expect(stampOf(stamped(BODY, '1.2.3-rc.1'))).toEqual({ version: '1.2.3-rc.1', intact: true });
  });

  it('tells of a change anywhere below', () => {
    expect(stampOf(`${stamped(BODY, '1.2.3')}#`)).toEqual({ version: '1.2.3', intact: false });
    expect(stampOf(stamped(BODY, '1.2.3').replace('{}', '{ }'))).toEqual({ version: '1.2.3', intact: false });
  });

  it('outlives the line ends that Git gives', () => {
    expect(stampOf(stamped(BODY, '1.2.3').replaceAll('\n', '\r\n'))).toEqual({ version: '1.2.3', intact: true });
  });

  it.each(['', BODY, `\n${stamped(BODY, '1.2.3')}`, '# cognito-signup-guard is fine\n'])('is not in %j', (text) => {
    expect(stampOf(text)).toBeNull();
  });
});

describe('a version', () => {
  it.each([
    ['0.9.0', '0.10.0'],
    ['1.2.3', '1.2.4'],
    ['1.9.9', '2.0.0'],
  ])('%s comes before %s', (older, newer) => {
    expect([isOlder(older, newer), isOlder(newer, older), isOlder(older, older)]).toEqual([true, false, false]);
  });
});

describe('the template beside policies', () => {
  const template = (text: string | null) => (file: string) =>
    file === 'template.yaml' ? (text?.split('\n') ?? null) : ['# another file'];
  const POLICIES = ['policies/dev.yaml', 'policies/prod.yaml'];

  it('is told once where it is older', () => {
    expect(olderTemplates(POLICIES, template(stamped(BODY, '0.9.0')), '0.10.0')).toEqual([
      expect.objectContaining({
        file: 'template.yaml',
        line: 1,
        severity: 'warning',
        code: 'template-older',
        message: 'the template is of version 0.9.0 and the package of 0.10.0: `signup-guard init --update` renews it',
      }),
    ]);
  });

  it.each([
    ['as old as the package', stamped(BODY, '0.10.0')],
    ['newer', stamped(BODY, '0.11.0')],
    ["another's", BODY],
    ['missing', null],
  ])('is no matter where it is %s', (_, text) => {
    expect(olderTemplates(POLICIES, template(text), '0.10.0')).toEqual([]);
  });

  it('is looked for beside a folder `policies` alone', () => {
    expect(olderTemplates(['stdin', 'other/dev.yaml'], () => [stamped(BODY, '0.1.0')], '0.2.0')).toEqual([]);
  });
});
