/**
 * `init`: a folder of one's own, with policies, cases, settings and template, ready for `sam build`. Overwrites nothing;
 * `--update` renews what is the package's.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type CommandResult, EXIT, example, type Finish, failed, finished, told } from '../../command.ts';
import { planStarter, type StarterStep } from '../../init/plan-starter.ts';
import { starterFiles } from '../../init/starter-files.ts';
import { readerBelow, writeStarter } from '../../init/write-starter.ts';
import { packageVersion } from '../../version.ts';

type Options = { readonly update?: boolean; readonly replace?: boolean; readonly json?: boolean };

type Report = {
  readonly folder: string;
  readonly version: string;
  readonly written: readonly string[];
  readonly renewed: readonly string[];
  readonly left: readonly string[];
  readonly next: readonly string[];
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[folder]', 'the folder, made if need be', '.')
    .option('--update', "renew what is the package's: template, build and schemas")
    .option('--replace', 'with `--update`: even what somebody changed')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard init sign-ups', 'signup-guard init --update'))
    .action((folder: string, options: Options) => finish(run(folder, options)));
}

async function run(folder: string, { update = false, replace = false, json }: Options): Promise<CommandResult> {
  if (replace && !update) return failed('`--replace` goes with `--update`: without it nothing is overwritten');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    return failed(`\`${folder}\` is a file: name a folder`);
  if (update && !existsSync(join(folder, 'template.yaml')))
    return failed(`there is no \`template.yaml\` in \`${folder}\` to renew: \`init\` without \`--update\` writes one`);
  const version = packageVersion();
  const { steps, refusals } = planStarter(starterFiles(folder), readerBelow(folder), { update, replace, version });
  if (refusals.length > 0) return failed([...refusals, 'nothing was written'].join('\n'));
  const written = writeStarter(folder, steps);
  if (!written.ok) return failed(written.error);
  const next = update ? [] : nextSteps(folder, version);
  const paths = (then: StarterStep['then']) => steps.filter((step) => step.then === then).map(({ path }) => path);
  const report = { folder, version, written: paths('write'), renewed: paths('renew'), left: paths('leave'), next };
  return update
    ? { exitCode: EXIT.done, output: told(report, json, renderUpdate) }
    : finished(told(report, json, render));
}

/** What to type next, in the order in which it works. */
function nextSteps(folder: string, version: string): readonly string[] {
  return [
    ...(folder === '.' ? [] : [`cd ${/^[\w./-]+$/u.test(folder) ? folder : JSON.stringify(folder)}`]),
    namesPackage(folder) ? 'npm install' : `npm install --save-dev --save-exact cognito-signup-guard@${version}`,
    'npx signup-guard check && npx signup-guard test',
    'sam build && sam deploy --config-env dev',
  ];
}

/** A `package.json` that was there may not know of us. */
function namesPackage(folder: string): boolean {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return Object.hasOwn({ ...dependencies, ...devDependencies }, 'cognito-signup-guard');
  } catch {
    return false;
  }
}

function render({ folder, written, left, next }: Report): string {
  const there = left.length === 0 ? '' : `were there and stay as they are: ${left.join(', ')}\n`;
  const steps = next.map((line) => `  ${line}\n`).join('');
  return `wrote ${counted(written)} to \`${folder}\`\n${there}Next:\n${steps}`;
}

function renderUpdate({ version, written, renewed }: Report): string {
  const changed = [...renewed, ...written];
  return changed.length === 0
    ? `everything is of version ${version} already\n`
    : `renewed to version ${version}: ${changed.join(', ')}\n`;
}

function counted(files: readonly string[]): string {
  return files.length === 1 ? '1 file' : `${files.length} files`;
}
