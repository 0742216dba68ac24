/** The deployed project as the tests see it: the copy they may change, the SAM CLI, and the stack's outputs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The copy of the project that `test/support/setup/deploy.ts` made. */
const PROJECT = required('DEPLOY_PROJECT');

/** What a program said and how it ended. */
export type Run = { readonly ok: boolean; readonly output: string };

/** Runs the SAM CLI in the copy. */
export function sam(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(required('SAM_PROGRAM'), args, {
    cwd: PROJECT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { ok: status === 0, output: `${stdout}\n${stderr}` };
}

/** A path in the copy. */
export function inProject(...parts: readonly string[]): string {
  return join(PROJECT, ...parts);
}

/** The outputs of a stack, by key. */
export function outputs(stack: string): Readonly<Record<string, string>> {
  const { output } = sam('list', 'stack-outputs', '--stack-name', stack, '--output', 'json');
  const list: readonly { OutputKey: string; OutputValue: string }[] = JSON.parse(
    output.slice(output.indexOf('['), output.lastIndexOf(']') + 1),
  );
  return Object.fromEntries(list.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

/** The status of a stack. */
export async function stackStatus(stack: string): Promise<string | undefined> {
  return /<StackStatus>(\w+)</u.exec(await cloudFormation('DescribeStacks', stack))?.[1];
}

/** Every reason that the events of a stack give, newest first; the SAM CLI breaks them into a narrow column. */
export async function reasons(stack: string): Promise<string> {
  const events = await cloudFormation('DescribeStackEvents', stack);
  return [...events.matchAll(/<ResourceStatusReason>([^<]+)</gu)].map(([, reason]) => reason).join('\n');
}

/** Asks CloudFormation itself; the local AWS tells services apart by the credential's scope. */
export async function cloudFormation(action: string, stack: string): Promise<string> {
  const response = await fetch(required('AWS_ENDPOINT_URL'), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cloudformation/aws4_request',
    },
    body: new URLSearchParams({ Action: action, Version: '2010-05-15', StackName: stack }).toString(),
  });
  return response.text();
}

/** A variable that the suite's setup gives. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`\`${name}\` is missing: run \`npm run test:deploy\``);
  return value;
}
