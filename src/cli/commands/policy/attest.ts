/**
 * `attest`: a signed statement that its bearer controls an address, for one person or for a file of them; and what a
 * token says.
 */
import { readFileSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { readSigningKey, type SigningKey } from '../../../attester/key-pair.ts';
import { type StatementLife, signStatement } from '../../../attester/sign.ts';
import { NO_RESOURCES } from '../../../core/conditions/condition.ts';
import { parseDuration } from '../../../core/duration.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { unreadableFile } from '../../../files/file-trouble.ts';
import { parseEmail } from '../../../identity/email.ts';
import { parsePhone } from '../../../identity/phone.ts';
import { compilePolicy } from '../../../policy/compile.ts';
import { RULE_ID } from '../../../policy/schema.ts';
import { type Addressee, type Attest, attestFile } from '../../attest/batch.ts';
import { inspect, renderInspection } from '../../attest/inspect.ts';
import { type CommandResult, EXIT, example, type Finish, failed, finished, told } from '../../command.ts';
import { POLICY_WORDS, readReference, withoutPolicy } from '../../policy-reference.ts';
import { startProgress } from '../../progress.ts';

type Options = {
  readonly private?: string;
  readonly attester?: string;
  readonly userPoolId?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly client?: string;
  readonly expires: string;
  readonly out?: string;
  readonly inspect?: string;
  readonly policy?: string;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[file]', 'a CSV with a column `email`, `phone_number` or both; `-` for standard input')
    .option('--private <file>', 'the private key, as `signup-guard key` writes it, or PEM')
    .option('--attester <id>', "who attests: the id under `attesters` of the pool's policy")
    .option('--user-pool-id <id>', 'the pool that the statement is for, and no other')
    .option('--email <address>', 'the address that its bearer controls')
    .option('--phone <number>', 'the number that its bearer controls, as +12065550100')
    .option('--client <id>', 'the one app client that it counts at (default: any)')
    .option('--expires <duration>', 'how long it counts, as 12h; short is better', '7d')
    .option('--out <file>', 'for a file of people: the same with a column `attestation`')
    .option('--inspect <token>', 'show what a token says instead, `-` for standard input')
    .option('--policy <policy>', `with --inspect: verify it as this policy does: ${POLICY_WORDS}`)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example(
        'signup-guard attest --private invitations.prod.jwk.json --attester invitations \\',
        '  --user-pool-id us-east-1_example --email ann@example.com --expires 7d',
      ),
    )
    .action((file: string | undefined, options: Options) => finish(run(file, options)));
}

async function run(file: string | undefined, options: Options): Promise<CommandResult> {
  if (options.inspect !== undefined) return runInspect(options.inspect, options);
  const prepared = await prepare(options);
  if (!prepared.ok) return failed(prepared.error);
  return file === undefined ? one(prepared.value, options) : many(file, prepared.value, options);
}

type Prepared = {
  readonly key: SigningKey;
  readonly life: StatementLife;
  readonly attest: (addressee: Addressee) => Promise<Result<string, string>>;
};

/** Everything but the addresses. */
async function prepare({
  attester,
  userPoolId,
  client,
  expires,
  ...options
}: Options): Promise<Result<Prepared, string>> {
  if (options.private === undefined) return fail('`--private` is missing: the key that `signup-guard key` made');
  if (attester === undefined || !RULE_ID.test(attester))
    return fail('`--attester` is missing, or no id: a-z, 0-9 and -');
  if (userPoolId === undefined || userPoolId === '')
    return fail('`--user-pool-id` is missing: a statement is for one pool');
  const seconds = parseDuration(expires);
  if (seconds === null) return fail(`\`${expires}\` is no duration: write a number and s, m, h or d, as 7d`);
  const key = await keyIn(options.private);
  if (!key.ok) return key;
  const from = Math.floor(Date.now() / 1000);
  const life = { from, until: from + seconds };
  const attest = async ({ email, phone }: Addressee): Promise<Result<string, string>> => {
    if (email === undefined && phone === undefined) return fail('give `--email`, `--phone` or both, or a file');
    if (email !== undefined && parseEmail(email) === null) return fail(`\`${email}\` is not an email address`);
    if (phone !== undefined && parsePhone(phone) === null)
      return fail(`\`${phone}\` is no number such as +12065550100`);
    return ok(await signStatement(key.value, { attester, userPoolId, email, phone, clientId: client }, life));
  };
  return ok({ key: key.value, life, attest });
}

async function keyIn(file: string): Promise<Result<SigningKey, string>> {
  try {
    const key = readSigningKey(file === '-' ? await text(process.stdin) : readFileSync(file, 'utf8'));
    return key.ok ? key : fail(`\`${file}\`: ${key.error}`);
  } catch (error) {
    return fail(unreadableFile(file, error));
  }
}

async function one({ key, life, attest }: Prepared, options: Options): Promise<CommandResult> {
  const token = await attest(options);
  if (!token.ok) return failed(token.error);
  const value = { attestation: token.value, kid: key.kid, expiresAt: new Date(life.until * 1000).toISOString() };
  return { ...finished(told(value, options.json, ({ attestation }) => `${attestation}\n`)), ...warning(options) };
}

async function many(file: string, { attest }: Prepared, options: Options): Promise<CommandResult> {
  const { out, json } = options;
  if (out === undefined) return failed('`--out` is missing: the file that gets the column `attestation`');
  if (options.email !== undefined || options.phone !== undefined)
    return failed('give a file, or `--email` and `--phone`');
  const progress = startProgress('statements');
  const orNull: Attest = async (addressee) => {
    const token = await attest(addressee);
    return token.ok ? token.value : null;
  };
  const batch = await attestFile(file, out, orNull, progress);
  progress.end();
  if (!batch.ok) return failed(batch.error);
  const { attested, left } = batch.value;
  const output = told(
    { attested, leftOut: left, out },
    json,
    (shown) => `${counted(attested, 'statement')} in ${shown.out}\n`,
  );
  if (left.length === 0) return { ...finished(output), ...warning(options) };
  const some = left.slice(0, 3).join(', ');
  const complaint =
    left.length === 1
      ? `one row has no address that can be attested, and an empty column: row ${some}`
      : `${counted(left.length, 'row')} have no address that can be attested, and an empty column: rows ${some}${left.length > 3 ? ' and more' : ''}`;
  return { exitCode: EXIT.failed, output, complaint };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A key that others on the machine can read is nobody's proof. */
function warning({ private: file }: Options): { readonly complaint?: string } {
  if (file === undefined || file === '-' || (statSync(file).mode & 0o077) === 0) return {};
  return { complaint: `note: others on this machine can read \`${file}\`: \`chmod 600\` it` };
}

async function runInspect(given: string, options: Options): Promise<CommandResult> {
  const token = (given === '-' ? await text(process.stdin) : given).trim();
  const policy = options.policy === undefined ? null : await readReference(options.policy);
  if (policy !== null && !policy.ok) return withoutPolicy(policy.error, options.json);
  const attesters = policy === null ? null : compilePolicy(policy.value.document, NO_RESOURCES).attesters;
  const inspection = await inspect(token, attesters, Date.now());
  const output = told(inspection, options.json, renderInspection);
  const good = inspection.result === null ? inspection.wellFormed : inspection.result === 'valid';
  return good ? finished(output) : { exitCode: EXIT.failed, output };
}
