/**
 * `promote`: makes the candidate the live policy, what changes shown first. The candidate is gone afterwards.
 */
import type { Command } from 'commander';
import type { ParameterStore } from '../../../aws/operator/policy/parameter-store.ts';
import { readPublication } from '../../../aws/operator/policy/published.ts';
import { removePolicy } from '../../../aws/operator/policy/withdraw-policy.ts';
import { sentenceOf } from '../../../aws/operator/sentence.ts';
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
  const store = await openParameterStore(environment);
  const found = await readPublishedDocument(store, candidate);
  if (!found.ok) return withoutPolicy(found.error, json);
  if (found.value === null) {
    return failed(`there is no candidate at \`${candidate}\`: publish one with \`push ${environment} --candidate\``);
  }
  const { document, digest } = found.value;
  const afterwards = () => removePromoted(store, candidate, digest);
  const message = 'promoted the candidate';
  return offer({ store, environment, parameter, document, message, expect, yes, json, afterwards });
}

/** Gives what is left to do, or null. A candidate that somebody pushed meanwhile is not ours to remove. */
async function removePromoted(store: ParameterStore, candidate: string, digest: string): Promise<string | null> {
  try {
    const standing = await readPublication(store, candidate);
    if (standing !== null && standing.manifest?.digest !== digest) {
      return `\`${candidate}\` holds another candidate by now, which stays`;
    }
    await removePolicy(store, candidate);
    return null;
  } catch (error) {
    return `\`${candidate}\` was not removed: ${sentenceOf(error)}; run it again`;
  }
}
