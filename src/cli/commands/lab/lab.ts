/**
 * `lab`: a pool, the shipped trigger and a page to watch them, on this machine until it is interrupted, or nobody reads it any more.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readAttributeName } from '../../../core/conditions/attribute-name.ts';
import { PACKAGE_ROOT } from '../../../files/package-root.ts';
import { originOf } from '../../../lab/browser/origins.ts';
import { POOL_KINDS, type PoolKind } from '../../../lab/cognito/pool-kinds.ts';
import { type Lab, openLab } from '../../../lab/lab.ts';
import { pageRoutes } from '../../../lab/page-api/routes.ts';
import { shippedBundle, shippedPage } from '../../../lab/trigger/shipped-bundle.ts';
import { whereabouts } from '../../../lab/whereabouts.ts';
import { renderPolicy } from '../../../policy/file/render-policy.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { type NamedPolicy, namesFile, POLICY_WORDS, readReference, withoutPolicy } from '../../policy-reference.ts';

type Options = {
  readonly policy?: string;
  readonly port: number;
  readonly users?: string;
  readonly processes: number;
  readonly pool: PoolKind;
  readonly attribute: readonly string[];
  readonly origin: readonly string[];
  readonly json?: boolean;
};

/** How long a scene rests between its steps. */
const PACE_MS = 700;

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .option(
      '--policy <policy>',
      `the policy in force: ${POLICY_WORDS}; saved changes of a file take effect (default: \`policies/dev.yaml\`)`,
    )
    .option('--port <n>', 'the port on 127.0.0.1, 0 for a free one', whole(0, 65_535), 8787)
    .option('--users <file>', 'keep users and codes in that file')
    .addOption(
      new Option('--pool <kind>', 'how users sign in: by aliases, by the email as user name, by user name alone')
        .choices(POOL_KINDS)
        .default('alias'),
    )
    .option('--attribute <name>', 'declare a custom attribute, as `custom:team` (repeatable)', customNames, [])
    .option(
      '--origin <origin>',
      'let pages of that origin call, too, as `https://app.example.com` (repeatable)',
      origins,
      [],
    )
    .option('--processes <n>', 'how many trigger processes', whole(1, 64), 4)
    .option('--json', 'print JSON: the first line says where the lab is')
    .addHelpText('after', example('signup-guard lab --policy policies/prod.yaml --users users.json'))
    .action((options: Options) => finish(run(options)));
}

function customNames(text: string, before: readonly string[]): readonly string[] {
  const name = readAttributeName(text);
  if (name.ok && name.value.startsWith('custom:')) return [...before, name.value];
  throw new InvalidArgumentError('give `custom:` and 1 to 20 characters, none of them a space.');
}

function origins(text: string, before: readonly string[]): readonly string[] {
  const origin = originOf(text);
  if (origin !== null) return [...before, origin];
  throw new InvalidArgumentError('give scheme, host and port alone, as `https://app.example.com`.');
}

function whole(lowest: number, highest: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/u.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`give a whole number from ${lowest} to ${highest}.`);
  };
}

async function run(options: Options): Promise<CommandResult> {
  const word = options.policy ?? join(PACKAGE_ROOT, 'policies/dev.yaml');
  const policy = await readReference(word);
  if (!policy.ok) return withoutPolicy(policy.error, options.json);
  const [bundle, page] = [await shippedBundle(), await shippedPage()];
  if (!bundle.ok) return failed(bundle.error);
  if (!page.ok) return failed(page.error);
  const interrupted = interruption();
  const { file: policyFile, remove } = namesFile(word) ? { file: word, remove: () => {} } : copyOf(policy.value);
  const lab = await openLab(
    {
      bundle: bundle.value,
      policyFile,
      usersFile: options.users === undefined ? null : resolve(options.users),
      port: options.port,
      processes: options.processes,
      paceMs: PACE_MS,
      pool: options.pool,
      customAttributes: options.attribute,
      origins: options.origin,
    },
    (open) => pageRoutes(page.value, open),
  );
  if (!lab.ok) {
    remove();
    return failed(lab.error);
  }
  // `lab --json | head -1` is a lab that nobody can end otherwise: whoever wants it to stay reads it, or lets it write to a file
  const until = (readerGone: Promise<void>) =>
    Promise.race([interrupted, readerGone])
      .then(() => lab.value.close())
      .finally(remove);
  return { exitCode: EXIT.done, output: options.json ? jsonLine(whereabouts(lab.value)) : welcome(lab.value), until };
}

/** A published policy as a file that the page may change: what is published stays as it is. */
function copyOf({ document, environment }: NamedPolicy) {
  const folder = mkdtempSync(join(tmpdir(), 'signup-guard-lab-'));
  const file = join(folder, `${environment}.yaml`);
  writeFileSync(file, renderPolicy(document));
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Resolves when somebody wants the lab to end; asking twice is no different. */
function interruption(): Promise<void> {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
  return promise;
}

function welcome(lab: Lab): string {
  const { url, endpoint, userPoolId, clientId, publicClientId } = whereabouts(lab);
  const row = (name: string, value: string) => `  ${styleText('dim', name.padEnd(10))} ${value}`;
  return [
    `${styleText('bold', 'signup-guard lab')}  ${styleText('dim', 'a pool and the shipped trigger on this machine; Ctrl+C ends it')}`,
    '',
    row('page', styleText('bold', url)),
    row('endpoint', `${endpoint}  ${styleText('dim', '(AWS CLI: --endpoint-url, any credentials)')}`),
    row('pool', userPoolId),
    row('client', `${clientId}  ${styleText('dim', '(its secret is on the page)')}`),
    row('public', `${publicClientId}  ${styleText('dim', '(a client without a secret, for browsers and phones)')}`),
    row('policy', lab.policy.status().onDisk.file),
    '',
    '',
  ].join('\n');
}
