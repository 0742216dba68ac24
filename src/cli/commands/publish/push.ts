/**
 * `push`: publishes a policy file to Parameter Store, what changes shown first. `mode: code-only` in the file is the brake:
 * pushed, it approves nobody and still denies.
 */
import type { Command } from 'commander';
import type { PolicyDocument } from '../../../core/policy.ts';
import { MOST_SHADOW_BYTES, MOST_SHADOW_RULES } from '../../../core/shadow-limits.ts';
import { canonicalJson } from '../../../policy/canonical-json.ts';
import { isEnvironment, parameterNames } from '../../../policy/names.ts';
import { type CommandResult, example, type Finish, failed } from '../../command.ts';
import {
  notEnvironment,
  openParameterStore,
  POLICY_WORDS,
  readReference,
  withoutPolicy,
} from '../../policy-reference.ts';
import { offer } from '../../publish/offer.ts';

type Options = {
  readonly file?: string;
  readonly candidate?: boolean;
  readonly expect?: string;
  readonly message?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<environment>', 'the environment, as `prod`')
    .option('--file <policy>', `the policy: ${POLICY_WORDS} (default: policies/<environment>.yaml)`)
    .option('--candidate', 'publish beside the live policy: evaluated and logged, never applied')
    .option('--expect <digest>', 'refuse unless this digest, or `none`, stands there now')
    .option('--message <text>', 'why, for `history`: kept in clear, 1,024 characters at most')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard push prod --expect 3fa9c1d2e4b5 --yes'))
    .action((environment: string, options: Options) => finish(run(environment, options)));
}

async function run(environment: string, options: Options): Promise<CommandResult> {
  if (!isEnvironment(environment)) return failed(notEnvironment(environment));
  const policy = await readReference(options.file ?? `policies/${environment}.yaml`);
  if (!policy.ok) return withoutPolicy(policy.error, options.json);
  const names = parameterNames(environment);
  const { candidate, expect, message, yes, json } = options;
  if (message !== undefined && message.length > LONGEST_MESSAGE) return failed(tooLong(message));
  const tooLarge = candidate ? beyondShadow(policy.value.document) : null;
  if (tooLarge !== null) return failed(tooLarge);
  return offer({
    store: await openParameterStore(environment),
    environment,
    parameter: candidate ? names.candidate : names.policy,
    document: policy.value.document,
    message,
    expect,
    yes,
    json,
  });
}

/** What Parameter Store keeps with a version. */
const LONGEST_MESSAGE = 1024;

function tooLong(message: string): string {
  return `the message has ${message.length} characters, and ${LONGEST_MESSAGE} are kept: say it in fewer`;
}

/** Why the trigger would not look at a document as a candidate, or null: published, it would change nothing and say nothing. */
function beyondShadow(document: PolicyDocument): string | null {
  const [rules, bytes] = [document.rules.length, Buffer.byteLength(canonicalJson(document))];
  if (rules <= MOST_SHADOW_RULES && bytes <= MOST_SHADOW_BYTES) return null;
  return (
    `the trigger looks at no candidate of more than ${MOST_SHADOW_RULES} rules or ${MOST_SHADOW_BYTES} bytes, and this one ` +
    `has ${rules} and ${bytes}: compare it with \`diff\` or \`replay\` instead`
  );
}
