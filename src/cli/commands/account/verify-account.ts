/**
 * `verify-account`: the run on a real account. Shows what it will do and cost, asks, runs, and removes everything again;
 * `--clean` removes what an interrupted run left.
 */
import type { Command } from 'commander';
import { planRun } from '../../../account/plan.ts';
import { planText, rightsText } from '../../../account/render.ts';
import { STEPS } from '../../../account/steps/registry.ts';
import { cleanAccount } from '../../account/clean.ts';
import { runAndReport, type VerifyOptions } from '../../account/run-and-report.ts';
import { type CommandResult, EXIT, example, type Finish, failed, told } from '../../command.ts';

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .option('--plan', 'show what would be asked, made and paid for; needs no account')
    .option('--clean', 'only remove what earlier runs left')
    .option('--only <part>', 'only `facts` (probes of Cognito) or only `product` (deployed and used)')
    .option('--step <id...>', 'of the product only these steps, after `build` and `deploy` and before `delete`')
    .option('--sign-ups <number>', 'how many sign-ups each measurement takes', '200')
    .option('--shared', 'run although the account has user pools of its own, whose quotas the run uses too')
    .option('--out <file>', 'the report', 'aws-report.json')
    .option('--html <file>', 'the report as a page')
    .option('--sam <program>', 'the SAM CLI', 'sam')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${example('signup-guard verify-account --plan', 'signup-guard verify-account --profile sandbox --region eu-central-1')}\nExit code 2 when something was contradicted or a step failed.\n`,
    )
    .action((options: VerifyOptions & { readonly plan?: boolean; readonly clean?: boolean }) => finish(run(options)));
}

async function run(
  options: VerifyOptions & { readonly plan?: boolean; readonly clean?: boolean },
): Promise<CommandResult> {
  const signUps = Number(options.signUps);
  if (!Number.isInteger(signUps) || signUps < 1 || signUps > 1000) {
    return failed('`--sign-ups` is a whole number from 1 to 1000');
  }
  if (options.only !== undefined && options.only !== 'facts' && options.only !== 'product') {
    return failed('`--only` is `facts` or `product`');
  }
  const unknown = (options.step ?? []).find((id) => STEPS.every((step) => step.id !== id));
  if (unknown !== undefined) return failed(`there is no step \`${unknown}\`: \`--plan\` lists them`);
  if (options.plan)
    return {
      exitCode: EXIT.done,
      output: told(planRun(signUps), options.json, (plan) => planText(plan) + rightsText(plan)),
    };
  return options.clean ? cleanAccount(options) : runAndReport({ ...options, signUps });
}
