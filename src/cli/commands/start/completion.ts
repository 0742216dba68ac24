/** `completion`: the script that makes a shell complete commands, options and files. */
import { Argument, type Command } from 'commander';
import { example, type Finish, finished, jsonLine } from '../../command.ts';
import { completionScript, SHELLS } from '../../completion.ts';

type Options = { readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .addArgument(new Argument('<shell>', 'the shell that reads it').choices(SHELLS))
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard completion bash >> ~/.bashrc', 'source <(signup-guard completion zsh)'))
    .action((shell: (typeof SHELLS)[number], options: Options) => finish(run(shell, options)));
}

async function run(shell: (typeof SHELLS)[number], { json }: Options) {
  const script = completionScript(shell);
  return json ? finished(jsonLine({ shell, script })) : ({ ...finished(script), isData: true } as const);
}
