/** The folder that `init` makes, as whoever owns it works in it: programs, Git and the steps of its workflow. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { required } from './user.ts';

/** The folder. */
export const STARTER = required('DEPLOY_PROJECT');

/** How a program ended, and what it said on either stream. */
export type Ended = { readonly code: number | null; readonly said: string };

/** Runs a program there. */
export function there(program: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: STARTER,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) throw error;
  return { code: status, said: `${stdout}${stderr}` };
}

/** Takes everything into the folder's Git, and gives the commit. */
export function commitAll(): string {
  const git = (...words: readonly string[]) =>
    there('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...words]).said;
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'policies');
  return git('rev-parse', 'HEAD').trim();
}

type Workflow = {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
};

/** Runs a step of the workflow as GitHub's runner does; programs of `bin` stand before all others. */
export function step(job: string, name: string, env: Readonly<Record<string, string>> = {}, bin = ''): Ended {
  const { jobs }: Workflow = parse(readFileSync(join(STARTER, '.github/workflows/policies.yml'), 'utf8'));
  const script = jobs[job]?.steps.find((one) => one.name === name)?.run;
  if (script === undefined) throw new Error(`the job \`${job}\` has no step \`${name}\` that runs something`);
  const summary = join(runnerFolder(), 'summary.md');
  rmSync(summary, { force: true });
  return there('bash', ['-e', '-c', script], {
    RUNNER_TEMP: runnerFolder(),
    GITHUB_STEP_SUMMARY: summary,
    PATH: [bin, process.env['PATH']].join(delimiter),
    ...env,
  });
}

/** The runner's own folder, outside the project. */
export function runnerFolder(): string {
  return join(STARTER, '..');
}
