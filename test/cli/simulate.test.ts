import { describe, expect, it, test } from 'vitest';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';
import { runHere, signupGuardHere } from './in-process.ts';

const STAGING = ['simulate', '--policy', 'policies/staging.yaml'];

test('`simulate` prints the decision and why each rule matched or not', async () => {
  const ran = await signupGuardHere([...STAGING, '--email', 'ann@example.com']);

  expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
  expect(ran.output).toMatch(/^approve, verifies email\n/u);
  expect(ran.output).toContain('✔ staff      approve  `emailDomain` matches `example.com`');
  expect(ran.output).toContain('✘ throwaway  deny     `disposableEmail` does not match `example.com`');
});

test('`simulate` exits with 2 when the sign-up is refused', async () => {
  const ran = await runHere([...STAGING, '--email', 'eve@mailinator.com', '--json']);
  const { decision, rules } = JSON.parse(ran.output);

  expect(ran.exitCode).toBe(2);
  expect(DecisionRecordSchema.parse(decision)).toEqual(decision);
  expect(rules).toEqual([
    {
      id: 'invited',
      matched: false,
      because: ['`emailAttested` does not match: there is no attestation of the email'],
    },
    { id: 'staff', matched: false, because: ['`emailDomain` does not match `mailinator.com`'] },
    { id: 'throwaway', matched: true, because: ['`disposableEmail` matches `mailinator.com`'] },
  ]);
});

test('`simulate` takes the statement of an event, and of a record that one was valid', async () => {
  const attested = [...STAGING, '--email', 'joe@example.org', '--attested', 'email=invitations', '--json'];
  const { decision } = JSON.parse((await runHere(attested)).output);

  const again = await signupGuardHere([...STAGING, '--event', '-', '--json'], { input: JSON.stringify({ decision }) });

  expect(DecisionRecordSchema.parse(JSON.parse(again.output).decision)).toMatchObject({
    outcome: 'approve',
    rules: ['invited'],
    attestation: { attester: 'invitations', result: 'valid' },
  });
  const event = JSON.stringify({
    triggerSource: 'PreSignUp_SignUp',
    userPoolId: 'us-east-1_example',
    userName: 'joe',
    request: { userAttributes: { email: 'joe@example.org' }, clientMetadata: { attestation: 'x.y.z' } },
  });
  const forged = await signupGuardHere([...STAGING, '--event', '-', '--json'], { input: event });
  expect(JSON.parse(forged.output).decision).toMatchObject({ outcome: 'code', attestation: { result: 'malformed' } });
});

test('`simulate` takes an event, holders and faults', async () => {
  const event = JSON.stringify({
    triggerSource: 'PreSignUp_SignUp',
    userPoolId: 'us-east-1_example',
    userName: 'ann',
    request: { userAttributes: { email: 'ann@example.com' } },
  });
  const words = [...STAGING, '--event', '-', '--fault', 'get=timeout', '--fault', 'claims=throttled', '--json'];

  const ran = await signupGuardHere(words, { input: event });

  expect(JSON.parse(ran.output).decision).toMatchObject({
    outcome: 'deny',
    reason: 'claims-unavailable',
    failures: [
      { call: 'adminGetUser', cause: 'timeout' },
      { call: 'claims', cause: 'throttled' },
    ],
  });
});

test('`simulate` decides a record again as it was decided', async () => {
  const held = JSON.stringify([{ user: 'bob', email: 'ann@example.com', verified: ['email'] }]);
  const first = await signupGuardHere([...STAGING, '--email', 'ann@example.com', '--holders', '-', '--json'], {
    input: held,
  });
  const { decision } = JSON.parse(first.output);

  const again = await signupGuardHere([...STAGING, '--event', '-', '--json'], {
    input: JSON.stringify({ level: 'INFO', message: 'sign-up decision', decision }),
  });

  expect(decision).toMatchObject({ outcome: 'code', reason: 'collision' });
  expect(JSON.parse(again.output).decision).toMatchObject({
    outcome: 'code',
    reason: 'collision',
    withheld: [{ attribute: 'email', because: 'held', holders: 1, verifiedHolders: 1 }],
  });
  expect(again.complaint).toContain('a record holds no address');
});

test('`simulate` takes validation data, and not beside an event', async () => {
  const rule = "{ id: uninvited, unless: { validationData: { invited: ['yes'] } }, then: deny }";
  const input = `version: 1\nmode: enforce\nrules:\n  - ${rule}\notherwise: code\n`;
  const simulate = (...options: string[]) => signupGuardHere(['simulate', '--policy', '-', ...options], { input });

  expect(await simulate('--email', 'ann@example.com')).toMatchObject({ exitCode: 2 });
  expect(await simulate('--validation-data', 'invited=YES')).toMatchObject({ exitCode: 0 });
  expect((await simulate('--validation-data', 'a=b', '--event', 'events/sign-up.json')).complaint).toContain(
    '`--event` and `--validation-data` exclude each other',
  );
});

test('`simulate` refuses an invalid policy with its place', async () => {
  const ran = await signupGuardHere(['simulate', '--policy', '-'], { input: 'version: 1\nmode: on\n' });

  expect(ran).toMatchObject({ exitCode: 3, output: '' });
  expect(ran.complaint).toContain('stdin:2:7: error[bad-value]');
});

describe('an event', () => {
  const event = (source: object) =>
    JSON.stringify({
      ...source,
      userPoolId: 'us-east-1_example',
      userName: 'ann',
      request: { userAttributes: { email: 'eve@mailinator.com' } },
    });
  const simulated = (source: object, ...words: readonly string[]) =>
    signupGuardHere(['simulate', '--policy', 'policies/prod.yaml', '--event', '-', ...words], { input: event(source) });
  const REMEDY = 'so the trigger leaves it untouched; to decide it as a sign-up add `--trigger sign-up`';

  it.each([
    [{}, 'the event has no `triggerSource`'],
    [{ triggerSource: null }, 'the event has no `triggerSource`'],
    [{ triggerSource: 'PostAuthentication_Authentication' }, '`PostAuthentication_Authentication` is not a source of'],
    [{ triggerSource: 'string' }, '`string` is not a source of pre sign-up triggers'],
  ])('of the source %j says that nothing decides it', async (source, words) => {
    const ran = await simulated(source);

    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.output).toMatch(/^untouched\n/u);
    expect(ran.complaint).toContain(words);
    expect(ran.complaint).toContain(REMEDY);
  });

  it('is decided as the trigger that is named beside it', async () => {
    const ran = await simulated({}, '--trigger', 'sign-up');

    expect(ran).toMatchObject({ exitCode: 2, complaint: '' });
    expect(ran.output).toMatch(/^deny\n/u);
  });

  it('excludes every other option of an attempt', async () => {
    const ran = await simulated({}, '--trigger', 'sign-up', '--email', 'ann@example.com');

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain('`--event` and `--email` exclude each other');
  });
});

test('`simulate` decides as of the time that it is given', async () => {
  const rule = '{ id: guests, then: deny, from: 2027-01-01, until: 2027-03-31 }';
  const watched = '{ id: watched, then: deny, mode: observe }';
  const input = `version: 1\nmode: enforce\nrules:\n  - ${rule}\n  - ${watched}\notherwise: code\n`;
  const at = (time: string) => signupGuardHere(['simulate', '--policy', '-', '--json', '--at', time], { input });

  expect(await at('2026-12-31T23:59:59Z')).toMatchObject({ exitCode: 0 });
  expect(await at('2027-01-01')).toMatchObject({ exitCode: 2 });
  expect(JSON.parse((await at('2027-04-01')).output)).toMatchObject({
    decision: { outcome: 'code', observed: ['watched'] },
    rules: [
      { id: 'guests', matched: false },
      { id: 'watched', matched: true },
    ],
  });
  expect((await at('2027-02-31')).complaint).toContain('write a day or a time that exists');
});
