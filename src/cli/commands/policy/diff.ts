/**
 * `diff`: who is treated otherwise under B than under A, each change with a witness. Exit 2 when something differs or may.
 */
import type { Command } from 'commander';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { compare, diffJson, mayDiffer } from '../../diff/compare.ts';
import { renderDiff } from '../../diff/render.ts';
import { POLICY_WORDS, readReference, withoutPolicy } from '../../policy-reference.ts';
import { visibleIn } from '../../visible.ts';

type Options = { readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('<a>', `the policy as it was: ${POLICY_WORDS}`)
    .argument('<b>', 'the policy as it shall be, in the same words')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard diff ssm:prod policies/prod.yaml'))
    .action((a: string, b: string, options: Options) => finish(run(a, b, options)));
}

async function run(a: string, b: string, { json }: Options): Promise<CommandResult> {
  if (a === '-' && b === '-') return failed('only one of the two can be standard input');
  const before = await readReference(a);
  if (!before.ok) return withoutPolicy(before.error, json);
  const after = await readReference(b);
  if (!after.ok) return withoutPolicy(after.error, json);
  const diff = await compare(before.value.document, after.value.document);
  const exitCode = mayDiffer(diff) ? EXIT.different : EXIT.done;
  return { exitCode, output: json ? jsonLine(diffJson(diff)) : renderDiff(visibleIn(diff)) };
}
