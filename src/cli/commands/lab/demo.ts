/**
 * `demo`: the main job on this machine, with the article's trigger beside it. No AWS account, no Python.
 */
import { join } from 'node:path';
import type { Command } from 'commander';
import { PACKAGE_ROOT } from '../../../files/package-root.ts';
import { readPolicyFile } from '../../../files/policy-files.ts';
import { playCollision } from '../../../lab/collision/play.ts';
import { shippedBundle } from '../../../lab/trigger/shipped-bundle.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { playScenes } from '../../demo/lab-scenes.ts';
import { brokenPromises } from '../../demo/promises.ts';
import { render } from '../../demo/render.ts';
import { withIssues } from '../../policy-reference.ts';

type Options = { readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard demo'))
    .action((options: Options) => finish(run(options)));
}

async function run({ json }: Options): Promise<CommandResult> {
  const file = join(PACKAGE_ROOT, 'policies/dev.yaml');
  const policy = readPolicyFile(file);
  if (!policy.ok) return withIssues(policy.error, json);
  const bundle = await shippedBundle();
  if (!bundle.ok) return failed(bundle.error);
  const played = await playCollision(bundle.value, policy.value.document);
  if (!played.ok) return failed(played.error);
  const { article, guard } = played.value;
  const scenes = await playScenes(bundle.value, file);
  if (!scenes.ok) return failed(scenes.error);
  const broken = brokenPromises(article, guard, scenes.value);
  return {
    exitCode: broken.length === 0 ? EXIT.done : EXIT.failed,
    output: json
      ? jsonLine({ ok: broken.length === 0, broken, article, guard, scenes: scenes.value })
      : render(article, guard, scenes.value, broken),
  };
}
