/**
 * `pull`: the published policy as a file, lists inlined. Comments live in files alone, so a file is never overwritten
 * unasked.
 */
import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { renderPolicy } from '../../../policy/file/render-policy.ts';
import { type CommandResult, EXIT, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { confirm } from '../../confirm.ts';
import { type NamedPolicy, readReference, withoutPolicy } from '../../policy-reference.ts';
import { shortDigest } from '../../publish/offer.ts';

type Options = {
  readonly out?: string;
  readonly candidate?: boolean;
  readonly version?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<environment>', 'the environment, as `prod`')
    .option('--out <file>', 'write the file instead of printing it')
    .option('--candidate', 'the candidate instead of the live policy')
    .option('--version <number>', 'a former version, as `history` numbers them')
    .option('--yes', 'overwrite the file without asking')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example('signup-guard pull prod --out policies/prod.yaml', 'signup-guard pull prod --version 41'),
    )
    .action((environment: string, options: Options) => finish(run(environment, options)));
}

async function run(environment: string, options: Options): Promise<CommandResult> {
  const { candidate, version } = options;
  if (candidate && version !== undefined)
    return failed('a candidate has no versions to pull: leave one of the two out');
  const word = `${candidate ? 'candidate' : 'ssm'}:${environment}`;
  const policy = await readReference(version === undefined ? word : `${word}:${version}`);
  if (!policy.ok) return withoutPolicy(policy.error, options.json);
  const { document, digest } = policy.value;
  if (options.out !== undefined) return write(options.out, policy.value, options);
  if (options.json) return finished(jsonLine({ environment, digest, document }));
  return { ...finished(renderPolicy(document)), isData: true };
}

async function write(
  file: string,
  { document, digest, environment }: NamedPolicy,
  { yes, json }: Options,
): Promise<CommandResult> {
  if (existsSync(file)) {
    const agreed = await confirm('', `overwrite \`${file}\`, comments and all?`, yes === true);
    if (!agreed.ok) return failed(agreed.error);
  }
  writeFileSync(file, renderPolicy(document));
  const output = json ? jsonLine({ environment, digest, file }) : `wrote ${shortDigest(digest)} to ${file}\n`;
  return { exitCode: EXIT.done, output };
}
