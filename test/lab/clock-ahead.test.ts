/**
 * A lab whose clock somebody put forward, and the commands over its log, whose clock is the machine's: what was decided since
 * is there like anything else.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signupGuardHere } from '../cli/in-process.ts';
import { type LabProcess, startLabWith } from '../support/lab-process.ts';

const POLICY = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
    verify: [email]
    acknowledge: Made up for a test of the log, where nobody has a mailbox.
otherwise: code
`;
const AHEAD_MS = 26 * 3_600_000;

let lab: LabProcess;
beforeAll(async () => {
  lab = await startLabWith(POLICY);
  await signUp('before');
  await post('/lab/clock', { forward: '26h' });
  await signUp('after');
});
afterAll(() => lab?.stop());

function post(path: string, body: object, target = ''): Promise<Response> {
  const headers: Record<string, string> = target === '' ? {} : { 'x-amz-target': target };
  return fetch(`${lab.endpoint}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function signUp(user: string): Promise<void> {
  const UserAttributes = [{ Name: 'email', Value: `${user}@example.com` }];
  const body = { ClientId: lab.publicClientId, Username: user, Password: 'Correct-horse-1', UserAttributes };
  const answer = await post('/', body, 'AWSCognitoIdentityProviderService.SignUp');
  if (!answer.ok) throw new Error(await answer.text());
}

function environment() {
  const key = { AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab' };
  return { AWS_ENDPOINT_URL: lab.endpoint, AWS_REGION: 'us-east-1', ...key };
}

async function asked(...words: readonly string[]): Promise<string> {
  const { exitCode, output, complaint } = await signupGuardHere([...words, '--environment', 'lab'], {
    env: environment(),
  });
  expect([exitCode, complaint.replace(/^.*domain alone\n$/u, '')]).toEqual([0, '']);
  return output;
}

const timesOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => Date.parse(JSON.parse(line).timestamp));

it('a command shows what was decided after the clock was put forward, at the time of the lab', async () => {
  const [before = 0, after = 0, ...others] = timesOf(await asked('decisions', '--json'));

  expect(others).toEqual([]);
  expect(after - before).toBeGreaterThanOrEqual(AHEAD_MS);
});

it.each([
  [['review', '--json'], 2],
  [['review', '--json', '--since', '1h'], 2],
  [['replay', '--json', '--policy', 'policies/prod.yaml'], 2],
])('a command counts in %j what was decided after the clock was put forward', async (words, records) => {
  expect(JSON.parse(await asked(...words))).toMatchObject({ records });
});

it('a command leaves out what was decided later where an end is named before it', async () => {
  const until = new Date(Date.now() + AHEAD_MS / 2).toISOString();

  expect(timesOf(await asked('decisions', '--json', '--until', until))).toHaveLength(1);
});
