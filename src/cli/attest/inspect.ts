/**
 * What a token says, and what a policy makes of it. For whoever holds the token: it shows addresses in clear.
 */
import type { AttestationResult, Attester } from '../../core/attestation.ts';
import { fieldsOf, parseJson, type RawObject } from '../../core/json.ts';
import { readStatement } from '../../guard/attestation/statement.ts';
import { verifyAttestation } from '../../guard/attestation/verify.ts';
import { attemptOf } from '../../policy/cases/typed-attempt.ts';

/** A token as read. `result` is null where no policy was asked. */
type Inspection = {
  readonly header: RawObject;
  readonly claims: RawObject;
  readonly wellFormed: boolean;
  readonly result: AttestationResult | null;
};

/** Reads a token; with attesters, as its own bearer would present it: at its pool and client, for the addresses that it names. */
export async function inspect(token: string, attesters: readonly Attester[] | null, now: number): Promise<Inspection> {
  const [head = '', body = ''] = token.split('.');
  const claims = partOf(body);
  const wellFormed = readStatement(token) !== null;
  if (attesters === null) return { header: partOf(head), claims, wellFormed, result: null };
  const bearer = {
    ...attemptOf({
      email: textOf(claims['email']),
      phone: textOf(claims['phone_number']),
      client: textOf(claims['client_id']),
    }),
    userPoolId: textOf(claims['aud']) ?? null,
  };
  const { result } = await verifyAttestation(token, attesters, bearer, now);
  return { header: partOf(head), claims, wellFormed, result };
}

function partOf(part: string): RawObject {
  return fieldsOf(parseJson(Buffer.from(part, 'base64url').toString()));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const TIMES: readonly string[] = ['iat', 'nbf', 'exp'];

/** An inspection as text. */
export function renderInspection({ header, claims, wellFormed, result }: Inspection): string {
  const rows = [...Object.entries(header), ...Object.entries(claims)];
  const width = Math.max(6, ...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${shownOf(name, value)}\n`);
  const verdict = result ?? (wellFormed ? 'well-formed; `--policy FILE` verifies it' : 'malformed');
  return `${lines.join('')}${'result'.padEnd(width)}  ${verdict}\n`;
}

function shownOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  const moment = TIMES.includes(name) && typeof value === 'number' ? new Date(value * 1000) : null;
  const isTime = moment !== null && !Number.isNaN(moment.getTime());
  return isTime ? `${JSON.stringify(value)}  ${moment.toISOString()}` : (JSON.stringify(value) ?? '');
}
