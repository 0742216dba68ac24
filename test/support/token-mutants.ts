/**
 * Tokens that are almost a statement: every byte changed, every header and claim replaced, parts cut, doubled and
 * swapped. Each carries what kind of change made it, so that a failure names it and a count shows the spread.
 */
import { createHmac } from 'node:crypto';
import { aHeader, aToken, NOW, part, signatureOf, someClaims, type TestKey } from './statements.ts';

/** A changed token. `spelling`: a library may read the same statement in it. */
export type Mutant = { readonly kind: string; readonly token: string };

/** A byte of a token put to another value: of all such changes, which are 255 a byte, every so many. */
export function* byteMutants(token: string, every = 1): Generator<Mutant> {
  for (let index = 0; index < 255 * token.length; index += every) {
    const at = Math.floor(index / 255);
    const byte = (token.charCodeAt(at) + 1 + (index % 255)) % 256;
    yield { kind: 'byte', token: token.slice(0, at) + String.fromCharCode(byte) + token.slice(at + 1) };
  }
}

/** Cuts, insertions, doubled and swapped parts, of every length and at every place. */
export function* editMutants(token: string): Generator<Mutant> {
  const [head = '', body = '', signature = ''] = token.split('.');
  for (let at = 0; at < token.length; at += 1) {
    yield { kind: 'cut', token: token.slice(0, at) };
    yield { kind: 'left out', token: token.slice(0, at) + token.slice(at + 1) };
    for (const inserted of ['.', 'A', '=', ' ', '\n', '\0', 'é', '%2E']) {
      yield { kind: 'inserted', token: token.slice(0, at) + inserted + token.slice(at) };
    }
  }
  for (const parts of [
    [body, head, signature],
    [head, signature, body],
    [head, body, head],
    [head, body, ''],
    ['', body, signature],
    [head, '', signature],
    [head, body, signature, ''],
    [head, body, signature, signature],
    ['', head, body, signature],
  ]) {
    yield { kind: 'parts', token: parts.join('.') };
  }
  yield { kind: 'parts', token: `${token}${token}` };
  yield { kind: 'spelling', token: `Bearer ${token}` };
}

const HEADERS: readonly Readonly<Record<string, unknown>>[] = [
  ...['none', 'None', 'HS256', 'RS256', 'PS256', 'ES384', 'ES256K', 'Ed25519', 'EDDSA', '', null, 7, ['EdDSA']].map(
    (alg) => ({ alg }),
  ),
  ...['JWT', 'at+jwt', 'jwt', 'signup-attestation', 'SIGNUP-ATTESTATION+JWT', '', null, 1].map((typ) => ({ typ })),
  ...['', 'other', '../x', null, 7, {}].map((kid) => ({ kid })),
  { crit: [] },
  { crit: ['exp'], exp: 1 },
  { crit: ['b64'], b64: false },
  { jku: 'http://127.0.0.1/keys' },
  { x5u: 'http://127.0.0.1/cert' },
  { x5c: ['MIIB'] },
  { cty: 'JWT' },
  { zip: 'DEF' },
];

const HUGE = [2 ** 53, 1e300, -1e300, Number.MAX_VALUE, 1e21];
const VALUES = [null, true, '', 'x', 0, -1, 1.5, [], {}, ...HUGE];

/** Claims that no statement for the tests' bearer may have. */
const CLAIMS: readonly Readonly<Record<string, unknown>>[] = [
  ...VALUES.flatMap((value) => ['iss', 'aud', 'iat', 'exp'].map((name) => ({ [name]: value }))),
  ...VALUES.map((email) => ({ email })),
  { iss: 'Invitations' },
  { iss: ['invitations'] },
  { aud: ['us-west-2_example'] },
  { aud: 'us-west-2_other' },
  { exp: NOW / 1000 - 60 },
  { exp: NOW / 1000 + 8 * 86_400 },
  { nbf: NOW / 1000 + 61 },
  { iat: NOW / 1000 + 61 },
  { client_id: 'another' },
  { email: 'eve@example.com' },
  { email: 'ann@example.com\n' },
  { email: ['ann@example.com'] },
  { email: undefined },
  { email: undefined, email_verified: 'ann@example.com', sub: 'ann@example.com' },
];

/** Every header and claim replaced and signed again by `signer`; `named` is the key that the header goes on naming. */
export function* forgedMutants(named: TestKey, signer: TestKey): Generator<Mutant> {
  for (const fields of HEADERS) yield { kind: 'header', token: aToken(signer, someClaims(), aHeader(named, fields)) };
  yield { kind: 'header', token: aToken(signer, someClaims(), aHeader(named, { jwk: signer.jwk })) };
  for (const fields of CLAIMS) yield { kind: 'claim', token: aToken(signer, someClaims(fields), aHeader(named)) };
  yield* textMutants(named, signer);
  yield* secretMutants(named);
}

/** JSON that parsers disagree on: doubled members, numbers of any size, depth, other encodings of the text. */
function* textMutants(named: TestKey, signer: TestKey): Generator<Mutant> {
  const head = JSON.stringify(aHeader(named));
  const body = JSON.stringify(someClaims());
  const eve = body.replace('ann@', 'eve@');
  const texts = [
    body.replace('{', '{"email":"eve@example.com",'),
    body.replace('}', ',"email":"ann@example.com"}'),
    body.replace('}', ',"\\u0065mail":"ann@example.com"}'),
    eve.replace('}', ',"email":"ann@example.com"}'),
    body.replace(/"exp":\d+/u, '"exp":1e999'),
    body.replace(/"exp":\d+/u, `"exp":${'9'.repeat(400)}`),
    body.replace(/"exp":\d+/u, '"exp":0x7fffffff'),
    body.replace('}', `,"x":${'['.repeat(300)}${']'.repeat(300)},"x":1}`),
    `${'{"x":'.repeat(250)}1${'}'.repeat(250)}`,
    `[${body}]`,
    `"${'x'.repeat(40)}"`,
    `\u{feff}${body}`,
    `${body}${body}`,
    `${body}\0`,
    'null',
    '',
    aToken(signer),
  ];
  for (const text of texts) yield { kind: 'text', token: aToken(signer, text, head) };
  for (const doubled of [
    head.replace('{', '{"alg":"none",'),
    head.replace('}', ',"typ":"JWT"}'),
    `[${head}]`,
    'null',
    '',
  ])
    yield { kind: 'text', token: aToken(signer, body, doubled) };
  const utf16 = Buffer.from(body, 'utf16le').toString('base64url');
  const signed = `${part(head)}.${utf16}`;
  yield { kind: 'text', token: `${signed}.${signatureOf(signed, signer)}` };
}

/** The public key as a secret, and no signature at all. */
function* secretMutants({ jwk }: TestKey): Generator<Mutant> {
  for (const alg of ['HS256', 'EdDSA', 'ES256', 'none']) {
    const signed = `${part({ alg, typ: 'signup-attestation+jwt', kid: jwk.kid })}.${part(someClaims())}`;
    for (const secret of [jwk.x, Buffer.from(jwk.x, 'base64url'), JSON.stringify(jwk), ''])
      yield { kind: 'secret', token: `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}` };
    for (const length of [0, 1, 64])
      yield { kind: 'secret', token: `${signed}.${Buffer.alloc(length).toString('base64url')}` };
  }
}
