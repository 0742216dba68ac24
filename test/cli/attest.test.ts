/**
 * Keys and statements from the command line: made, kept, inspected, and what a policy makes of them.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvRows } from '../../src/cli/audit/csv.ts';
import { fieldsOf, parseJson } from '../../src/core/json.ts';
import { runHere, signupGuardHere } from './in-process.ts';

let folder: string;
let key: string;
let set: string;
let policy: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  key = join(folder, 'invitations.jwk.json');
  set = join(folder, 'keys/test/invitations.jwks.json');
  policy = join(folder, 'test.yaml');
  await runHere(['key', '--attester', 'invitations', '--private', key, '--jwks', set]);
  writeFileSync(
    policy,
    `version: 1
mode: enforce
attesters: [{ id: invitations, keys: { file: keys/test/invitations.jwks.json }, maxAge: 7d }]
rules: [{ id: invited, when: { emailAttested: [invitations] }, then: approve, verify: [email] }]
otherwise: code
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const POOL = 'us-east-1_example';

function attest(...words: readonly string[]) {
  return runHere(['attest', '--private', key, '--attester', 'invitations', '--user-pool-id', POOL, ...words]);
}

async function tokenFor(...words: readonly string[]): Promise<string> {
  return (await attest(...words)).output.trim();
}

function simulate(...words: readonly string[]) {
  return runHere(['simulate', '--policy', policy, '--json', ...words]);
}

async function decisionOn(...words: readonly string[]) {
  const { output } = await simulate(...words);
  return fieldsOf(fieldsOf(parseJson(output))['decision']);
}

function keysIn(file: string): readonly Record<string, unknown>[] {
  return JSON.parse(readFileSync(file, 'utf8')).keys;
}

describe('key', () => {
  it('keeps the private half for its owner, and puts only the public one into the set', () => {
    const secret = JSON.parse(readFileSync(key, 'utf8'));

    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(secret).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', d: expect.any(String) });
    expect(keysIn(set)).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: secret.x, kid: secret.kid, alg: 'EdDSA', use: 'sig' },
    ]);
  });

  it('never overwrites a private key', async () => {
    const before = readFileSync(key, 'utf8');

    const { exitCode, complaint } = await runHere([
      'key',
      '--attester',
      'invitations',
      '--private',
      key,
      '--jwks',
      set,
    ]);

    expect(exitCode).toBe(1);
    expect(complaint).toContain('never overwritten');
    expect(readFileSync(key, 'utf8')).toBe(before);
    expect(keysIn(set)).toHaveLength(1);
  });

  it('adds a key to the set and leaves the older ones in it', async () => {
    const rotated = join(folder, 'rotated.jwks.json');
    const make = (name: string, ...words: readonly string[]) =>
      runHere(['key', '--attester', 'a', '--private', join(folder, name), '--jwks', rotated, '--json', ...words]);

    const first = JSON.parse((await make('one.json')).output);
    const second = JSON.parse((await make('two.json', '--es256')).output);

    expect(second).toMatchObject({ attester: 'a', alg: 'ES256', keys: [first.kid, second.kid] });
    expect(keysIn(rotated).map(({ crv }) => crv)).toEqual(['Ed25519', 'P-256']);
  });

  it('prints the set where no file is named', async () => {
    const { output } = await runHere(['key', '--attester', 'a', '--private', join(folder, 'three.json')]);

    expect(output).toContain('"keys": [');
    expect(output).not.toContain('"d"');
  });

  it.each([
    [
      'an id that statements cannot carry',
      ['--attester', 'Invitations', '--private', 'x.json'],
      'no id of an attester',
    ],
    [
      'a place that travels with the deployment',
      ['--attester', 'a', '--private', 'policies/keys/x.json'],
      'travel with',
    ],
  ])('refuses %s', async (_, words, complaint) => {
    const ran = await runHere(['key', ...words]);

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain(complaint);
  });

  it('makes nothing where the set holds what it must not', async () => {
    const bad = join(folder, 'bad.jwks.json');
    writeFileSync(bad, JSON.stringify({ keys: [parseJson(readFileSync(key, 'utf8'))] }));
    const made = join(folder, 'never.json');

    const { exitCode, complaint } = await runHere(['key', '--attester', 'a', '--private', made, '--jwks', bad]);

    expect(exitCode).toBe(1);
    expect(complaint).toContain('key 1 of');
    expect(complaint).toContain('make a new pair');
    expect(() => statSync(made)).toThrow('ENOENT');
  });
});

describe('attest', () => {
  it('makes a statement that the policy takes, for that address alone', async () => {
    const token = await tokenFor('--email', 'ann@example.com', '--expires', '1h');

    expect(await decisionOn('--email', 'Ann@example.com', '--attestation', token)).toMatchObject({
      outcome: 'approve',
      attestation: { attester: 'invitations', result: 'valid' },
    });
    expect(await decisionOn('--email', 'eve@example.com', '--attestation', token)).toMatchObject({
      outcome: 'code',
      attestation: { attester: 'invitations', result: 'address' },
    });
    expect(
      await decisionOn('--email', 'ann@example.com', '--attestation', token, '--user-pool-id', 'us-east-1_other'),
    ).toMatchObject({ outcome: 'code', attestation: { result: 'audience' } });
  });

  it('names the client where one is given', async () => {
    const token = await tokenFor('--email', 'ann@example.com', '--client', '1client');

    const at = (client: string) => decisionOn('--email', 'ann@example.com', '--client', client, '--attestation', token);

    expect(await at('1client')).toMatchObject({ outcome: 'approve' });
    expect(await at('2client')).toMatchObject({ outcome: 'code', attestation: { result: 'client' } });
  });

  it('signs with PEM, too, and tells whose key it was', async () => {
    const pem = join(folder, 'key.pem');
    const { createPrivateKey } = await import('node:crypto');
    const jwk = JSON.parse(readFileSync(key, 'utf8'));
    writeFileSync(pem, createPrivateKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' }), {
      mode: 0o600,
    });

    const { output, complaint } = await attest('--private', pem, '--email', 'ann@example.com', '--json');

    expect(JSON.parse(output)).toMatchObject({ kid: jwk.kid, expiresAt: expect.stringMatching(/Z$/u) });
    expect(complaint).toBe('');
  });

  it('says where others can read the key', async () => {
    const open = join(folder, 'open.json');
    writeFileSync(open, readFileSync(key), { mode: 0o644 });

    expect((await attest('--private', open, '--email', 'ann@example.com')).complaint).toContain('chmod 600');
  });

  it.each([
    ['no address', [], 'give `--email`'],
    ['what is no address', ['--email', 'ann@'], '`ann@` is not an email address'],
    ['what is no number', ['--phone', '2065550100'], 'is no number'],
    ['what is no duration', ['--email', 'a@example.com', '--expires', 'a week'], 'is no duration'],
    [
      'no key',
      ['--email', 'a@example.com', '--private', '/nowhere/key.json'],
      '` cannot be read: there is no such file',
    ],
    ['what is no key', ['--email', 'a@example.com', '--private', 'package.json'], 'no private key'],
    ['no pool', ['--email', 'a@example.com', '--user-pool-id', ''], '`--user-pool-id` is missing'],
    ['what is no attester', ['--email', 'a@example.com', '--attester', 'A B'], '`--attester`'],
    ['a file without a place for it', ['people.csv'], '`--out` is missing'],
  ])('refuses %s', async (_, words, complaint) => {
    const ran = await attest(...words);

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain(complaint);
  });
});

describe('attest, for a file of people', () => {
  async function attested(text: string) {
    const [source, out] = [join(folder, 'people.csv'), join(folder, 'attested.csv')];
    writeFileSync(source, text);
    rmSync(out, { force: true });
    const ran = await attest(source, '--out', out);
    const rows: (readonly string[])[] = [];
    if (ran.output !== '') for await (const row of csvRows([readFileSync(out, 'utf8')])) rows.push(row);
    return { ...ran, rows, mode: ran.output === '' ? 0 : statSync(out).mode & 0o777 };
  }

  it('adds a column and keeps all the others', async () => {
    const { exitCode, output, rows, mode } = await attested(
      '\u{feff}Name,Email,note\r\n"Ann, A.",ann@example.com,"says ""hi"""\r\nBob,bob@example.com,\r\n',
    );

    expect({ exitCode, output, mode }).toMatchObject({ exitCode: 0, mode: 0o600 });
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['Name', 'Email', 'note'],
      ['Ann, A.', 'ann@example.com', 'says "hi"'],
      ['Bob', 'bob@example.com', ''],
    ]);
    expect(rows[0]?.[3]).toBe('attestation');
    expect(await decisionOn('--email', 'bob@example.com', '--attestation', rows[2]?.[3] ?? '')).toMatchObject({
      outcome: 'approve',
    });
  });

  it('attests numbers, and renews statements in their own column', async () => {
    const { rows } = await attested('attestation,phone_number,email\nold,+12065550100,ann@example.com\n');

    expect(rows[0]).toEqual(['attestation', 'phone_number', 'email']);
    const { output } = await runHere(['attest', '--inspect', rows[1]?.[0] ?? '', '--json']);
    expect(JSON.parse(output).claims).toMatchObject({ phone_number: '+12065550100', email: 'ann@example.com' });
  });

  it('speaks of one row as one', async () => {
    const { output, complaint } = await attested('email\nann@example.com\nnot an address\n');

    expect(output).toMatch(/^1 statement in /u);
    expect(complaint).toBe('one row has no address that can be attested, and an empty column: row 3');
  });

  it('leaves no row out, names those without an address, and fails', async () => {
    const { exitCode, complaint, rows } = await attested(
      'email,name\nann@example.com,Ann,more,fields\nnot an address,Eve\n,Nobody\nbob@example.com\n',
    );

    expect({ exitCode, complaint }).toEqual({
      exitCode: 1,
      complaint: '2 rows have no address that can be attested, and an empty column: rows 3, 4',
    });
    expect(rows.map((row) => row.with(2, ''))).toEqual([
      ['email', 'name', ''],
      ['ann@example.com', 'Ann', '', 'more', 'fields'],
      ['not an address', 'Eve', ''],
      ['', 'Nobody', ''],
      ['bob@example.com', '', ''],
    ]);
    expect(rows.map((row) => row[2] !== '')).toEqual([true, true, false, false, true]);
  });

  it.each([
    ['', 'neither a column'],
    ['name,mail\nAnn,ann@example.com\n', 'neither a column'],
  ])('refuses %j', async (text, complaint) => {
    const ran = await attested(text);

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain(complaint);
    expect(() => statSync(join(folder, 'attested.csv'))).toThrow('ENOENT');
  });

  it('reads standard input and writes as it goes', async () => {
    const out = join(folder, 'many.csv');
    const people = Array.from({ length: 5_000 }, (_, index) => `p${index}@example.com\n`).join('');
    const words = ['attest', '--private', key, '--attester', 'invitations', '--user-pool-id', POOL, '-', '--out', out];

    const { exitCode, output } = await signupGuardHere(words, { input: `email\n${people}` });

    expect({ exitCode, output }).toEqual({ exitCode: 0, output: `5,000 statements in ${out}\n` });
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(5_001);
    expect(lines[5_000]).toMatch(/^p4999@example\.com,ey/u);
  });
});

describe('attest --inspect', () => {
  it('shows what a token says', async () => {
    const token = await tokenFor('--email', 'ann@example.com');

    const { exitCode, output } = await runHere(['attest', '--inspect', token]);

    expect(exitCode).toBe(0);
    expect(output).toMatch(/^iss +invitations$/mu);
    expect(output).toMatch(/^exp +\d+ {2}\d{4}-\d\d-\d\dT/mu);
    expect(output).toMatch(/^email +ann@example.com$/mu);
    expect(output).toMatch(/^result +well-formed; /mu);
  });

  it('verifies it as a policy does', async () => {
    const token = await tokenFor('--email', 'ann@example.com', '--expires', '8d');

    const { exitCode, output } = await runHere(['attest', '--inspect', token, '--policy', policy, '--json']);

    expect({ exitCode, result: JSON.parse(output).result }).toEqual({ exitCode: 1, result: 'too-long-lived' });
    const good = await tokenFor('--email', 'ann@example.com', '--client', '1client');
    expect((await runHere(['attest', '--inspect', good, '--policy', policy])).output).toMatch(/^result +valid$/mu);
  });

  it.each(['', 'x', '..', 'a.b.c'])('says that %j is malformed', async (token) => {
    const { exitCode, output } = await runHere(['attest', '--inspect', token]);

    expect({ exitCode, output }).toEqual({ exitCode: 1, output: 'result  malformed\n' });
  });
});

describe('simulate --attested', () => {
  it('takes an attester at their word', async () => {
    expect(await decisionOn('--email', 'ann@example.com', '--attested', 'email=invitations')).toMatchObject({
      outcome: 'approve',
      attestation: { attester: 'invitations', result: 'valid', id: null },
    });
  });

  it('knows nobody whom the policy does not', async () => {
    const { output, complaint } = await simulate('--email', 'ann@example.com', '--attested', 'email=invitatins');

    expect(JSON.parse(output).decision).toMatchObject({ outcome: 'code', attestation: null });
    expect(complaint).toContain('did you mean `invitations`?');
  });

  it.each([
    [['--attested', 'invitations'], 'email=ID'],
    [['--attested', 'mail=invitations'], 'email=ID'],
  ])('refuses %j', async (words, complaint) => {
    await expect(simulate('--email', 'ann@example.com', ...words)).rejects.toThrow(complaint);
  });

  it('stands alone', async () => {
    const words = ['--attested', 'email=invitations', '--attestation', 'x.y.z'];

    expect(await simulate(...words)).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('exclude') });
  });
});

describe('cases', () => {
  async function run(attested: string) {
    const file = join(folder, 'test.cases.yaml');
    writeFileSync(
      file,
      `cases:
  - name: the invited are verified
    attempt: { email: ann@example.com, attested: { email: ${attested} } }
    expect: { outcome: approve, verified: [email], rules: [invited] }
`,
    );
    return runHere(['test', policy]);
  }

  it('say who attested an address', async () => {
    expect(await run('invitations')).toMatchObject({ exitCode: 0 });
  });

  it('name nobody whom the policy does not know', async () => {
    const { exitCode, complaint } = await run('partner');

    expect(exitCode).not.toBe(0);
    expect(complaint).toContain('the policy has no attester `partner`');
  });
});
