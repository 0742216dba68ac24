/**
 * `user`: AdminGetUser, readably.
 */
import type { Command } from 'commander';
import { createCognitoUsers, type PoolUser } from '../../../aws/operator/pool/cognito-user.ts';
import { type CommandResult, example, type Finish, failed, finished, told } from '../../command.ts';
import { visible } from '../../visible.ts';

type Options = { readonly userPoolId: string; readonly username: string; readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--user-pool-id <id>', 'the pool')
    .requiredOption('--username <name>', 'user name, sub, or verified alias')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard user --user-pool-id us-east-1_example --username ann'))
    .action((options: Options) => finish(run(options)));
}

async function run({ userPoolId, username, json }: Options): Promise<CommandResult> {
  const answer = await createCognitoUsers().getUser(userPoolId, username);
  if (!answer.ok) return failed(visible(`${answer.error.name}: ${answer.error.message}`));
  return finished(told(answer.value, json, render));
}

function render({ userName, status, enabled, attributes }: PoolUser): string {
  const rows: readonly (readonly [string, string])[] = [
    ['user', userName],
    ['status', status],
    ['enabled', String(enabled)],
    ...Object.entries(attributes),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
