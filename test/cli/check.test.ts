import { describe, expect, it } from 'vitest';
import { signupGuardHere } from './in-process.ts';

const MISSPELT = 'version: 1\nmode: enforce\nruls: []\notherwise: code\n';

describe('check', () => {
  it('finds nothing in the shipped policies', async () => {
    const ran = await signupGuardHere(['check']);

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    expect(ran.output).toMatch(/^3 policies, no errors, no warnings\n/u);
    expect(ran.output).toMatch(
      /^policies\/prod\.yaml: 1 parameter; a cold start makes 1 SSM call and reads \d,?\d+ bytes of policy; 40 sandboxes a second can start under SSM's default quota$/mu,
    );
  });

  it('counts one policy as one', async () => {
    const { output } = await signupGuardHere(['check', '-'], {
      input: 'version: 1\nmode: enforce\nrules: []\notherwise: code\n',
    });

    expect(output).toMatch(/^1 policy, no errors, no warnings\n/u);
  });

  it('names the line of standard input that is Latin-1', async () => {
    const { output } = await signupGuardHere(['check', '-'], {
      input: Buffer.from('version: 1\n# \u{e9}\n', 'latin1'),
    });

    expect(output).toContain('stdin:2:1: error[not-utf-8]');
    expect(output).toContain('in Latin-1 `\u{e9}`');
  });

  it('tells the place of a misspelt key', async () => {
    const ran = await signupGuardHere(['check', '-'], { input: MISSPELT });

    expect(ran.exitCode).toBe(3);
    expect(ran.output).toContain('stdin:3:1: error');
    expect(ran.output).toContain('3 | ruls: []');
  });

  it('gives the six fields of an issue as JSON', async () => {
    const { output } = await signupGuardHere(['check', '-', '--json'], { input: MISSPELT });
    const { issues } = JSON.parse(output);

    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) {
      expect(Object.keys(issue)).toEqual(['file', 'line', 'column', 'severity', 'code', 'message']);
    }
  });

  it('names a file that is not there', async () => {
    const ran = await signupGuardHere(['check', 'policies/none.yaml']);

    expect(ran.exitCode).toBe(3);
    expect(ran.output).toContain('policies/none.yaml');
  });
});
