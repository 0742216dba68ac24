/** The app of a CDK user: its files, and the CDK's own program run there. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the app, with the package installed. */
export const APP = required('CDK_APP');

/** What a program said and how it ended. */
export type Ended = { readonly ok: boolean; readonly output: string };

/** The app as TypeScript of the kind that `cdk init` starts, with these statements in its stack. */
export function writeApp(name: string, ...statements: readonly string[]): string {
  writeFileSync(join(APP, name), [...BEFORE, ...statements, ''].join('\n'));
  return name;
}

const BEFORE = [
  "import { App, CfnOutput, CliCredentialsStackSynthesizer, Stack } from 'aws-cdk-lib';",
  "import { UserPool } from 'aws-cdk-lib/aws-cognito';",
  "import { SignupGuard } from 'cognito-signup-guard/cdk';",
  'const app = new App({ defaultStackSynthesizer: new CliCredentialsStackSynthesizer() });',
  "const stack = new Stack(app, 'Members');",
];

/** The package's policies as the app's own, under the environment `prod`. */
export function writePolicies(): void {
  rmSync(join(APP, 'policies'), { recursive: true, force: true });
  mkdirSync(join(APP, 'policies'));
  cpSync(join(APP, 'node_modules/cognito-signup-guard/policies/dev.yaml'), join(APP, 'policies/prod.yaml'));
}

/** Runs a program of Node there. */
export function node(...words: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: APP, encoding: 'utf8' });
  return { ok: status === 0, output: `${stdout}\n${stderr}` };
}

/** Runs CDK on an app. */
export function cdk(app: string, ...words: readonly string[]): Ended {
  return node(required('CDK_PROGRAM'), ...words, '--app', `"${process.execPath}" ${app}`, '--output', 'cdk.out');
}

/** A resource that was synthesised. */
export type Synthesised = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: unknown;
  readonly DependsOn?: readonly string[];
};

/** The resources of a stack, after CDK has written it. */
export function resources(stack = 'Members'): Readonly<Record<string, Synthesised>> {
  return JSON.parse(readFileSync(join(APP, `cdk.out/${stack}.template.json`), 'utf8')).Resources;
}

/** A variable that the suite's setup gives. */
function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`\`${name}\` is missing: run \`npm run test:cdk\``);
  return value;
}
