/**
 * `attach`: an existing pool calls the guard before sign-up, and keeps every other setting. Shows what changes and asks.
 */
import type { Command } from 'commander';
import { type FunctionArn, readFunctionArn } from '../../aws/function-arn.ts';
import { grantInvoke } from '../../aws/invoke-permission.ts';
import { createPoolAdmin, createPoolClient } from '../../aws/pool-admin.ts';
import { createLambdaClient } from '../../aws/trigger-function.ts';
import { applyChange, type PoolAdmin, planAttachment, type TriggerChange } from '../../deployment/attachment.ts';
import type { PoolReading } from '../../deployment/pool-settings.ts';
import { renderChange } from '../attach/render-change.ts';
import { copyFolder, saveCopy } from '../attach/saved-copy.ts';
import { type CommandResult, example, type Finish, failed, finished, jsonLine } from '../command.ts';
import { confirm } from '../confirm.ts';

type Options = {
  readonly userPoolId: string;
  readonly function: string;
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly copies?: string;
  readonly json?: boolean;
};

/** What `--json` prints. */
type Report = {
  readonly userPoolId: string;
  readonly function: string;
  readonly former: string | null;
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly permission: 'granted' | 'already' | 'not-asked';
  readonly savedCopy: string | null;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--user-pool-id <id>', 'the pool')
    .requiredOption('--function <arn>', 'the function or its alias, as the pool shall call it')
    .option('--replace', 'take the place of another pre sign-up trigger, which `detach` brings back')
    .option('--dry-run', 'show what would change and write nothing')
    .option('--yes', 'do not ask')
    .option('--copies <folder>', 'where the settings are saved first', copyFolder())
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example(
        'signup-guard attach --user-pool-id us-east-1_example \\',
        '  --function arn:aws:lambda:us-east-1:123456789012:function:guard:live',
      ),
    )
    .action((options: Options) => finish(run(options)));
}

async function run(options: Options): Promise<CommandResult> {
  const { userPoolId, replace = false } = options;
  const fn = readFunctionArn(options.function);
  if (!fn.ok) return failed(fn.error);
  const admin = createPoolAdmin(createPoolClient());
  const reading = await admin.read(userPoolId);
  if (!reading.ok) return failed(reading.error);
  const planned = planAttachment(userPoolId, reading.value, fn.value.text, replace);
  if (!planned.ok) return failed(planned.error);
  if (options.dryRun) return finish(options, reportOf(options, planned.value, {}), preview(planned.value, userPoolId));
  return change(options, admin, fn.value, reading.value, planned.value);
}

/** The permission comes first: a trigger that may not be called fails every sign-up (F4.6). */
async function change(
  options: Options,
  admin: PoolAdmin,
  fn: FunctionArn,
  { pool }: PoolReading,
  planned: TriggerChange | null,
): Promise<CommandResult> {
  const agreed = await confirm(
    preview(planned, options.userPoolId),
    'Write this?',
    options.yes === true || planned === null,
  );
  if (!agreed.ok) return failed(agreed.error);
  const arn = String(pool['Arn'] ?? '');
  const permission = await grantInvoke(createLambdaClient(), fn, { id: options.userPoolId, arn });
  if (!permission.ok) return failed(permission.error);
  const savedCopy = planned === null ? null : saveCopy(options.copies ?? copyFolder(), planned, new Date());
  if (planned !== null) {
    const applied = await applyChange(admin, planned);
    if (!applied.ok) return failed(`${applied.error.message}; the settings before are in \`${savedCopy}\``);
  }
  const done = planned === null ? 'was attached already' : `is attached; the settings before are in ${savedCopy}`;
  const text = `${options.userPoolId} ${done}\nthe permission to call the function is ${permission.value === 'already' ? 'there' : 'granted'}\n`;
  return finish(
    options,
    reportOf(options, planned, { permission: permission.value, savedCopy, changed: planned !== null }),
    text,
  );
}

function preview(planned: TriggerChange | null, userPoolId: string): string {
  return planned === null ? `${userPoolId} already calls this function: nothing to change\n` : renderChange(planned);
}

function reportOf(options: Options, planned: TriggerChange | null, outcome: Partial<Report>): Report {
  return {
    userPoolId: options.userPoolId,
    function: options.function,
    former: planned === null ? options.function : planned.former,
    changed: false,
    dryRun: options.dryRun === true,
    permission: 'not-asked',
    savedCopy: null,
    ...outcome,
  };
}

function finish({ json }: Options, report: Report, text: string): CommandResult {
  return finished(json ? jsonLine(report) : text);
}
