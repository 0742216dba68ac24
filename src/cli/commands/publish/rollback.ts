/**
 * `rollback`: publishes a former version again, as a new one, what changes shown first.
 */
import { type Command, InvalidArgumentError } from 'commander';
import { isEnvironment, parameterNames } from '../../../policy/names.ts';
import { type CommandResult, example, type Finish, failed } from '../../command.ts';
import { notEnvironment, openParameterStore } from '../../policy-reference.ts';
import { offer } from '../../publish/offer.ts';
import { documentOf, versionsOf } from '../../publish/versions.ts';

type Options = { readonly expect?: string; readonly yes?: boolean; readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<environment>', 'the environment, as `prod`')
    .argument('<version>', 'a version of `history`', versionNumber)
    .option('--expect <digest>', 'refuse unless this digest is live now')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard rollback prod 41'))
    .action((environment: string, version: number, options: Options) => finish(run(environment, version, options)));
}

function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new InvalidArgumentError('a version is a number of `history`.');
  return Number(text);
}

async function run(environment: string, wanted: number, { expect, yes, json }: Options): Promise<CommandResult> {
  if (!isEnvironment(environment)) return failed(notEnvironment(environment));
  const { policy: parameter } = parameterNames(environment);
  const store = await openParameterStore(environment);
  const versions = await versionsOf(store, parameter);
  const version = versions.find((one) => one.version === wanted);
  if (version === undefined) {
    const kept = versions.length === 0 ? 'none' : `${versions.at(-1)?.version} to ${versions[0]?.version}`;
    return failed(`there is no version ${wanted} of \`${parameter}\`: Parameter Store has ${kept}`);
  }
  const document = await documentOf(store, parameter, version);
  if (!document.ok) return failed(document.error);
  return offer({
    store,
    environment,
    parameter,
    document: document.value,
    message: `rollback to version ${wanted}`,
    expect,
    yes,
    json,
  });
}
