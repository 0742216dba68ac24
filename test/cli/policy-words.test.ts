/**
 * A policy is named in one way by every command: each command × each word, with and without `--json`, ends with the same
 * exit code and says the same, against a lab's Parameter Store.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLocalParameterStore } from '../../src/aws/operator/local.ts';
import { publishPolicy } from '../../src/aws/operator/policy/policy-store.ts';
import { POLICY_WORDS } from '../../src/cli/policy-reference.ts';
import { COMMANDS as REGISTERED } from '../../src/cli/registry.ts';
import type { Issue } from '../../src/policy/file/issue.ts';
import { parsePolicy } from '../../src/policy/file/parse.ts';
import { startLab, type TestLab } from '../lab/lab.ts';
import { startFakeAws } from '../support/fake-aws.ts';
import { startLabProcess } from '../support/lab-process.ts';
import { aKey, aToken, someClaims } from '../support/statements.ts';
import { runHere } from './in-process.ts';

const KEY = aKey();
const POLICY = `version: 1
mode: enforce
attesters:
  - { id: invitations, keys: [${JSON.stringify(KEY.jwk)}], maxAge: 7d }
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
otherwise: code
`;
const INVALID = POLICY.replace('enforce', 'enforced');
/** What its bearer would present now. */
const ISSUED = Math.floor(Date.now() / 1000) - 60;
const INVITATION = aToken(KEY, someClaims({ iat: ISSUED, exp: ISSUED + 3600 }));
const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

let lab: TestLab;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-words-'));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await Promise.all([
    write('good.yaml', POLICY),
    write('bad.yaml', INVALID),
    write(
      'good.cases.yaml',
      'cases:\n  - { name: staff, attempt: { email: ann@example.com }, expect: { outcome: approve } }\n',
    ),
    write('log.jsonl', ''),
    write('users.jsonl', ''),
  ]);
  lab = await startLab();
  for (const [name, value] of Object.entries({ ...AWS, AWS_ENDPOINT_URL: lab.lab.endpoint })) vi.stubEnv(name, value);
  const store = createLocalParameterStore(lab.lab.endpoint);
  const parsed = parsePolicy({ file: 'good.yaml', text: POLICY }, () => ({ ok: false, error: 'no lists' }));
  if (!parsed.ok) throw new Error('the policy of this test is invalid');
  for (const place of ['policy', 'candidate']) {
    const parameter = `/signup-guard/prod/${place}`;
    const { document } = parsed.value;
    const receipt = await publishPolicy(store, { parameter, document, stack: '', publisher: 'command-line' });
    expect(receipt).toMatchObject({ ok: true });
    const odd = { Name: `/signup-guard/odd/${place}`, Value: 'by hand', Type: 'String' } as const;
    await lab.ssm.send(new PutParameterCommand(odd));
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await lab.close();
  await rm(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);

/** Every command that takes the word, with what else it needs. */
const COMMANDS: Readonly<Record<string, (word: string) => readonly string[]>> = {
  check: (word) => ['check', word],
  simulate: (word) => ['simulate', '--policy', word, '--email', 'ann@example.org'],
  'diff, before': (word) => ['diff', word, at('good.yaml')],
  'diff, after': (word) => ['diff', at('good.yaml'), word],
  replay: (word) => ['replay', at('log.jsonl'), '--policy', word],
  audit: (word) => ['audit', at('users.jsonl'), '--policy', word],
  test: (word) => ['test', at('good.cases.yaml'), '--policy', word],
  push: (word) => ['push', 'prod', '--file', word, '--yes'],
  attest: (word) => ['attest', '--inspect', INVITATION, '--policy', word],
  review: (word) => ['review', at('log.jsonl'), '--text', word],
};

/** And the one that ends by itself only where there is no policy. */
const WITH_LAB = { ...COMMANDS, lab: (word: string) => ['lab', '--policy', word] };

/** Options and arguments of every command, as its help shows them. */
async function helped() {
  const commands = await Promise.all(
    REGISTERED.map(async ({ name, load }) => {
      const command = new Command(name);
      (await load()).define(command, async () => {});
      return [...command.options, ...command.registeredArguments].map((one) => ({ command: name, one }));
    }),
  );
  return commands.flat().map(({ command, one }) => ({
    command,
    isPolicy: one.name() === 'policy',
    hasWords: one.description.includes(POLICY_WORDS),
  }));
}

it('every command whose help shows the words stands in the table', async () => {
  const shown = (await helped()).filter(({ hasWords }) => hasWords).map(({ command }) => command);
  const tested = Object.keys(WITH_LAB).map((name) => name.split(',')[0] ?? '');

  expect([...new Set(tested)].toSorted()).toEqual([...new Set(shown)].toSorted());
});

it('every option `--policy` takes the words, and shows them', async () => {
  expect((await helped()).filter(({ isPolicy, hasWords }) => isPolicy && !hasWords)).toEqual([]);
});

const GOOD: readonly (readonly [string, () => string, string])[] = [
  ['a file', () => at('good.yaml'), ''],
  ['standard input', () => '-', POLICY],
  ['what is live', () => 'ssm:prod', ''],
  ['what was', () => 'ssm:prod:1', ''],
  ['the candidate', () => 'candidate:prod', ''],
];

describe.each(Object.keys(COMMANDS))('%s', (command) => {
  it.each(GOOD)('takes %s', async (_, word, input) => {
    const words = COMMANDS[command]?.(word()) ?? [];

    expect(await runHere(words, input)).toMatchObject({ exitCode: 0, complaint: '' });
    expect(JSON.parse((await runHere([...words, '--json'], input)).output)).toEqual(expect.any(Object));
  });
});

const PLACE = { file: expect.any(String), line: expect.any(Number), column: expect.any(Number) };

type Bad = readonly [string, () => string, string, string, string];

const NOT_THERE: readonly Bad[] = [
  ['a file that is not there', () => at('none.yaml'), '', 'file-unreadable', 'there is no such file'],
  [
    'an environment without a policy',
    () => 'ssm:none',
    '',
    'not-published',
    'there is no policy at `/signup-guard/none/policy`',
  ],
  ['a version that is not there', () => 'ssm:prod:99', '', 'not-published', 'there is no version 99'],
  ['an environment without a candidate', () => 'candidate:none', '', 'not-published', '`/signup-guard/none/candidate`'],
  ['an invalid file', () => at('bad.yaml'), '', 'bad-value', 'not `enforced`'],
  ['invalid standard input', () => '-', INVALID, 'bad-value', 'not `enforced`'],
  ['a live value that is no policy', () => 'ssm:odd', '', 'published-invalid', 'holds what is no policy'],
  ['a candidate that is none', () => 'candidate:odd', '', 'published-invalid', 'holds what is no policy'],
];

describe.each(Object.keys(WITH_LAB))('%s', (command) => {
  const wordsOf = (word: string) => Object.entries(WITH_LAB).find(([name]) => name === command)?.[1](word) ?? [];

  it.each(NOT_THERE)('ends with 3 for %s, and shows issues', async (_, word, input, code, sentence) => {
    const told = await runHere(wordsOf(word()), input);
    const json = await runHere([...wordsOf(word()), '--json'], input);

    expect(told.exitCode).toBe(3);
    expect(told.output + told.complaint).toContain(sentence);
    expect(json).toMatchObject({ exitCode: 3, complaint: '' });
    const { issues } = JSON.parse(json.output) as { readonly issues: readonly Issue[] };
    // a check warns of what is right beside
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([
      { ...PLACE, severity: 'error', code, message: expect.stringContaining(sentence) },
    ]);
  });

  it.each([
    ['an environment that cannot be', 'ssm:Not One', 'no name of an environment'],
    ['no environment', 'candidate:', 'no name of an environment'],
    ['a version that is no number', 'ssm:prod:latest', 'a version is a number of `history`'],
    ['a version of a candidate', 'candidate:prod:1', 'a version is a number of `history`'],
  ])('ends with 1 for %s', async (_, word, sentence) => {
    for (const more of [[], ['--json']]) {
      const ran = await runHere([...wordsOf(word), ...more]);

      expect(ran).toMatchObject({ exitCode: 1, output: '', complaint: expect.stringContaining(sentence) });
    }
  });

  it('ends with 1 where Parameter Store refuses', async () => {
    const aws = await startFakeAws(() => ({ error: 'AccessDeniedException' }));
    vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
    const ran = await runHere(wordsOf('ssm:prod')).finally(aws.close);
    vi.stubEnv('AWS_ENDPOINT_URL', lab.lab.endpoint);

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain('`/signup-guard/prod/policy` cannot be read: AccessDeniedException');
  });
});

/** `pull` has a word of its own for each place: the environment is all that is typed. */
describe('pull', () => {
  it.each([
    ['an environment without a policy', ['none'], 3, 'there is no policy at `/signup-guard/none/policy`'],
    ['a version that is not there', ['prod', '--version', '99'], 3, 'there is no version 99'],
    ['an environment without a candidate', ['none', '--candidate'], 3, '`/signup-guard/none/candidate`'],
    ['a live value that is no policy', ['odd'], 3, 'holds what is no policy'],
    ['an environment that cannot be', ['Not One'], 1, 'no name of an environment'],
    ['a version that is no number', ['prod', '--version', 'latest'], 1, 'a version is a number of `history`'],
  ] as const)('ends as the others do for %s', async (_, words, exitCode, sentence) => {
    const told = await runHere(['pull', ...words]);
    const json = await runHere(['pull', ...words, '--json']);

    expect(told).toMatchObject({ exitCode, output: '', complaint: expect.stringContaining(sentence) });
    expect(json).toMatchObject(exitCode === 3 ? { exitCode, complaint: '' } : told);
    expect(json.output + json.complaint).toContain(sentence);
  });
});

it('a lab runs under a copy of what is live', async () => {
  const running = await startLabProcess(['--policy', 'ssm:prod'], undefined, {
    ...AWS,
    AWS_ENDPOINT_URL: lab.lab.endpoint,
  });
  const page = await fetch(`${running.url}api/lab`).catch(() => null);

  expect([page?.status, await running.stop()]).toEqual([200, 0]);
});
