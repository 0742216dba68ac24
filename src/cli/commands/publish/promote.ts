/**
 * `promote`: makes the candidate the live policy, what changes shown first. The candidate is gone afterwards.
 */
import type { Command } from 'commander';
import { removePolicy } from '../../../aws/operator/policy/withdraw-policy.ts';
import { isEnvironment, parameterNames } from '../../../policy/names.ts';
import { type CommandResult, example, type Finish, failed } from '../../command.ts';
import { notEnvironment, openParameterStore, readPublishedDocument, withoutPolicy } from '../../policy-reference.ts';
import { offer } from '../../publish/offer.ts';

type Options = { readonly expect?: string; readonly yes?: boolean; readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<environment>', 'the environment, as `prod`')
    .option('--expect <digest>', 'refuse unless this digest, or `none`, is live now')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard promote prod'))
    .action((environment: string, options: Options) => finish(run(environment, options)));
}

async function run(environment: string, { expect, yes, json }: Options): Promise<CommandResult> {
  if (!isEnvironment(environment)) return failed(notEnvironment(environment));
  const { policy: parameter, candidate } = parameterNames(environment);
  const store = await openParameterStore();
  const found = await readPublishedDocument(store, candidate);
  if (!found.ok) return withoutPolicy(found.error, json);
  if (found.value === null) {
    return failed(`there is no candidate at \`${candidate}\`: publish one with \`push ${environment} --candidate\``);
  }
  const { document } = found.value;
  const afterwards = () => removePolicy(store, candidate);
  return offer({ store, environment, parameter, document, expect, yes, json, afterwards });
}
