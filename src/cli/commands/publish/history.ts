/**
 * `history`: the versions of an environment's policy, newest first: when, who, why, and what behaves differently since.
 */
import type { Command } from 'commander';
import { isEnvironment, parameterNames } from '../../../policy/names.ts';
import { type CommandResult, example, type Finish, failed, finished, jsonLine } from '../../command.ts';
import { notEnvironment, openParameterStore } from '../../policy-reference.ts';
import { changesOf } from '../../publish/changes.ts';
import { historyText } from '../../publish/history-text.ts';
import { type Version, versionsOf } from '../../publish/versions.ts';
import { visibleIn } from '../../visible.ts';

type Options = {
  readonly candidate?: boolean;
  readonly digest?: string;
  readonly limit: string;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<environment>', 'the environment, as `prod`')
    .option('--candidate', "the candidate's versions")
    .option('--digest <digest>', 'only versions of this policy, by the first digits of its digest, as records name it')
    .option('--limit <number>', 'what changed is told of so many versions, the newest first', '10')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard history prod', 'signup-guard history prod --digest 3fa9c1'))
    .action((environment: string, options: Options) => finish(run(environment, options)));
}

async function run(environment: string, { candidate, digest, limit, json }: Options): Promise<CommandResult> {
  if (!isEnvironment(environment)) return failed(notEnvironment(environment));
  if (!/^\d{1,3}$/u.test(limit)) return failed(`\`${limit}\` is no number of versions`);
  if (digest !== undefined && !/^[0-9a-f]{6,64}$/u.test(digest)) {
    return failed(`\`${digest}\` is no digest: give six of its digits or more`);
  }
  const names = parameterNames(environment);
  const parameter = candidate ? names.candidate : names.policy;
  const store = await openParameterStore(environment);
  const all = await versionsOf(store, parameter);
  if (all.length === 0) return failed(`there is no policy at \`${parameter}\``);
  const asked = all.filter(({ manifest }) => digest === undefined || manifest?.digest.startsWith(digest) === true);
  if (asked.length === 0)
    return failed(`no version of \`${parameter}\` that is still kept has the digest \`${digest}\``);
  if (json) return finished(jsonLine({ environment, versions: asked.map(asJson) }));
  const changes = await changesOf(store, parameter, all, asked.slice(0, Number(limit)));
  return finished(
    historyText(visibleIn(asked.map((version) => ({ ...version, change: changes.get(version.version) ?? null })))),
  );
}

function asJson({ version, modified, by, message, live, manifest }: Version) {
  const { digest = null, publisher = null, stack = null } = manifest ?? {};
  return { version, at: modified.toISOString(), by, digest, publisher, stack, message, live };
}
