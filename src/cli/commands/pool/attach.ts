/**
 * `attach`: an existing pool calls the guard before sign-up, and keeps every other setting. Shows what changes and asks.
 */
import type { Command } from 'commander';
import { grantInvoke } from '../../../aws/operator/function/invoke-permission.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { applyChange, type TriggerChange } from '../../../pool/attachment.ts';
import { type Account, openAccount, takeBackPermission } from '../../attach/account.ts';
import { type AttachPlan, planAttach } from '../../attach/plan-attach.ts';
import { renderChange, renderNotes } from '../../attach/render-change.ts';
import { copyFolder, retireCopies, saveCopy } from '../../attach/saved-copy.ts';
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
  readonly warnings: readonly string[];
};

type Written = Pick<Report, 'permission' | 'savedCopy'>;

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
  const { userPoolId, replace = false, dryRun = false, yes = false } = options;
  const account = openAccount();
  const planned = await planAttach(account, userPoolId, options.function, replace);
  if (!planned.ok) return failed(planned.error);
  const plan = planned.value;
  if (dryRun) return finish(options, plan, {}, preview(plan));
  const nothing = plan.change === null && plan.allowed;
  const agreed = await confirm(preview(plan), 'Write this?', yes || nothing);
  if (!agreed.ok) return failed(agreed.error);
  const written = await write(account, plan, options.copies ?? copyFolder());
  if (!written.ok) return failed(written.error);
  const changed = plan.change !== null;
  return finish(options, plan, { ...written.value, changed }, toldOf(plan, written.value));
}

/** The permission comes first: a trigger that may not be called fails every sign-up (F4.6). */
async function write(account: Account, plan: AttachPlan, copies: string): Promise<Result<Written, string>> {
  const { fn, pool, change } = plan;
  const saved = change === null ? ok(null) : saveCopy(copies, 'attach', change, new Date());
  if (!saved.ok) return saved;
  const permission = await grantInvoke(account.lambda, fn, pool);
  if (!permission.ok) {
    if (saved.value !== null) retireCopies([saved.value]);
    return permission;
  }
  const written = { permission: permission.value, savedCopy: saved.value };
  if (change === null || saved.value === null) return ok(written);
  const applied = await apply(account, plan, change, { ...written, savedCopy: saved.value });
  if (!applied.ok) return applied;
  // Somebody may have detached meanwhile, and taken the permission with it
  const still = await grantInvoke(account.lambda, fn, pool);
  return still.ok ? ok(written) : fail(`${pool.id} is attached, and then: ${still.error}`);
}

/** A change that never came leaves no permission behind, and no copy that a later `detach` would believe. */
async function apply(
  account: Account,
  { fn, pool }: AttachPlan,
  change: TriggerChange,
  { permission, savedCopy }: Written & { readonly savedCopy: string },
): Promise<Result<null, string>> {
  const applied = await applyChange(account.admin, change);
  if (applied.ok) return applied;
  const { message, state } = applied.error;
  const told = `${message}; the settings before are in \`${savedCopy}\``;
  if (state === 'damaged') return fail(told);
  const taken = permission === 'granted' ? await takeBackPermission(account, fn, pool) : ok('taken' as const);
  retireCopies([savedCopy]);
  return fail(taken.ok ? message : `${message}; ${taken.error}`);
}

function toldOf({ pool, change }: AttachPlan, { permission, savedCopy }: Written): string {
  const done = change === null ? 'was attached already' : `is attached; the settings before are in ${savedCopy}`;
  return `${pool.id} ${done}\nthe permission to call the function ${permission === 'already' ? 'is there' : 'was granted'}\n`;
}

function preview({ fn, pool, change, allowed, warnings }: AttachPlan): string {
  const pools = change === null ? `pool ${pool.id} calls this function already\n` : renderChange(change);
  const permission = allowed ? '' : `permission for this pool alone to call ${fn.text}\n`;
  return `${pools}${permission}${renderNotes(warnings)}`;
}

function finish(
  { json, dryRun = false }: Options,
  { fn, pool, change, allowed, warnings }: AttachPlan,
  outcome: Partial<Report>,
  text: string,
): CommandResult {
  if (!json) return finished(dryRun ? text : `${text}${renderNotes(warnings)}`);
  const report: Report = {
    userPoolId: pool.id,
    function: fn.text,
    former: change === null ? fn.text : change.former,
    changed: false,
    dryRun,
    permission: allowed ? 'already' : 'missing',
    savedCopy: null,
    warnings,
    ...outcome,
  };
  return finished(jsonLine(report));
}
