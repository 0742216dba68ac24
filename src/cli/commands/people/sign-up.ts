/**
 * `sign-up`: the article's SignUp call, against whatever endpoint the AWS SDK takes.
 */
import type { Command } from 'commander';
import { createCognitoUsers, type SignUpAnswer } from '../../../aws/operator/pool/cognito-user.ts';
import { secretHash } from '../../../identity/secret-hash.ts';
import { type CommandResult, example, type Finish, failed, finished, told } from '../../command.ts';
import { collectPair, type Pairs } from '../../name-value.ts';
import { readSecret } from '../../secret.ts';
import { visible } from '../../visible.ts';

type Options = {
  readonly username: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly password?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly attribute?: Pairs;
  readonly attestation?: string;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--username <name>', 'the user name')
    .requiredOption('--client-id <id>', 'the app client')
    .option(
      '--client-secret <secret>',
      'its secret if it has one, `-` for standard input; or SIGNUP_GUARD_CLIENT_SECRET',
    )
    .option('--password <password>', 'the password, `-` for standard input; or SIGNUP_GUARD_PASSWORD, or typed')
    .option('--email <address>', 'the attribute `email`')
    .option('--phone <number>', 'the attribute `phone_number`, as +12065550100')
    .option('--attribute <name=value>', 'any other attribute; repeat for more', collectPair)
    .option('--attestation <token>', 'a signed statement that proves the address, as `signup-guard attest` makes it')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example(
        'signup-guard sign-up --username ann --client-id 1example --client-secret - \\',
        '  --email ann@example.com --phone +12065550100',
      ),
    )
    .action((options: Options) => finish(run(options)));
}

async function run(options: Options): Promise<CommandResult> {
  const { username, clientId, clientSecret, password, json } = options;
  if (clientSecret === '-' && password === '-') {
    return failed('only one of `--client-secret` and `--password` may come from standard input');
  }
  const hash = await hashOf(options);
  if (!hash.ok) return failed(hash.error);
  const typed = await readSecret({ option: '--password', given: password, variable: 'SIGNUP_GUARD_PASSWORD' });
  if (!typed.ok) return failed(typed.error);
  const answer = await createCognitoUsers().signUp({
    clientId,
    secretHash: hash.value,
    userName: username,
    password: typed.value,
    attributes: attributesOf(options),
    ...(options.attestation === undefined ? {} : { clientMetadata: { attestation: options.attestation } }),
  });
  if (!answer.ok) return failed(visible(`${answer.error.name}: ${answer.error.message}`));
  return finished(told(answer.value, json, (value) => render(visible(username), value)));
}

/** A public client has no secret, and then no hash is sent. */
async function hashOf({ username, clientId, clientSecret }: Options) {
  const variable = 'SIGNUP_GUARD_CLIENT_SECRET';
  if (clientSecret === undefined && !process.env[variable]) return { ok: true, value: null } as const;
  const secret = await readSecret({ option: '--client-secret', given: clientSecret, variable });
  return secret.ok ? ({ ok: true, value: secretHash(username, clientId, secret.value) } as const) : secret;
}

function attributesOf({ email, phone, attribute }: Options): Pairs {
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone_number: phone }),
    ...attribute,
  };
}

function render(userName: string, { userConfirmed, userSub, codeSentTo }: SignUpAnswer): string {
  const state = userConfirmed ? 'CONFIRMED' : 'UNCONFIRMED';
  const code = codeSentTo === null ? '' : `code sent to  ${codeSentTo}\n`;
  return `user          ${userName}\nstatus        ${state}\nsub           ${userSub}\n${code}`;
}
