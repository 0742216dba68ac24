/**
 * `detach`: the pool calls its former trigger again, or none. Only where the present one is ours; one field changes.
 */
import type { Command } from 'commander';
import { readFunctionArn } from '../../../aws/operator/function/function-arn.ts';
import { revokeInvoke } from '../../../aws/operator/function/invoke-permission.ts';
import { createLambdaClient, isGuard, readFunction } from '../../../aws/operator/function/trigger-function.ts';
import { createPoolAdmin, createPoolClient } from '../../../aws/operator/pool/pool-admin.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { applyChange, type PoolAdmin, planChange, type TriggerChange } from '../../../pool/attachment.ts';
import { preSignUpOf } from '../../../pool/pool-settings.ts';
import { renderChange } from '../../attach/render-change.ts';
import { copyFolder, findCopy, saveCopy } from '../../attach/saved-copy.ts';
import { type CommandResult, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { confirm } from '../../confirm.ts';

type Options = {
  readonly userPoolId: string;
  readonly function?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly copies?: string;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--user-pool-id <id>', 'the pool')
    .option('--function <arn>', 'the trigger to remove, where no saved copy tells that it is ours')
    .option('--dry-run', 'show what would change and write nothing')
    .option('--yes', 'do not ask')
    .option('--copies <folder>', 'where `attach` saved the settings', copyFolder())
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard detach --user-pool-id us-east-1_example'))
    .action((options: Options) => finish(run(options)));
}

async function run(options: Options): Promise<CommandResult> {
  const { userPoolId } = options;
  const admin = createPoolAdmin(createPoolClient());
  const reading = await admin.read(userPoolId);
  if (!reading.ok) return failed(reading.error);
  const present = preSignUpOf(reading.value.pool);
  if (present === null)
    return done(options, null, false, `${userPoolId} has no pre sign-up trigger: nothing to change\n`);
  const former = await formerOf(options, present);
  if (!former.ok) return failed(former.error);
  const planned = planChange(userPoolId, reading.value, former.value);
  if (!planned.ok) return failed(planned.error);
  if (planned.value === null) return done(options, former.value, false, 'nothing to change\n');
  if (options.dryRun) return done(options, former.value, false, renderChange(planned.value));
  return change(options, admin, planned.value, present);
}

/** Whom the pool called before: told by the saved copy, or nobody where the function itself is ours. */
async function formerOf(
  { userPoolId, copies, ...options }: Options,
  present: string,
): Promise<Result<string | null, string>> {
  const copy = findCopy(copies ?? copyFolder(), userPoolId, present);
  if (copy !== null) return ok(copy.former);
  if (options.function === present) return ok(null);
  const fn = readFunctionArn(present);
  const read = fn.ok ? await readFunction(createLambdaClient(), fn.value) : fn;
  if (read.ok && isGuard(read.value)) return ok(null);
  return fail(
    `the pool calls \`${present}\`, which does not look like this trigger; to remove it all the same say \`--function ${present}\``,
  );
}

async function change(
  options: Options,
  admin: PoolAdmin,
  planned: TriggerChange,
  present: string,
): Promise<CommandResult> {
  const agreed = await confirm(renderChange(planned), 'Write this?', options.yes === true);
  if (!agreed.ok) return failed(agreed.error);
  const saved = saveCopy(options.copies ?? copyFolder(), planned, new Date());
  const applied = await applyChange(admin, planned);
  if (!applied.ok) return failed(`${applied.error.message}; the settings before are in \`${saved}\``);
  const fn = readFunctionArn(present);
  const revoked = fn.ok ? await revokeInvoke(createLambdaClient(), fn.value, options.userPoolId) : fn;
  const now = planned.next === null ? 'calls nobody before sign-up' : `calls ${planned.next} again`;
  const result = done(options, planned.next, true, `${options.userPoolId} ${now}\n`);
  return revoked.ok ? result : { ...result, complaint: revoked.error };
}

function done(
  { userPoolId, json, dryRun = false }: Options,
  now: string | null,
  changed: boolean,
  text: string,
): CommandResult {
  return finished(json ? jsonLine({ userPoolId, function: now, changed, dryRun }) : text);
}
