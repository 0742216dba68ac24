/**
 * What a statement attests, and by which result one that attests nothing is known.
 */
import { createHmac, createPublicKey, sign } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { verifyAttestation } from '../../../src/guard/attestation/verify.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { aHeader, aKey, anAttester, aToken, NOW, part, signatureOf, someClaims } from '../../support/statements.ts';

const KEY = aKey();
const EC_KEY = aKey('ES256');
const STRANGER = aKey();
const ATTESTERS = [anAttester([KEY])];
const BEARER = attemptOf({ email: 'Ann@Example.com', phone: '+12065550100', client: '1client' });
const SECOND = 1_000;

async function verify(token: string, fields: Partial<Parameters<typeof attemptOf>[0]> = {}, now = NOW) {
  const bearer = Object.keys(fields).length === 0 ? BEARER : attemptOf(fields);
  return verifyAttestation(token, ATTESTERS, bearer, now);
}

async function resultOf(claims: Readonly<Record<string, unknown>>, now = NOW) {
  return (await verify(aToken(KEY, someClaims(claims)), {}, now)).result;
}

describe('a statement', () => {
  it('attests the address that it names, however it is spelt', async () => {
    const token = aToken(KEY, someClaims({ jti: 'invitation 7' }));

    expect(await verify(token)).toEqual({
      attester: 'invitations',
      result: 'valid',
      id: 'invitation 7',
      attested: ['email'],
    });
  });

  it('attests a number', async () => {
    const token = aToken(KEY, someClaims({ email: undefined, phone_number: '+12065550100' }));

    expect(await verify(token)).toMatchObject({ result: 'valid', id: null, attested: ['phone_number'] });
  });

  it('attests both where it names both', async () => {
    const token = aToken(KEY, someClaims({ phone_number: '+12065550100' }));

    expect((await verify(token)).attested).toEqual(['email', 'phone_number']);
  });

  it('attests the one address that fits where the other does not', async () => {
    const token = aToken(KEY, someClaims({ email: 'bob@example.com', phone_number: '+12065550100' }));

    expect(await verify(token)).toMatchObject({ result: 'valid', attested: ['phone_number'] });
  });

  it('is taken with ES256, and without `kid` where there is one key', async () => {
    const token = aToken(EC_KEY, someClaims(), { alg: 'ES256', typ: 'signup-attestation+jwt' });

    expect(await verifyAttestation(token, [anAttester([EC_KEY])], BEARER, NOW)).toMatchObject({ result: 'valid' });
  });

  it('is taken by the key that `kid` names, of an attester that has several', async () => {
    const attesters = [anAttester([STRANGER, KEY, EC_KEY])];

    for (const key of [STRANGER, KEY, EC_KEY])
      expect((await verifyAttestation(aToken(key), attesters, BEARER, NOW)).result).toBe('valid');
  });

  it('names its key by the thumbprint of RFC 7638', async () => {
    for (const { jwk } of [KEY, EC_KEY]) expect(await calculateJwkThumbprint(jwk)).toBe(jwk.kid);
  });

  it('with the other ES256 signature of the same key and text is the same statement', async () => {
    const token = aToken(EC_KEY);
    const [head, body, signature = ''] = token.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const other = order - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
    const twin = Buffer.concat([bytes.subarray(0, 32), Buffer.from(other.toString(16).padStart(64, '0'), 'hex')]);
    const attesters = [anAttester([EC_KEY])];

    const twinToken = `${head}.${body}.${twin.toString('base64url')}`;

    expect(await verifyAttestation(twinToken, attesters, BEARER, NOW)).toEqual(
      await verifyAttestation(token, attesters, BEARER, NOW),
    );
  });
});

describe('`signature`', () => {
  it('is a statement signed by anybody else', async () => {
    const token = aToken(STRANGER, someClaims({ jti: 'forged' }), aHeader(KEY));

    expect(await verify(token)).toEqual({ attester: 'invitations', result: 'signature', id: null, attested: [] });
  });

  it('is a statement whose claims were changed', async () => {
    const [head, , signature] = aToken(KEY).split('.');

    expect((await verify(`${head}.${part(someClaims({ email: 'eve@example.com' }))}.${signature}`)).result).toBe(
      'signature',
    );
  });

  it('is a signature of another length', async () => {
    const [head, body, signature = ''] = aToken(KEY).split('.');
    const short = Buffer.from(signature, 'base64url').subarray(0, 63).toString('base64url');

    expect((await verify(`${head}.${body}.${short}`)).result).toBe('signature');
  });

  it('is an ES256 signature in DER', async () => {
    const signed = `${part(aHeader(EC_KEY))}.${part(someClaims())}`;
    const der = sign('sha256', Buffer.from(signed), EC_KEY.privateKey).toString('base64url');

    expect((await verifyAttestation(`${signed}.${der}`, [anAttester([EC_KEY])], BEARER, NOW)).result).toBe('signature');
  });
});

describe('`key`', () => {
  it('is a `kid` of nobody', async () => {
    expect(await verify(aToken(STRANGER))).toMatchObject({ attester: 'invitations', result: 'key' });
  });

  it("is another attester's key", async () => {
    const attesters = [anAttester([KEY]), anAttester([STRANGER], { id: 'partner' })];

    expect((await verifyAttestation(aToken(STRANGER), attesters, BEARER, NOW)).result).toBe('key');
  });

  it('is an algorithm that is not the key its own', async () => {
    expect((await verify(aToken(KEY, someClaims(), aHeader(KEY, { alg: 'ES256' })))).result).toBe('key');
  });

  it('is no `kid` where the attester has several keys', async () => {
    const token = aToken(KEY, someClaims(), aHeader(KEY, { kid: undefined }));

    expect((await verifyAttestation(token, [anAttester([KEY, STRANGER])], BEARER, NOW)).result).toBe('key');
  });

  it('is any, where the attester has none', async () => {
    const token = aToken(KEY, someClaims(), aHeader(KEY, { kid: undefined }));

    expect((await verifyAttestation(token, [anAttester([])], BEARER, NOW)).result).toBe('key');
  });
});

describe('where and for whom a statement counts', () => {
  it('is `issuer` where nobody whom the policy trusts made it, whose name is not told', async () => {
    expect(await verify(aToken(KEY, someClaims({ iss: 'ann@example.com' })))).toEqual({
      attester: null,
      result: 'issuer',
      id: null,
      attested: [],
    });
  });

  it('is `audience` in another pool, and where the pool is not known', async () => {
    expect(await resultOf({ aud: 'us-west-2_other' })).toBe('audience');
    const nowhere = { ...BEARER, userPoolId: null };
    expect((await verifyAttestation(aToken(KEY), ATTESTERS, nowhere, NOW)).result).toBe('audience');
  });

  it('is `client` at another app client than it names, and where none is known', async () => {
    const token = aToken(KEY, someClaims({ client_id: '1client', jti: 'seven' }));

    expect((await verify(token)).result).toBe('valid');
    expect(await verify(token, { email: 'ann@example.com', client: '2client' })).toMatchObject({
      result: 'client',
      id: 'seven',
    });
    expect((await verify(token, { email: 'ann@example.com' })).result).toBe('client');
  });

  it.each([
    [{ email: 'eve@example.com' }],
    [{}],
    [{ email: 'ann@example.com ' }],
    [{ phone: '+12065550101' }],
  ])('is `address` with %j', async (fields) => {
    const bearer = attemptOf(fields);

    expect(await verifyAttestation(aToken(KEY), ATTESTERS, bearer, NOW)).toMatchObject({
      result: 'address',
      attested: [],
    });
  });

  it('is `address` where the statement names no address at all in what it calls one', async () => {
    expect(await resultOf({ email: 'not an address' })).toBe('address');
    expect(await resultOf({ email: undefined, phone_number: '2065550100' })).toBe('address');
  });
});

describe('when a statement counts', () => {
  const iat = NOW / SECOND;

  it.each([
    ['valid', -59, {}],
    ['valid', -60, {}],
    ['too-early', -61, {}],
    ['valid', 3_659, {}],
    ['expired', 3_660, {}],
  ])('is %s %i seconds after it was made for an hour', async (result, after, fields) => {
    expect(await resultOf({ iat, exp: iat + 3_600, ...fields }, NOW + after * SECOND)).toBe(result);
  });

  it('is not before `nbf`, a minute of grace aside', async () => {
    const claims = { iat, exp: iat + 3_600, nbf: iat + 600 };

    expect(await resultOf(claims, NOW + 539 * SECOND)).toBe('too-early');
    expect(await resultOf(claims, NOW + 540 * SECOND)).toBe('valid');
  });

  it('is not stretched by a later `iat` behind an earlier `nbf`', async () => {
    const later = iat + 365 * 86_400;

    expect(await resultOf({ iat: later, exp: later + 3_600, nbf: iat })).toBe('too-early');
  });

  it('is never longer than the policy allows', async () => {
    expect(await resultOf({ iat, exp: iat + 7 * 86_400 })).toBe('valid');
    expect(await resultOf({ iat, exp: iat + 7 * 86_400 + 1 })).toBe('too-long-lived');
  });

  it('counts whole seconds, part of one not at all', async () => {
    const claims = { iat, exp: iat + 3_600 };

    expect(await resultOf(claims, NOW + 3_659 * SECOND + 999)).toBe('valid');
  });
});

describe('`malformed`', () => {
  const HEADER = aHeader(KEY);
  const CLAIMS = someClaims();

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['`alg: none`', { alg: 'none' }],
    ['`alg: HS256`', { alg: 'HS256' }],
    ['an algorithm in other capitals', { alg: 'eddsa' }],
    ['no algorithm', { alg: undefined }],
    ['no type', { typ: undefined }],
    ["an ID token's type", { typ: 'JWT' }],
    ['the type in other capitals', { typ: 'Signup-Attestation+JWT' }],
    ['the type under `application`', { typ: 'application/signup-attestation+jwt' }],
    ['a `kid` that is no text', { kid: 7 }],
    ['critical headers', { crit: ['exp'] }],
    ['an unencoded payload', { b64: false }],
    ['a key of its own', { jwk: STRANGER.jwk }],
    ['a place of keys', { jku: 'https://keys.example.com' }],
    ['certificates', { x5c: ['MIIB'] }],
    ['a place of certificates', { x5u: 'https://keys.example.com' }],
    ['a nested token', { cty: 'JWT' }],
    ['a compressed payload', { zip: 'DEF' }],
  ])('is a header with %s, signed or not', async (_, fields) => {
    expect(await verify(aToken(KEY, CLAIMS, { ...HEADER, ...fields }))).toEqual({
      attester: null,
      result: 'malformed',
      id: null,
      attested: [],
    });
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['no issuer', { iss: undefined }],
    ['an issuer that is no text', { iss: ['invitations'] }],
    ['no audience', { aud: undefined }],
    ['a list of audiences', { aud: ['us-west-2_example'] }],
    ['no `iat`', { iat: undefined }],
    ['an `iat` that is text', { iat: '1764244800' }],
    ['part of a second', { iat: NOW / SECOND - 0.5 }],
    ['no `exp`', { exp: undefined }],
    ['an `exp` of null', { exp: null }],
    ['an `exp` beyond whole numbers', { exp: 2 ** 53 }],
    ['an `nbf` that is text', { nbf: '0' }],
    ['no address', { email: undefined }],
    ['an address that is no text', { email: ['ann@example.com'] }],
    ['a number that is no text', { phone_number: 12_065_550_100 }],
    ['an app client that is no text', { client_id: null }],
    ['an id that is no text', { jti: 7 }],
  ])('is a statement with %s', async (_, fields) => {
    expect((await verify(aToken(KEY, someClaims(fields)))).result).toBe('malformed');
  });

  it.each<readonly [string, string]>([
    ['nothing', ''],
    ['two dots alone', '..'],
    ['two parts', `${part(HEADER)}.${part(CLAIMS)}`],
    ['an empty signature', `${part(HEADER)}.${part(CLAIMS)}.`],
    ['four parts', `${aToken(KEY)}.AA`],
    ['a blank before it', ` ${aToken(KEY)}`],
    ['a line feed after it', `${aToken(KEY)}\n`],
    ['padding', `${aToken(KEY)}==`],
    ['a claims set that is a token', aToken(KEY, aToken(KEY))],
    ['a claims set that is a list', aToken(KEY, [CLAIMS])],
    ['a claims set that is no JSON', aToken(KEY, `${JSON.stringify(CLAIMS)} x`)],
    ['a header that is no JSON', aToken(KEY, CLAIMS, 'x')],
    ['a header with a byte order mark', aToken(KEY, CLAIMS, `\u{feff}${JSON.stringify(HEADER)}`)],
    ['an infinite time', aToken(KEY, JSON.stringify(CLAIMS).replace(/"exp":\d+/u, '"exp":1e400'))],
    ['the email twice', aToken(KEY, JSON.stringify(CLAIMS).replace('{', '{"email":"eve@example.com",'))],
    [
      'the email twice, once escaped',
      aToken(KEY, JSON.stringify(CLAIMS).replace('{', '{"em\\u0061il":"eve@example.com",')),
    ],
    ['a member twice within another', aToken(KEY, JSON.stringify(CLAIMS).replace('{', '{"x":{"a":1,"a":2},'))],
    ['`alg` twice', aToken(KEY, CLAIMS, JSON.stringify(HEADER).replace('{', '{"alg":"none",'))],
    ['a megabyte of text', `${aToken(KEY)}${'A'.repeat(2 ** 20)}`],
    ['deep JSON', aToken(KEY, `${'['.repeat(700)}${']'.repeat(700)}`)],
  ])('is %s', async (_, token) => {
    expect((await verify(token)).result).toBe('malformed');
  });

  it('is a header that is no UTF-8', async () => {
    const text = JSON.stringify(aHeader(KEY, { x: '' })).slice(0, -2);
    const head = Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from('"}')]);
    const signed = `${head.toString('base64url')}.${part(CLAIMS)}`;

    expect((await verify(`${signed}.${signatureOf(signed, KEY)}`)).result).toBe('malformed');
  });

  it('is another spelling of the last character', async () => {
    const token = aToken(KEY);
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
    const same = last.filter((char) => {
      const other = token.slice(0, -1) + char;
      return (
        other !== token &&
        Buffer.from(other.split('.')[2] ?? '', 'base64url').equals(Buffer.from(token.split('.')[2] ?? '', 'base64url'))
      );
    });

    expect(same).toHaveLength(15);
    for (const char of same) expect((await verify(token.slice(0, -1) + char)).result).toBe('malformed');
  });

  it.each([
    ['beyond another object', '"x":{},'],
    ['beyond a text with a brace', '"x":"{",'],
    ['beyond a text with a quote', '"x":"\\"{",'],
    ['beyond a list of objects', '"x":[{"email":1},{"email":2}],'],
  ])('is the email twice %s', async (_, between) => {
    const text = JSON.stringify(CLAIMS).replace('{', `{"email":"eve@example.com",${between}`);

    expect((await verify(aToken(KEY, text))).result).toBe('malformed');
    const once = JSON.stringify(CLAIMS).replace('{', `{${between}`);
    expect((await verify(aToken(KEY, once))).result).toBe('valid');
  });

  it('is a token one byte beyond 2,048, and not one of exactly as many', async () => {
    const lengths = new Map<number, string>();
    for (let pad = 0; pad < 8; pad += 1)
      for (let more = 0; more < 8; more += 1) {
        const head = aHeader(KEY, { x: 'x'.repeat(pad) });
        const base = aToken(KEY, someClaims({ pad: '' }), head).length;
        const fill = Math.floor(((2_048 - base) * 3) / 4) - 4 + more;
        const token = aToken(KEY, someClaims({ pad: 'x'.repeat(fill) }), head);
        lengths.set(token.length, token);
      }

    expect((await verify(lengths.get(2_048) ?? '')).result).toBe('valid');
    expect((await verify(lengths.get(2_049) ?? '')).result).toBe('malformed');
  });

  it('is a token of 2,049 bytes, and not one of 2,048', async () => {
    const padded = (length: number) => {
      for (let pad = 0; ; pad += 1) {
        const token = aToken(KEY, someClaims({ pad: 'x'.repeat(1_000 + pad) }));
        if (token.length >= length) return token;
      }
    };
    const longest = padded(2_047);

    expect(longest.length).toBeLessThanOrEqual(2_048);
    expect((await verify(longest)).result).toBe('valid');
    expect((await verify(padded(2_049))).result).toBe('malformed');
  });

  it('is an HS256 token whose secret is the public key', async () => {
    const pem = createPublicKey(KEY.privateKey).export({ format: 'pem', type: 'spki' });
    const signed = `${part(aHeader(KEY, { alg: 'HS256' }))}.${part(CLAIMS)}`;

    for (const secret of [pem, KEY.jwk.x, Buffer.from(KEY.jwk.x, 'base64url')]) {
      const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      expect((await verify(token)).result).toBe('malformed');
    }
  });
});

describe('names that stand apart', () => {
  it('may repeat in another object', async () => {
    const token = aToken(
      KEY,
      JSON.stringify(someClaims()).replace('{', '{"x":{"email":{"x":1}},"y":[{"x":1},{"x":2}],'),
    );

    expect((await verify(token)).result).toBe('valid');
  });

  it('may stand in a text', async () => {
    const token = aToken(KEY, someClaims({ jti: '{"email":"a","email":"b"}\\' }));

    expect((await verify(token)).result).toBe('valid');
  });
});
