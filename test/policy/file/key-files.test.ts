/**
 * Attesters in a policy file: the JWK Set beside it comes in, and whatever is wrong with it is told at its own line.
 */
import { describe, expect, it } from 'vitest';
import { renderPolicy } from '../../../src/policy/file/render-policy.ts';
import { renderIssues } from '../../../src/policy/file/report.ts';
import { EC_KEY, ED_KEY } from './keys.ts';
import { errorsOf, parse } from './read.ts';

const SECRET = 'bm90IGEgcmVhbCBzZWNyZXQgYnV0IGtlZXAgaXQgYXBhcnQ';
const HEAD = 'version: 1\nmode: enforce\notherwise: code\n';
const RULE = 'rules: [{ id: invited, when: { emailAttested: [invitations] }, then: approve, verify: [email] }]\n';

function withKeys(keys: string, rest = RULE): string {
  return `${HEAD}attesters:\n  - id: invitations\n    keys: ${keys}\n    maxAge: 7d\n${rest}`;
}

const FILE = withKeys('{ file: keys/test/invitations.jwks.json }');

function setOf(...keys: readonly unknown[]) {
  return { 'keys/test/invitations.jwks.json': JSON.stringify({ keys }, null, 2) };
}

function told(text: string, lists = {}) {
  return errorsOf(text, lists).map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}

describe('a JWK Set', () => {
  it('comes into the policy, each key by its thumbprint and without what is not the key', () => {
    const { kid: _, ...bare } = ED_KEY;

    expect(parse(FILE, setOf({ ...bare, use: 'sig', alg: 'EdDSA', note: 'May' }, EC_KEY))).toMatchObject({
      ok: true,
      value: { document: { attesters: [{ id: 'invitations', keys: [ED_KEY, EC_KEY], maxAge: '7d' }] } },
    });
  });

  it('may stand in the policy itself, which is how a published one is printed', () => {
    const parsed = parse(FILE, setOf(ED_KEY, EC_KEY));
    if (!parsed.ok) throw new Error('the policy is invalid');
    const { document } = parsed.value;

    expect(parse(renderPolicy(document))).toMatchObject({ ok: true, value: { document } });
  });

  it('may be empty', () => {
    expect(parse(FILE, setOf())).toMatchObject({ ok: true, value: { document: { attesters: [{ keys: [] }] } } });
  });

  it.each<readonly [string, string, unknown]>([
    ['a private key', '8:7 private-key', { ...ED_KEY, d: ED_KEY.x }],
    ['a foreign name', '5:7 key-id', { kty: 'OKP', kid: 'mine', crv: 'Ed25519', x: ED_KEY.x }],
    ['an RSA key', '4:7 key-type', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }],
    ['what is no key', '3:5 wrong-type', 'a key'],
  ])('with %s is refused at its line', (_, spot, key) => {
    expect(told(FILE, setOf(key))).toEqual([`policies/keys/test/invitations.jwks.json:${spot}`]);
  });

  it('with a key twice is refused', () => {
    expect(told(FILE, setOf(ED_KEY, ED_KEY))).toEqual(['policies/keys/test/invitations.jwks.json:9:5 duplicate-key']);
  });

  it.each<readonly [string, string]>([
    ['', 'nothing'],
    ['[]', 'a list'],
    ['{"keys":{}}', 'no list of keys'],
    ['{"keys":[]', 'what is cut off'],
    ['not: a set', 'something else'],
  ])('is none that holds %j: %s', (text) => {
    expect(told(FILE, { 'keys/test/invitations.jwks.json': text })).toEqual([
      'policies/keys/test/invitations.jwks.json:1:1 no-jwk-set',
    ]);
  });

  it('is none with its keys twice', () => {
    expect(told(FILE, { 'keys/test/invitations.jwks.json': '{"keys":[],"keys":[]}' })).toEqual([
      'policies/keys/test/invitations.jwks.json:1:1 no-jwk-set',
    ]);
  });

  it('is asked for in words', () => {
    const said = (lists: Readonly<Record<string, string>>) => errorsOf(FILE, lists).map(({ message }) => message);
    const name = 'keys/test/invitations.jwks.json';

    expect(said({})).toEqual([`\`${name}\` cannot be read: there is no such file`]);
    expect(said({ [name]: '{}' })).toEqual([`\`${name}\` is no JWK Set: it holds \`{"keys":[…]}\``]);
    expect(said({ [name]: '{"keys":[7]}' })).toEqual(['a key is a map of members such as `kty`, `crv` and `x`']);
  });

  it('with a key that lacks a member is refused where the key begins', () => {
    const { x: _, ...blind } = ED_KEY;

    expect(told(FILE, setOf(blind))).toEqual(['policies/keys/test/invitations.jwks.json:3:5 bad-key']);
  });

  it('that stands in the policy itself is read as strictly', () => {
    const keys = JSON.stringify([{ ...ED_KEY, d: ED_KEY.x }]);

    expect(errorsOf(withKeys(keys)).map(({ code }) => code)).toEqual(['private-key']);
  });

  it('that is no text is told where', () => {
    expect(told(FILE, { 'keys/test/invitations.jwks.json': '{\0}' })).toEqual([
      'policies/keys/test/invitations.jwks.json:1:1 binary',
    ]);
  });

  it('that is not there is told at the policy', () => {
    expect(told(FILE)).toEqual(['policies/test.yaml:6:19 file-unreadable']);
  });

  it.each([
    ['{ file: ../keys.json }', 'file-outside'],
    ['{ file: /etc/keys.json }', 'file-outside'],
    ['{ fiel: keys.json }', 'unknown-key'],
    ['{ file: 7 }', 'wrong-type'],
    ['{}', 'wrong-type'],
    ['keys.json', 'wrong-type'],
  ])('is not read by %s', (keys, code) => {
    expect(errorsOf(withKeys(keys)).map((issue) => issue.code)).toContain(code);
  });

  it('that holds a private key is told without the line that holds it', () => {
    const lists = setOf({ ...ED_KEY, d: SECRET });
    const lines = (file: string) =>
      file.endsWith('.json') ? lists['keys/test/invitations.jwks.json'].split('\n') : null;

    const report = renderIssues(errorsOf(FILE, lists), lines);

    expect(report).toContain('make a new pair');
    expect(report).not.toContain('bm90IGEg');
  });

  it.each([
    ['the file that `key` writes', JSON.stringify({ ...ED_KEY, d: SECRET }), 'private-key'],
    ['what OpenSSL writes', `-----BEGIN EC PRIVATE KEY-----\n${SECRET}\n-----END EC PRIVATE KEY-----\n`, 'private-key'],
    ['a list of keys alone', JSON.stringify([{ ...ED_KEY, d: SECRET }]), 'no-jwk-set'],
    ['the middle of a PEM file', SECRET, 'no-jwk-set'],
  ])('is none that is %s, and what that holds is not repeated', (_, text, code) => {
    const issues = errorsOf(FILE, { 'keys/test/invitations.jwks.json': text });

    const report = renderIssues(issues, (file) => (file.endsWith('.json') ? text.split('\n') : null));

    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(report).not.toContain(SECRET);
  });
});

describe('attesters', () => {
  it('need an id, keys and a longest life', () => {
    const text = `${HEAD}attesters: [{}]\nrules: []\n`;

    expect(errorsOf(text).map(({ message }) => message)).toEqual([
      'the key `id` is missing; it is what the log shows',
      'the key `keys` is missing; write `keys: { file: keys/prod/invitations.jwks.json }`',
      'the key `maxAge` is missing; it is the longest life of a statement, such as `7d`',
    ]);
  });

  it('are named where a key of theirs is missing', () => {
    const text = withKeys('[]').replace('    maxAge: 7d\n', '');

    expect(errorsOf(text).map(({ message }) => message)).toEqual([
      'the key `maxAge` is missing in the attester `invitations`; it is the longest life of a statement, such as `7d`',
    ]);
  });

  it('whose keys are a name alone are told how a file is named', () => {
    expect(errorsOf(withKeys('keys.json')).map(({ message }) => message)).toEqual([
      '`keys` must be a list, not `keys.json`; write `{ file: keys.json }`',
    ]);
  });

  it.each(['7', '{ invitations: 7 }'])('are a list, and not %s', (attesters) => {
    expect(told(`${HEAD}attesters: ${attesters}\nrules: []\n`)).toEqual([
      expect.stringMatching(/^policies\/test\.yaml:4:\d+ wrong-type$/u),
    ]);
  });

  it('have no other fields', () => {
    const text = withKeys('[]').replace('maxAge: 7d', 'maxAge: 7d\n    max_age: 7d');

    expect(errorsOf(text).map(({ message }) => message)).toEqual(['unknown key `max_age`; did you mean `maxAge`?']);
  });

  it('that are misshapen may still be named by a rule', () => {
    expect(told(withKeys('[]').replace('7d', '7 days'))).toEqual(['policies/test.yaml:7:5 bad-value']);
    expect(told(withKeys('yes'))).toEqual(['policies/test.yaml:6:11 wrong-type']);
  });

  it('whom a rule names must be there', () => {
    const rule = RULE.replace('[invitations]', '[Invitations]');

    expect(told(withKeys('[]', rule))).toEqual([
      'policies/test.yaml:8:48 near-miss',
      'policies/test.yaml:8:48 unknown-attester',
    ]);
  });
});
