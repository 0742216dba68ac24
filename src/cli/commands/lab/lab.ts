/**
 * `lab`: a pool, the shipped trigger and a page to watch them, on this machine until it is interrupted.
 */
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type Command, InvalidArgumentError } from 'commander';
import { PACKAGE_ROOT } from '../../../files/package-root.ts';
import { readPolicyFile } from '../../../files/policy-files.ts';
import { type Lab, openLab } from '../../../lab/lab.ts';
import { pageRoutes } from '../../../lab/page-api/routes.ts';
import { shippedBundle, shippedPage } from '../../../lab/trigger/shipped-bundle.ts';
import { renderIssues } from '../../../policy/file/report.ts';
import { linesOnDisk } from '../../check-files.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';

type Options = {
  readonly policy?: string;
  readonly port: number;
  readonly users?: string;
  readonly processes: number;
  readonly json?: boolean;
};

/** How long a scene rests between its steps. */
const PACE_MS = 700;

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .option('--policy <file>', 'the policy in force; saved changes take effect (default: `policies/dev.yaml`)')
    .option('--port <n>', 'the port on 127.0.0.1, 0 for a free one', whole(0, 65_535), 8787)
    .option('--users <file>', 'keep users and codes in that file')
    .option('--processes <n>', 'how many trigger processes', whole(1, 64), 4)
    .option('--json', 'print JSON: the first line says where the lab is')
    .addHelpText('after', example('signup-guard lab --policy policies/prod.yaml --users users.json'))
    .action((options: Options) => finish(run(options)));
}

function whole(lowest: number, highest: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/u.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`give a whole number from ${lowest} to ${highest}.`);
  };
}

async function run(options: Options): Promise<CommandResult> {
  const policyFile = options.policy ?? join(PACKAGE_ROOT, 'policies/dev.yaml');
  const policy = readPolicyFile(policyFile);
  if (!policy.ok) {
    const complaint = renderIssues(policy.error, linesOnDisk).trimEnd();
    return { exitCode: EXIT.invalidPolicy, output: '', complaint };
  }
  const [bundle, page] = [await shippedBundle(), await shippedPage()];
  if (!bundle.ok) return failed(bundle.error);
  if (!page.ok) return failed(page.error);
  const interrupted = interruption();
  const lab = await openLab(
    {
      bundle: bundle.value,
      policyFile,
      usersFile: options.users === undefined ? null : resolve(options.users),
      port: options.port,
      processes: options.processes,
      paceMs: PACE_MS,
    },
    (open) => pageRoutes(page.value, open),
  );
  if (!lab.ok) return failed(lab.error);
  const until = interrupted.then(() => lab.value.close());
  return { exitCode: EXIT.done, output: options.json ? jsonLine(whereabouts(lab.value)) : welcome(lab.value), until };
}

/** Resolves when somebody wants the lab to end; asking twice is no different. */
function interruption(): Promise<void> {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
  return promise;
}

/** What scripts read. */
function whereabouts({ endpoint, state }: Lab) {
  return {
    url: `${endpoint}/`,
    endpoint,
    userPoolId: state.pool.settings.id,
    clientId: state.client.id,
    clientSecret: state.client.secret,
  };
}

function welcome(lab: Lab): string {
  const { url, endpoint, userPoolId, clientId } = whereabouts(lab);
  const row = (name: string, value: string) => `  ${styleText('dim', name.padEnd(10))} ${value}`;
  return [
    `${styleText('bold', 'signup-guard lab')}  ${styleText('dim', 'a pool and the shipped trigger on this machine; Ctrl+C ends it')}`,
    '',
    row('page', styleText('bold', url)),
    row('endpoint', `${endpoint}  ${styleText('dim', '(AWS CLI: --endpoint-url, any credentials)')}`),
    row('pool', userPoolId),
    row('client', `${clientId}  ${styleText('dim', '(its secret is on the page)')}`),
    row('policy', lab.policy.status().onDisk.file),
    '',
    '',
  ].join('\n');
}
