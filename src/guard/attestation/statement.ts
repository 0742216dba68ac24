/**
 * The strict shape of an attestation, before any key is looked at: what libraries read leniently, each in its own way, is
 * refused here. Pure; says what a token claims and nothing of whether it is true.
 */
import * as z from 'zod/mini';
import { STATEMENT_ALGORITHMS } from '../../core/attestation.ts';
import { isObject, parseJson } from '../../core/json.ts';
import { hasTwinMembers } from './json-twins.ts';

/** ValidationData takes no longer value. */
const LONGEST_TOKEN = 2_048;

/** The media type that tells a statement from any other token of the same issuer. */
const STATEMENT_TYPE = 'signup-attestation+jwt';

/** Headers by which a token asks to be read otherwise than by the policy's own keys. */
const REFUSED_HEADERS = ['b64', 'crit', 'cty', 'jku', 'jwk', 'x5c', 'x5u', 'zip'];

const Header = z.object({
  alg: z.enum(STATEMENT_ALGORITHMS),
  typ: z.literal(STATEMENT_TYPE),
  kid: z.optional(z.string()),
});

const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  nbf: z.optional(z.int()),
  email: z.optional(z.string()),
  phone_number: z.optional(z.string()),
  client_id: z.optional(z.string()),
  jti: z.optional(z.string()),
});

/** What a token says of itself. */
export type StatementHeader = z.infer<typeof Header>;

/** What a token states. Times are seconds since 1970. */
export type StatementClaims = z.infer<typeof Claims>;

/** A token of the right shape, not yet verified. */
export type Statement = { readonly header: StatementHeader; readonly claims: StatementClaims };

/** Reads a token, or null if it is malformed. */
export function readStatement(token: string): Statement | null {
  if (token.length > LONGEST_TOKEN) return null;
  // Stryker disable next-line StringLiteral: a part that is missing is malformed, whatever stands for it
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || bytesOf(signature) === null) return null;
  const header = objectOf(head);
  if (header === null || REFUSED_HEADERS.some((name) => Object.hasOwn(header, name))) return null;
  const readHeader = Header.safeParse(header);
  const readClaims = Claims.safeParse(objectOf(body));
  if (!readHeader.success || !readClaims.success) return null;
  const { email, phone_number } = readClaims.data;
  if (email === undefined && phone_number === undefined) return null;
  return { header: readHeader.data, claims: readClaims.data };
}

/** The bytes of canonical base64url without padding: one spelling a value. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return text !== '' && bytes.toString('base64url') === text ? bytes : null;
}

/** A JSON object with each member once. */
function objectOf(part: string): object | null {
  const text = textOf(bytesOf(part));
  const json = parseJson(text);
  return isObject(json) && !hasTwinMembers(text) ? json : null;
}

/** The text of bytes that are UTF-8; of others, and of none, there is no text. */
function textOf(bytes: Buffer | null): string {
  // Stryker disable next-line StringLiteral: only has to be no JSON
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes ?? undefined);
  } catch {
    // what is no UTF-8 is no JSON
  }
  return text;
}
