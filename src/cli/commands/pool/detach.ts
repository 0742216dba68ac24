/**
 * `detach`: the pool calls its former trigger again, or none. Only where the present one is ours; one field changes.
 */
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../../core/result.ts';
import { applyChange } from '../../../pool/attachment.ts';
import { type Account, openAccount, takeBackPermission } from '../../attach/account.ts';
import { type DetachPlan, planDetach } from '../../attach/plan-detach.ts';
import { renderChange, renderNotes } from '../../attach/render-change.ts';
import { copyFolder, retireCopies, saveCopy } from '../../attach/saved-copy.ts';
import { type CommandResult, EXIT, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { confirm } from '../../confirm.ts';

type Options = {
  readonly userPoolId: string;
  readonly function?: string;
  readonly none?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly copies?: string;
  readonly json?: boolean;
};

type Ending = Pick<CommandResult, 'exitCode' | 'complaint'>;

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--user-pool-id <id>', 'the pool')
    .option('--function <arn>', 'the trigger to remove, where nothing else tells that it is ours')
    .option('--none', 'leave the pool without a trigger, whatever it called before')
    .option('--dry-run', 'show what would change and write nothing')
    .option('--yes', 'do not ask')
    .option('--copies <folder>', 'where `attach` saved the settings', copyFolder())
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard detach --user-pool-id us-east-1_example'))
    .action((options: Options) => finish(run(options)));
}

async function run(options: Options): Promise<CommandResult> {
  const { userPoolId, function: functionArn, none = false, yes = false, copies = copyFolder() } = options;
  const account = openAccount();
  const planned = await planDetach(account, { userPoolId, functionArn, none, copies });
  if (!planned.ok) return failed(planned.error);
  const plan = planned.value;
  if (plan.change === null && plan.revoke === null) {
    if (!options.dryRun) retireCopies(plan.copies.map(({ file }) => file));
    return done(options, plan, `${plan.stays}\n`);
  }
  if (options.dryRun) return done(options, plan, preview(plan));
  const agreed = await confirm(preview(plan), 'Write this?', yes);
  if (!agreed.ok) return failed(agreed.error);
  const written = await write(account, plan, copies);
  if (!written.ok) return failed(written.error);
  const result = done(options, plan, `${toldOf(plan)}${renderNotes(plan.notes)}`);
  return written.value === null ? result : { ...result, ...written.value };
}

/** The pool first, then the permission. Gives how the end differs from what was planned, or null. */
async function write(account: Account, plan: DetachPlan, copies: string): Promise<Result<Ending | null, string>> {
  const { pool, change, revoke } = plan;
  const files = plan.copies.map(({ file }) => file);
  if (change !== null) {
    const saved = saveCopy(copies, 'detach', change, new Date());
    if (!saved.ok) return saved;
    const applied = await applyChange(account.admin, change);
    if (!applied.ok) return fail(`${applied.error.message}; the settings before are in \`${saved.value}\``);
    files.push(saved.value);
  }
  const taken = revoke === null ? ok('taken' as const) : await takeBackPermission(account, revoke, pool);
  if (!taken.ok) return ok({ exitCode: EXIT.failed, complaint: `${taken.error}; run it again` });
  retireCopies(files);
  if (taken.value === 'taken') return ok(null);
  return ok({ exitCode: EXIT.done, complaint: `somebody attached ${pool.id} again meanwhile: the permission stays` });
}

function preview({ pool, change, revoke, stays, notes }: DetachPlan): string {
  const trigger = change === null ? `${stays}\n` : renderChange(change);
  const permission = revoke === null ? '' : `no more permission for ${pool.id} to call ${revoke.text}\n`;
  return `${trigger}${permission}${renderNotes(notes)}`;
}

function toldOf({ pool, change, revoke, stays }: DetachPlan): string {
  if (change === null) return `${stays}\nthe permission to call ${revoke?.text} was taken back\n`;
  return change.next === null ? `${pool.id} calls nobody before sign-up\n` : `${pool.id} calls ${change.next} again\n`;
}

function done({ json, dryRun = false }: Options, plan: DetachPlan, text: string): CommandResult {
  const { pool, change, present, notes } = plan;
  if (!json) return finished(text);
  const now = change === null ? present : change.next;
  return finished(jsonLine({ userPoolId: pool.id, function: now, changed: change !== null && !dryRun, dryRun, notes }));
}
