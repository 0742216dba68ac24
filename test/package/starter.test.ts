/**
 * From an empty folder to a decided sign-up with nothing but the package, npm and the SAM CLI, and then what the folder's
 * workflow does on a pull request and on a merge, against a local AWS. The tests go on where the one before ended.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { attributes, type DeployedStack, deployedStack, signUp } from '../deploy/people.ts';
import { commitAll, runnerFolder, STARTER, step, there } from './starter.ts';
import { required } from './user.ts';

const STACK = 'signup-guard-dev';
const DEV = join(STARTER, 'policies/dev.yaml');
const TARBALL = required('PACKAGE_TARBALL');

/** What each command of the way took. */
const times: string[] = [];

function timed(program: string, ...words: readonly string[]) {
  const begun = performance.now();
  const ended = there(program, words);
  times.push(`${((performance.now() - begun) / 1000).toFixed(1)} s  ${program.split('/').at(-1)} ${words.join(' ')}`);
  return ended;
}

/** Takes a rule into `policies/dev.yaml` that refuses a domain. */
function refuse(domain: string): void {
  const rule = `rules:\n  - id: no-${domain.replace('.', '-')}\n    when: { emailDomain: [${domain}] }\n    then: deny\n`;
  writeFileSync(DEV, readFileSync(DEV, 'utf8').replace(/^rules:\n/mu, rule));
}

describe('an empty folder', () => {
  let stack: DeployedStack;
  beforeAll(async () => {
    expect(readdirSync(STARTER)).toEqual([]);
    const made = timed('npm', 'exec', '--yes', `--package=${TARBALL}`, '--', 'signup-guard', 'init');
    expect(made, made.said).toMatchObject({ code: 0 });
    const installed = timed('npm', 'install', '--save-dev', TARBALL);
    expect(installed, installed.said).toMatchObject({ code: 0 });
  });

  it('holds policies that pass their checks and cases', () => {
    const [checked, tested] = [timed('npm', 'run', 'check'), timed('npm', 'test')];

    expect([checked.code, tested.code], checked.said + tested.said).toEqual([0, 0]);
    expect(checked.said).toContain('policies, no errors');
    expect(tested.said).toContain(' 0 failed');
  });

  it('fails its build for a policy with an error, and says where', () => {
    const good = readFileSync(DEV, 'utf8');
    writeFileSync(DEV, good.replace('mode: enforce', 'mode: enforced'));

    const built = there(required('SAM_PROGRAM'), ['build']);
    writeFileSync(DEV, good);

    expect(built.code).not.toBe(0);
    expect(built.said).toMatch(/policies\/dev\.yaml:\d+:\d+: error/u);
  });

  it('builds by copying what the package brings, without esbuild', () => {
    const built = timed(required('SAM_PROGRAM'), 'build');
    const code = (name: string) => join(STARTER, '.aws-sam/build', name);

    expect(built, built.said).toMatchObject({ code: 0 });
    expect(existsSync(join(STARTER, 'node_modules/esbuild'))).toBe(false);
    expect(readFileSync(join(code('PreSignUpFunction'), 'handler.mjs'))).toEqual(
      readFileSync(join(STARTER, 'node_modules/cognito-signup-guard/dist/trigger/handler.mjs')),
    );
    expect(readdirSync(join(code('DeploymentFunction'), 'policies')).toSorted()).toEqual([
      'dev.yaml',
      'prod.yaml',
      'staging.yaml',
    ]);
    expect(readdirSync(code('AttachmentCheck'))).toContain('handler.mjs');
  });

  it('is deployed, and decides a sign-up', async () => {
    const deployed = timed(required('SAM_PROGRAM'), 'deploy', '--config-env', 'dev');
    expect(deployed, deployed.said).toMatchObject({ code: 0 });
    stack = await deployedStack(STACK);

    const ann = await signUp(stack, 'ann', 'ann@example.com');
    const bob = await signUp(stack, 'bob', 'ann@example.com');

    expect([ann.UserConfirmed, bob.UserConfirmed]).toEqual([true, false]);
    expect(await attributes(stack, 'ann')).toMatchObject({ status: 'CONFIRMED', email_verified: 'true' });
    process.stdout.write(`from an empty folder to a decided sign-up:\n${times.join('\n')}\n`);
  });
});

describe('the workflow of the folder', () => {
  let before: string;
  beforeAll(() => {
    before = commitAll();
  });

  it('holds nothing of GitHub in what a shell runs', () => {
    const workflow = readFileSync(join(STARTER, '.github/workflows/policies.yml'), 'utf8');

    expect(workflow.match(/run: (?:\||.*\$\{\{)[^-]*?\$\{\{/gu)).toBeNull();
  });

  it('marks an error at its line', () => {
    const good = readFileSync(DEV, 'utf8');
    writeFileSync(DEV, good.replace('mode: enforce', 'mode: enforced'));

    const checked = step('check', 'check');
    writeFileSync(DEV, good);

    expect(checked.code).toBe(3);
    expect(checked.said).toMatch(/^::error file=policies\/dev\.yaml,line=\d+,col=\d+,title=bad-value::/mu);
    expect(step('check', 'test')).toMatchObject({ code: 0, said: expect.stringContaining(' 0 failed') });
  });

  it('comments on who would be treated otherwise than now', () => {
    refuse('one.example');

    const compared = step('compare', 'compare');

    expect(compared, compared.said).toMatchObject({ code: 0 });
    const comment = readFileSync(join(runnerFolder(), 'comment.md'), 'utf8');
    expect(comment).toMatch(/### dev\n\n````text\n[\s\S]*one\.example/u);
    expect(comment).toMatch(/### staging\n\n````text\n[\s\S]*there is no policy/u);
    expect(comment).not.toContain('dev.cases');
    const bin = join(runnerFolder(), 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gh'), '#!/bin/sh\necho "$@"\n');
    chmodSync(join(bin, 'gh'), 0o755);
    expect(step('compare', 'comment', { NUMBER: '7', GH_TOKEN: 'x' }, bin).said).toBe(
      `pr comment 7 --edit-last --create-if-none --body-file ${join(runnerFolder(), 'comment.md')}\n`,
    );
  });

  it('publishes on a merge, once', () => {
    commitAll();
    const merged = step('publish', 'publish', { ENVIRONMENT: 'dev', BEFORE: before });

    expect(merged, merged.said).toMatchObject({ code: 0, said: expect.stringContaining('as version 2') });
    expect(step('publish', 'publish', { ENVIRONMENT: 'dev', BEFORE: before })).toEqual({ code: 0, said: '' });
    expect(step('publish', 'publish', { ENVIRONMENT: 'staging', BEFORE: before })).toMatchObject({
      code: 0,
      said: expect.stringContaining('::notice::staging has no policy yet'),
    });
  });

  it('leaves a denial that somebody pushed by hand', () => {
    before = commitAll();
    const urgent = join(runnerFolder(), 'urgent.yaml');
    writeFileSync(urgent, 'version: 1\nmode: code-only\nrules: []\notherwise: deny\n');
    expect(there('npx', ['signup-guard', 'push', 'dev', '--file', urgent, '--yes'])).toMatchObject({ code: 0 });
    refuse('two.example');
    commitAll();
    rmSync(join(runnerFolder(), 'before-dev'), { recursive: true, force: true });
    there('git', ['worktree', 'prune']);

    const merged = step('publish', 'publish', { ENVIRONMENT: 'dev', BEFORE: before });

    expect(merged.code).toBe(1);
    expect(merged.said).toMatch(/expected `[0-9a-f]+` at `\/signup-guard\/dev\/policy`, found [0-9a-f]+/u);
    expect(there('npx', ['signup-guard', 'pull', 'dev']).said).toContain('code-only');
  });

  it('stands in no way of a deployment of what it published', () => {
    expect(there('npx', ['signup-guard', 'push', 'dev', '--yes'])).toMatchObject({ code: 0 });
    there(required('SAM_PROGRAM'), ['build']);

    const deployed = there(required('SAM_PROGRAM'), ['deploy', '--config-env', 'dev']);

    expect(deployed, deployed.said).toMatchObject({ code: 0 });
  });
});
