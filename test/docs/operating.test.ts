/**
 * docs/operating.md: the rights that it lists are those that the commands use, tried on an account that counts the calls.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { startAccount } from '../cli/operate/account.ts';
import { POLICY_ROWS, TRIGGER_ROWS } from '../cli/operate/rows.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TEXT = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
const [, RIGHTS = ''] = /^## Which rights(.*?)^## /msu.exec(TEXT) ?? [];

/** The table's rows, each with the lines below it that name no command. */
function rightsOf(command: string): string {
  const lines = RIGHTS.split('\n').filter((line) => line.startsWith('|'));
  const first = lines.findIndex((line) => line.split('|')[1]?.includes(`\`${command}\``));
  const next = lines.findIndex((line, index) => index > first && line.split('|')[1]?.trim() !== '');
  const own = first < 0 ? '' : lines.slice(first, next < 0 ? undefined : next).join('\n');
  const reference = /as `(push|attach|pull)`/u.exec(own)?.[1];
  return reference === undefined || reference === command ? own : own + rightsOf(reference);
}

const BY_PATH: Readonly<Record<string, string>> = {
  'GET policy': 'lambda:GetPolicy',
  'POST policy': 'lambda:AddPermission',
  'DELETE policy': 'lambda:RemovePermission',
  'GET configuration': 'lambda:GetFunctionConfiguration',
  SimulatePrincipalPolicy: 'iam:SimulatePrincipalPolicy',
};

function actionOf(request: string): string {
  return BY_PATH[request] ?? `${request.includes('Parameter') ? 'ssm' : 'cognito-idp'}:${request}`;
}

/** Calls that the commands of an operator do not make: the deployment's own, and one that needs no right. */
const NO_RIGHT = ['Invoke', 'SignUp'];

describe('the rights in docs/operating.md', () => {
  it.each([...TRIGGER_ROWS, ...POLICY_ROWS])('cover every call of $name', async (row) => {
    const account = await startAccount();
    await row.start(account);
    const words = row.words(account);
    const { requests } = await account.runWatched(words, () => {});
    await account.close();
    const documented = rightsOf(words[0] ?? '');

    expect(requests.length).toBeGreaterThan(3);
    expect(requests.map(actionOf).filter((action) => !documented.includes(`\`${action}\``))).toEqual([]);
  });

  it('name every call that a command can make', () => {
    const sources = globSync('src/aws/operator/**/*.ts', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const calls = new Set(
      sources.flatMap((text) => [...text.matchAll(/new (\w+)Command\(/gu)].map(([, call = '']) => call)),
    );

    expect(calls.size).toBeGreaterThan(20);
    expect([...calls].filter((call) => !NO_RIGHT.includes(call) && !RIGHTS.includes(`:${call}\``))).toEqual([]);
  });

  it('are of commands that there are', () => {
    const named = [...RIGHTS.matchAll(/^\| (`[^|]*`) \|/gmu)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)/gu)].map(([, name = '']) => name),
    );

    expect(named.length).toBeGreaterThan(12);
    expect(named.filter((name) => COMMANDS.every((command) => command.name !== name))).toEqual([]);
  });
});
