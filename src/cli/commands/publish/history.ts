/**
 * `history`: the versions of an environment's policy, newest first.
 */
import type { Command } from 'commander';
import { isEnvironment, parameterNames } from '../../../policy/names.ts';
import { type CommandResult, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { notEnvironment, openParameterStore } from '../../policy-reference.ts';
import { shortDigest } from '../../publish/offer.ts';
import { type Version, versionsOf } from '../../publish/versions.ts';
import { visibleIn } from '../../visible.ts';

type Options = { readonly candidate?: boolean; readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<environment>', 'the environment, as `prod`')
    .option('--candidate', "the candidate's versions")
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard history prod'))
    .action((environment: string, options: Options) => finish(run(environment, options)));
}

async function run(environment: string, { candidate, json }: Options): Promise<CommandResult> {
  if (!isEnvironment(environment)) return failed(notEnvironment(environment));
  const names = parameterNames(environment);
  const parameter = candidate ? names.candidate : names.policy;
  const versions = await versionsOf(await openParameterStore(environment), parameter);
  if (versions.length === 0) return failed(`there is no policy at \`${parameter}\``);
  return finished(
    json
      ? jsonLine({ environment, versions: versions.map(asJson) })
      : versions.map((version) => render(visibleIn(version))).join(''),
  );
}

function asJson({ version, modified, live, manifest }: Version) {
  const { digest = null, publisher = null, stack = null } = manifest ?? {};
  return { version, modified: modified.toISOString(), live, digest, publisher, stack };
}

function render({ version, modified, live, manifest }: Version): string {
  const what = manifest === null ? 'no policy' : `${shortDigest(manifest.digest)}  ${manifest.publisher.padEnd(12)}`;
  const stack = manifest === null || manifest.stack === '' ? '' : `  ${manifest.stack}`;
  return `${String(version).padStart(4)}  ${modified.toISOString()}  ${what}${stack}${live ? '  live' : ''}\n`;
}
