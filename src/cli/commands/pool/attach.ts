/**
 * `attach`: an existing pool calls the guard before sign-up, and keeps every other setting. Shows what changes and asks.
 */
import type { Command } from 'commander';
import { type FunctionArn, readFunctionArn } from '../../../aws/operator/function/function-arn.ts';
import { grantInvoke, mayInvoke, type PermittedPool } from '../../../aws/operator/function/invoke-permission.ts';
import { createLambdaClient } from '../../../aws/operator/function/trigger-function.ts';
import { createPoolAdmin, createPoolClient } from '../../../aws/operator/pool/pool-admin.ts';
import { applyChange, type PoolAdmin, planAttachment, type TriggerChange } from '../../../pool/attachment.ts';
import { renderChange } from '../../attach/render-change.ts';
import { copyFolder, saveCopy } from '../../attach/saved-copy.ts';
import { type CommandResult, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { confirm } from '../../confirm.ts';

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
  readonly permission: 'granted' | 'already' | 'missing';
  readonly savedCopy: string | null;
};

/** What is about to be written; no change where the pool calls the function already. */
type Planned = {
  readonly fn: FunctionArn;
  readonly pool: PermittedPool;
  readonly change: TriggerChange | null;
  readonly allowed: boolean;
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
  const change = planAttachment(userPoolId, reading.value, fn.value.text, replace);
  if (!change.ok) return failed(change.error);
  const pool = { id: userPoolId, arn: String(reading.value.pool['Arn'] ?? '') };
  const allowed = await mayInvoke(createLambdaClient(), fn.value, pool);
  if (!allowed.ok) return failed(allowed.error);
  const planned: Planned = { fn: fn.value, pool, change: change.value, allowed: allowed.value };
  return options.dryRun ? finish(options, planned, {}, preview(planned)) : attach(options, admin, planned);
}

/** The permission comes first: a trigger that may not be called fails every sign-up (F4.6). */
async function attach(options: Options, admin: PoolAdmin, planned: Planned): Promise<CommandResult> {
  const { fn, pool, change, allowed } = planned;
  const nothing = change === null && allowed;
  const agreed = await confirm(preview(planned), 'Write this?', options.yes === true || nothing);
  if (!agreed.ok) return failed(agreed.error);
  const permission = await grantInvoke(createLambdaClient(), fn, pool);
  if (!permission.ok) return failed(permission.error);
  const savedCopy = change === null ? null : saveCopy(options.copies ?? copyFolder(), change, new Date());
  if (change !== null) {
    const applied = await applyChange(admin, change);
    if (!applied.ok) return failed(`${applied.error.message}; the settings before are in \`${savedCopy}\``);
  }
  const done = change === null ? 'was attached already' : `is attached; the settings before are in ${savedCopy}`;
  const may = permission.value === 'already' ? 'is there' : 'was granted';
  const text = `${pool.id} ${done}\nthe permission to call the function ${may}\n`;
  return finish(options, planned, { permission: permission.value, savedCopy, changed: change !== null }, text);
}

function preview({ fn, pool, change, allowed }: Planned): string {
  const pools = change === null ? `pool ${pool.id} calls this function already\n` : renderChange(change);
  return allowed ? pools : `${pools}permission for this pool alone to call ${fn.text}\n`;
}

function finish(
  { json, dryRun = false }: Options,
  { fn, pool, change, allowed }: Planned,
  outcome: Partial<Report>,
  text: string,
): CommandResult {
  if (!json) return finished(text);
  const report: Report = {
    userPoolId: pool.id,
    function: fn.text,
    former: change === null ? fn.text : change.former,
    changed: false,
    dryRun,
    permission: allowed ? 'already' : 'missing',
    savedCopy: null,
    ...outcome,
  };
  return finished(jsonLine(report));
}
