/**
 * Statements by other libraries: what they sign the trigger takes, and what the trigger refuses they refuse, spellings and
 * members twice aside, which libraries read leniently.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CognitoIdentityProviderClient, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAttestation } from '../../src/guard/attestation/verify.ts';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { createRandom } from '../reference/random.ts';
import { type InvitedLab, startInvitedLab } from '../support/invited-lab.ts';
import { nodePackage } from '../support/node-packages.ts';
import { pythonTool } from '../support/python-tools.ts';
import { snippetsOf } from '../support/snippets.ts';
import { aHeader, aKey, anAttester, aToken, NOW, someClaims, type TestKey } from '../support/statements.ts';
import { byteMutants, editMutants, forgedMutants, type Mutant } from '../support/token-mutants.ts';

type FastJwt = {
  readonly createSigner: (options: object) => (claims: object) => string;
  readonly createVerifier: (options: object) => (token: string) => Readonly<Record<string, unknown>>;
  readonly createDecoder: (
    options: object,
  ) => (token: string) => { readonly header: Readonly<Record<string, unknown>> };
};

const PAGE = 'docs/attestations.md';
const KEYS: readonly TestKey[] = [aKey('EdDSA'), aKey('ES256')];
const STRANGER = aKey('EdDSA');
const ATTESTERS = [anAttester(KEYS)];
const BEARER = attemptOf({ email: 'ann@example.com', client: '1client' });

let invited: InvitedLab;
let fastJwt: FastJwt;
let python: string;
beforeAll(async () => {
  fastJwt = nodePackage('fast-jwt') as FastJwt;
  python = pythonTool('pyjwt');
  invited = await startInvitedLab();
}, 300_000);
afterAll(() => invited.stop());

function environment() {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    INVITATIONS_KEY: invited.privateKey,
    USER_POOL_ID: invited.lab.userPoolId,
  };
}

function outputOf(program: string, words: readonly string[], input = '', cwd = resolve('test/contract')): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    input,
    cwd,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** Whether the lab's trigger confirms a sign-up that bears the token. */
async function isConfirmed(user: string, attestation: string): Promise<boolean | undefined> {
  const { endpoint, clientId, clientSecret } = invited.lab;
  const cognito = new CognitoIdentityProviderClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { UserConfirmed } = await cognito.send(
    new SignUpCommand({
      ClientId: clientId,
      SecretHash: secretHash(user, clientId, clientSecret),
      Username: user,
      Password: 'Correct-horse-1',
      UserAttributes: [{ Name: 'email', Value: `${user}@example.com` }],
      ClientMetadata: { attestation },
    }),
  );
  cognito.destroy();
  return UserConfirmed;
}

/** fast-jwt with its own options, and what a statement needs beyond them. */
function readerByFastJwt(): (token: string) => boolean {
  const header = fastJwt.createDecoder({ complete: true });
  const verifiers = new Map(
    KEYS.map(({ alg, jwk, privateKey }) => [
      jwk.kid,
      fastJwt.createVerifier({
        key: createPublicPem(privateKey),
        algorithms: [alg],
        allowedIss: 'invitations',
        allowedAud: 'us-west-2_example',
        checkTyp: 'signup-attestation+jwt',
        requiredClaims: ['iat', 'exp'],
        clockTimestamp: NOW,
        clockTolerance: 60_000,
        cache: false,
      }),
    ]),
  );
  return (token) => {
    try {
      const verify = verifiers.get(String(header(token).header['kid']));
      const { iat, exp, aud, email, client_id } = verify?.(token) ?? {};
      const early = Number(iat) > NOW / 1000 + 60;
      const whole = Number.isSafeInteger(iat) && Number.isSafeInteger(exp) && typeof exp === 'number';
      const named = email === 'ann@example.com' && (client_id === undefined || client_id === '1client');
      // a list of audiences, and the very second of the end, are the library's to take and ours to refuse
      const strict = typeof aud === 'string' && Number(exp) > NOW / 1000 - 60;
      return whole && !early && strict && exp - Number(iat) <= 7 * 86_400 && named;
    } catch {
      return false;
    }
  };
}

function createPublicPem(privateKey: TestKey['privateKey']): string {
  const { createPublicKey } = process.getBuiltinModule('node:crypto');
  return createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString();
}

/** Mutants that nobody may take: every byte, every edit, every header and claim replaced by a stranger and by the attester. */
function* mutants(): Generator<Mutant & { readonly of: string }> {
  for (const key of KEYS) {
    const of = aToken(key);
    for (const mutant of byteMutants(of)) yield { ...mutant, of };
    for (const mutant of editMutants(of)) yield { ...mutant, of };
    for (const signer of [key, STRANGER]) for (const mutant of forgedMutants(key, signer)) yield { ...mutant, of };
  }
}

/** The same bytes, or members twice: what section "The format" of the page calls one spelling. */
function isSpelling({ kind, token, of }: Mutant & { readonly of: string }): boolean {
  if (kind === 'text' || kind === 'header' || kind === 'spelling') return true;
  const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
  return bytes(token).slice(0, 3).join() === bytes(of).join();
}

describe('fast-jwt', () => {
  it('signs what the trigger takes', async () => {
    for (const key of KEYS) {
      const sign = fastJwt.createSigner({
        key: key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        algorithm: key.alg,
        header: { typ: 'signup-attestation+jwt' },
        kid: key.jwk.kid,
      });

      expect((await verifyAttestation(sign(someClaims()), ATTESTERS, BEARER, NOW)).result).toBe('valid');
    }
  });

  it('takes no mutant that is not a spelling, and every statement that the trigger takes', async () => {
    const taken = readerByFastJwt();
    const counts = { tried: 0, refusedByBoth: 0, spellings: 0 };
    const disagreed: Mutant[] = [];
    for (const key of KEYS) expect(taken(aToken(key))).toBe(true);

    for (const mutant of mutants()) {
      counts.tried += 1;
      if (!taken(mutant.token)) counts.refusedByBoth += 1;
      else if (isSpelling(mutant)) counts.spellings += 1;
      else disagreed.push(mutant);
    }

    expect(disagreed).toEqual([]);
    expect(counts.tried).toBeGreaterThan(190_000);
    expect(counts.spellings).toBeLessThan(counts.tried / 100);
    process.stderr.write(`fast-jwt: ${JSON.stringify(counts)}\n`);
  }, 300_000);
});

describe('PyJWT', () => {
  it('signs by the snippet of the documentation what the trigger takes', async () => {
    const [snippet = ''] = snippetsOf(PAGE, 'python');
    const token = outputOf(python, ['write_statement.py', snippet, 'ada@example.com']);

    expect(await isConfirmed('ada', token)).toBe(true);
    expect(await isConfirmed('eve', token)).toBe(false);
  });

  it('takes no mutant of a sample that is not a spelling, and every statement that the trigger takes', () => {
    const random = createRandom(20_261_127);
    const sample = [...mutants()].filter(({ kind }) => !['byte', 'inserted'].includes(kind) || random.chance(5));
    const tokens = [...KEYS.map((key) => aToken(key, someClaims(), aHeader(key))), ...sample.map(({ token }) => token)];
    const asked = { keys: KEYS.map(({ jwk }) => jwk), audience: 'us-west-2_example', now: NOW / 1000, tokens };

    const verdicts: readonly boolean[] = JSON.parse(outputOf(python, ['read_statements.py'], JSON.stringify(asked)));

    expect(verdicts.slice(0, KEYS.length)).toEqual(KEYS.map(() => true));
    const taken = sample.filter((_, index) => verdicts[KEYS.length + index]);
    expect(taken.filter((mutant) => !isSpelling(mutant))).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(8_000);
    process.stderr.write(`PyJWT: ${JSON.stringify({ tried: sample.length, spellings: taken.length })}\n`);
  }, 300_000);
});

const GO = spawnSync('go', ['version']).status === 0;

describe('go-jose', () => {
  it('signs by the snippet of the documentation what the trigger takes, where Go is there', async () => {
    if (!GO) {
      process.stderr.write('go-jose: there is no Go on this machine\n');
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'attest-go-'));
    mkdirSync(folder, { recursive: true });
    const [snippet = ''] = snippetsOf(PAGE, 'go');
    writeFileSync(
      join(folder, 'go.mod'),
      'module example.com/attest\n\ngo 1.24\n\nrequire github.com/go-jose/go-jose/v4 v4.1.9\n',
    );
    writeFileSync(join(folder, 'main.go'), `${GO_PROGRAM}\n${snippet}`);
    const token = outputOf('go', ['run', '-mod=mod', '.'], '', folder);

    expect(await isConfirmed('grace', token)).toBe(true);
    rmSync(folder, { recursive: true });
  }, 300_000);
});

const GO_PROGRAM = `package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

func main() {
	var jwk jose.JSONWebKey
	if err := json.Unmarshal([]byte(os.Getenv("INVITATIONS_KEY")), &jwk); err != nil {
		panic(err)
	}
	token, err := attest(jwk, os.Getenv("USER_POOL_ID"), "grace@example.com")
	if err != nil {
		panic(err)
	}
	fmt.Println(token)
}
`;
