/**
 * The commands over the decision log, as people run them: files, standard input, and a CloudWatch that answers over HTTP.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { pseudonym } from '../../src/identity/pseudonym.ts';
import { APPROVED, COLLIDED, DOUBTED, powertoolsLine, REFUSED } from '../record/records.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { signupGuardHere } from './in-process.ts';

const KEY = 'command-line-key';
const ANN = { ...REFUSED, subject: { ...REFUSED.subject, user: pseudonym(KEY, 'user', 'ann') } };
const LINES = [APPROVED, ANN, COLLIDED, DOUBTED].map((record, index) =>
  powertoolsLine(record, `2026-03-01T1${index}:00:00Z`),
);
const LOG = `${LINES.join('\n')}\nno decision\n{"decision":\n`;

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-log-'));
const file = join(folder, 'log.jsonl.gz');
writeFileSync(file, gzipSync(LOG));
let aws: FakeAws | undefined;

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

async function cloud(script: (call: Call, nth: number) => Answer): Promise<Readonly<Record<string, string>>> {
  aws = await startFakeAws(script);
  return awsEnv(aws.endpoint);
}

/** A log group of an environment with a page of lines, an empty page, and another. */
function logGroup({ operation, body }: Call, nth: number): Answer {
  if (operation === 'DescribeLogGroups')
    return {
      json: {
        logGroups: [
          { logGroupName: 'a-PreSignUpLogGroup-1', logGroupArn: 'arn:1', creationTime: 3 },
          { logGroupName: 'b-PreSignUpLogGroup-2', logGroupArn: 'arn:2', creationTime: 2 },
          { logGroupName: 'b-PreSignUpLogGroup-0', logGroupArn: 'arn:0', creationTime: 1 },
        ],
      },
    };
  if (operation === 'ListTagsForResource')
    return { json: { tags: { environment: body['resourceArn'] === 'arn:1' ? 'dev' : 'prod' } } };
  const event = (index: number) => ({
    eventId: String(index),
    timestamp: Date.parse(`2026-03-01T1${index}:00:00Z`),
    message: LINES[index],
  });
  const pages = [
    { events: [event(0), event(1)], nextToken: 'one' },
    { events: [], nextToken: 'two' },
    { events: [event(2), event(3)] },
  ];
  return { json: pages[nth] ?? {} };
}

const SUMMARY = {
  records: 4,
  skipped: 2,
  outcomes: { code: 2, approve: 1, deny: 1 },
  reasons: { rule: 2, collision: 1, 'directory-unavailable': 1 },
  rules: { staff: 3, throwaway: 1 },
  withheld: { held: 1, unknown: 1 },
};

describe('review', () => {
  it('counts a compressed file and skips what is no decision', async () => {
    const { exitCode, output } = await signupGuardHere(['review', file, '--json']);

    expect([exitCode, JSON.parse(output)]).toEqual([0, SUMMARY]);
  });

  it('reads standard input and tells it in words', async () => {
    const { output } = await signupGuardHere(['review', '-'], { input: LOG });

    expect(output).toMatch(
      /4 decisions, 2026-03-01 10:00 to 2026-03-01 13:00 UTC \(66\.7 % of 6 entries: 2 are no decisions, 2 unreadable\)\n/u,
    );
    expect(output).toMatch(/throwaway\.example\.com +throwaway +rule/u);
  });

  it('writes one file that carries its report', async () => {
    const html = join(folder, 'report.html');

    const { exitCode } = await signupGuardHere(['review', file, '--html', html]);

    const text = readFileSync(html, 'utf8');
    expect(exitCode).toBe(0);
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/<(?:link|img|iframe)|src="http/u);
  });

  it('leaves out what is outside the times', async () => {
    const words = ['review', file, '--json', '--since', '2026-03-01T11:00:00Z', '--until', '2026-03-01T12:30:00Z'];

    const { output } = await signupGuardHere(words);

    expect(JSON.parse(output)).toMatchObject({ records: 2, outcomes: { code: 1, deny: 1 } });
  });

  it('reads an environment page by page', async () => {
    const env = await cloud(logGroup);

    const { exitCode, output, complaint } = await signupGuardHere(
      ['review', '--environment', 'prod', '--json', '--since', '2026-03-01'],
      { env },
    );

    expect([exitCode, JSON.parse(output)]).toEqual([0, { ...SUMMARY, skipped: 0 }]);
    expect(complaint).toContain(
      'reading `b-PreSignUpLogGroup-2`, the newest; former stacks left `b-PreSignUpLogGroup-0`',
    );
    const asked = aws?.calls
      .filter(({ operation }) => operation === 'FilterLogEvents')
      .map(({ body }) => [body['logGroupName'], body['nextToken']]);
    expect(asked).toEqual([
      ['b-PreSignUpLogGroup-2', undefined],
      ['b-PreSignUpLogGroup-2', 'one'],
      ['b-PreSignUpLogGroup-2', 'two'],
    ]);
  });

  it('lets Insights count and waits for its answers', async () => {
    const field = (name: string, value: string) => ({ field: name, value });
    const policies = [
      [
        field('decision.policy.environment', 'prod'),
        field('decision.policy.digest', 'abc'),
        field('decision.outcome', 'deny'),
        field('n', '7'),
        field('first', '1772359200000'),
        field('last', '1772362800000'),
      ],
    ];
    const groups = [
      [
        field('decision.outcome', 'deny'),
        field('decision.reason', 'rule'),
        field('decision.rules.0', 'throwaway'),
        field('n', '7'),
      ],
    ];
    const env = await cloud(({ operation, body }, nth) => {
      if (operation === 'StartQuery')
        return {
          json: {
            queryId: String(body['queryString']).includes('policy.digest, decision.outcome')
              ? 'policies'
              : String(body['queryString']).includes('decision.clientId')
                ? 'groups'
                : 'empty',
          },
        };
      if (nth === 0) return { json: { status: 'Running' } };
      const results = body['queryId'] === 'policies' ? policies : body['queryId'] === 'groups' ? groups : [];
      return { json: { status: 'Complete', results } };
    });

    const { exitCode, output } = await signupGuardHere(['review', '--log-group', 'g', '--insights', '--json'], { env });

    expect([exitCode, JSON.parse(output)]).toEqual([
      0,
      { records: 7, skipped: 0, outcomes: { deny: 7 }, reasons: { rule: 7 }, rules: { throwaway: 7 }, withheld: {} },
    ]);
  });

  it.each([
    [['review', 'none.jsonl'], /`none\.jsonl` cannot be read: there is no such file/u],
    [['review', 'a', '--log-group', 'g'], /`a` and a log group at once/u],
    [['review', 'a', '--since', 'yesterday'], /`yesterday` is no time/u],
    [['review', 'a', '--insights'], /`--insights` asks CloudWatch/u],
    [['review', 'a', '--htlm', 'x'], /unknown option '--htlm'[\s\S]*--html/u],
  ])('refuses %j in one line', async (words, complaint) => {
    const ran = await signupGuardHere(words);

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toMatch(complaint);
  });

  it.each([
    ['review', []],
    ['decisions', []],
    ['replay', ['--policy', 'policies/prod.yaml']],
  ])('takes a log without any decision for a mistake in %s', async (command, words) => {
    const ran = await signupGuardHere([command, '-', ...words], { input: 'email\nann@example.com\n' });

    expect(ran).toMatchObject({
      exitCode: 1,
      output: '',
      complaint: expect.stringMatching(
        /no decision in `-`, 2 entries: it looks like plain text\nread is .*filter-log-events/u,
      ),
    });
    expect(ran.complaint).not.toContain('ann@');
    expect((await signupGuardHere([command, '-', ...words])).exitCode).toBe(0);
  });

  it.each([
    [
      '--log-group',
      'gone',
      /`gone` could not be read to its end: there is no such log group in this account and Region/u,
    ],
    ['--environment', 'prod', /the log group of `prod` could not be found: there is no such log group/u],
  ])('names the log group of %s that is not there', async (...[option, word, complaint]) => {
    const env = await cloud(() => ({ error: 'ResourceNotFoundException' }));

    const ran = await signupGuardHere(['review', option, word], { env });

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringMatching(complaint) });
  });

  it('says of which environments the Region has log groups, and how to look elsewhere', async () => {
    const ran = await signupGuardHere(['review', '--environment', 'test'], { env: await cloud(logGroup) });

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain(
      'no log group of the environment `test` in us-east-1, only of dev, prod: `--region`',
    );
  });

  it('says so where the Region has none at all', async () => {
    const none = await cloud(() => ({ json: { logGroups: [] } }));

    const { complaint } = await signupGuardHere(['decisions', '--environment', 'test'], { env: none });

    expect(complaint).toContain('in us-east-1, nor of any other: `--region` and `--profile` look elsewhere');
  });

  it('names the right that is missing, and nothing else of the refusal', async () => {
    const text =
      'User: arn:aws:iam::123456789012:user/ann is not authorized to perform: logs:DescribeLogGroups on resource';
    const raw = JSON.stringify({ __type: 'AccessDeniedException', message: text });
    const env = await cloud(() => ({ raw, status: 400, contentType: 'application/x-amz-json-1.1' }));

    const { complaint } = await signupGuardHere(['review', '--environment', 'prod'], { env });

    expect(complaint).toContain('could not be found: the right `logs:DescribeLogGroups` is missing');
    expect(complaint).not.toContain('ann');
  });
});

describe('decisions', () => {
  it('shows one line each and no colour in a pipe', async () => {
    const { output } = await signupGuardHere(['decisions', file]);

    const lines = output.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(/^2026-03-01 12:00:00 {2}code .*withheld email: held by h:9999/u);
    expect(output).not.toContain('\u001b');
  });

  it.each([
    [['--outcome', 'deny'], 1],
    [['--reason', 'collision'], 1],
    [['--rule', 'staff'], 3],
    [['--domain', 'example.com'], 4],
    [['--domain', 'ample.com'], 0],
    [['--outcome', 'code', '--reason', 'collision'], 1],
    [['--user', 'ann', '--hash-key', KEY], 1],
    [['--user', 'bob', '--hash-key', KEY], 0],
  ])('filters by %j', async (words, expected) => {
    const { output } = await signupGuardHere(['decisions', file, ...words]);

    expect(output.split('\n').filter(Boolean)).toHaveLength(expected);
  });

  it('finds a user by the key of the environment', async () => {
    const env = await cloud((call, nth) =>
      call.operation === 'GetParameter' ? { json: { Parameter: { Value: KEY } } } : logGroup(call, nth),
    );

    const { output } = await signupGuardHere(['decisions', '--environment', 'prod', '--user', 'ann', '--json'], {
      env,
    });

    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).decision.outcome),
    ).toEqual(['deny']);
  });

  it('asks for the key that it needs', async () => {
    const ran = await signupGuardHere(['decisions', file, '--user', 'ann']);

    expect(ran).toMatchObject({
      exitCode: 1,
      output: '',
      complaint: expect.stringContaining('`SIGNUP_GUARD_HASH_KEY`'),
    });
  });
});

describe('replay', () => {
  const policy = join(folder, 'policy.yaml');
  writeFileSync(
    policy,
    'version: 1\nmode: enforce\nrules:\n  - { id: all, when: { emailDomain: [example.com] }, then: deny }\notherwise: code\n',
  );

  it('counts what another policy would have changed', async () => {
    const { exitCode, output } = await signupGuardHere(['replay', file, '--policy', policy, '--json']);

    const report = JSON.parse(output);
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({
      records: 4,
      unchanged: 0,
      newlyApproved: 0,
      newlyRefused: 3,
      newlyCoded: 1,
      unknown: 0,
    });
    expect(report.examples[0]).toMatchObject({
      verdict: 'newlyRefused',
      after: { outcomes: ['deny'], rules: ['all'], by: ['all'] },
      unknown: [],
    });
  });

  it('names the rule that decides now, or that none does', async () => {
    const { output } = await signupGuardHere(['replay', file, '--policy', policy]);

    expect(output).toMatch(/ → deny \(all\)\n/u);
    expect(output).toMatch(/ → code \(otherwise\)\n/u);
  });

  it('states what a record cannot tell', async () => {
    const address = join(folder, 'address.yaml');
    writeFileSync(
      address,
      'version: 1\nmode: enforce\nrules:\n  - { id: one, when: { emailAddress: [eve@example.com] }, then: deny }\notherwise: code\n',
    );
    const input = powertoolsLine(COLLIDED);

    const without = await signupGuardHere(['replay', '-', '--policy', address, '--json'], { input });
    const withKey = await signupGuardHere(['replay', '-', '--policy', address, '--json', '--hash-key', KEY], { input });

    expect(JSON.parse(without.output)).toMatchObject({ unknown: 1, examples: [{ unknown: ['emailAddress'] }] });
    expect(JSON.parse(withKey.output)).toMatchObject({ unknown: 0, unchanged: 1 });
  });

  it('refuses an invalid policy with its own code', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'version: 2\n');

    expect((await signupGuardHere(['replay', file, '--policy', broken])).exitCode).toBe(3);
  });
});
