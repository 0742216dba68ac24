/**
 * `secret-hash`: what an app client with a secret sends along (F8.1).
 */
import type { Command } from 'commander';
import { secretHash } from '../../../identity/secret-hash.ts';
import { type CommandResult, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { readSecret } from '../../secret.ts';

type Options = {
  readonly username: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--username <name>', 'the user name as it is sent')
    .requiredOption('--client-id <id>', 'the app client')
    .option('--client-secret <secret>', 'its secret, `-` for standard input; or SIGNUP_GUARD_CLIENT_SECRET')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard secret-hash --username ann --client-id 1example --client-secret -'))
    .action((options: Options) => finish(run(options)));
}

async function run({ username, clientId, clientSecret, json }: Options): Promise<CommandResult> {
  const secret = await readSecret({
    option: '--client-secret',
    given: clientSecret,
    variable: 'SIGNUP_GUARD_CLIENT_SECRET',
  });
  if (!secret.ok) return failed(secret.error);
  const hash = secretHash(username, clientId, secret.value);
  return finished(json ? jsonLine({ secretHash: hash }) : `${hash}\n`);
}
