/**
 * Publishing from the command line against a lab that listens, in the order in which a team would.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLocalParameterStore } from '../../src/aws/operator/local.ts';
import type { ParameterStore } from '../../src/aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../../src/aws/operator/policy/policy-store.ts';
import { readPublication } from '../../src/aws/operator/policy/published.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { digestOf } from '../../src/policy/manifest.ts';
import { startLab, type TestLab } from '../lab/lab.ts';
import { ED_KEY } from '../policy/file/keys.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { runHere, signupGuardHere } from './in-process.ts';

const LIVE = '/signup-guard/prod/policy';
const CANDIDATE = '/signup-guard/prod/candidate';
const STAFF = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
    verify: [email]
    acknowledge: Behind single sign-on.
  - id: shut
    when: { emailDomain: [example.net] }
    then: deny
otherwise: code
`;
const BRAKE = STAFF.replace('enforce', 'code-only');

let lab: TestLab;
let store: ParameterStore;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'publish-'));
  await writeFile(join(folder, 'staff.yaml'), STAFF);
  await writeFile(join(folder, 'brake.yaml'), BRAKE);
});
beforeEach(async () => {
  lab = await startLab();
  store = createLocalParameterStore(lab.lab.endpoint);
  return async () => {
    vi.unstubAllEnvs();
    await lab.close();
  };
});
afterAll(() => rm(folder, { recursive: true }));

const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

function run(...words: readonly string[]) {
  for (const [name, value] of Object.entries({ ...AWS, AWS_ENDPOINT_URL: lab.lab.endpoint })) vi.stubEnv(name, value);
  return runHere(words);
}

function push(file: string, ...words: readonly string[]) {
  return run('push', 'prod', '--file', join(folder, file), ...words);
}

describe('push', () => {
  it('shows what changes and publishes', async () => {
    const first = await push('staff.yaml', '--yes');
    const second = await push('brake.yaml', '--yes');

    expect(first).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing stands here yet') });
    expect(second.output).toContain('someone@example.com: approve email → code\n');
    expect(second.output).toContain('setting mode: enforce → code-only\n');
    expect(second.output).toMatch(/published [0-9a-f]{12} as version 2\n$/u);
  });

  it('shows whom a new limit by client slows down', async () => {
    const limit = '  - id: hog\n    limit: { by: client, count: 30, per: 1h }\n    then: deny\notherwise:';
    await writeFile(join(folder, 'limited.yaml'), STAFF.replace('otherwise:', limit));
    await push('staff.yaml', '--yes');

    const { output } = await push('limited.yaml', '--yes');

    expect(output).toContain('client another-client, hog seen 30 times: code → deny\n');
    expect(output).toContain('setting limits: none → hog 30 per 1h by client\n');
  });

  it('brakes approvals and still denies', async () => {
    await push('brake.yaml', '--yes');

    const staff = await run('simulate', '--policy', 'ssm:prod', '--email', 'ann@example.com', '--json');
    const shut = await run('simulate', '--policy', 'ssm:prod', '--email', 'ann@example.net');

    expect(JSON.parse(staff.output).decision).toMatchObject({ outcome: 'code', reason: 'mode' });
    expect(shut.exitCode).toBe(2);
  });

  it('changes nothing without a yes or a terminal', async () => {
    const env = { ...AWS, AWS_ENDPOINT_URL: lab.lab.endpoint };
    const ran = await signupGuardHere(['push', 'prod', '--file', join(folder, 'staff.yaml')], { env });

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain('there is no terminal to ask on, so say `--yes`');
    expect(await readPublication(store, LIVE)).toBeNull();
  });

  it('refuses when somebody else pushed meanwhile', async () => {
    await push('staff.yaml', '--yes');
    const theirs = (await readPublication(store, LIVE))?.manifest?.digest ?? '';
    await push('brake.yaml', '--yes', '--expect', theirs);

    const late = await push('staff.yaml', '--yes', '--expect', theirs.slice(0, 12));

    expect(late.exitCode).toBe(1);
    expect(late.complaint).toContain(`expected \`${theirs.slice(0, 12)}\` at \`${LIVE}\``);
    expect((await readPublication(store, LIVE))?.version).toBe(2);
  });

  it("keeps the stack's name on what it owns", async () => {
    const document = aDocument({ rules: [anApproval()] });
    await publishPolicy(store, { parameter: LIVE, document, stack: 'guard', publisher: 'deployment' });

    await push('staff.yaml', '--yes');

    expect((await readPublication(store, LIVE))?.manifest).toMatchObject({ stack: 'guard', publisher: 'command-line' });
  });

  it('replaces a value that was edited by hand', async () => {
    await store.write(LIVE, '{"rules": "all"}');

    const told = await run('simulate', '--policy', 'ssm:prod');
    const ran = await push('staff.yaml', '--yes');

    expect(told).toMatchObject({ exitCode: 3, output: '' });
    expect(told.complaint).toContain('holds what is no policy of this project');
    expect(ran.output).toContain('version 1 holds what is no valid policy');
    expect((await readPublication(store, LIVE))?.version).toBe(2);
  });
});

describe('history and rollback', () => {
  it('name every key that they bring back', async () => {
    const attester = { id: 'invitations', maxAge: '7d' };
    const publish = (document: PolicyDocument) =>
      publishPolicy(store, { parameter: LIVE, document, stack: '', publisher: 'command-line' });
    await publish(aDocument({ attesters: [{ ...attester, keys: [ED_KEY] }] }));
    await publish(aDocument({ attesters: [{ ...attester, keys: [] }] }));

    const asked = await run('rollback', 'prod', '1');
    const back = await run('rollback', 'prod', '1', '--yes', '--json');

    expect(`${asked.output}${asked.complaint}`).toContain(`key ${ED_KEY.kid} of invitations counts from then on`);
    expect(JSON.parse(back.output)).toMatchObject({ keys: [{ attester: 'invitations', kid: ED_KEY.kid }] });
  });

  it('list versions and bring one back, parts and all', async () => {
    const emailDomain = Array.from({ length: 2000 }, (_, index) => `p${(index * 7919) % 9973}.example.com`);
    const large = aDocument({ rules: [anApproval({ when: { emailDomain } })] });
    await publishPolicy(store, { parameter: LIVE, document: large, stack: '', publisher: 'command-line' });
    await push('staff.yaml', '--yes');

    const back = await run('rollback', 'prod', '1', '--yes', '--json');
    const { output } = await run('history', 'prod', '--json');

    expect(JSON.parse(back.output)).toMatchObject({ version: 3, digest: digestOf(large), changed: true });
    expect(JSON.parse(output).versions).toMatchObject([
      { version: 3, digest: digestOf(large), live: true },
      { version: 2, live: false },
      { version: 1, digest: digestOf(large), live: false },
    ]);
  });

  it('tell who, when, why, and what behaves differently since', async () => {
    await push('staff.yaml', '--yes');
    await push('brake.yaml', '--yes', '--message', 'Incident 17: stop approvals');

    const json = JSON.parse((await run('history', 'prod', '--json')).output);
    const { output } = await run('history', 'prod');

    const by = 'arn:aws:iam::000000000000:user/lab';
    const common = { by, publisher: 'command-line', stack: '', at: expect.stringMatching(/^\d{4}-.*Z$/u) };
    expect(json.versions).toEqual([
      { ...common, version: 2, digest: expect.any(String), message: 'Incident 17: stop approvals', live: true },
      { ...common, version: 1, digest: expect.any(String), message: null, live: false },
    ]);
    expect(output).toMatch(
      /^version {2}at \(UTC\) +by +digest +publisher +stack\n {6}2 {2}\d{4}-.* {2}user\/lab {2}[0-9a-f]{12} {2}command-line/u,
    );
    expect(output).toMatch(/live\n {9}Incident 17: stop approvals\n {9}\S.*code.*\n {6}1 /u);
    expect(output).toContain('the first version that is kept');
  });

  it('let no message stand for the version after it', async () => {
    await push('staff.yaml', '--yes', '--message', 'first');
    await push('brake.yaml', '--yes');
    await run('rollback', 'prod', '1', '--yes');

    const { versions } = JSON.parse((await run('history', 'prod', '--json')).output);
    expect(versions.map(({ message }: { message: string | null }) => message)).toEqual([
      'rollback to version 1',
      null,
      'first',
    ]);
  });

  it('find the version that a record names', async () => {
    await push('staff.yaml', '--yes');
    const digest = (await readPublication(store, LIVE))?.manifest?.digest ?? '';
    await push('brake.yaml', '--yes');

    const found = JSON.parse((await run('history', 'prod', '--digest', digest.slice(0, 6), '--json')).output);

    expect(found.versions).toMatchObject([{ version: 1, digest }]);
    expect(await run('history', 'prod', '--digest', '000000')).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('that is still kept'),
    });
    expect(await run('history', 'prod', '--digest', 'prod')).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('is no digest'),
    });
  });

  it('bring a former version back as a file', async () => {
    await push('staff.yaml', '--yes');
    await push('brake.yaml', '--yes');

    expect((await run('pull', 'prod', '--version', '1')).output).toContain('mode: enforce\n');
    expect((await run('pull', 'prod', '--version', '2')).output).toContain('mode: code-only\n');
    expect((await run('pull', 'prod', '--version', '9')).exitCode).toBe(3);
    expect((await run('pull', 'prod', '--version', 'x')).exitCode).toBe(1);
    expect((await run('pull', 'prod', '--candidate', '--version', '1')).exitCode).toBe(1);
    expect((await run('diff', 'ssm:prod:1', join(folder, 'brake.yaml'))).exitCode).toBe(2);
  });

  it('refuse a message that Parameter Store would cut', async () => {
    const ran = await push('staff.yaml', '--yes', '--message', 'x'.repeat(1025));

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('1025 characters') });
    expect(await readPublication(store, LIVE)).toBeNull();
  });

  it('names the versions there are', async () => {
    await push('staff.yaml', '--yes');

    expect((await run('rollback', 'prod', '7', '--yes')).complaint).toContain('Parameter Store has 1 to 1');
  });
});

describe('candidate, status, promote and pull', () => {
  it.each([
    ['more rules than it looks at', 1_001, 1, 'this one has 1001 and'],
    ['more bytes than it unpacks', 1, 40_000, 'this one has 1 and 1'],
  ])('refuses a candidate of %s', async (_, rules, domains, said) => {
    const listed = Array.from({ length: domains }, (__, index) => `tenant-number-${index}.example.com`);
    const lines = Array.from(
      { length: rules },
      (__, index) => `  - { id: r-${index}, then: deny, when: { emailDomain: [${listed}] } }`,
    );
    const text = `version: 1\nmode: enforce\notherwise: code\nrules:\n${lines.join('\n')}\n`;
    await writeFile(join(folder, 'large.yaml'), text);

    const { exitCode, complaint } = await push('large.yaml', '--candidate', '--yes');

    expect([exitCode, complaint]).toEqual([1, expect.stringContaining(said)]);
    expect(await readPublication(store, CANDIDATE)).toBeNull();
  });

  it('carry a policy from its file to live', async () => {
    await push('staff.yaml', '--yes');
    await push('brake.yaml', '--candidate', '--yes');
    const digest = (await readPublication(store, CANDIDATE))?.manifest?.digest;

    const before = await run('status', 'prod', '--json');
    const diff = await run('diff', 'ssm:prod', 'candidate:prod', '--json');
    const promoted = await run('promote', 'prod', '--yes');
    const pulled = await run('pull', 'prod');

    expect(before.exitCode).toBe(2);
    expect(JSON.parse(before.output).environments).toMatchObject([
      { candidate: digest, differs: ['candidate', 'file'] },
    ]);
    expect(JSON.parse(diff.output).settings).toEqual([{ setting: 'mode', before: 'enforce', after: 'code-only' }]);
    expect(promoted).toMatchObject({ exitCode: 0 });
    expect((await readPublication(store, LIVE))?.manifest?.digest).toBe(digest);
    expect(await readPublication(store, CANDIDATE)).toBeNull();
    expect(pulled.output).toContain('mode: code-only\n');
  });

  it('agree once the file is what is live', async () => {
    await run('push', 'prod', '--yes');

    expect((await run('status', 'prod')).exitCode).toBe(0);
  });

  it('write a file only where they may', async () => {
    await push('staff.yaml', '--yes');
    const file = join(folder, 'staff.yaml');

    const refused = await run('pull', 'prod', '--out', file);

    expect(refused.exitCode).toBe(1);
    expect(await readFile(file, 'utf8')).toBe(STAFF);
  });
});
